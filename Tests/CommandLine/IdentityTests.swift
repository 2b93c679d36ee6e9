import TestSupport
import Testing

/// What a run finds does not depend on how it is run.
@Suite struct IdentityTests {
  private static let file = """
    problem:
      torus: { columns: 5, rows: 4, steps: 12 }
    walkers: 600
    batches: 6
    seed: 77
    engines:
      - truenorth: { replicas: 2 }
      - loihi: { replicas: auto }
      - cpu: { method: walkers }
      - cpu: { method: counts }
    """

  private func summary(_ options: String) throws -> JSON {
    try ToolFolder.with(["same.yaml": Self.file]) { folder in
      let run = try folder.tool("run same.yaml --quiet --json \(options)")
      #expect(run.exitCode == 0, "\(run.standardError)")
      #expect(run.standardOutput == (try folder.text("results/same/summary.json")))
      return try JSON(run.standardOutput)
    }
  }

  @Test func `The content hash is the same for any number of threads, and another seed has another`() throws {
    let hashes = try [1, 2, 7].map { try summary("--threads \($0)")["content_hash"].string }
    #expect(hashes[0] != nil)
    #expect(Set(hashes).count == 1)
    #expect(try summary("--seed 78")["content_hash"].string != hashes[0])
  }

  @Test func `Seeds of all 64 bits are ordinary`() throws {
    for seed in ["0", "18446744073709551615"] {
      #expect(try summary("--seed \(seed)")["seed"].string == seed)
    }
  }

  @Test func `Engines can be chosen, and the kept text says so`() throws {
    let chosen = try summary("--engine cpu-counts --engine loihi --walkers 60")
    #expect(chosen["engines"].list.map(\.["name"].string) == ["cpu-counts", "loihi"])
    #expect(chosen["walkers"].number == 60)
    #expect(
      chosen["experiment_text"].string
        == Self.file + "\n# run with walkers: 60\n# run with engines: cpu-counts, loihi\n")
  }
}
