import Foundation

/// A part of a document that a test writes: the lines between two markers.
///
/// Tests compare the document with what they measure. Where the environment sets SPIKEWALK_WRITE_DOCUMENTS to 1 they
/// write it instead.
public struct GeneratedBlock {
  private static let begin = "<!-- made by a test: begin -->\n"
  private static let end = "<!-- made by a test: end -->"

  /// Relative to the project's root.
  public let document: String

  public init(document: String) { self.document = document }

  public static var isToBeWritten: Bool {
    ProcessInfo.processInfo.environment["SPIKEWALK_WRITE_DOCUMENTS"] == "1"
  }

  /// The lines between the markers, after writing `lines` there if that is asked for; nil without markers.
  public func lines(writing lines: [String]) throws -> [String]? {
    let text = try ProjectFolder.text(of: document)
    guard let start = text.range(of: Self.begin), let stop = text.range(of: Self.end) else { return nil }
    if Self.isToBeWritten {
      let new = text[..<start.upperBound] + lines.map { $0 + "\n" }.joined() + text[stop.lowerBound...]
      try Data(new.utf8).write(to: ProjectFolder.root.appending(path: document))
      return lines
    }
    return text[start.upperBound..<stop.lowerBound].split(separator: "\n").map(String.init)
  }

  /// A number from above by a power of ten: what rounding may change from machine to machine is left
  /// out, and so is all below 1e-12.
  public static func bound(_ value: Double) -> String {
    guard value > 1e-12 else { return "1e-12" }
    return "1e\(Int(log10(value).rounded(.up)))"
  }
}
