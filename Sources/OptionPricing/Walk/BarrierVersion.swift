import MarkovChains
import RealModule

/// The walk between barriers with a probability to move of its own, in steps or at the same rate in continuous time.
struct BarrierVersion {
  let lattice: EsscherLattice
  /// Probability to move in a step.
  let move: Double
  let isContinuous: Bool

  /// The walk that the gates draw.
  static func drawn(_ lattice: EsscherLattice) -> BarrierVersion {
    BarrierVersion(lattice: lattice, move: lattice.stencil.drawn.variance, isContinuous: false)
  }

  /// With the probability that makes the variance exact.
  static func ideal(_ lattice: EsscherLattice, isContinuous: Bool = false) -> BarrierVersion {
    let drawn = lattice.stencil.drawn.variance
    return BarrierVersion(lattice: lattice, move: drawn / (1 + lattice.misfit), isContinuous: isContinuous)
  }

  /// What a walker on `state` counts after `steps` steps, a fraction of one included: Esscher's weight, whose mean over
  /// the unbounded walk is one.
  func weight(of state: Int, after steps: Double) -> Double {
    lattice.weight(of: state, after: steps, move: move, isContinuous: isContinuous)
  }

  /// The laws after every step, the start's first.
  func laws() throws -> [[Double]] {
    let chain = try IntervalWalk(
      count: lattice.states, lower: .absorbing("end"), upper: .absorbing("end")
    ).chain { state in
      let isEnd = state == 0 || state == lattice.states - 1
      return isEnd ? [(0, 1)] : [(-1, move / 2), (0, 1 - move), (1, move / 2)]
    }
    var law = lattice.start + [Double](repeating: 0, count: chain.stateCount - lattice.states)
    var next = law
    var laws = [lattice.start]
    func moved(_ law: [Double]) -> [Double] {
      chain.advance(law, into: &next)
      return next
    }
    for _ in 0..<lattice.steps {
      law = isContinuous ? PoissonMoves.mean(law, moved) : moved(law)
      laws.append(Array(law.prefix(lattice.states)))
    }
    return laws
  }
}
