import ComplexModule
import RealModule

/// The error of what a lattice says of payoffs with a kink, against the exact law of the process.
///
/// Calls and puts on `(exp(a x) - 1) / a`, a the exponent (on x itself for a = 0), at strikes within three standard
/// deviations, and the mean. The exact values are Fourier integrals over a shifted line (Lewis, A simple option formula for general
/// jump-diffusion, 2001), by the trapezoidal rule, which is exact up to exp(-20) or so.
struct LatticeError {
  let exponent: Double
  private let time: Double
  private let strikes: [(strike: Double, isCall: Bool, exact: Double)]
  /// exp(-a x) at the centre of the law.
  private let unit: Double

  private static let mostFrequencies = 20_000

  init(process: LevyProcess, time: Double, exponent: Double) {
    (self.time, self.exponent) = (time, exponent)
    let deviation = (time * process.cumulant(2)).squareRoot()
    let limits: (up: Double, down: Double) =
      if case .doubleExponential(let up, let rateUp, let rateDown)? = process.jumps {
        (up > 0 ? rateUp : .infinity, up < 1 ? rateDown : .infinity)
      } else {
        (.infinity, .infinity)
      }
    let hasMean = exponent < limits.up
    let mean = Self.exponentOf(process, Complex(exponent)).real * time
    let center = hasMean && exponent > 0 ? mean / exponent : time * process.cumulant(1)
    unit = Double.exp(-exponent * center)
    let places = (-6...6).map { (center + Double($0) / 2 * deviation, $0 >= 0 && hasMean) }
    let values = [false, true].map { isCall in
      let chosen = places.filter { $0.1 == isCall }.map(\.0)
      let room = isCall ? limits.up - exponent : limits.down
      let shift = min(1 / deviation, room / 2)
      let line = isCall ? exponent + shift : -shift
      return zip(chosen, Self.integrals(process, time, exponent, chosen, line: line, strip: shift)).map {
        (strike: $0, isCall: isCall, exact: $1)
      }
    }
    // A call at a strike below all is the mean.
    let floor = center - 40 * deviation
    let forward =
      hasMean && exponent > 0
      ? [(strike: floor, isCall: true, exact: (Double.exp(mean) - Double.exp(exponent * floor)) / exponent)]
      : []
    strikes = values[0] + values[1] + forward
  }

  /// The largest error over the strikes, in units of exp(a c), c the centre of the law.
  func worst(_ lattice: CoMovingLattice) -> Double {
    guard let chain = try? lattice.chain(),
      let readOut = try? lattice.readOut(after: lattice.steps, time: time)
    else { return .infinity }
    var law = [Double](repeating: 0, count: lattice.states)
    law[lattice.startState] = 1
    var next = law
    for _ in 0..<lattice.steps {
      chain.advance(law, into: &next)
      swap(&law, &next)
    }
    let cells = law.indices.map(readOut.cell(of:))
    let worst = strikes.map { strike, isCall, exact in
      let mean = law.indices.reduce(0.0) { sum, state in
        law[state] > 0 ? sum + law[state] * payoff(cells[state], strike, isCall) : sum
      }
      return abs(mean - exact)
    }.max()!
    return worst.isFinite ? worst * unit : .infinity
  }

  /// The mean payoff over a cell.
  private func payoff(_ cell: ClosedRange<Double>, _ strike: Double, _ isCall: Bool) -> Double {
    let (low, high) =
      isCall
      ? (max(cell.lowerBound, strike), cell.upperBound) : (cell.lowerBound, min(cell.upperBound, strike))
    guard low < high else { return 0 }
    let width = cell.upperBound - cell.lowerBound
    let gain: Double
    if exponent == 0 {
      gain = (high - low) * ((high + low) / 2 - strike)
    } else {
      let integral = (Double.exp(exponent * high) - Double.exp(exponent * low)) / exponent
      gain = (integral - (high - low) * Double.exp(exponent * strike)) / exponent
    }
    return (isCall ? gain : -gain) / width
  }

  /// E of the payoff, or of the mirrored one for a line left of 0: the integral over u of
  /// `exp((a - z) k) / (z (z - a)) E exp(z X) / 2 pi` with z = line + iu.
  private static func integrals(
    _ process: LevyProcess, _ time: Double, _ exponent: Double, _ strikes: [Double], line: Double,
    strip: Double
  ) -> [Double] {
    let highest = (80 / (process.variance * time) + line * line).squareRoot()
    let step = max(strip / 3.5, highest / Double(mostFrequencies))
    // Parameters beyond all use leave no integral, and the lattice without an error that could be compared.
    guard highest.isFinite, step > 0 else { return strikes.map { _ in .nan } }
    var sums = [Double](repeating: 0, count: strikes.count)
    for index in 0...Int(bounded: highest / step) {
      let z = Complex(line, Double(index) * step)
      let transform = exponentOf(process, z).scaled(time)
      let denominator = z * (z - Complex(exponent))
      for (place, strike) in strikes.enumerated() {
        let term = Complex.exp(transform + (Complex(exponent) - z).scaled(strike)) / denominator
        sums[place] += (index == 0 ? 0.5 : 1) * term.real
      }
    }
    return sums.map { $0 * step / Double.pi }
  }

  /// log E exp(z X_1).
  private static func exponentOf(_ process: LevyProcess, _ z: Complex<Double>) -> Complex<Double> {
    process.exponent(z * Complex(0, -1))
  }
}
