import MarkovChains

/// A gate of an exit tree with its place in the tree.
struct PlacedGate {
  /// Fires with numerator / 2^bits.
  var numerator: Int
  /// 1 for the root's gate.
  var level: Int
  /// Exits (or groups) that need this gate to fire.
  var left: [Int]
  /// Exits (or groups) that need it silent.
  var right: [Int]
}

extension GateTree {
  /// The gates of `node` and below, root first.
  static func placedGates(_ node: Node, level: Int = 1) -> [PlacedGate] {
    guard case .gate(let numerator, let left, let right) = node else { return [] }
    let gate = PlacedGate(
      numerator: numerator, level: level, left: exits(below: left), right: exits(below: right))
    return [gate] + placedGates(left, level: level + 1) + placedGates(right, level: level + 1)
  }
}
