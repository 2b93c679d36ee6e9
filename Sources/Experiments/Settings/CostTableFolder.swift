import EnergyModels
import FileFormats
import Foundation

/// The cost tables that price the chips: all YAML files of one folder.
public enum CostTableFolder {
  /// - Throws: `FormatError` for a folder that cannot be read or a table that is wrong,
  ///   `ExperimentError.noCostTables` if the folder holds none.
  public static func read(_ folder: String) throws -> [CostTable] {
    guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw FormatError(.missing, file: folder, message: "there is no such folder, or it cannot be read")
    }
    let tables = files.filter { $0.hasSuffix(".yaml") }.sorted()
    guard !tables.isEmpty else { throw ExperimentError.noCostTables(folder: folder) }
    return try tables.map { try CostTableFile.read(path: folder + "/" + $0) }
  }
}
