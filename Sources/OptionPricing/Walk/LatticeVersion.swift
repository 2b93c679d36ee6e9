import MarkovChains
import RealModule

/// A lattice walked in steps, or at the same rates in continuous time: the two differ by what cutting time into steps
/// does, and nothing else.
struct LatticeVersion {
  let lattice: CoMovingLattice
  let chain: MarkovChain
  let isContinuous: Bool

  init(_ lattice: CoMovingLattice, isContinuous: Bool = false) throws {
    self.lattice = lattice
    self.isContinuous = isContinuous
    chain = try lattice.chain()
  }

  /// The mean of `values` after the time of a step, from every state.
  func expectation(_ values: [Double]) -> [Double] {
    averaged(values) { chain.expectation(of: $0) }
  }

  /// The laws after the given numbers of steps, ascending, from the start.
  func laws(after steps: [Int]) -> [[Double]] {
    var law = [Double](repeating: 0, count: chain.stateCount)
    law[lattice.startState] = 1
    var (next, step) = (law, 0)
    return steps.map { wanted in
      while step < wanted {
        law = averaged(law) {
          chain.advance($0, into: &next)
          return next
        }
        step += 1
      }
      return law
    }
  }

  private func averaged(_ values: [Double], _ move: ([Double]) -> [Double]) -> [Double] {
    isContinuous ? PoissonMoves.mean(values, move) : move(values)
  }

  /// How a state is read after `steps` steps, which stand for the time `time`. Walkers in continuous time spread a
  /// little more where steps have a mean, so their read-out is a little finer: mean and variance stay those of the
  /// process.
  func readOut(after steps: Int, time: Double) throws -> LatticeReadOut {
    let readOut = try lattice.readOut(after: steps, time: time)
    guard isContinuous else { return readOut }
    let (mean, variance, count) = (lattice.law.mean, lattice.law.variance, Double(steps))
    let spread = (count * variance + 1.0 / 12) / (count * (variance + mean * mean) + 1.0 / 12)
    let spacing = readOut.spacing * spread.squareRoot()
    let middle = count * mean + Double(lattice.startState)
    return LatticeReadOut(origin: readOut.origin + middle * (readOut.spacing - spacing), spacing: spacing)
  }
}

/// A walk in continuous time over the time of a step.
enum PoissonMoves {
  /// The mean over a Poisson number of moves with mean 1, each by `move`; 18 or more have a probability below 1e-16.
  static func mean(_ values: [Double], _ move: ([Double]) -> [Double]) -> [Double] {
    var sum = [Double](repeating: 0, count: values.count)
    var (power, weight) = (values, Double.exp(-1))
    for moves in 1...18 {
      for state in sum.indices { sum[state] += weight * power[state] }
      power = move(power)
      weight /= Double(moves)
    }
    return sum
  }
}
