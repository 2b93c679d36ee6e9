import TestSupport
import Testing

/// Package.swift against the table of Documentation/Architecture.md, in both directions.
@Suite struct DependencyTests {
  let targets: [Manifest.Target]
  let table: ArchitectureTable

  init() throws {
    targets = try Manifest.ofProject.get().targets.filter { $0.folder.hasPrefix("Sources/") }
    table = try ArchitectureTable.read()
  }

  @Test func `Every target of Package.swift has a row and every row a target`() {
    let inManifest = Set(targets.filter { $0.type != .system }.map(\.name))
    #expect(Set(table.rows.map(\.target)) == inManifest)
    #expect(table.rows.count == inManifest.count, "a target has two rows")
  }

  @Test func `A target depends on what its row lists, and on nothing else`() throws {
    for target in targets where target.type != .system {
      let row = try #require(table[target.name], "no row for \(target.name)")
      #expect(Set(target.dependencies.map(\.name)) == row.mayImport, "dependencies of \(target.name)")
    }
  }

  @Test func `A target imports only from lower layers`() {
    for row in table.rows {
      for lower in row.mayImport.compactMap({ table[$0] }) {
        #expect(lower.layer < row.layer, "\(row.target) must not stand on \(lower.target)")
      }
    }
  }

  @Test func `The computer's solver cannot reach the emulator`() throws {
    // What makes the comparison of chip and computer believable; see Documentation/Architecture.md.
    let reachable = reach(from: "ConventionalSolver")
    let emulator: Set = ["NeuroFabric", "CircuitGraph", "WalkerCircuits", "FabricCompiler"]
    #expect(reachable.isDisjoint(with: emulator))
    #expect(reachable.contains("RandomStreams"), "the walk over the manifest found nothing")
  }

  private func reach(from name: String) -> Set<String> {
    let direct = targets.first { $0.name == name }?.dependencies.map(\.name) ?? []
    return direct.reduce(into: Set(direct)) { $0.formUnion(reach(from: $1)) }
  }
}
