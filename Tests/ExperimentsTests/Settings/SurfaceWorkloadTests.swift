import Experiments
import MarkovChains
import Testing

/// The problems `sphere` and `barbell` as experiment files name them.
@Suite struct SurfaceWorkloadTests {
  private func workload(_ problem: String) throws -> Workload {
    let text = "{ problem: \(problem), walkers: 100, batches: 2, engines: [cpu] }"
    return try ExperimentSettings.parse(text: text, file: "x.yaml").workload
  }

  private func exact(_ workload: Workload) -> [Double] {
    workload.estimate.exact(ExpectedTally(of: workload.problem, recordedSteps: workload.recordedSteps))
  }

  /// The chain's densities by band against the Legendre series: within 1e-3 of the density at the pole for 162
  /// vertices, 2.5e-4 for 642, 4e-4 for narrower bands; one band is the whole sphere, where both are 1 / (4 pi).
  @Test(arguments: [(2, 8, 1e-3), (3, 8, 2.5e-4), (3, 12, 4e-4), (2, 1, 1e-5)])
  func `The chain's answer is the series' within the mesh's error`(refinement: Int, bands: Int, bound: Double)
    throws
  {
    let sphere = try workload("{ sphere: { refinement: \(refinement), bands: \(bands) } }")
    let series = try #require(sphere.reference?.values)
    let pole = try HeatOnSphere(diffusion: 1).density(colatitude: 0, time: 0.2)
    #expect(series.count == bands && sphere.estimate.entries.count == bands)
    for (chain, process) in zip(exact(sphere), series) {
      #expect(abs(chain - process) < bound * pole, "\(chain), \(process)")
    }
    #expect(sphere.recordedSteps.first == 0 && sphere.timeUnit == "s")
    let last = try #require(sphere.recordedSteps.last)
    #expect(abs(sphere.stepTime * Double(last) - 0.2) < 1e-15)
  }

  /// The start's ball empties towards the uniform law; shares sum to the source at every step.
  @Test func `The shares on a barbell move towards the uniform law`() throws {
    let barbell = try workload("{ barbell: { time: 20, start: { 0: 2 } } }")
    let shares = exact(barbell)
    let uniform = try #require(barbell.reference?.values)
    let count = barbell.recordedSteps.count
    for record in 0..<count {
      #expect(abs(shares[record] + shares[count + record] + shares[2 * count + record] - 2) < 1e-11)
    }
    let right = shares[(2 * count)...]
    #expect(right.first == 2 && zip(right, right.dropFirst()).allSatisfy { $0 > $1 })
    // The slow mode has decayed by exp(-0.152 x 20).
    #expect(abs(shares[count - 1] - uniform[0]) < 0.06 && abs(uniform[0] - uniform[2 * count]) < 1e-12)
  }

  @Test(arguments: [
    (
      "{ sphere: { refinement: 1, bands: 40 } }",
      "band 1 of 40 has no vertex at refinement 1; give fewer bands"
    ),
    ("{ sphere: { steps: 3 } }", "steps is 3; allowed: at least 11"),
    ("{ sphere: { time: 1e-20 } }", "diffusion x time is 1e-20; allowed: 1e-12 to 1e300"),
    ("{ sphere: { refinement: 8 } }", "refinement"),
    ("{ barbell: { neck_radius: 0.9 } }", "neck_radius is 0.9; allowed: 0.05 to 0.6"),
    ("{ barbell: { bell_radius: 1e200 } }", "bell_radius is 1e+200; allowed: 1e-100 to 1e90"),
    ("{ barbell: { time: 1e300 } }", "time is 1e+300; allowed: at most"),
    ("{ barbell: { start: 142 } }", "there is no state 142; states are numbered 0 to 141"),
  ])
  func `Bad values are refused by name`(problem: String, part: String) {
    #expect {
      try workload(problem)
    } throws: {
      "\($0)".contains(part)
    }
  }
}
