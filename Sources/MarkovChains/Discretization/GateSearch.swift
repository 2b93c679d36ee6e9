/// Lowers a cost by moving the numerators of a draft: single units first, then pairs of units, the best move first.
///
/// No numerator goes further than `reach` units from where it started. The result depends on its input alone.
struct GateSearch {
  var reach = 3
  var pairs = true
  /// Most moves that are made.
  var rounds = Int.max
  /// A move must lower the cost by this factor.
  private static let progress = 1 - 1e-9

  func improve(_ draft: GateTreeDraft, cost: ([Double]) -> Double) -> (draft: GateTreeDraft, cost: Double) {
    improve(draft) { cost($0.law) }
  }

  func improve(
    _ draft: GateTreeDraft, costOfDraft cost: (GateTreeDraft) -> Double
  ) -> (draft: GateTreeDraft, cost: Double) {
    var (draft, best) = (draft, cost(draft))
    let start = draft.gates.map(\.numerator)
    let moves = draft.movable.flatMap { gate in [(gate, 1), (gate, -1)] }
    for _ in 0..<rounds {
      var step: (draft: GateTreeDraft, cost: Double)?
      consider(moves.map { [$0] }, draft, start, best, cost, &step)
      if step == nil, pairs {
        let both = moves.indices.flatMap { a in
          moves.indices.compactMap { b in moves[a].0 < moves[b].0 ? [moves[a], moves[b]] : nil }
        }
        consider(both, draft, start, best, cost, &step)
      }
      guard let step else { return (draft, best) }
      (draft, best) = step
    }
    return (draft, best)
  }

  private func consider(
    _ candidates: [[(gate: Int, change: Int)]], _ draft: GateTreeDraft, _ start: [Int], _ best: Double,
    _ cost: (GateTreeDraft) -> Double, _ step: inout (draft: GateTreeDraft, cost: Double)?
  ) {
    for moves in candidates {
      var moved = draft
      let isAllowed = moves.allSatisfy { gate, change in
        moved.move(gate, by: change) && abs(moved.gates[gate].numerator - start[gate]) <= reach
      }
      guard isAllowed else { continue }
      let value = cost(moved)
      if value < (step?.cost ?? best) * Self.progress { step = (moved, value) }
    }
  }
}
