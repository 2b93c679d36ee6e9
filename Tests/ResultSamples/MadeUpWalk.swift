import MarkovChains

/// A walk to neighbours on any space, with laws by repeated steps: made-up numbers that look like real ones.
struct MadeUpWalk {
  let space: StateSpace
  let neighbours: [[Int]]
  /// Chance to leave a state by all of its exits together.
  let leave: Double
  /// The last state collects what escapes from state 0.
  let escape: Double

  init(space: StateSpace, leave: Double) {
    self.space = space
    self.leave = leave
    escape = 0.02
    neighbours = (0..<space.count).map { Self.neighbours(of: $0, in: space) }
  }

  var stateCount: Int { space.count + 1 }

  func law(after steps: Int) -> [Double] {
    var law = [Double](repeating: 0, count: stateCount)
    if space.count > 0 { law[space.count / 2] = 1 } else { law[0] = 1 }
    for _ in 0..<steps { law = step(law) }
    return law
  }

  private func step(_ law: [Double]) -> [Double] {
    var next = [Double](repeating: 0, count: law.count)
    next[space.count] = law[space.count]
    for state in 0..<space.count {
      let exits = neighbours[state]
      let escaping = state == 0 ? escape : 0
      next[space.count] += law[state] * escaping
      next[state] += law[state] * (exits.isEmpty ? 1 - escaping : 1 - leave - escaping)
      for exit in exits { next[exit] += law[state] * leave / Double(exits.count) }
    }
    return next
  }

  private static func neighbours(of state: Int, in space: StateSpace) -> [Int] {
    switch space {
    case .interval(let count, _, _): [state - 1, state + 1].filter { (0..<count).contains($0) }
    case .graph(let count):
      Set([(state * 7 + 1) % count, (state * 3 + 2) % count, (state + 1) % count]).filter { $0 != state }
        .sorted()
    case .product(let cells, _, _, let directions):
      product(state / directions, state % directions, cells, directions)
    case .rectangle(let columns, let rows, _): plane(state, columns, rows, joined: false)
    case .torus(let columns, let rows, _): plane(state, columns, rows, joined: true)
    }
  }

  private static func product(_ cell: Int, _ direction: Int, _ cells: Int, _ directions: Int) -> [Int] {
    let next = min(max(cell + (direction % 2 == 0 ? 1 : -1), 0), cells - 1)
    return [next * directions + direction, next * directions + (direction + 1) % directions]
  }

  private static func plane(_ state: Int, _ columns: Int, _ rows: Int, joined: Bool) -> [Int] {
    let (x, y) = (state % columns, state / columns)
    let places = [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
    let kept = joined ? places : places.filter { (0..<columns).contains($0.0) && (0..<rows).contains($0.1) }
    return kept.map { ($0.1 + rows) % rows * columns + ($0.0 + columns) % columns }
  }
}
