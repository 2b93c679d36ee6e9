import FileFormats
import MarkovChains

/// The key `start`: a state (number or name), `uniform`, or a mapping of states to weights.
enum StartField {
  static func weights(_ node: ConfigurationNode?, chain: MarkovChain) throws -> [Double] {
    guard let node else { return try StartWeights.point(0, of: chain) }
    if node.isMapping { return try mapping(node, chain) }
    let text = try node.string()
    if text == "uniform" { return try node.placing { try StartWeights.uniform(over: chain) } }
    return try node.placing { try StartWeights.point(try state(text, node, chain), of: chain) }
  }

  private static func mapping(_ node: ConfigurationNode, _ chain: MarkovChain) throws -> [Double] {
    var start = [Double](repeating: 0, count: chain.stateCount)
    for (name, value) in try node.namedFields() {
      start[try state(name, value, chain)] = try value.number(in: 0...1e15)
    }
    guard start.contains(where: { $0 > 0 }) else {
      throw node.fail("every start weight is zero; give at least one state a positive weight")
    }
    return start
  }

  private static func state(
    _ text: String, _ node: ConfigurationNode, _ chain: MarkovChain
  ) throws -> Int {
    if let named = chain.names.first(where: { $0.value == text }) { return named.key }
    guard let number = Int(text), (0..<chain.stateCount).contains(number) else {
      throw node.fail(
        "there is no state \(text); states are numbered 0 to \(chain.stateCount - 1)"
          + (chain.names.isEmpty ? "" : " or named, such as \(chain.names.values.sorted()[0])"))
    }
    return number
  }
}
