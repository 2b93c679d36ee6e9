import RealModule

/// How a place x on a lattice is a price.
enum PriceScale: Hashable, Sendable {
  /// S = reference exp(x): x is the logarithm of the price over today's.
  case logarithmic(reference: Double)
  /// S = reference + x: x is the distance from the forward price.
  case linear(reference: Double)

  func price(at x: Double) -> Double {
    switch self {
    case .logarithmic(let reference): reference * Double.exp(x)
    case .linear(let reference): reference + x
    }
  }

  /// The place of a price; minus infinity for one that is never reached.
  func place(of price: Double) -> Double {
    switch self {
    case .logarithmic(let reference): price > 0 ? Double.log(price / reference) : -.infinity
    case .linear(let reference): price - reference
    }
  }

  /// The integral of exp(tilt x) over `lower ... upper`.
  static func weight(of tilt: Double, from lower: Double, to upper: Double) -> Double {
    tilt == 0 ? upper - lower : Double.exp(tilt * lower) * Double.expMinusOne(tilt * (upper - lower)) / tilt
  }

  /// The integral of S exp(tilt x) over `lower ... upper`.
  ///
  /// - Precondition: no tilt on the linear scale.
  func integral(from lower: Double, to upper: Double, tilt: Double = 0) -> Double {
    switch self {
    case .logarithmic(let reference):
      return reference * Self.weight(of: 1 + tilt, from: lower, to: upper)
    case .linear:
      precondition(tilt == 0, "a weight goes with logarithms")
      return (upper - lower) * price(at: (lower + upper) / 2)
    }
  }
}
