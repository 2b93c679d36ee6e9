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

  /// The integral of S over `lower ... upper`.
  func integral(from lower: Double, to upper: Double) -> Double {
    switch self {
    case .logarithmic: price(at: lower) * Double.expMinusOne(upper - lower)
    case .linear: (upper - lower) * price(at: (lower + upper) / 2)
    }
  }
}
