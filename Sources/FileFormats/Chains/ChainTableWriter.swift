import MarkovChains

/// A chain as CSV. Swift prints a Double in the fewest digits that read back to the same bits.
enum ChainTableWriter {
  static func text(of chain: MarkovChain, file: String) throws -> String {
    let rows = (0..<chain.stateCount).lazy.map { chain[row: $0] }
    let hasDisplacement = rows.contains { $0.contains { $0.displacement != nil } }
    var text = ""
    for remark in ChainHeader(of: chain, file: file).remarks { text += "#! \(remark)\n" }
    text += hasDisplacement ? "from,to,probability,dx,dy\n" : "from,to,probability\n"
    for state in 0..<chain.stateCount {
      for step in chain[row: state] {
        text += "\(state),\(step.target),\(step.probability)"
        if hasDisplacement { text += try displacement(of: step, state: state, chain: chain, file: file) }
        text += "\n"
      }
    }
    return text
  }

  private static func displacement(
    of step: MarkovChain.Transition, state: Int, chain: MarkovChain, file: String
  ) throws -> String {
    guard let d = step.displacement else { return ",," }
    guard d.x.isFinite, d.y.isFinite else {
      let message = ChainFileWording.unwritableDisplacement(state: chain.label(of: state))
      throw FormatError(file: file, message: message)
    }
    return ",\(d.x),\(d.y)"
  }
}
