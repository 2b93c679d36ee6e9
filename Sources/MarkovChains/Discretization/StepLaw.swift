/// The law of a step on the integers: the same on every node of a homogeneous lattice.
public struct StepLaw: Hashable, Sendable {
  /// Offsets in nodes, ascending, each once.
  public let offsets: [Int]
  /// Positive; they sum to one.
  public let probabilities: [Double]

  /// - Throws: `ChainError.badParameter` for lists of different lengths or empty ones, offsets that do not ascend, a
  ///   probability that is not positive, or a sum off one by more than 1e-9.
  public init(offsets: [Int], probabilities: [Double]) throws {
    try ChainError.require(
      !offsets.isEmpty && offsets.count == probabilities.count, "number of probabilities",
      probabilities.count, allowed: "\(max(offsets.count, 1)), one for every offset")
    for (offset, next) in zip(offsets, offsets.dropFirst()) {
      try ChainError.require(offset < next, "offset", next, allowed: "more than \(offset), the one before")
    }
    for probability in probabilities {
      try ChainError.require(
        probability > 0 && probability <= 1, "step probability", probability, allowed: "above 0, at most 1")
    }
    let sum = probabilities.reduce(0, +)
    try ChainError.require(abs(sum - 1) <= 1e-9, "sum of the step probabilities", sum, allowed: "1")
    self.init(unchecked: offsets, probabilities)
  }

  init(unchecked offsets: [Int], _ probabilities: [Double]) {
    self.offsets = offsets
    self.probabilities = probabilities
  }

  /// E of the offset to the n-th power.
  public func moment(_ n: Int) -> Double {
    zip(offsets, probabilities).reduce(0) { sum, step in
      sum + (0..<n).reduce(step.1) { power, _ in power * Double(step.0) }
    }
  }

  public var mean: Double { moment(1) }

  /// Computed about the mean, so that nothing cancels.
  public var variance: Double {
    let mean = mean
    return zip(offsets, probabilities).reduce(0) { sum, step in
      sum + step.1 * (Double(step.0) - mean) * (Double(step.0) - mean)
    }
  }

  /// Whether a step to the left is exactly as likely as the same step to the right.
  public var isSymmetric: Bool {
    offsets == offsets.reversed().map { -$0 } && probabilities == probabilities.reversed()
  }

  /// Fourth cumulant over squared variance: zero for a normal law.
  public var excessKurtosis: Double {
    let cumulants = cumulants(upTo: 4)
    return cumulants[3] / (cumulants[1] * cumulants[1])
  }

  /// The cumulants of orders 1 ... `order`; the entry of order n is at n - 1.
  public func cumulants(upTo order: Int) -> [Double] {
    Cumulants.ofMoments(moments(upTo: order))
  }

  /// How far a step reaches below and above.
  public var reach: (below: Int, above: Int) {
    (max(0, -(offsets.first ?? 0)), max(0, offsets.last ?? 0))
  }

  private func moments(upTo order: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: order)
    for (offset, probability) in zip(offsets, probabilities) {
      var power = probability
      for n in 0..<order {
        power *= Double(offset)
        sums[n] += power
      }
    }
    return sums
  }
}

extension StepLaw {
  /// The chain of this step on nodes in a row: the `walking` ones step, the others absorb.
  ///
  /// - Precondition: no step from a walking node leaves the nodes.
  func chain(
    states: Int, walking: Range<Int>, origin: Double, spacing: Double, names: [Int: String] = [:]
  ) throws -> MarkovChain {
    let rows = (0..<states).map { state -> [MarkovChain.Transition] in
      guard walking.contains(state) else { return [.init(target: state, probability: 1)] }
      return zip(offsets, probabilities).map { offset, probability in
        .init(
          target: state + offset, probability: probability, displacement: SIMD2(Double(offset) * spacing, 0))
      }
    }
    return try MarkovChain(
      rows: rows, space: .interval(count: states, origin: origin, spacing: spacing), names: names)
  }
}
