import MarkovChains

/// A chain as a Matrix Market coordinate matrix: row i, column j holds the probability of the step i -> j.
enum MatrixMarketWriter {
  static func text(of chain: MarkovChain) -> String {
    var text = "%%MatrixMarket matrix coordinate real general\n"
    for remark in ChainHeader(of: chain, file: "").remarks { text += "%! \(remark)\n" }
    text += "\(chain.stateCount) \(chain.stateCount) \(chain.transitionCount)\n"
    for state in 0..<chain.stateCount {
      for step in chain[row: state] { text += "\(state + 1) \(step.target + 1) \(step.probability)\n" }
    }
    return text
  }
}
