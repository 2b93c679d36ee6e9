import Experiments
import MarkovChains
import TestSupport
import Testing

/// The exact answers of the examples, from their files through the whole stack, are the published ones to the last
/// printed digit.
@Suite struct PublishedNumberTests {
  /// The example's exact answers by the estimate's labels.
  private func answers(_ name: String, replacing: (old: String, new: String)? = nil) throws -> [String:
    Double]
  {
    var text = try ProjectFolder.text(of: "Examples/\(name).yaml")
    if let replacing {
      #expect(text.contains(replacing.old))
      text = text.replacing(replacing.old, with: replacing.new)
    }
    let settings = try ExperimentSettings.parse(text: text, file: ShortExample.path(name))
    let workload = settings.workload
    let exact = workload.estimate.exact(
      ExpectedTally(of: workload.problem, recordedSteps: workload.recordedSteps))
    return Dictionary(uniqueKeysWithValues: zip(workload.estimate.entries.map(\.label), exact))
  }

  private func expect(
    _ value: Double?, printed: Double, digits: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let rounded = value.map { ($0 * scale).rounded() / scale }
    #expect(rounded == printed, sourceLocation: sourceLocation)
  }

  /// Smith et al., ICONS 2020.
  @Test(arguments: [(0, 20752.30), (10, 19455.29), (20, 15564.23), (30, 9079.13), (39, 1024.65)])
  func `Steps to absorption on the wire`(start: Int, steps: Double) throws {
    let found = try answers("heat-on-a-wire", replacing: ("start: 20", "start: \(start)"))
    expect(found["steps to absorption"], printed: steps, digits: 2)
  }

  @Test func `Visits on the wire`() throws {
    let found = try answers("heat-on-a-wire")
    for (node, visits) in [(0, 259.404), (10, 518.808), (20, 518.808), (30, 259.404), (39, 25.940)] {
      expect(found["\(node)"], printed: visits, digits: 3)
    }
  }

  /// Smith et al., Nature Electronics 5 (2022): the two cells next to the middle.
  @Test func `Fluence in the slab`() throws {
    let half = try answers("slab-fluence")
    let none = try answers(
      "slab-fluence", replacing: ("start_visit_weight: 0.5", "start_visit_weight: 0"))
    for cell in ["x = -0.0333", "x = 0.0333"] {
      expect(half[cell], printed: 0.03255, digits: 5)
      expect(none[cell], printed: 0.01755, digits: 5)
    }
  }

  @Test func `Fluxes in two directions`() throws {
    let found = try answers("two-direction-flux")
    let printed = [
      ("0.05", 4.24967, 3.02110), ("0.1", 3.68136, 2.92667), ("0.2", 2.87152, 2.58674),
      ("0.5", 1.54570, 1.53039), ("1.0", 0.59145, 0.59134),
    ]
    for (time, right, left) in printed {
      expect(found["u+(\(time))"], printed: right, digits: 5)
      expect(found["u-(\(time))"], printed: left, digits: 5)
    }
  }

  /// The same numbers stand in a result that a run writes.
  @Test func `A run hands on the exact answers`() throws {
    var settings = try ExperimentSettings.read(
      path: ShortExample.path("two-direction-flux"), overrides: .init(walkers: 640))
    settings.engines = settings.engines.filter { $0.chip == nil }
    let result = try ShortExample.run(settings)
    let index = try #require(result.estimateLabels.firstIndex(of: "u+(0.05)"))
    expect(result.idealEstimate[index], printed: 4.24967, digits: 5)
    expect(result.engines[0].estimates[index].exact, printed: 4.24967, digits: 5)
  }
}
