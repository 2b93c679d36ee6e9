/// What the end of a path is worth, for whole blocks of paths: a sum and a sum of squares at a time.
public struct PathScore: Sendable {
  /// Sum and sum of squares over some paths.
  public struct Sums: Hashable, Sendable {
    public var sum: Double
    public var squares: Double

    public init(sum: Double = 0, squares: Double = 0) {
      self.sum = sum
      self.squares = squares
    }

    static func += (a: inout Sums, b: Sums) {
      a.sum += b.sum
      a.squares += b.squares
    }
  }

  /// Whether paths are of a logarithm, and scores take its exponential.
  let isOfExponential: Bool
  let sums: @Sendable (UnsafeBufferPointer<Float>) -> Sums

  /// - Parameter sums: of the scores of paths that end on these places, or on the exponentials of places.
  public init(
    ofExponential isOfExponential: Bool = false,
    sums: @escaping @Sendable (UnsafeBufferPointer<Float>) -> Sums
  ) {
    self.isOfExponential = isOfExponential
    self.sums = sums
  }

  /// The place itself.
  public static let place = PathScore { places in
    eightAtATime(places) { $0 }
  }

  /// `weight` times max(0, spot exp(place) - strike), or of the reverse: a call's or a put's discounted payoff.
  public static func vanilla(spot: Double, strike: Double, isCall: Bool, weight: Double) -> PathScore {
    let (slope, shift) = (isCall ? weight : -weight, isCall ? strike : strike)
    let (scale, offset) = (Float(slope * spot), Float(slope * shift))
    return PathScore(ofExponential: true) { prices in
      eightAtATime(prices) { price in
        let worth = price * scale - offset
        return worth.replacing(with: 0, where: worth .< 0)
      }
    }
  }

  /// Sums of `score` in double precision, in eight columns, added at the end.
  @inline(__always)
  private static func eightAtATime(
    _ places: UnsafeBufferPointer<Float>, _ score: (SIMD8<Float>) -> SIMD8<Float>
  ) -> Sums {
    var (sum, squares) = (SIMD8<Double>(), SIMD8<Double>())
    let whole = places.count & ~7
    for start in stride(from: 0, to: whole, by: 8) {
      let some = UnsafeRawPointer(places.baseAddress! + start).loadUnaligned(as: SIMD8<Float>.self)
      let worth = SIMD8<Double>(score(some))
      sum += worth
      squares += worth * worth
    }
    var rest = Sums(sum: sum.sum(), squares: squares.sum())
    for place in places[whole...] {
      let worth = Double(score(SIMD8(repeating: place))[0])
      rest += Sums(sum: worth, squares: worth * worth)
    }
    return rest
  }
}
