import FixedPoint

/// Rounds the gates of a tree onto a grid.
///
/// Gates are rounded, not rows. Every gate starts at the numerator nearest to its conditional probability;
/// then single gates are moved by one unit, the best move first, as long as that lowers `RowObjective` and
/// leaves the drift no worse than nearest rounding made it; no gate goes further than 2 units. Fair gates
/// stay fair.
struct GateRounding {
  let grid: ProbabilityGrid
  private let shape: ExitTreeShape
  private let objective: RowObjective
  /// Indices of the gates in `shape.nodes`, children before parents.
  private let gates: Range<Int>
  private var numerators: [Int]

  init(row: [MarkovChain.Transition], grid: ProbabilityGrid) {
    self.grid = grid
    shape = ExitTreeShape(row)
    objective = RowObjective(row)
    gates = row.count..<shape.nodes.count
    numerators = Array(repeating: 0, count: shape.nodes.count)
    for gate in gates { numerators[gate] = nearest(gate) }
    improve()
  }

  var tree: GateTree { GateTree(root: node(shape.nodes.count - 1), grid: grid) }

  private func node(_ index: Int) -> GateTree.Node {
    guard let (left, right) = shape.nodes[index].children else { return .exit(index) }
    return .gate(numerator: numerators[index], left: node(left), right: node(right))
  }

  private func nearest(_ gate: Int) -> Int {
    let node = shape.nodes[gate]
    if node.isFair { return grid.denominator / 2 }
    let p = shape.nodes[node.children!.left].mass / node.mass
    return p > 0 ? min(grid.nearestNumerator(to: p), grid.denominator / 2) : 1
  }

  private mutating func improve() {
    let movable = gates.filter { !shape.nodes[$0].isFair }
    let start = numerators
    var law = [Double](repeating: 0, count: shape.nodes.count)
    spread(into: &law)
    var best = objective.error(law)
    let driftLimit = best.drift + RowObjective.noise
    while true {
      var step: (gate: Int, change: Int, error: RowObjective.Error)?
      for gate in movable {
        for change in [-1, 1] where isAllowed(gate, start[gate], change) {
          numerators[gate] += change
          spread(into: &law)
          numerators[gate] -= change
          let error = objective.error(law)
          if error.drift <= driftLimit, error.total < (step?.error ?? best).total - RowObjective.noise {
            step = (gate, change, error)
          }
        }
      }
      guard let step else { return }
      numerators[step.gate] += step.change
      best = step.error
    }
  }

  private func isAllowed(_ gate: Int, _ start: Int, _ change: Int) -> Bool {
    let moved = numerators[gate] + change
    return abs(moved - start) <= 2 && moved >= 1 && moved <= grid.denominator / 2
  }

  /// The probability of reaching every node; the first entries are the exits'.
  private func spread(into law: inout [Double]) {
    law[law.count - 1] = 1
    for gate in gates.reversed() {
      let (left, right) = shape.nodes[gate].children!
      let p = grid.probability(numerators[gate])
      law[left] = law[gate] * p
      law[right] = law[gate] * (1 - p)
    }
  }
}
