/// How clusters are packed and cores placed. Results never depend on it; hops do.
public enum PlacementRule: Hashable, Sendable {
  /// Connected clusters share cores, and cores stand along a curve that keeps neighbours near.
  case near
  /// Clusters and cores in an order scrambled by a number: the worst case, for comparison.
  case scattered(UInt64)

  /// The order in which `count` things are taken.
  func order(_ count: Int) -> [Int] {
    switch self {
    case .near: Array(0..<count)
    case .scattered(let seed):
      (0..<count).sorted {
        Self.mixed(UInt64($0) &+ seed &* 0x9E37) < Self.mixed(UInt64($1) &+ seed &* 0x9E37)
      }
    }
  }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): a bijection that scatters.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
