import FixedPoint

extension QuantizedChain {
  /// The same gates on a grid of as many bits or more: every probability stays what it is. Nil for a coarser grid.
  public func lifted(to grid: ProbabilityGrid) -> QuantizedChain? {
    let shift = grid.bits - self.grid.bits
    guard shift >= 0 else { return nil }
    return shift == 0
      ? self
      : QuantizedChain(
        ideal: ideal, quantized: quantized, trees: trees.map { $0?.shifted(by: shift, to: grid) }, grid: grid)
  }
}

extension GateTree {
  fileprivate func shifted(by bits: Int, to grid: ProbabilityGrid) -> GateTree {
    func shifted(_ node: Node) -> Node {
      switch node {
      case .exit: node
      case .gate(let numerator, let left, let right):
        .gate(numerator: numerator << bits, left: shifted(left), right: shifted(right))
      }
    }
    return GateTree(root: shifted(root), grid: grid)
  }
}
