import ConventionalSolver
import FileFormats
import MarkovChains
import NeuroFabric

/// An experiment as its file states it, every value checked once.
public struct ExperimentSettings: Sendable {
  /// The file's text, word for word: it is kept with the result.
  public var text: String
  public var title: String
  public var workload: Workload
  public var walkers: Int
  public var batches: Int
  public var seed: UInt64
  public var engines: [EngineSettings]

  /// The most walkers of a run.
  public static let walkerLimit = 1_000_000_000_000
  public static let batchLimit = 65_536
  /// Batches where nothing is said.
  private static let standardBatches = 64

  /// What the command line changes. A change is written into the kept text as a comment, so that a result always says
  /// what was run.
  public struct Overrides: Sendable {
    public var seed: UInt64?
    public var walkers: Int?
    public var engines: [String] = []

    public init(seed: UInt64? = nil, walkers: Int? = nil, engines: [String] = []) {
      self.seed = seed
      self.walkers = walkers
      self.engines = engines
    }
  }

  /// Reads an experiment file.
  ///
  /// - Throws: `FormatError` with file, line and column for an unknown key, a wrong type or a value out of range.
  public static func read(
    path: String, overrides: Overrides = Overrides()
  ) throws -> ExperimentSettings {
    // Read once: what is kept is what was run, also if the file is a pipe or changes meanwhile.
    let text = try FileReading.text(ofFile: path, limit: ConfigurationNode.maximumSize, allowsPipe: true)
    return try parse(text: text, file: path, overrides: overrides)
  }

  /// Reads an experiment from its text; paths in it are relative to `file`.
  public static func parse(
    text: String, file: String, overrides: Overrides = Overrides()
  ) throws -> ExperimentSettings {
    try parse(try ConfigurationNode.parse(text, file: file), text: text, overrides: overrides)
  }

  private static func parse(
    _ node: ConfigurationNode, text: String, overrides: Overrides
  ) throws -> ExperimentSettings {
    let fields = try node.fields(
      allowed: [
        "title", "problem", "walkers", "tolerance", "most_walkers", "batches", "seed", "record", "engines",
      ])
    let recorded = try fields.optional("record").map(recordedSteps)
    let problem = try fields.required("problem").choice(of: WorkloadKind.all.map(\.name))
    let kind = WorkloadKind.all.first { $0.name == problem.name }!
    let workload = try kind.read(problem.node, recorded)
    if let node = fields.optional("record") { try check(recorded!, of: workload, at: node) }
    let walkers = try overrides.walkers ?? Self.walkers(fields, workload)
    // Only walkers that are followed one by one know their paths.
    let standard: ConventionalMethod = workload.problem.pathScores == nil ? .counts : .walkers
    var engines = try fields.required("engines").list().map {
      try EngineSettings.read($0, standard: standard)
    }
    try checkNames(of: engines, at: fields.required("engines"))
    engines = try chosen(overrides.engines, from: engines, at: fields.required("engines"))
    let batches = try batches(fields.optional("batches"), walkers: walkers)
    try problem.node.checkSize(of: workload, batches: batches)
    if batches == 1 { try checkSingleBatch(workload.estimate, at: fields.optional("batches") ?? node) }
    return ExperimentSettings(
      text: text + overrides.note, title: try fields.optional("title")?.line() ?? kind.summary,
      workload: workload, walkers: walkers, batches: batches,
      seed: try overrides.seed ?? fields.optional("seed")?.unsigned64() ?? 0, engines: engines)
  }

  /// The key `walkers`, or as many as the key `tolerance` needs.
  private static func walkers(_ fields: ConfigurationFields, _ workload: Workload) throws -> Int {
    guard let node = fields.optional("tolerance") else {
      if let limit = fields.optional("most_walkers") { throw limit.fail("is of use with a tolerance only") }
      return try fields.required("walkers").integer(in: 1...walkerLimit)
    }
    guard fields.optional("walkers") == nil else {
      throw node.fail("says how many walkers are needed; give either tolerance or walkers")
    }
    return try Tolerance(node, limit: fields.optional("most_walkers"), workload: workload)
      .walkers(
        for: workload, batches: fields.optional("batches")?.integer(in: 1...batchLimit) ?? standardBatches)
  }

  private static func batches(_ node: ConfigurationNode?, walkers: Int) throws -> Int {
    guard let node else { return min(standardBatches, walkers) }
    let batches = try node.integer(in: 1...batchLimit)
    guard batches <= walkers else {
      throw node.fail("is \(batches), but there are only \(walkers) walkers; give at most one batch a walker")
    }
    return batches
  }

  /// Visits and steps to absorption have no standard error but the spread of batches, and without one no verdict.
  private static func checkSingleBatch(_ estimate: LinearEstimate, at node: ConfigurationNode) throws {
    guard let entry = estimate.entries.first(where: { !$0.isShare }) else { return }
    throw node.fail(
      "one batch gives no standard error for \(estimate.name) (\(entry.label)): it comes from the spread of "
        + "batches; give at least 2 batches, and as many walkers")
  }

  private static func recordedSteps(_ node: ConfigurationNode) throws -> [Int] {
    try node.list().map { try $0.integer(in: 0...Limits.steps.upperBound) }
  }

  private static func check(_ steps: [Int], of workload: Workload, at node: ConfigurationNode) throws {
    let limit = workload.problem.horizon.limit
    guard let late = steps.first(where: { $0 > limit }) else { return }
    throw node.fail("step \(late) comes after the last step, \(limit); record steps up to \(limit)")
  }

  private static func checkNames(of engines: [EngineSettings], at node: ConfigurationNode) throws {
    guard !engines.isEmpty else { throw node.fail("is empty; name at least one engine") }
    var seen: Set<String> = []
    for engine in engines where !seen.insert(engine.name).inserted {
      throw node.fail("two engines are called \(engine.name); give one of them a name: of its own")
    }
  }

  private static func chosen(
    _ names: [String], from engines: [EngineSettings], at node: ConfigurationNode
  ) throws -> [EngineSettings] {
    guard !names.isEmpty else { return engines }
    for (place, name) in names.enumerated() where names[..<place].contains(name) {
      throw node.fail("the engine \(name) is asked for twice on the command line; ask for it once")
    }
    return try names.map { name in
      guard let engine = engines.first(where: { $0.name == name }) else {
        let known = engines.map(\.name).joined(separator: ", ")
        throw node.fail("there is no engine called \(name); the experiment has \(known)")
      }
      return engine
    }
  }
}

extension ExperimentSettings.Overrides {
  var note: String {
    var lines: [String] = []
    if let seed { lines.append("# run with seed: \(seed)") }
    if let walkers { lines.append("# run with walkers: \(walkers)") }
    if !engines.isEmpty { lines.append("# run with engines: \(engines.joined(separator: ", "))") }
    return lines.isEmpty ? "" : "\n" + lines.joined(separator: "\n") + "\n"
  }
}
