import MarkovChains
import RealModule

/// Calls on a price of 100 at 5 % interest over a year, by closed forms and from the law of a lattice.
enum EuropeanCalls {
  static let spot = 100.0
  static let rate = 0.05
  static let strikes = [80.0, 90, 95, 100, 105, 110, 120]
  static let blackScholesProcess = GeometricBrownianMotion(growth: rate, volatility: 0.2).logarithm
  static let mertonProcess = MertonJumpDiffusion(
    growth: rate, volatility: 0.2, intensity: 1, jumpMean: -0.1, jumpDeviation: 0.15
  ).logarithm
  static let kouProcess = KouJumpDiffusion(
    growth: rate, volatility: 0.2, intensity: 1, up: 0.4, rateUp: 10, rateDown: 5
  ).logarithm

  static func normal(_ x: Double) -> Double { Double.erfc(-x * 0.5.squareRoot()) / 2 }

  /// Black and Scholes over a year, with growth and variance of their own.
  static func price(_ strike: Double, growth: Double = rate, variance: Double = 0.04) -> Double {
    let forward = spot * Double.exp(growth)
    let d = Double.log(forward / strike) / variance.squareRoot() + variance.squareRoot() / 2
    return Double.exp(-rate) * (forward * normal(d) - strike * normal(d - variance.squareRoot()))
  }

  /// Merton's series.
  static func mertonPrice(_ strike: Double) -> Double {
    let kappa = Double.expMinusOne(-0.1 + 0.0225 / 2)
    var (sum, weight) = (0.0, Double.exp(-1))
    for n in 0..<60 {
      let growth = rate - kappa + Double(n) * (-0.1 + 0.0225 / 2)
      sum += weight * price(strike, growth: growth, variance: 0.04 + Double(n) * 0.0225)
      weight /= Double(n + 1)
    }
    return sum
  }

  /// Lewis's integral for Kou's model, evaluated in extended precision by another program.
  static let kouPrices: [Double: Double] = [
    80: 26.68532627218397, 90: 19.474309776230868, 95: 16.324121822088827, 100: 13.516210810926921,
    105: 11.062085250212988, 110: 8.957946301660357, 120: 5.719546121751591,
  ]

  /// The mean payoff over a cell of increments, weighted with exp(tilt x).
  static func payoff(_ cell: ClosedRange<Double>, _ strike: Double, tilt: Double = 0) -> Double {
    func integral(_ rate: Double, _ low: Double, _ high: Double) -> Double {
      abs(rate) < 1e-12 ? high - low : (Double.exp(rate * high) - Double.exp(rate * low)) / rate
    }
    let low = max(cell.lowerBound, Double.log(strike / spot))
    guard low < cell.upperBound else { return 0 }
    let gain = spot * integral(1 + tilt, low, cell.upperBound) - strike * integral(tilt, low, cell.upperBound)
    return gain / integral(tilt, cell.lowerBound, cell.upperBound)
  }

  /// The largest error over the strikes, in hundredths of a per cent of the spot.
  static func bias(
    law: [Double], cell: (Int) -> ClosedRange<Double>, exact: (Double) -> Double
  ) -> Double {
    strikes.map { strike in
      let mean = law.indices.reduce(0) { $0 + law[$1] * payoff(cell($1), strike) }
      return abs(Double.exp(-rate) * mean - exact(strike)) * 100
    }.max()!
  }

  static func bias(_ lattice: CoMovingLattice, exact: (Double) -> Double) throws -> Double {
    let chain = try lattice.chain()
    let start = try StartWeights.point(lattice.startState, of: chain)
    let law = WalkProblem(stages: [chain], start: start, horizon: .steps(lattice.steps))
      .distribution(after: lattice.steps)
    let readOut = try lattice.readOut(after: lattice.steps, time: lattice.time)
    return bias(law: law, cell: readOut.cell, exact: exact)
  }
}
