/// The shape of a tree of gates, before its gates are rounded: which exits are siblings.
///
/// Rules, in this order:
/// 1. exits of opposite displacement are siblings, equally probable ones first: rounding then cannot make
///    a drift;
/// 2. subtrees of equal mass and height are siblings, so that what is symmetric in the row is a fair gate in
///    the tree;
/// 3. what is left is merged lightest first (Huffman's rule), as far as the depth allows, so that rare exits
///    are products of gates and do not round to zero;
/// 4. the lighter half is on the left: a gate fires with a probability of at most 1/2.
///
/// Up to 8 exits make a tree of depth <= 3. More, up to 64, are packed into `ceil(exits / 8)` groups of at
/// most 8 whose trees have depth <= 3, below a first stage of depth <= 3.
struct ExitTreeShape {
  /// Most exits in one stage: three levels of gates.
  static let stageLimit = 8
  /// Most exits in two stages.
  static let exitLimit = 64
  private static let stageDepth = 3
  /// Relative difference up to which two probabilities are the same.
  private static let equality = 1e-12

  struct Node {
    var mass: Double
    /// The lowest exit below.
    var firstExit: Int
    /// The children's indices in `nodes`; nil for a leaf.
    var children: (left: Int, right: Int)?
    /// Whether both halves have the same mass: the gate is 1/2 on any grid.
    var isFair = false
  }

  /// Leaves first (node e is exit e), then gates, children before parents; the root is last.
  private(set) var nodes: [Node]

  /// A subtree that is to be merged with others: `height` counts levels within the stage.
  private struct Unit {
    var node: Int
    var height: Int
  }

  /// - Precondition: 1 ... 64 exits.
  init(_ row: [MarkovChain.Transition]) {
    precondition((1...Self.exitLimit).contains(row.count))
    nodes = row.enumerated().map { Node(mass: $1.probability, firstExit: $0) }
    var units = mergeEqual(paired(row))
    if row.count > Self.stageLimit {
      units = mergeEqual(packed(units, exits: row.count).map { Unit(node: join($0), height: 0) })
    }
    _ = join(units)
  }

  // MARK: Merging

  private mutating func merge(_ a: Int, _ b: Int) -> Int {
    let fair = Self.areEqual(nodes[a].mass, nodes[b].mass)
    let aFirst =
      fair ? nodes[a].firstExit < nodes[b].firstExit : nodes[a].mass < nodes[b].mass
    nodes.append(
      Node(
        mass: nodes[a].mass + nodes[b].mass,
        firstExit: min(nodes[a].firstExit, nodes[b].firstExit),
        children: aFirst ? (a, b) : (b, a), isFair: fair))
    return nodes.count - 1
  }

  private static func areEqual(_ a: Double, _ b: Double) -> Bool {
    abs(a - b) <= equality * max(a, b)
  }

  /// Rule 1.
  private mutating func paired(_ row: [MarkovChain.Transition]) -> [Unit] {
    var partner = [Int?](repeating: nil, count: row.count)
    for onlyEqual in [true, false] {
      for a in row.indices where partner[a] == nil {
        guard let step = row[a].displacement, step != .zero else { continue }
        let opposite = row.indices.first { b in
          b > a && partner[b] == nil && row[b].displacement == -step
            && (!onlyEqual || Self.areEqual(row[a].probability, row[b].probability))
        }
        guard let opposite else { continue }
        (partner[a], partner[opposite]) = (opposite, a)
      }
    }
    return row.indices.compactMap { exit in
      guard let other = partner[exit] else { return Unit(node: exit, height: 0) }
      return exit < other ? Unit(node: merge(exit, other), height: 1) : nil
    }
  }

  /// Rule 2, level by level; a merge of equal heights takes no room away from the others.
  private mutating func mergeEqual(_ units: [Unit]) -> [Unit] {
    var units = units
    for height in 0..<Self.stageDepth {
      var rest = units.filter { $0.height != height }
      let level = units.filter { $0.height == height }.sorted { isLighter($0, $1) }
      var index = 0
      while index < level.count {
        let unit = level[index]
        if index + 1 < level.count,
          Self.areEqual(nodes[unit.node].mass, nodes[level[index + 1].node].mass)
        {
          rest.append(Unit(node: merge(unit.node, level[index + 1].node), height: height + 1))
          index += 2
        } else {
          rest.append(unit)
          index += 1
        }
      }
      units = rest
    }
    return units
  }

  private func isLighter(_ a: Unit, _ b: Unit) -> Bool {
    let (a, b) = (nodes[a.node], nodes[b.node])
    return a.mass != b.mass ? a.mass < b.mass : a.firstExit < b.firstExit
  }

  /// Rule 3: one tree of depth <= 3 over the units. Kraft's sum tells which merges leave room for the rest.
  private mutating func join(_ units: [Unit]) -> Int {
    var units = units.sorted { isLighter($0, $1) }
    while units.count > 1 {
      let room = (1 << Self.stageDepth) - units.reduce(0) { $0 + (1 << $1.height) }
      let (a, b) = lightestPair(units, room: room)
      let height = max(units[a].height, units[b].height) + 1
      let joined = Unit(node: merge(units[a].node, units[b].node), height: height)
      units.remove(at: b)
      units.remove(at: a)
      units.insert(joined, at: units.firstIndex { isLighter(joined, $0) } ?? units.count)
    }
    return units[0].node
  }

  /// The lightest two units whose merge wastes at most `room` leaves. There always is such a pair: the two
  /// lowest.
  private func lightestPair(_ units: [Unit], room: Int) -> (Int, Int) {
    var best: (Int, Int)?
    var bestMass = Double.infinity
    for b in units.indices.dropFirst() {
      for a in 0..<b {
        let waste = abs((1 << units[a].height) - (1 << units[b].height))
        let mass = nodes[units[a].node].mass + nodes[units[b].node].mass
        if waste <= room, mass < bestMass { (best, bestMass) = ((a, b), mass) }
      }
    }
    return best!
  }

  // MARK: Groups

  /// Units packed into groups of at most 8 exits, as few as can be: heaviest first, so that a group holds
  /// exits of like probability; if that wastes a group, largest first, which never does as sizes are powers
  /// of two.
  private func packed(_ units: [Unit], exits: Int) -> [[Unit]] {
    let needed = (exits + Self.stageLimit - 1) / Self.stageLimit
    let byMass = units.sorted { isLighter($1, $0) }
    let groups = firstFit(byMass)
    if groups.count <= needed { return groups }
    return firstFit(
      (0...Self.stageDepth).reversed().flatMap { height in byMass.filter { $0.height == height } })
  }

  private func firstFit(_ units: [Unit]) -> [[Unit]] {
    var groups: [[Unit]] = []
    var used: [Int] = []
    for unit in units {
      let size = 1 << unit.height
      if let group = used.firstIndex(where: { $0 + size <= Self.stageLimit }) {
        groups[group].append(unit)
        used[group] += size
      } else {
        groups.append([unit])
        used.append(size)
      }
    }
    return groups
  }
}
