import MarkovChains
import RealModule
import Testing

/// Ornstein-Uhlenbeck and square-root processes.
@Suite struct MeanReversionLawTests {
  private let reverting = OrnsteinUhlenbeck(rate: 1.3, level: 0.4, volatility: 0.6)

  @Test func `Ornstein-Uhlenbeck: two times make one, and the last is stationary`() throws {
    let direct = try reverting.density(0.2, from: 1, after: 0.9)
    let through = try integral(from: -4, to: 5) { middle in
      try reverting.density(middle, from: 1, after: 0.3) * reverting.density(0.2, from: middle, after: 0.6)
    }
    #expect(isNear(through, direct, relative: 1e-12))
    #expect(isNear(try reverting.variance(after: 40), try reverting.stationaryVariance(), relative: 1e-14))
    let lagged = try reverting.autocovariance(lag: 0.5) / reverting.stationaryVariance()
    #expect(isNear(lagged, Double.exp(-0.65), relative: 1e-14))
    let mass = try integral(from: -4, to: 0.2) { try reverting.density($0, from: 1, after: 0.9) }
    #expect(isNear(mass, try reverting.cumulative(0.2, from: 1, after: 0.9), relative: 1e-9))
  }

  /// By reflection at the level: the survival is P(same side) - P(other side).
  @Test func `The first hit of the level is that of reflection`() throws {
    let above = 1 - (try reverting.cumulative(0.4, from: 1, after: 0.7))
    #expect(isNear(try reverting.survivalAboveLevel(from: 1, after: 0.7), 2 * above - 1, relative: 1e-13))
  }

  /// The integral of X over t given X_0: the bond obeys p(t) = E[exp(-X dt)] p(t - dt) to first order in dt, so its
  /// forward rate at zero is the start; and a vanishing volatility leaves the exponential of the mean path.
  @Test func `Bonds`() throws {
    let still = OrnsteinUhlenbeck(rate: 0.8, level: 0.05, volatility: 1e-9)
    let path = try integral(from: 1e-12, to: 2) { try still.mean(from: 0.03, after: $0) }
    #expect(isNear(try still.bond(from: 0.03, over: 2), Double.exp(-path), relative: 1e-12))
    let root = CoxIngersollRoss(rate: 0.8, level: 0.05, volatility: 1e-6)
    #expect(isNear(try root.bond(from: 0.03, over: 2), Double.exp(-path), relative: 1e-11))
    // The bond of a longer life is the mean of exp(-integral) over the first part, of a bond from where it ends: with
    // the affine form of the bond it suffices that both sides agree for a small first part to its square.
    let rates = CoxIngersollRoss(rate: 0.5, level: 0.06, volatility: 0.3)
    let (x, step) = (0.04, 1e-4)
    let mean = try integral(from: 0.02, to: 0.07, intervals: 4000) { end in
      let weight = try rates.density(end, from: x, after: step)
      return weight * Double.exp(-(x + end) / 2 * step) * (try rates.bond(from: end, over: 3))
    }
    #expect(isNear(mean, try rates.bond(from: x, over: 3 + step), relative: 1e-9))
  }

  @Test(
    arguments: [(1.5, 0.06, 0.5, 0.04), (0.8, 0.05, 0.1, 0.03), (0.5, 0.2, 0.3, 0)]
      as [(Double, Double, Double, Double)])
  func `The square-root density has its mean, its variance and its transform`(
    rate: Double, level: Double, volatility: Double, start: Double
  ) throws {
    let process = CoxIngersollRoss(rate: rate, level: level, volatility: volatility)
    // With x = u^4 the density is smooth enough at zero where zero is reached.
    func mean(of function: (Double) -> Double) throws -> Double {
      try integral(from: 1e-9, to: 1.3, intervals: 20_000) { u in
        let x = u * u * u * u
        return function(x) * (try process.density(x, from: start, after: 0.7)) * 4 * u * u * u
      }
    }
    #expect(abs(try mean { _ in 1 } - 1) < 1e-8)
    let first = try process.mean(from: start, after: 0.7)
    #expect(isNear(try mean { $0 }, first, relative: 1e-9))
    let spread = try mean { ($0 - first) * ($0 - first) }
    #expect(isNear(spread, try process.variance(from: start, after: 0.7), relative: 1e-8))
    let transform = try process.laplaceTransform(5, from: start, after: 0.7)
    #expect(isNear(try mean { Double.exp(-5 * $0) }, transform, relative: 1e-8))
  }

  /// A volatility so small that Bessel functions of an order of millions would be needed: the density is all but normal.
  @Test func `Small volatilities do not underflow`() throws {
    let process = CoxIngersollRoss(rate: 1, level: 0.05, volatility: 1e-4)
    let (mean, variance) = (
      try process.mean(from: 0.05, after: 1), try process.variance(from: 0.05, after: 1)
    )
    let peak = try process.density(mean, from: 0.05, after: 1)
    #expect(isNear(peak, 1 / (2 * Double.pi * variance).squareRoot(), relative: 1e-5))
  }

  @Test func `Bad input is refused`() {
    for value in [-1, 0, Double.nan, .infinity] {
      #expect(throws: ChainError.self) {
        try OrnsteinUhlenbeck(rate: value, level: 0, volatility: 1).mean(from: 0, after: 1)
      }
      #expect(throws: ChainError.self) {
        try CoxIngersollRoss(rate: 1, level: 1, volatility: value).density(1, from: 1, after: 1)
      }
      #expect(throws: ChainError.self) { try reverting.variance(after: value) }
    }
    #expect(throws: ChainError.self) {
      try CoxIngersollRoss(rate: 1, level: 1, volatility: 1).mean(from: -1, after: 1)
    }
  }
}
