import RealModule

/// A general diffusion, with jumps if wanted, on any mesh: the chain in continuous time whose rates match drift and
/// variance on every node, observed every `timeStep`.
///
/// Inside the mesh, with gaps u above and d below a node, rates up = (variance + drift d) / (u (u + d)) and
/// down = (variance - drift u) / (d (u + d)); where one of them would be negative the drift is taken upwind. At an end
/// the walker stays (absorbing) or only moves inwards with the drift (reflecting). Jumps go to the node whose cell they
/// fall into, what leaves the mesh to the end nodes.
///
/// P = exp(Q dt), by uniformisation on dt / 2^m and m squarings, so that nothing is negative.
///
/// Error: none in time; second order in the gaps where nothing is upwind; for jumps second order in the cells.
public struct GeneratorExponential: Sendable {
  public enum End: String, Hashable, Sendable {
    case absorbing
    case reflecting
  }

  public var diffusion: Diffusion
  /// Ascending.
  public var nodes: [Double]
  public var lower: End
  public var upper: End
  public var intensity: Double
  public var jumps: JumpLaw?

  /// Largest mesh: rows are dense while they are computed.
  public static let nodeLimit = 2_000
  /// Probabilities below this are left out and given to the most probable exit.
  private static let cut = 1e-13

  public init(
    diffusion: Diffusion, nodes: [Double], lower: End = .absorbing, upper: End = .absorbing,
    intensity: Double = 0, jumps: JumpLaw? = nil
  ) {
    (self.diffusion, self.nodes, self.lower, self.upper) = (diffusion, nodes, lower, upper)
    (self.intensity, self.jumps) = (intensity, jumps)
  }

  /// The chain; displacements are differences of nodes. A uniform mesh has the space of an interval.
  ///
  /// - Throws: `ChainError.badParameter` for a mesh that does not ascend or is too large, a coefficient or time step
  ///   out of range.
  public func chain(timeStep: Double) throws -> MarkovChain {
    try check(timeStep)
    let rates = try nodes.indices.map { try row($0) }
    let law = Self.exponential(rates, timeStep)
    let rows = law.enumerated().map { state, row in Self.transitions(row, from: state, nodes) }
    return try MarkovChain(rows: rows, space: space)
  }

  private var space: StateSpace {
    let gap = (nodes[nodes.count - 1] - nodes[0]) / Double(nodes.count - 1)
    let isUniform = nodes.enumerated().allSatisfy {
      abs($0.element - nodes[0] - Double($0.offset) * gap) <= 1e-9 * gap
    }
    return isUniform
      ? .interval(count: nodes.count, origin: nodes[0], spacing: gap) : .graph(count: nodes.count)
  }

  // MARK: Rates

  /// The rates of leaving a node, by target.
  private func row(_ node: Int) throws -> [(target: Int, rate: Double)] {
    let (first, last) = (node == 0, node == nodes.count - 1)
    if first && lower == .absorbing || last && upper == .absorbing { return [] }
    let place = nodes[node]
    let (drift, variance) = (diffusion.drift(place), diffusion.variance(place))
    try ChainError.require(drift.isFinite, "drift at \(place)", drift, allowed: "a finite number")
    try ChainError.require(
      variance >= 0 && variance.isFinite, "variance at \(place)", variance,
      allowed: "a finite number not below 0")
    var row = jumpRates(node)
    if first {
      row.append((1, max(0, drift) / (nodes[1] - place)))
    } else if last {
      row.append((node - 1, max(0, -drift) / (place - nodes[node - 1])))
    } else {
      let (up, down) = Self.rates(
        drift, variance, above: nodes[node + 1] - place, below: place - nodes[node - 1])
      row += [(node - 1, down), (node + 1, up)]
    }
    return row
  }

  private static func rates(
    _ drift: Double, _ variance: Double, above: Double, below: Double
  ) -> (up: Double, down: Double) {
    let up = (variance + drift * below) / (above * (above + below))
    let down = (variance - drift * above) / (below * (above + below))
    if up >= 0, down >= 0 { return (up, down) }
    return (
      variance / (above * (above + below)) + max(0, drift) / above,
      variance / (below * (above + below)) + max(0, -drift) / below
    )
  }

  private func jumpRates(_ node: Int) -> [(target: Int, rate: Double)] {
    guard let jumps, intensity > 0 else { return [] }
    let place = nodes[node]
    let edges = zip(nodes, nodes.dropFirst()).map { jumps.cumulative(($0 + $1) / 2 - place) }
    return nodes.indices.compactMap { target in
      let above = target == nodes.count - 1 ? 1 : edges[target]
      let mass = above - (target == 0 ? 0 : edges[target - 1])
      return target == node || mass <= 0 ? nil : (target, intensity * mass)
    }
  }

  // MARK: Exponential

  private static func exponential(_ rates: [[(target: Int, rate: Double)]], _ timeStep: Double) -> [[Double]]
  {
    let leaving = rates.map { $0.reduce(0) { $0 + $1.rate } }
    let fastest = leaving.max() ?? 0
    guard fastest > 0 else { return identity(rates.count) }
    var squarings = 0
    var events = fastest * timeStep
    while events > 4 {
      events /= 2
      squarings += 1
    }
    // I + Q / fastest, sparse.
    let jump = rates.enumerated().map { state, row in
      row.map { ($0.target, $0.rate / fastest) } + [(state, 1 - leaving[state] / fastest)]
    }
    var power = identity(rates.count)
    var weight = Double.exp(-events)
    var sum = power.map { $0.map { $0 * weight } }
    for n in 1...60 {
      power = product(jump, power)
      weight *= events / Double(n)
      for i in sum.indices { for j in sum[i].indices { sum[i][j] += weight * power[i][j] } }
    }
    for _ in 0..<squarings { sum = product(sum.map(positive), sum) }
    return sum
  }

  private static func positive(_ row: [Double]) -> [(Int, Double)] {
    row.enumerated().compactMap { $0.element > 0 ? ($0.offset, $0.element) : nil }
  }

  private static func identity(_ count: Int) -> [[Double]] {
    (0..<count).map { row in (0..<count).map { $0 == row ? 1 : 0 } }
  }

  private static func product(_ sparse: [[(Int, Double)]], _ dense: [[Double]]) -> [[Double]] {
    sparse.map { row in
      var result = [Double](repeating: 0, count: dense.count)
      for (k, value) in row {
        dense[k].withUnsafeBufferPointer { source in
          for j in result.indices { result[j] += value * source[j] }
        }
      }
      return result
    }
  }

  private static func transitions(
    _ row: [Double], from state: Int, _ nodes: [Double]
  ) -> [MarkovChain.Transition] {
    let kept = row.indices.filter { row[$0] > cut }
    let sum = kept.reduce(0) { $0 + row[$1] }
    return kept.map {
      .init(target: $0, probability: row[$0] / sum, displacement: SIMD2(nodes[$0] - nodes[state], 0))
    }
  }

  private func check(_ timeStep: Double) throws {
    try ChainError.require(
      (3...Self.nodeLimit).contains(nodes.count), "nodes", nodes.count, allowed: "3 to \(Self.nodeLimit)")
    for (node, next) in zip(nodes, nodes.dropFirst()) {
      try ChainError.require(
        node < next && node.isFinite && next.isFinite, "node", next,
        allowed: "a finite number above \(node), the one before")
    }
    try ChainError.requirePositive("timeStep", timeStep)
    try ChainError.require(
      intensity >= 0 && intensity.isFinite, "jump intensity", intensity,
      allowed: "a finite number not below 0")
    try ChainError.require(
      intensity == 0 || jumps != nil, "jump intensity", intensity, allowed: "0 where no law of jumps is given"
    )
    try jumps?.check()
  }
}
