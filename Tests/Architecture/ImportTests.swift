import TestSupport
import Testing

/// The `import` lines of every source file.
///
/// SwiftPM alone does not keep them: an undeclared import passes whenever the other module is already built.
@Suite struct ImportTests {
  /// Part of every Swift toolchain on Linux, and free of Foundation.
  static let toolchain: Set = ["Dispatch", "Glibc", "Synchronization", "Swift"]
  /// The first layer that may use Foundation; below it, the code stays a core that anything can link.
  static let firstLayerWithFoundation = 3
  static let foundation: Set = ["Foundation", "FoundationEssentials"]

  let targets: [Manifest.Target]
  let table: ArchitectureTable

  init() throws {
    targets = try Manifest.ofProject.get().targets.filter { $0.type != .system }
    table = try ArchitectureTable.read()
  }

  @Test func `Every file imports only what its target may`() throws {
    for target in targets {
      let allowed = allowedImports(of: target)
      for path in ProjectFolder.files(under: target.folder, suffix: ".swift") {
        let beyond = Set(try SourceFile(path: path).imports).subtracting(allowed)
        #expect(beyond.isEmpty, "\(path) imports \(beyond.sorted()), which \(target.name) may not")
      }
    }
  }

  @Test func `Targets have source files`() {
    for target in targets {
      let files = [".swift", ".c"].flatMap { ProjectFolder.files(under: target.folder, suffix: $0) }
      #expect(!files.isEmpty, "\(target.folder)")
    }
  }

  @Test(arguments: [
    ("import Alpha", ["Alpha"]), ("@testable import Beta", ["Beta"]),
    ("@preconcurrency package import Gamma", ["Gamma"]), ("import struct Delta.Value", ["Delta"]),
    ("// import Epsilon", []), ("let important = 1", []), ("@_spi(Zeta) import Eta", ["Eta"]),
  ])
  func `Import lines are recognised`(line: String, modules: [String]) {
    #expect(SourceFile(path: "-", text: line).imports == modules)
  }

  private func allowedImports(of target: Manifest.Target) -> Set<String> {
    let declared = Set(target.dependencies.map(\.name)).union(Self.toolchain)
    guard let layer = table[target.name]?.layer else {
      return declared.union(Self.foundation).union(["Testing"])
    }
    return layer < Self.firstLayerWithFoundation ? declared : declared.union(Self.foundation)
  }
}
