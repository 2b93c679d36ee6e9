import FixedPoint

/// A tree of gates while it is being designed: shape and numerators, numerators still free.
///
/// Nodes 0 ..< exitCount are the exits, then come the gates, children before parents; the last gate is the root. The
/// lighter half of a gate is on the left, so a gate fires with a probability of at most 1/2.
struct GateTreeDraft {
  struct Gate {
    var left: Int
    var right: Int
    var numerator: Int
    /// A gate between equals: its numerator stays one half.
    var isFair: Bool
  }

  let grid: ProbabilityGrid
  let exitCount: Int
  private(set) var gates: [Gate] = []
  private var masses: [Double]

  /// - Parameter masses: the probabilities that the exits should have, all positive.
  init(masses: [Double], grid: ProbabilityGrid) {
    self.grid = grid
    self.masses = masses
    exitCount = masses.count
  }

  /// A gate between two subtrees, at the numerator nearest to what their masses ask for; returns the new node.
  mutating func join(_ a: Int, _ b: Int, fair: Bool = false) -> Int {
    let (light, heavy) = masses[a] <= masses[b] ? (a, b) : (b, a)
    let mass = masses[a] + masses[b]
    let half = grid.denominator / 2
    let numerator = fair ? half : min(half, max(1, Self.rounded(masses[light] / mass, grid)))
    gates.append(Gate(left: light, right: heavy, numerator: numerator, isFair: fair))
    masses.append(mass)
    return masses.count - 1
  }

  /// A tree over neighbouring exits that splits its mass as evenly as `depth` levels allow.
  ///
  /// - Precondition: at most 2^depth exits, at least one.
  mutating func balanced(_ exits: ArraySlice<Int>, depth: Int) -> Int {
    precondition(exits.count <= 1 << depth)
    guard exits.count > 1 else { return exits[exits.startIndex] }
    let room = 1 << (depth - 1)
    let cuts = max(1, exits.count - room)...min(exits.count - 1, room)
    let total = exits.reduce(0) { $0 + masses[$1] }
    let best = cuts.min {
      abs(2 * mass(exits.prefix($0)) - total) < abs(2 * mass(exits.prefix($1)) - total)
    }!
    let left = balanced(exits.prefix(best), depth: depth - 1)
    return join(left, balanced(exits.dropFirst(best), depth: depth - 1))
  }

  private func mass(_ exits: ArraySlice<Int>) -> Double { exits.reduce(0) { $0 + masses[$1] } }

  /// The gates that a search may change.
  var movable: [Int] { gates.indices.filter { !gates[$0].isFair } }

  /// Moves a numerator by `change` if the grid has it; returns whether it did.
  mutating func move(_ gate: Int, by change: Int) -> Bool {
    let moved = gates[gate].numerator + change
    guard moved >= 1, moved <= grid.denominator / 2 else { return false }
    gates[gate].numerator = moved
    return true
  }

  /// The probabilities of the exits.
  var law: [Double] {
    var law = [Double](repeating: 0, count: masses.count)
    law[law.count - 1] = 1
    for (index, gate) in gates.enumerated().reversed() {
      let p = grid.probability(gate.numerator)
      law[gate.left] = law[exitCount + index] * p
      law[gate.right] = law[exitCount + index] * (1 - p)
    }
    law.removeLast(gates.count)
    return law
  }

  var tree: GateTree { GateTree(root: node(masses.count - 1), grid: grid) }

  private func node(_ index: Int) -> GateTree.Node {
    guard index >= exitCount else { return .exit(index) }
    let gate = gates[index - exitCount]
    return .gate(numerator: gate.numerator, left: node(gate.left), right: node(gate.right))
  }

  private static func rounded(_ p: Double, _ grid: ProbabilityGrid) -> Int {
    Int((p * Double(grid.denominator)).rounded(.toNearestOrEven))
  }
}
