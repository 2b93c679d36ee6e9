import FileFormats
import MarkovChains

/// Reads the parts of a result from an HDF5 file of the version that this build knows.
struct ResultFileReader {
  let file: HDF5Reader

  func result() throws -> ExperimentResult {
    ExperimentResult(
      title: try file.text("title"), experimentText: try file.text("experiment_text"), seed: try seed(),
      codeVersion: try file.text("code_version"), walkers: try count("walkers", of: "/"),
      batches: try count("batches", of: "/"), space: try space(), labels: try file.strings("problem/labels"),
      absorbing: try flags("problem/absorbing"), stepTime: try file.attribute("step_time", of: "problem"),
      timeUnit: try file.text("time_unit", of: "problem"),
      recordedSteps: try integers("problem/recorded_steps"), idealLaw: try table("problem/ideal_law"),
      estimateName: try file.text("name", of: "estimate"),
      estimateLabels: try file.strings("estimate/labels"),
      idealEstimate: try file.dataset("estimate/ideal"), reference: try reference(), budget: try budget(),
      engines: try engines(), machine: try file.text("machine"), date: try file.text("date"))
  }

  private func seed() throws -> UInt64 {
    let text = try file.text("seed")
    guard let seed = UInt64(text) else {
      throw fail(ResultFileWording.unknown("the seed", text, known: ["0 to 18446744073709551615"]))
    }
    return seed
  }

  private func space() throws -> StateSpace {
    func size(_ name: String) throws -> Int { try count(name, of: "problem") }
    func length(_ name: String) throws -> Double { try file.attribute(name, of: "problem") }
    let kind = try file.text("space", of: "problem")
    switch kind {
    case "interval":
      return .interval(count: try size("count"), origin: try length("origin"), spacing: try length("spacing"))
    case "rectangle":
      return .rectangle(columns: try size("columns"), rows: try size("rows"), spacing: try length("spacing"))
    case "torus":
      return .torus(columns: try size("columns"), rows: try size("rows"), spacing: try length("spacing"))
    case "product":
      return .product(
        cells: try size("cells"), origin: try length("origin"), spacing: try length("spacing"),
        directions: try size("directions"))
    case "graph": return .graph(count: try size("count"))
    default:
      throw fail(
        ResultFileWording.unknown(
          "problem/space", kind, known: ["interval", "rectangle", "torus", "product", "graph"]))
    }
  }

  private func reference() throws -> ExperimentResult.Reference? {
    guard file.exists("estimate/reference") else { return nil }
    return .init(
      name: try file.text("name", of: "estimate/reference"), values: try file.dataset("estimate/reference"))
  }

  private func budget() throws -> ExperimentResult.Budget? {
    let name = "estimate/budget"
    guard file.exists(name) else { return nil }
    let rows: [[Double]] = try table(name, columns: 3)
    return .init(
      unit: try file.text("unit", of: name), unitSize: try file.attribute("unit_size", of: name),
      entries: rows.map { BiasBudget(mesh: $0[0], timeStep: $0[1], probability: $0[2]) },
      scheme: try file.text("scheme", of: name))
  }

  private func engines() throws -> [EngineResult] {
    let found = try file.names(in: "engines").count
    let expected = try count("engines", of: "/")
    guard found == expected else {
      throw fail(ResultFileWording.count("the group 'engines'", found, expected: expected, of: "engines"))
    }
    return try (0..<expected).map { try engine("engines/\($0)") }
  }

  // MARK: Pieces

  func fail(_ message: String) -> FormatError { FormatError(file: file.path, message: message) }

  /// An integer attribute that counts something.
  func count(_ name: String, of object: String) throws -> Int {
    let value: Int64 = try file.attribute(name, of: object)
    guard value >= 0 else { throw fail(ResultFileWording.negative("\(object)/\(name)", value)) }
    return Int(value)
  }

  func integers(_ name: String) throws -> [Int] { try file.dataset(name, as: Int64.self).map(Int.init) }

  func flags(_ name: String) throws -> [Bool] { try file.dataset(name, as: UInt32.self).map { $0 != 0 } }

  /// A table as rows; where `columns` is given, exactly so many.
  func table<Number: HDF5Number>(_ name: String, columns: Int? = nil) throws -> [[Number]] {
    let shape = try file.shape(of: name)
    guard shape.count == 2, columns == nil || shape[1] == columns else {
      throw fail(ResultFileWording.columns(name, shape, expected: columns ?? 2))
    }
    let values: [Number] = try file.dataset(name)
    guard shape[1] > 0 else { return try empty(name, rows: shape[0]) }
    return (0..<shape[0]).map { Array(values[$0 * shape[1]..<($0 + 1) * shape[1]]) }
  }

  /// Rows without entries; their number takes no room in a file, so it is held to what records can be.
  private func empty<Number>(_ name: String, rows: Int) throws -> [[Number]] {
    guard rows <= 1 << 24 else { throw fail(ResultFileWording.columns(name, [rows, 0], expected: 1)) }
    return Array(repeating: [], count: rows)
  }

  /// Checks that lists that belong together are equally long.
  func equal(_ name: String, _ count: Int, _ expected: Int, _ what: String) throws {
    guard count == expected else {
      throw fail(ResultFileWording.count(name, count, expected: expected, of: what))
    }
  }

  /// The case of an enumeration that a text names.
  func member<Value: RawRepresentable>(_ thing: String, _ text: String, of known: [Value]) throws -> Value
  where Value.RawValue == String {
    guard let value = Value(rawValue: text) else {
      throw fail(ResultFileWording.unknown(thing, text, known: known.map(\.rawValue)))
    }
    return value
  }
}
