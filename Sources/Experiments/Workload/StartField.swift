import FileFormats
import MarkovChains

/// The key `start`: a state (number or name), `uniform`, or a mapping of states to weights.
enum StartField {
  static func weights(_ node: ConfigurationNode?, chain: MarkovChain) throws -> [Double] {
    guard let node else { return try StartWeights.point(0, of: chain) }
    if node.isMapping { return try mapping(node, chain) }
    let text = try node.string()
    if text == "uniform" {
      let weight = 1 / Double(max(chain.transientStates.count, 1))
      return try node.placing { try StartWeights.uniform(over: chain, weight: weight) }
    }
    return try node.placing {
      try StartWeights.point(try state(text, node, chain, numbersOfNames(chain)), of: chain)
    }
  }

  private static func mapping(_ node: ConfigurationNode, _ chain: MarkovChain) throws -> [Double] {
    var start = [Double](repeating: 0, count: chain.stateCount)
    let numbers = numbersOfNames(chain)
    var given: Set<Int> = []
    for (name, value) in try node.namedFields() {
      let state = try state(name, value, chain, numbers)
      guard given.insert(state).inserted else {
        throw value.fail("state \(state) has a weight already, under its name or number; give it once")
      }
      start[state] = try value.number(in: 0...1e15)
    }
    guard start.contains(where: { $0 > 0 }) else {
      throw node.fail("every start weight is zero; give at least one state a positive weight")
    }
    return start
  }

  private static func numbersOfNames(_ chain: MarkovChain) -> [String: Int] {
    Dictionary(chain.names.map { ($0.value, $0.key) }, uniquingKeysWith: min)
  }

  private static func state(
    _ text: String, _ node: ConfigurationNode, _ chain: MarkovChain, _ numbers: [String: Int]
  ) throws -> Int {
    if let named = numbers[text] { return named }
    guard let number = Int(text), (0..<chain.stateCount).contains(number) else {
      throw node.fail(
        "there is no state \(text); states are numbered 0 to \(chain.stateCount - 1)"
          + (chain.names.isEmpty ? "" : " or named, such as \(chain.names.values.sorted()[0])"))
    }
    return number
  }
}
