import Experiments
import Testing

/// When an engine is called good, exactly at the limits.
@Suite struct VerdictRuleTests {
  private func estimate(off distance: Double) -> Estimate {
    Estimate(value: 10 + 2 * distance, standardError: 2, halfWidth: 4, exact: 10)
  }

  private func passes(_ distances: [Double], degrees: Int?, counts: [Double]? = nil) -> Bool? {
    VerdictRules.check(
      distances.map(estimate), degreesOfFreedom: degrees,
      expectedCounts: counts ?? distances.map { _ in 1_000 })?.passed
  }

  /// k for 1e-6 from Documentation/Statistics.md: the normal law's for a known error, Student's for 64 batches, and
  /// for ten entries the normal law's at 1e-7.
  @Test(
    arguments: [(1, nil, 4.892), (10, nil, 5.327), (100, nil, 5.731), (1, 63, 5.420)] as [(Int, Int?, Double)]
  )
  func `The limit is that of the budget, divided by the entries`(entries: Int, degrees: Int?, k: Double) {
    let others = [Double](repeating: 0, count: entries - 1)
    for sign in [1.0, -1] {
      #expect(passes(others + [sign * (k - 0.001)], degrees: degrees) == true)
      #expect(passes([sign * (k + 0.001)] + others, degrees: degrees) == false)
    }
  }

  @Test func `Entries behind which few walkers stand are left out`() {
    #expect(passes([0, 50], degrees: 63, counts: [1_000, 199]) == true)
    #expect(passes([0, 50], degrees: 63, counts: [1_000, 200]) == false)
    #expect(passes([50], degrees: 63, counts: [10]) == nil)
    let unknown = Estimate(value: 1, standardError: .nan, halfWidth: .nan, exact: 2)
    #expect(VerdictRules.check([unknown], degreesOfFreedom: nil, expectedCounts: [1_000]) == nil)
  }

  @Test func `G-tests share the budget`() {
    func fits(_ pValues: [Double]) -> Bool? {
      VerdictRules.check(
        fits: pValues.map {
          GoodnessOfFit(step: 1, statistic: 1, degreesOfFreedom: 1, pValue: $0, detectableShift: 0.1)
        })?.passed
    }
    #expect(fits([]) == nil)
    #expect(fits([1.01e-6]) == true)
    #expect(fits([0.99e-6]) == false)
    #expect(fits([0.5, 0.51e-6]) == true)
    #expect(fits([0.49e-6, 0.5]) == false)
    #expect(fits([0]) == false)
  }

  @Test func `Only a completed run is good`() {
    for status in RunStatus.allCases {
      #expect(VerdictRules.check(status: status, advice: "").passed == (status == .completed))
    }
  }
}
