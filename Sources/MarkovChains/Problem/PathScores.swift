import RealModule

/// What walkers are worth by the paths they took: functions of the mean of exp(place) over several steps.
///
/// A path is more than counts of walkers on states can tell: only an engine that follows walkers one by one has these.
/// Values are kept as whole multiples of `unit`, so that their sums do not depend on the order of walkers.
public struct PathScores: Hashable, Sendable {
  /// The unit of a walker's value, which is rounded to the nearest multiple of it.
  public static let unit = 0x1p-32

  public enum Mean: Hashable, Sendable {
    /// Sum of weight exp(place).
    case arithmetic
    /// exp(sum of weight place).
    case geometric
  }

  /// A step after which walkers are looked at.
  public struct Look: Hashable, Sendable {
    public var step: Int
    public var weight: Double
    /// The place of every state then.
    public var readOut: LatticeReadOut

    public init(step: Int, weight: Double, readOut: LatticeReadOut) {
      self.step = step
      self.weight = weight
      self.readOut = readOut
    }
  }

  /// max(0, constant + slope mean).
  public struct Score: Hashable, Sendable {
    public var mean: Mean
    public var constant: Double
    public var slope: Double

    public init(_ mean: Mean, constant: Double, slope: Double) {
      self.mean = mean
      self.constant = constant
      self.slope = slope
    }

    public func value(ofMean mean: Double) -> Double { max(0, constant + slope * mean) }
  }

  /// By ascending steps.
  public var looks: [Look]
  public var scores: [Score]

  public init(looks: [Look], scores: [Score]) {
    precondition(
      zip(looks, looks.dropFirst()).allSatisfy { $0.step < $1.step } && (looks.first?.step ?? 0) >= 0,
      "looks ascend")
    self.looks = looks
    self.scores = scores
  }

  /// The most walkers whose values surely add up to less than 2^63 units; 0 if a single one's may not.
  public func walkerLimit(stateCount: Int) -> Int {
    let largest =
      scores.map { score in
        let extremes = [0, stateCount - 1].map { state in
          looks.reduce(0) { sum, look in
            let place = look.readOut.center(of: state)
            return sum + look.weight * (score.mean == .arithmetic ? Double.exp(place) : place)
          }
        }
        return extremes.map { score.value(ofMean: score.mean == .arithmetic ? $0 : Double.exp($0)) }.max()
          ?? 0
      }.max() ?? 0
    let limit = 0x1p62 * Self.unit / max(largest, Self.unit)
    return limit < 0x1p62 ? Int(limit) : limit.isNaN ? 0 : 1 << 62
  }
}
