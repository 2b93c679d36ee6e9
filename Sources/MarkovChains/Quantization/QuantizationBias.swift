/// What rounding did to the answers of walks until absorption: exact, by linear algebra.
public struct AbsorptionBias: Hashable, Sendable {
  /// Mean steps to absorption from the start.
  public let idealSteps: Double
  public let quantizedSteps: Double
  /// Arrivals per state (zero on transient states), for the weights of the start.
  public let idealArrivals: [Double]
  public let quantizedArrivals: [Double]

  /// Relative change of the mean steps.
  public var relativeSteps: Double { quantizedSteps / idealSteps - 1 }
  /// Largest change of an absorbing state's arrivals.
  public var largestArrivals: Double {
    zip(idealArrivals, quantizedArrivals).reduce(0) { max($0, abs($1.0 - $1.1)) }
  }
}

/// What rounding did to the law after some steps: exact, by vector-matrix products.
public struct DensityBias: Hashable, Sendable {
  public let ideal: [Double]
  public let quantized: [Double]

  /// Largest change on one state.
  public var largest: Double { zip(ideal, quantized).reduce(0) { max($0, abs($1.0 - $1.1)) } }
  /// Half the sum of the changes: the largest change of the weight of any set of states.
  public var totalVariation: Double { zip(ideal, quantized).reduce(0) { $0 + abs($1.0 - $1.1) } / 2 }
}

extension QuantizedChain {
  /// - Throws: `ChainError.noAnswer` if walkers of either chain are not all absorbed.
  public func absorptionBias(from start: [Double]) throws -> AbsorptionBias {
    let (exact, rounded) = (try Absorption(ideal), try Absorption(quantized))
    let strength = start.reduce(0, +)
    func meanSteps(_ absorption: Absorption) throws -> Double {
      zip(start, try absorption.meanSteps()).reduce(0) { $0 + $1.0 * $1.1 } / strength
    }
    return AbsorptionBias(
      idealSteps: try meanSteps(exact), quantizedSteps: try meanSteps(rounded),
      idealArrivals: try exact.arrivals(from: start),
      quantizedArrivals: try rounded.arrivals(from: start))
  }

  /// The laws after `steps` steps from the weights `start`.
  public func densityBias(from start: [Double], steps: Int) -> DensityBias {
    func law(_ chain: MarkovChain) -> [Double] {
      WalkProblem(stages: [chain], start: start, horizon: .steps(steps)).distribution(after: steps)
    }
    return DensityBias(ideal: law(ideal), quantized: law(quantized))
  }
}
