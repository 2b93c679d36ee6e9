import MarkovChains
import TestSupport

/// Chains that stress a circuit: every number of exits, absorbing ends, empty and crowded nodes.
enum TrialChains {
  typealias Row = [MarkovChain.Transition]

  /// A hub with `exits` exits to leaves that stay, return or, where `absorbing` says so, keep their walkers.
  static func star(exits: Int, absorbing: (Int) -> Bool = { _ in false }) throws -> MarkovChain {
    let count = exits + 1
    let hub = (1...exits).map {
      MarkovChain.Transition(target: $0, probability: 2 * Double($0) / Double(exits * count))
    }
    let leaves = (1...exits).map { leaf -> Row in
      absorbing(leaf)
        ? [.init(target: leaf, probability: 1)]
        : [.init(target: leaf, probability: 0.25), .init(target: 0, probability: 0.75)]
    }
    return try MarkovChain(rows: [hub] + leaves, space: .graph(count: count))
  }

  /// From one end to the other with a drift; the far end keeps its walkers or throws them back.
  static func line(absorbing: Bool) throws -> MarkovChain {
    var rows: [Row] = [[.init(target: 0, probability: 0.5), .init(target: 1, probability: 0.5)]]
    for state in 1..<11 {
      rows.append([
        .init(target: state - 1, probability: 0.3), .init(target: state, probability: 0.1),
        .init(target: state + 1, probability: 0.6),
      ])
    }
    rows.append([.init(target: absorbing ? 11 : 10, probability: 1)])
    return try MarkovChain(rows: rows, space: .graph(count: 12))
  }

  /// Nodes that each keep a walker with probability `stay` and else hand it to one absorbing state, the last.
  static func leaks(nodes: Int, stay: Double) throws -> MarkovChain {
    let rows = (0..<nodes).map { node -> Row in
      [.init(target: node, probability: stay), .init(target: nodes, probability: 1 - stay)]
    }
    return try MarkovChain(
      rows: rows + [[.init(target: nodes, probability: 1)]], space: .graph(count: nodes + 1))
  }

  /// `sources` nodes that all send their walkers to node 0, which sends them back to node 1.
  static func hub(sources: Int) throws -> MarkovChain {
    let rows: [Row] =
      [[.init(target: 1, probability: 1)]]
      + (0..<sources).map { _ in [.init(target: 0, probability: 1)] }
    return try MarkovChain(rows: rows, space: .graph(count: sources + 1))
  }

  /// Every node has `exits` exits to nodes drawn at random, with random probabilities.
  static func random(nodes: Int, exits: Int, seed: UInt64) throws -> MarkovChain {
    var stream = testStream(seed: seed)
    let rows = (0..<nodes).map { node -> Row in
      let weights = (0..<exits).map { _ in 0.1 + stream.uniform() }
      let sum = weights.reduce(0, +)
      // A stride apart from every other exit, so that all targets differ.
      let first = Int(stream.uniform() * Double(nodes))
      return weights.enumerated().map {
        .init(target: (first + 7 * $0) % nodes, probability: $1 / sum)
      }
    }
    return try MarkovChain(rows: rows, space: .graph(count: nodes))
  }
}
