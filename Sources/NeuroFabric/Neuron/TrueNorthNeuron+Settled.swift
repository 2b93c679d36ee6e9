extension TrueNorthNeuron {
  /// Potentials at which a tick without input certainly changes nothing: no spike, no clip, the same
  /// potential, whatever is drawn. An engine may leave such a neuron out. Empty ranges are written with low >
  /// high.
  ///
  /// The range is conservative: a potential outside it may still turn out not to move.
  struct SettledRange: Hashable {
    var low: Int32
    var high: Int32

    static let never = SettledRange(low: 1, high: 0)

    @inline(__always)
    func contains(_ potential: Int32) -> Bool { potential >= low && potential <= high }
  }

  var settledRange: SettledRange {
    // Without a leak nothing moves between the two thresholds: a drawn mask only moves them further apart.
    if leak == 0 { return SettledRange(low: -negativeThreshold, high: threshold - 1) }
    // With one, a single potential can be a fixed point: zero for a leak that follows the sign, and otherwise
    // the value that the negative threshold gives back each tick. A masked threshold makes the latter
    // uncertain unless it saturates.
    if leakReversal { return fixedPoint(0) }
    if negativeSaturation { return fixedPoint(-negativeThreshold) }
    return thresholdMaskBits == 0 && resetMode == .absolute ? fixedPoint(-resetPotential) : .never
  }

  /// `potential` alone, if both outcomes of the leak lead back to it without a spike.
  private func fixedPoint(_ potential: Int32) -> SettledRange {
    let same = TrueNorthOutcome(potential: potential, spiked: false, clipped: false)
    let holds = [UInt8.min, .max].allSatisfy { thresholded(leaked(potential, byte: $0), eta: 0) == same }
    return holds ? SettledRange(low: potential, high: potential) : .never
  }
}
