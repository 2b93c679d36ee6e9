import MarkovChains
import RealModule
import Testing

/// Laws of Brownian motion with drift against integrals of one another.
@Suite struct BrownianLawTests {
  private let motion = ArithmeticBrownianMotion(drift: 0.4, volatility: 0.7)

  @Test func `Two times make one (Chapman and Kolmogorov)`() throws {
    let direct = try motion.density(0.9, from: 0.1, after: 1.5)
    let through = try integral(from: -6, to: 8) { middle in
      try motion.density(middle, from: 0.1, after: 0.5) * motion.density(0.9, from: middle, after: 1)
    }
    #expect(isNear(through, direct, relative: 1e-12))
    let mass = try integral(from: -8, to: 0.9) { try motion.density($0, from: 0.1, after: 1.5) }
    #expect(isNear(mass, try motion.cumulative(0.9, from: 0.1, after: 1.5), relative: 1e-10))
  }

  @Test(arguments: [0.4, 0, -0.9] as [Double], [0.8, -0.3] as [Double])
  func `The density of a first passage is the slope of its probability`(drift: Double, level: Double) throws {
    let motion = ArithmeticBrownianMotion(drift: drift, volatility: 0.7)
    let sum = try integral(from: 1e-9, to: 3) { try motion.firstPassageDensity(distance: level, at: $0) }
    #expect(isNear(sum, try motion.firstPassageProbability(distance: level, by: 3), relative: 1e-8))
    let end = try motion.firstPassageProbability(distance: level, by: 1e6)
    #expect(abs(end - (try motion.probabilityOfEverReaching(distance: level))) < 2e-3)
  }

  @Test func `Moments of a first passage are slopes of its transform`() throws {
    let (step, b) = (1e-4, 0.8)
    let values = try [0, step, 2 * step].map { try motion.firstPassageTransform(rate: $0, distance: b) }
    let mean = (3 * values[0] - 4 * values[1] + values[2]) / (2 * step)
    #expect(isNear(mean, try motion.meanFirstPassageTime(distance: b), relative: 1e-5))
    let square = (values[0] - 2 * values[1] + values[2]) / (step * step)
    let variance = try motion.varianceOfFirstPassageTime(distance: b)
    #expect(isNear(square - mean * mean, variance, relative: 5e-3))
  }

  /// A drift that leads away at 40 deviations: exp(2 mu b / sigma^2) overflows, the sum does not.
  @Test func `Strong drifts neither overflow nor underflow`() throws {
    let strong = ArithmeticBrownianMotion(drift: 50, volatility: 0.1)
    let probability = try strong.firstPassageProbability(distance: 1, by: 0.02)
    #expect(abs(probability - 0.5) < 0.02)
    let exit = BrownianExit(ArithmeticBrownianMotion(drift: -30, volatility: 0.2))
    #expect(try isNear(exit.meanExitTime(from: 0.5), 0.5 / 30, relative: 1e-12))
    #expect(try exit.probabilityOfUpperExit(from: 0.5) == 0)
  }

  @Test(arguments: [0.0, 0.7, -2] as [Double])
  func `Survival in an interval adds up to the mean exit time and to the transform`(drift: Double) throws {
    let exit = BrownianExit(ArithmeticBrownianMotion(drift: drift, volatility: 0.8), lower: -1, upper: 0.5)
    let start = -0.2
    let mean = try integral(from: 1e-12, to: 20, intervals: 40_000) {
      try exit.survival(from: start, after: $0)
    }
    #expect(isNear(mean, try exit.meanExitTime(from: start), relative: 1e-8))
    let transform = try integral(from: 1e-12, to: 20, intervals: 40_000) {
      try exit.survival(from: start, after: $0) * Double.exp(-3 * $0)
    }
    #expect(isNear(1 - 3 * transform, try exit.transform(rate: 3, from: start), relative: 1e-8))
    let certain = try exit.transformByEnd(rate: 0, from: start)
    #expect(isNear(certain.upper, try exit.probabilityOfUpperExit(from: start), relative: 1e-12))
    #expect(isNear(certain.lower + certain.upper, 1, relative: 1e-12))
  }

  @Test func `A small drift is no jump`() throws {
    let still = BrownianExit(ArithmeticBrownianMotion())
    for drift in [1e-12, 1e-7, 0.99e-5, 1.01e-5, 1e-4] {
      let exit = BrownianExit(ArithmeticBrownianMotion(drift: drift))
      let expected = 0.21 * (1 + drift * 0.4 / 3)
      #expect(try isNear(exit.meanExitTime(from: 0.3), expected, relative: 1e-8 + drift * drift))
    }
    #expect(try still.meanExitTime(from: 0.3) == 0.21)
  }

  @Test func `Prices have the moments of their density`() throws {
    let price = GeometricBrownianMotion(growth: 0.1, volatility: 0.4)
    for (power, value) in [
      (0.0, 1.0), (1, try price.mean(from: 100, after: 2)), (2, try price.moment(2, from: 100, after: 2)),
    ] {
      let sum = try integral(from: -6, to: 7) { u in
        let s = 100 * Double.exp(u)
        return Double.pow(s, power) * (try price.density(s, from: 100, after: 2)) * s
      }
      #expect(isNear(sum, value, relative: 1e-10))
    }
    let (mean, square) = (
      try price.mean(from: 100, after: 2), try price.moment(2, from: 100, after: 2)
    )
    #expect(isNear(try price.variance(from: 100, after: 2), square - mean * mean, relative: 1e-12))
  }

  @Test func `Bad input is refused by name`() {
    for (drift, volatility, time) in [
      (Double.nan, 1.0, 1.0), (0, -1, 1), (0, 0, 1), (0, 1, 0), (0, 1, .infinity),
    ] {
      let motion = ArithmeticBrownianMotion(drift: drift, volatility: volatility)
      #expect(throws: ChainError.self) { try motion.density(0, from: 0, after: time) }
      #expect(throws: ChainError.self) { try motion.firstPassageProbability(distance: 1, by: time) }
      #expect(throws: ChainError.self) { try BrownianExit(motion).survival(from: 0.5, after: time) }
    }
    #expect(
      throws: ChainError.badParameter(name: "start", value: "1.5", allowed: "0.0 to 1.0")
    ) { try BrownianExit(ArithmeticBrownianMotion()).meanExitTime(from: 1.5) }
    #expect(throws: ChainError.self) {
      try ArithmeticBrownianMotion(drift: -1).meanFirstPassageTime(distance: 1)
    }
  }
}
