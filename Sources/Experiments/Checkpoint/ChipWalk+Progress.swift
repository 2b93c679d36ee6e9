import MarkovChains
import NeuroFabric
import WalkerCircuits

extension ChipWalk {
  /// A batch between two Markov steps: all that it takes to go on.
  public struct Progress: Hashable, Sendable {
    public var fabric: FabricState
    public var decoder: StepDecoder.State
    public var tally: WalkTally
    /// By state; see `TallyRecorder`.
    public var absorbedWalkers: [UInt64]
    /// Of the steps completed.
    public var ticksPerStep: [Int]
    public var largestPiles: [Int]
    /// Tick at which the pay-out of the step last completed began.
    public var lastStart: Int
    /// The step to come.
    public var step: Int
  }

  /// Keeps the progress of a batch.
  public struct ProgressKeeper {
    /// Asked after every Markov step.
    public var isDue: () -> Bool
    public var keep: (Progress) -> Void

    public init(isDue: @escaping () -> Bool, keep: @escaping (Progress) -> Void) {
      self.isDue = isDue
      self.keep = keep
    }
  }

  /// Whether a progress is one of this walk, as far as the numbers of its lists tell.
  func fits(_ progress: Progress) -> Bool {
    let (states, decoder, tally) = (chain.stateCount, progress.decoder, progress.tally)
    return decoder.piles.count == circuit.nodes.count && decoder.absorbed.count == states
      && decoder.arriving.count == states && progress.absorbedWalkers.count == states
      && tally.densities.count == recordedSteps.count && tally.densities.allSatisfy { $0.count == states }
      && [tally.visits, tally.arrivals, tally.arrivalSteps].allSatisfy { $0.count == states }
  }
}
