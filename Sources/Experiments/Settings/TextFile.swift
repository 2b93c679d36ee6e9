import FileFormats
import Foundation

/// Small text files, read whole.
enum TextFile {
  /// - Throws: `FormatError` if the file cannot be read or is not UTF-8.
  static func read(path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw FormatError(.missing, file: path, message: "there is no such file, or it cannot be read")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw FormatError(file: path, message: "the text is not UTF-8")
    }
    return text
  }
}
