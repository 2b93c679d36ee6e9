/// What happens to a walker whose step leads over the end of a mesh.
public enum Boundary: Hashable, Sendable {
  /// Reflecting: a blocked step is not made. With cells whose centres lie half a cell inside the wall this
  /// keeps the uniform law stationary and is second order for a zero-flux (Neumann) end.
  case stay
  /// Reflecting: the step is mirrored at the centre of the end cell, so a step -1 from the first cell becomes
  /// +1.
  case turnBack
  /// The walker ends in an absorbing state of this name, added after the mesh. Ends of the same name share
  /// the state.
  case absorbing(String)
  /// The opposite ends are joined; both ends of an axis must say so.
  case periodic
}

/// One axis of a mesh: where a step lands.
struct MeshAxis {
  enum Landing {
    /// In `cell` after `mirrors` reflections.
    case cell(Int, mirrors: Int)
    case absorbed(String)
  }

  let count: Int
  let lower: Boundary
  let upper: Boundary

  init(name: String, count: Int, lower: Boundary, upper: Boundary) throws {
    try ChainError.requireCount(name, count)
    try ChainError.require(
      (lower == .periodic) == (upper == .periodic), "boundary of \(name)", "\(lower), \(upper)",
      allowed: "periodic at both ends or at neither")
    try ChainError.require(
      count > 1 || (lower != .turnBack && upper != .turnBack), name, count,
      allowed: "at least 2 where an end turns walkers back")
    self.count = count
    self.lower = lower
    self.upper = upper
  }

  /// Where a step by `offset` from `cell` ends.
  ///
  /// - Throws: `ChainError.badParameter` for a step longer than the mesh.
  func land(from cell: Int, offset: Int) throws -> Landing {
    try ChainError.require(
      offset >= -count && offset <= count, "step from cell \(cell)", offset,
      allowed: "-\(count) to \(count) cells, the length of the mesh")
    if lower == .periodic { return .cell((cell + offset + count) % count, mirrors: 0) }
    var position = cell + offset
    var mirrors = 0
    while position < 0 || position >= count {
      switch position < 0 ? lower : upper {
      case .stay, .periodic: return .cell(cell, mirrors: 0)
      case .absorbing(let name): return .absorbed(name)
      case .turnBack:
        position = position < 0 ? -position : 2 * (count - 1) - position
        mirrors += 1
      }
    }
    return .cell(position, mirrors: mirrors)
  }
}

/// The absorbing states that boundaries add after a mesh of `base` states, in the order of the boundaries.
struct AbsorbingExits {
  let base: Int
  private(set) var names: [String] = []

  init(base: Int, boundaries: [Boundary]) {
    self.base = base
    for case .absorbing(let name) in boundaries where !names.contains(name) { names.append(name) }
  }

  func state(_ name: String) -> Int { base + names.firstIndex(of: name)! }

  var nameOfState: [Int: String] {
    Dictionary(uniqueKeysWithValues: names.enumerated().map { (base + $0, $1) })
  }

  /// One row for every added state: a walker stays there.
  var rows: [[MarkovChain.Transition]] {
    names.indices.map { [MarkovChain.Transition(target: base + $0, probability: 1)] }
  }
}
