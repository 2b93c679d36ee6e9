import Experiments
import MarkovChains
import TestSupport
import Testing

/// Standard errors and 95 % intervals cover the truth as often as they say.
@Suite struct StandardErrorTests {
  static let runs = 20_000

  private static let estimate = LinearEstimate(
    name: "trial",
    entries: [
      .init(label: "share", terms: [.init(.density(record: 0, state: 0))]),
      .init(label: "steps", terms: [.init(.visits(state: 0), coefficient: 2)]),
    ])

  /// A batch of walkers that stand on state 0 with probability 0.3 and visit it a geometric number of times.
  private func batch(_ walkers: Int, _ sampler: inout Sampler) -> WalkTally {
    var tally = WalkTally(recordCount: 1, stateCount: 2)
    tally.walkers = UInt64(walkers)
    tally.densities[0][0] = sampler.binomial(walkers, 0.3)
    tally.densities[0][1] = tally.walkers - tally.densities[0][0]
    tally.visits[0] = (0..<walkers).reduce(0) { sum, _ in sum + sampler.geometric(0.05) }
    return tally
  }

  /// With a source of strength 5 the exact answers are 5 x 0.3 and 5 x 2 x 20.
  private static let exact = [1.5, 200.0]

  private func run(_ sizes: [Int], _ sampler: inout Sampler) -> (estimates: [Estimate], degrees: Int?) {
    var accumulator = EstimateAccumulator(estimate: Self.estimate, strength: 5)
    for size in sizes { accumulator.add(batch(size, &sampler)) }
    return (accumulator.estimates(exact: Self.exact), accumulator.degreesOfFreedom)
  }

  /// Chance alone: 4.89 standard errors of 20,000 runs are 0.0075. Student's law holds for normal batch means; batches
  /// of 40 geometric walkers are a little skewed and few, for which 0.01 is allowed.
  @Test(arguments: [[Int](repeating: 40, count: 16), (0..<16).map { 30 + $0 % 3 * 10 }, [40, 41, 41]])
  func `Intervals cover the truth 95 times in 100`(sizes: [Int]) {
    var sampler = Sampler(seed: UInt64(sizes.count))
    var hits = [0, 0]
    for _ in 0..<Self.runs {
      let (estimates, degrees) = run(sizes, &sampler)
      #expect(degrees == sizes.count - 1)
      for (entry, estimate) in estimates.enumerated()
      where abs(estimate.value - Self.exact[entry]) <= estimate.halfWidth { hits[entry] += 1 }
    }
    for hit in hits {
      let coverage = Double(hit) / Double(Self.runs)
      print("\(sizes.count) batches: coverage \(coverage)")
      #expect(abs(coverage - 0.95) < 0.0175)
    }
  }

  /// The mean of the squared standard errors is the variance of the values, to 5 standard errors (4 %).
  @Test func `Standard errors have the right size`() {
    var sampler = Sampler(seed: 21)
    var (spread, claimed) = ([0.0, 0], [0.0, 0])
    for _ in 0..<Self.runs {
      for (entry, estimate) in run([Int](repeating: 25, count: 10), &sampler).estimates.enumerated() {
        let miss = estimate.value - Self.exact[entry]
        spread[entry] += miss * miss
        claimed[entry] += estimate.standardError * estimate.standardError
      }
    }
    for entry in 0..<2 { #expect(abs(claimed[entry] / spread[entry] - 1) < 0.05, "\(entry)") }
  }

  @Test func `One batch has a binomial error for shares and none for the rest`() {
    var sampler = Sampler(seed: 22)
    let (estimates, degrees) = run([400], &sampler)
    #expect(degrees == nil)
    #expect(abs(estimates[0].standardError - 5 * (0.3 * 0.7 / 400).squareRoot()) < 1e-12)
    #expect(estimates[1].standardError.isNaN)
  }
}
