import RealModule

/// When an engine's answer counts as right. The levels are the written budget of false alarms:
/// `Documentation/Statistics.md`.
package enum VerdictRules {
  /// Chance that one engine of one run is called bad by its goodness-of-fit tests, all of them together.
  package static let fitLevel = 1e-6
  /// The same for the estimates' distances from the exact answer.
  package static let estimateLevel = 1e-6
  /// Entries whose expected count is smaller are left to the goodness-of-fit tests: their counts are too skewed for a
  /// test by standard errors.
  package static let smallestCount = 200.0

  package static func check(status: RunStatus, advice: String) -> Verdict.Check {
    Verdict.Check(
      passed: status == .completed,
      text: "run \(status.rawValue)" + (advice.isEmpty ? "" : ": \(advice)"))
  }

  package static func check(fits: [GoodnessOfFit]) -> Verdict.Check? {
    guard let worst = fits.min(by: { $0.pValue < $1.pValue }) else { return nil }
    let level = fitLevel / Double(fits.count)
    return Verdict.Check(
      passed: worst.pValue >= level,
      text: "law of the walkers: \(fits.count) G-test\(fits.count == 1 ? "" : "s"), smallest p = "
        + "\(short(worst.pValue)) (step \(worst.step)), bad below \(short(level)); "
        + "a shift of \(short(100 * worst.detectableShift)) % would be caught")
  }

  package static func check(
    _ estimates: [Estimate], degreesOfFreedom: Int?, expectedCounts: [Double]
  ) -> Verdict.Check? {
    let tested = estimates.indices.filter {
      expectedCounts[$0] >= smallestCount && estimates[$0].standardError > 0
    }
    guard !tested.isEmpty else { return nil }
    func distance(_ entry: Int) -> Double {
      abs(estimates[entry].value - estimates[entry].exact) / estimates[entry].standardError
    }
    let worst = tested.max { distance($0) < distance($1) }!
    let level = estimateLevel / Double(tested.count)
    let limit = Distributions.twoSidedQuantile(tail: level, degrees: degreesOfFreedom)
    return Verdict.Check(
      passed: distance(worst) <= limit,
      text: "estimate against the sampled chain's exact answer: farthest of \(tested.count) entries is "
        + "\(short(distance(worst))) standard errors off, bad above \(short(limit))")
  }

  /// A quantised chain may differ from the ideal one by this share of the largest entry of the estimate. Beyond it the
  /// chip samples another problem than the one asked for, however well.
  static let largestBias = 0.1

  static func check(relativeBias: Double) -> Verdict.Check {
    Verdict.Check(
      passed: relativeBias <= largestBias,
      text:
        "sampled chain against the ideal one: exact answers differ by up to \(short(100 * relativeBias)) % of the "
        + "largest entry, bad above \(short(100 * largestBias)) %"
        + (relativeBias <= largestBias
          ? "" : "; use more bits, or a chain whose probabilities the chip can draw"))
  }

  /// Three significant digits.
  static func short(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "\(value)" }
    let exponent = Int(Double.log10(abs(value)).rounded(.down))
    guard (-3...5).contains(exponent) else {
      let mantissa = value / Double.pow(10, exponent)
      return "\((mantissa * 100).rounded() / 100)e\(exponent)"
    }
    let scale = Double.pow(10, 2 - exponent)
    let rounded = exponent > 2 ? value.rounded() : (value * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) >= 100 ? "\(Int(rounded))" : "\(rounded)"
  }
}
