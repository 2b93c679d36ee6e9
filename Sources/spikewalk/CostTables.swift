import EnergyModels
import Experiments
import FileFormats

enum CostTables {
  /// All cost tables of a folder.
  /// - Throws: `FormatError` for a table that is wrong, `ExperimentError.noCostTables` if there is none.
  static func read(folder: String) throws -> [CostTable] {
    let files = try SharedFiles.files(in: folder, ending: ".yaml")
    guard !files.isEmpty else { throw ExperimentError.noCostTables(folder: folder) }
    return try files.map { try CostTableFile.read(path: folder + "/" + $0) }
  }
}
