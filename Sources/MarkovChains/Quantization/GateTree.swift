import FixedPoint

/// How a walker that leaves a state chooses its exit: a binary tree of stochastic gates, exits at the leaves.
///
/// A gate of numerator a fires with probability a / 2^bits and then the walker's exit lies in the gate's
/// *left* half. All gates of a tree draw at once; an exit is taken if every gate on its path agrees. The law
/// of the exits is exactly the product of the gates', which is what a chip draws: rounding happens here, on
/// gates, and nowhere after.
public struct GateTree: Hashable, Sendable {
  public indirect enum Node: Hashable, Sendable {
    /// A leaf: the exit's index in the row.
    case exit(Int)
    case gate(numerator: Int, left: Node, right: Node)
  }

  public let root: Node
  public let grid: ProbabilityGrid

  public init(root: Node, grid: ProbabilityGrid) {
    self.root = root
    self.grid = grid
  }

  /// Number of exits; exits are 0 ..< exitCount.
  public var exitCount: Int { Self.exits(below: root).count }

  /// Gates on the longest path.
  public var depth: Int { Self.depth(of: root) }

  /// The probability of every exit, indexed by exit. Exact in double precision up to 52 bits of gates on a
  /// path.
  public var exitProbabilities: [Double] {
    var law = [Double](repeating: 0, count: exitCount)
    accumulate(root, 1, into: &law)
    return law
  }

  /// The exits below `node`, from left to right.
  public static func exits(below node: Node) -> [Int] {
    switch node {
    case .exit(let exit): [exit]
    case .gate(_, let left, let right): exits(below: left) + exits(below: right)
    }
  }

  public static func depth(of node: Node) -> Int {
    switch node {
    case .exit: 0
    case .gate(_, let left, let right): 1 + max(depth(of: left), depth(of: right))
    }
  }

  private func accumulate(_ node: Node, _ probability: Double, into law: inout [Double]) {
    switch node {
    case .exit(let exit):
      law[exit] = probability
    case .gate(let numerator, let left, let right):
      let p = grid.probability(numerator)
      accumulate(left, probability * p, into: &law)
      accumulate(right, probability * (1 - p), into: &law)
    }
  }
}
