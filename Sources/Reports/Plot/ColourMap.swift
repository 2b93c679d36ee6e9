/// A colour for a number between 0 and 1.
///
/// The stops are ten equally spaced colours of `viridis` (S. van der Walt, N. Smith, E. Firing, 2015,
/// dedicated to the public domain under CC0): perceptually uniform, readable in grey and by the colour-blind.
enum ColourMap {
  /// Distinct colours that a drawing uses, so that cells of one colour share one path.
  static let levels = 96

  private static let stops: [(Double, Double, Double)] = [
    (0x44, 0x01, 0x54), (0x48, 0x28, 0x78), (0x3E, 0x49, 0x89), (0x31, 0x68, 0x8E), (0x26, 0x82, 0x8E),
    (0x1F, 0x9E, 0x89), (0x35, 0xB7, 0x79), (0x6E, 0xCE, 0x58), (0xB5, 0xDE, 0x2B), (0xFD, 0xE7, 0x25),
  ]

  /// The level (0 ..< `levels`) of a fraction; fractions outside 0...1 are held at the ends.
  static func level(_ fraction: Double) -> Int {
    guard fraction > 0 else { return 0 }
    return fraction >= 1 ? levels - 1 : Int(fraction * Double(levels))
  }

  /// `#rrggbb` of a level.
  static func colour(level: Int) -> String {
    "#" + channels(level: level).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Red, green and blue of a level.
  static func channels(level: Int) -> [UInt8] {
    let place = Double(level) / Double(levels - 1) * Double(stops.count - 1)
    let index = min(Int(place), stops.count - 2)
    let (a, b, part) = (stops[index], stops[index + 1], place - Double(index))
    return [(a.0, b.0), (a.1, b.1), (a.2, b.2)].map { UInt8(($0 + ($1 - $0) * part).rounded()) }
  }
}
