import FileFormats
import MarkovChains

/// How near the estimate is to come: half the width of its 95 % interval. The walkers that it takes follow from the exact
/// variance of what one walker scores, before anything runs; they are so many more that the width which the batches show,
/// being an estimate itself, is within the tolerance in 95 of 100 runs.
struct Tolerance {
  /// Most walkers that a tolerance may ask for where the file says nothing else.
  static let standardLimit = 1_000_000_000

  private let node: ConfigurationNode
  /// In the estimate's unit.
  private let halfWidth: Double
  private let limit: Int

  /// - Parameters:
  ///   - node: a number in the estimate's unit, or one with the problem's unit behind it, such as `1 bp`.
  ///   - limit: the key `most_walkers`.
  init(_ node: ConfigurationNode, limit: ConfigurationNode?, workload: Workload) throws {
    self.node = node
    self.limit = try limit?.integer(in: 1...ExperimentSettings.walkerLimit) ?? Self.standardLimit
    let words = try node.string().split(separator: " ")
    let number = words.first.flatMap { Double($0) } ?? .nan
    guard number > 0, number.isFinite, words.count <= 2 else {
      throw node.fail(
        "is \(Wording.quoted(try node.string())); expected a number above 0\(Self.units(workload))")
    }
    guard words.count == 2 else {
      halfWidth = number
      return
    }
    guard let unit = workload.unit, unit.name == words[1] else {
      let known = workload.unit.map { "; known: \($0.name)" } ?? ", and this problem has none; leave it out"
      throw node.fail("has the unit \(Wording.quoted(words[1]))\(known)")
    }
    halfWidth = number * unit.size
  }

  /// What may stand behind the number.
  private static func units(_ workload: Workload) -> String {
    workload.unit.map { ", or one with a blank and the unit \($0.name), such as 5 \($0.name)" } ?? ""
  }

  /// The walkers that bring every judged entry within the tolerance.
  ///
  /// - Throws: for a walk whose length is not fixed, or more walkers than allowed, with the number.
  func walkers(for workload: Workload, batches: Int) throws -> Int {
    let estimate = workload.estimate
    let judged = workload.judgedEntries ?? Array(estimate.entries.indices)
    var worst = 0.0
    for entry in judged {
      guard
        let variance = estimate.varianceOfOneWalker(
          entry: entry, of: workload.problem, recordedSteps: workload.recordedSteps)
      else {
        throw node.fail(
          "needs a walk of fixed length whose walkers are read on states; give walkers instead")
      }
      worst = max(worst, variance)
    }
    let strength = workload.problem.sourceStrength
    let width = Self.width(batches: batches)
    let needed = worst * strength * strength * width * width / (halfWidth * halfWidth)
    guard needed <= Double(limit) else {
      throw node.fail(
        "needs \(Self.whole(needed)) walkers, but most_walkers is \(limit); "
          + (needed <= Double(ExperimentSettings.walkerLimit)
            ? "allow more, up to \(ExperimentSettings.walkerLimit), or accept a wider interval"
            : "accept a wider interval: no run has more than \(ExperimentSettings.walkerLimit) walkers"))
    }
    // A batch has a walker at least.
    return max(batches, Int(needed.rounded(.up)))
  }

  private static func whole(_ number: Double) -> String {
    number < 0x1p62 ? "\(Int(number.rounded(.up)))" : "more than 4e18"
  }

  /// Half-widths of the interval, in exact standard errors, that 95 of 100 runs stay below: Student's quantile times the
  /// upper quantile of an estimated standard deviation, 1 + 1.645 / sqrt(2 degrees).
  private static func width(batches: Int) -> Double {
    guard batches > 1 else { return Distributions.twoSidedQuantile(tail: 0.05, degrees: nil) }
    let degrees = batches - 1
    return Distributions.twoSidedQuantile(tail: 0.05, degrees: degrees)
      * (1 + 1.645 / (2 * Double(degrees)).squareRoot())
  }
}
