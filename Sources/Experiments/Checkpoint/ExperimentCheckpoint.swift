import FileFormats
import Foundation

/// A run of an experiment on disk: its text, what of it was computed, and how far the batches of chips had come.
///
/// See Documentation/Formats/checkpoint.md.
public struct ExperimentCheckpoint: Sendable {
  /// The experiment's file, for the paths in its text; and the folder that results go to.
  public let file: String
  public let output: String
  private let text: String
  private let overrides: ExperimentSettings.Overrides
  private let problemHash: String

  /// For the checkpoints of a run that is about to start.
  public init(
    _ settings: ExperimentSettings, file: String, overrides: ExperimentSettings.Overrides, output: String
  ) {
    text = settings.text
    self.file = URL(fileURLWithPath: file).path
    self.overrides = overrides
    self.output = URL(fileURLWithPath: output).path
    problemHash = Self.hash(settings)
  }

  /// A ledger that writes its checkpoints through `attempt`, which is given each writing to do.
  ///
  /// - Parameters:
  ///   - earlier: the ledger's first content, from a checkpoint.
  ///   - interval: seconds between two checkpoints, 0 or more.
  public func ledger(
    _ earlier: Content = Content(), interval: Double,
    attempt: @escaping @Sendable (_ write: () throws -> Void) -> Void, path: String
  ) -> RunLedger {
    RunLedger(earlier.engines, interval: interval) { engines in
      attempt { try write(Content(engines: engines), to: path) }
    }
  }

  /// What of a run was computed.
  public struct Content: Sendable {
    var engines: [String: RunLedger.EngineRecord] = [:]

    public init() {}

    init(engines: [String: RunLedger.EngineRecord]) { self.engines = engines }
  }

  private static let group = "experiment"

  /// Writes a checkpoint: it takes the place of the one before when it is whole.
  ///
  /// - Throws: `FormatError` of kind `cannotWrite`; the checkpoint before is then as it was.
  public func write(_ content: Content, to path: String) throws {
    let file = try CheckpointFormat.begin(.experiment, path: path, codeVersion: Version.code)
    try file.group(Self.group)
    for (name, text) in [
      ("text", text), ("file", self.file), ("output", output), ("problem_sha256", problemHash),
    ] { try file.attribute(name, text, on: Self.group) }
    if let seed = overrides.seed { try file.attribute("seed", seed, on: Self.group) }
    if let walkers = overrides.walkers { try file.attribute("walkers", UInt64(walkers), on: Self.group) }
    try file.dataset(Self.group + "/chosen_engines", strings: overrides.engines)
    for (index, engine) in content.engines.sorted(by: { $0.key < $1.key }).enumerated() {
      try EngineColumns.write(engine.value, name: engine.key, to: file, group: "engines/\(index)")
    }
    try file.finish()
  }

  /// Reads what a checkpoint says of its run.
  ///
  /// - Throws: `FormatError` for a damaged checkpoint, and where the chain of the run is no longer what it was.
  public static func read(_ path: String) throws -> (
    checkpoint: ExperimentCheckpoint, settings: ExperimentSettings, content: Content
  ) {
    let (file, kind) = try CheckpointFormat.open(path)
    guard kind == .experiment else {
      throw FormatError(file: path, message: "is no checkpoint of an experiment")
    }
    let names = try file.attributeNames(of: group)
    var overrides = ExperimentSettings.Overrides()
    if names.contains("seed") { overrides.seed = try file.attribute("seed", of: group) }
    if names.contains("walkers") {
      overrides.walkers = try file.number("walkers", of: group, in: 1...ExperimentSettings.walkerLimit)
    }
    overrides.engines = try file.strings(group + "/chosen_engines")
    let (text, source) = (try file.text("text", of: group), try file.text("file", of: group))
    var settings = try ExperimentSettings.parse(text: text, file: source, overrides: overrides)
    // The text has the notes of the overrides already.
    settings.text = text
    let stored = try file.text("problem_sha256", of: group)
    let found = hash(settings)
    guard found == stored else {
      throw FormatError(
        file: source, message: CheckpointWording.changed("problem", is: found, was: stored, by: path))
    }
    let output = try file.text("output", of: group)
    let checkpoint = ExperimentCheckpoint(settings, file: source, overrides: overrides, output: output)
    return (checkpoint, settings, try content(file, settings))
  }

  private static func content(_ file: HDF5Reader, _ settings: ExperimentSettings) throws -> Content {
    var content = Content()
    guard file.exists("engines") else { return content }
    for name in try file.names(in: "engines") {
      let group = "engines/" + name
      let engine = try file.text("name", of: group)
      guard settings.engines.contains(where: { $0.name == engine }) else {
        throw FormatError(
          file: file.path, message: "has results of an engine \(engine), which its text does not name")
      }
      content.engines[engine] = try EngineColumns.read(file, group: group, settings: settings)
    }
    return content
  }

  /// The SHA-256 of the chains, the start and the recorded steps: what the text alone does not say, where it names a
  /// chain file.
  private static func hash(_ settings: ExperimentSettings) -> String {
    var hash = SHA256()
    func add(_ value: UInt64) { hash.update((0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }) }
    let problem = settings.workload.problem
    for weight in problem.start { add(weight.bitPattern) }
    for step in settings.workload.recordedSteps { add(UInt64(step)) }
    for chain in problem.stages {
      for state in 0..<chain.stateCount {
        add(UInt64(chain[row: state].count))
        for transition in chain[row: state] {
          add(UInt64(transition.target))
          add(transition.probability.bitPattern)
        }
      }
    }
    return hash.digest()
  }
}
