import EnergyModels
import FileFormats
import Instrumentation
import MarkovChains

/// Writes the parts of a result into an HDF5 file.
struct ResultFileWriter {
  let file: HDF5Writer

  func write(_ result: ExperimentResult) throws {
    try root(result)
    try problem(result)
    try estimate(result)
    try file.group("engines")
    for (index, engine) in result.engines.enumerated() { try write(engine, "engines/\(index)") }
    try file.finish()
  }

  private func root(_ result: ExperimentResult) throws {
    try file.attribute("format", ResultFile.format)
    try file.attribute("format_version", Int64(ExperimentResult.formatVersion))
    let images = result.engines.compactMap { $0.chip?.imageHash }
    for (name, text) in [
      ("code_version", result.codeVersion), ("seed", String(result.seed)), ("title", result.title),
      ("experiment_text", result.experimentText), ("machine", result.machine), ("date", result.date),
      ("engine_names", result.engines.map(\.name).joined(separator: "\n")),
      ("image_hashes", images.joined(separator: "\n")), ("content_hash", contentHash(of: result)),
    ] {
      try file.attribute(name, text)
    }
    try integers(
      [("walkers", result.walkers), ("batches", result.batches), ("engines", result.engines.count)], on: "/")
  }

  private func problem(_ result: ExperimentResult) throws {
    try file.group("problem")
    try space(result.space)
    try file.attribute("step_time", result.stepTime, on: "problem")
    try file.attribute("time_unit", result.timeUnit, on: "problem")
    try file.dataset("problem/labels", strings: result.labels)
    try flags("problem/absorbing", result.absorbing)
    try file.dataset("problem/recorded_steps", result.recordedSteps.map(Int64.init))
    try table("problem/ideal_law", result.idealLaw)
  }

  private func space(_ space: StateSpace) throws {
    var (sizes, lengths): ([(String, Int)], [(String, Double)])
    let kind: String
    switch space {
    case .interval(let count, let origin, let spacing):
      (kind, sizes, lengths) = ("interval", [("count", count)], [("origin", origin), ("spacing", spacing)])
    case .rectangle(let columns, let rows, let spacing):
      (kind, sizes, lengths) = ("rectangle", [("columns", columns), ("rows", rows)], [("spacing", spacing)])
    case .torus(let columns, let rows, let spacing):
      (kind, sizes, lengths) = ("torus", [("columns", columns), ("rows", rows)], [("spacing", spacing)])
    case .product(let cells, let origin, let spacing, let directions):
      (kind, sizes) = ("product", [("cells", cells), ("directions", directions)])
      lengths = [("origin", origin), ("spacing", spacing)]
    case .graph(let count): (kind, sizes, lengths) = ("graph", [("count", count)], [])
    }
    try file.attribute("space", kind, on: "problem")
    try integers(sizes, on: "problem")
    for (name, length) in lengths { try file.attribute(name, length, on: "problem") }
  }

  private func estimate(_ result: ExperimentResult) throws {
    try file.group("estimate")
    try file.attribute("name", result.estimateName, on: "estimate")
    try file.dataset("estimate/labels", strings: result.estimateLabels)
    try file.dataset("estimate/ideal", result.idealEstimate)
    if let reference = result.reference {
      try file.dataset("estimate/reference", reference.values)
      try file.attribute("name", reference.name, on: "estimate/reference")
    }
    guard let budget = result.budget else { return }
    try table("estimate/budget", budget.entries.map { [$0.mesh, $0.timeStep, $0.probability] }, columns: 3)
    try texts([("unit", budget.unit), ("scheme", budget.scheme)], on: "estimate/budget")
    try file.attribute("unit_size", budget.unitSize, on: "estimate/budget")
  }

  // MARK: Pieces

  func integers(_ pairs: [(String, Int)], on object: String) throws {
    for (name, value) in pairs { try file.attribute(name, Int64(value), on: object) }
  }

  func texts(_ pairs: [(String, String)], on object: String) throws {
    for (name, value) in pairs { try file.attribute(name, value, on: object) }
  }

  func flags(_ name: String, _ values: [Bool]) throws {
    try file.dataset(name, values.map { UInt32($0 ? 1 : 0) })
  }

  /// A table of rows of equal length.
  func table<Number: HDF5Number>(_ name: String, _ rows: [[Number]], columns: Int? = nil) throws {
    let width = rows.first?.count ?? columns ?? 0
    guard rows.allSatisfy({ $0.count == width }) else {
      throw FormatError(
        .cannotWrite, file: file.path, message: ResultFileWording.ragged(name, rows.map(\.count)))
    }
    try file.dataset(name, Array(rows.joined()), shape: [rows.count, width], compression: 4)
  }
}
