/// Builds the random walk on an arbitrary weighted graph.
///
/// A walker on a vertex stays with probability `stay`, else follows an edge with a probability in proportion
/// to its weight. Vertices without outgoing edges absorb. There is no geometry, hence no displacement.
public struct GraphWalk: Hashable, Sendable {
  public struct Edge: Hashable, Sendable {
    public var source: Int
    public var target: Int
    public var weight: Double

    public init(_ source: Int, _ target: Int, weight: Double = 1) {
      self.source = source
      self.target = target
      self.weight = weight
    }
  }

  public var vertices: Int
  public var edges: [Edge]
  /// Whether every edge may also be walked from target to source.
  public var undirected: Bool
  /// Probability of staying put in a step, 0 ..< 1.
  public var stay: Double
  public var names: [Int: String]

  public init(
    vertices: Int, edges: [Edge], undirected: Bool = true, stay: Double = 0,
    names: [Int: String] = [:]
  ) {
    self.vertices = vertices
    self.edges = edges
    self.undirected = undirected
    self.stay = stay
    self.names = names
  }

  /// - Throws: `ChainError` for an edge whose end is not a vertex or whose weight is not positive and finite,
  ///   or for a `stay` outside 0 ..< 1.
  public func chain() throws -> MarkovChain {
    try ChainError.requireCount("vertices", vertices)
    try ChainError.require(stay >= 0 && stay < 1, "stay", stay, allowed: "0 to below 1")
    var neighbours = [[MarkovChain.Transition]](repeating: [], count: vertices)
    for edge in edges {
      try check(edge)
      neighbours[edge.source].append(.init(target: edge.target, probability: edge.weight))
      if undirected && edge.source != edge.target {
        neighbours[edge.target].append(.init(target: edge.source, probability: edge.weight))
      }
    }
    return try MarkovChain(
      rows: neighbours.enumerated().map { row(of: $0, $1) }, space: .graph(count: vertices),
      names: names)
  }

  private func row(
    of vertex: Int, _ edges: [MarkovChain.Transition]
  ) -> [MarkovChain.Transition] {
    guard let largest = edges.map(\.probability).max() else {
      return [.init(target: vertex, probability: 1)]
    }
    // Dividing by the largest weight first keeps the sum finite.
    let sum = edges.reduce(0) { $0 + $1.probability / largest }
    return [.init(target: vertex, probability: stay)]
      + edges.map {
        .init(target: $0.target, probability: (1 - stay) * ($0.probability / largest / sum))
      }
  }

  private func check(_ edge: Edge) throws {
    let name = "edge \(edge.source) -> \(edge.target)"
    for end in [edge.source, edge.target] {
      try ChainError.require(
        end >= 0 && end < vertices, name, "at vertex \(end)",
        allowed: "vertices 0 to \(vertices - 1)")
    }
    try ChainError.require(
      edge.weight > 0 && edge.weight.isFinite, "weight of \(name)", edge.weight,
      allowed: "a positive finite number")
  }
}
