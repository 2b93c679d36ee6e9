import MarkovChains
import RealModule

/// A walk whose answers are compared: the chain that is drawn, the one with unrounded probabilities, and that one's rates
/// in continuous time.
struct ChainVersions {
  let design: QuantizedChain
  let startState: Int
  let steps: Int

  /// The laws after `steps` steps of the drawn chain, the unrounded one, and the unrounded one in continuous time.
  func laws() -> (drawn: [Double], ideal: [Double], continuous: [Double]) {
    (
      law(of: design.quantized, isContinuous: false), law(of: design.ideal, isContinuous: false),
      law(of: design.ideal, isContinuous: true)
    )
  }

  /// In continuous time a walker makes a Poisson number of moves with mean `steps`; those beyond 9 standard deviations
  /// have a probability below 1e-16.
  private func law(of chain: MarkovChain, isContinuous: Bool) -> [Double] {
    var law = [Double](repeating: 0, count: chain.stateCount)
    law[startState] = 1
    var next = law
    let mean = Double(steps)
    let last = isContinuous ? steps + Int(9 * mean.squareRoot()) + 30 : steps
    var sum = [Double](repeating: 0, count: law.count)
    var logWeight = -mean
    for moves in 0...last {
      if isContinuous {
        let weight = Double.exp(logWeight)
        for state in sum.indices { sum[state] += weight * law[state] }
        logWeight += Double.log(mean / Double(moves + 1))
      }
      guard moves < last else { break }
      chain.advance(law, into: &next)
      swap(&law, &next)
    }
    return isContinuous ? sum : law
  }
}
