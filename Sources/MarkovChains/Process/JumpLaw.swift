import ComplexModule
import RealModule

/// The law of the jumps of a compound Poisson process, in the units of the process (for a price: of its logarithm).
public enum JumpLaw: Hashable, Sendable {
  /// Normal (Merton, J. Financial Economics 3, 125, 1976).
  case normal(mean: Double, deviation: Double)
  /// Exponential on both sides: upwards with probability `up` and rate `rateUp`, else downwards with `rateDown`
  /// (Kou, Management Science 48, 1086, 2002). `up` 1 or 0 leaves one side.
  case doubleExponential(up: Double, rateUp: Double, rateDown: Double)
}

extension JumpLaw {
  /// E exp(i u J) for complex u; for the exponential law in the strip -rateUp < Im u < rateDown.
  public func characteristicFunction(_ u: Complex<Double>) -> Complex<Double> {
    let iu = u * Complex.i
    switch self {
    case .normal(let mean, let deviation):
      return Complex.exp(iu.scaled(mean) + (iu * iu).scaled(deviation * deviation / 2))
    case .doubleExponential(let up, let rateUp, let rateDown):
      return Complex(up * rateUp) / (Complex(rateUp) - iu)
        + Complex((1 - up) * rateDown) / (Complex(rateDown) + iu)
    }
  }

  /// E J^n for n = 0 ... 6.
  public func moment(_ n: Int) -> Double {
    precondition((0...6).contains(n), "moments are known from 0 to 6, not \(n)")
    switch self {
    case .normal(let mean, let deviation):
      // E J^n = mean E J^(n-1) + (n-1) deviation^2 E J^(n-2).
      var (before, moment) = (0.0, 1.0)
      for k in 0..<n {
        (before, moment) = (moment, mean * moment + Double(k) * deviation * deviation * before)
      }
      return moment
    case .doubleExponential(let up, let rateUp, let rateDown):
      let factorial = (0..<n).reduce(1.0) { $0 * Double($1 + 1) }
      let side = { (rate: Double) in factorial / Double.pow(rate, n) }
      return up * side(rateUp) + (n % 2 == 0 ? 1 : -1) * (1 - up) * side(rateDown)
    }
  }

  /// E exp(J) - 1, the mean relative jump of a price; infinite where the mean does not exist (`rateUp` <= 1).
  public var meanRelativeJump: Double {
    switch self {
    case .normal(let mean, let deviation):
      return Double.expMinusOne(mean + deviation * deviation / 2)
    case .doubleExponential(let up, let rateUp, let rateDown):
      guard up == 0 || rateUp > 1 else { return .infinity }
      // up * rateUp / (rateUp - 1) - up is up / (rateUp - 1), and so for the other side: nothing cancels.
      return (up == 0 ? 0 : up / (rateUp - 1)) - (1 - up) / (rateDown + 1)
    }
  }

  public func density(_ y: Double) -> Double {
    switch self {
    case .normal(let mean, let deviation):
      return normalDensity(y, mean: mean, variance: deviation * deviation)
    case .doubleExponential(let up, let rateUp, let rateDown):
      return y >= 0 ? up * rateUp * Double.exp(-rateUp * y) : (1 - up) * rateDown * Double.exp(rateDown * y)
    }
  }

  /// P(J <= y).
  public func cumulative(_ y: Double) -> Double {
    switch self {
    case .normal(let mean, let deviation):
      return normalMass(from: -.infinity, to: (y - mean) / deviation)
    case .doubleExponential(let up, let rateUp, let rateDown):
      return y >= 0 ? 1 - up * Double.exp(-rateUp * y) : (1 - up) * Double.exp(rateDown * y)
    }
  }

  /// - Throws: `ChainError.badParameter` naming the parameter, its value and the limit.
  public func check() throws {
    switch self {
    case .normal(let mean, let deviation):
      try ChainError.require(mean.isFinite, "jump mean", mean, allowed: "a finite number")
      try ChainError.requirePositive("jump deviation", deviation)
    case .doubleExponential(let up, let rateUp, let rateDown):
      try ChainError.require(up >= 0 && up <= 1, "probability of an upward jump", up, allowed: "0 to 1")
      try ChainError.requirePositive("rate of upward jumps", rateUp)
      try ChainError.requirePositive("rate of downward jumps", rateDown)
    }
  }
}

extension Complex {
  /// `self` times a real number.
  func scaled(_ factor: RealType) -> Complex { Complex(real * factor, imaginary * factor) }
}
