extension GateTree {
  /// A tree of more than three levels, split for circuits that draw in two stages.
  public struct Stages: Hashable, Sendable {
    /// The first stage; its leaves `.exit(g)` are indices into `groups`. Depth <= 3.
    public let first: Node
    /// The subtrees below the first stage, from left to right, leaves being exits of the row. Depth <= 3
    /// each, hence at most 8 exits; a group of one exit is that leaf.
    public let groups: [Node]
  }

  /// The two stages; nil if one stage of three levels holds the whole tree (always so up to 8 exits).
  ///
  /// The tree is cut above its largest subtrees of depth <= 3.
  ///
  /// - Precondition: the tree comes from a `ChainQuantizer`, or its first stage has no more than three
  ///   levels.
  public func stages() -> Stages? {
    guard depth > 3 else { return nil }
    var groups: [Node] = []
    let first = Self.cut(root, into: &groups)
    precondition(Self.depth(of: first) <= 3, "a tree of gates has at most two stages of three levels")
    return Stages(first: first, groups: groups)
  }

  private static func cut(_ node: Node, into groups: inout [Node]) -> Node {
    if case .gate(let numerator, let left, let right) = node, depth(of: node) > 3 {
      let cutLeft = cut(left, into: &groups)
      return .gate(numerator: numerator, left: cutLeft, right: cut(right, into: &groups))
    }
    groups.append(node)
    return .exit(groups.count - 1)
  }
}
