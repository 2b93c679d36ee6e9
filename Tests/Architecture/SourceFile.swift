import TestSupport

/// A source file, cut into lines and, for the rules about code, freed of comments.
struct SourceFile {
  var path: String
  var lines: [Substring]

  init(path: String) throws {
    self.init(path: path, text: try ProjectFolder.text(of: path))
  }

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
  }

  /// The lines up to `//`. (Inside a string that holds `//` it cuts too early, which hides nothing these rules seek.)
  var code: [Substring] {
    lines.map { line in
      line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
    }
  }

  /// The modules that it imports.
  var imports: [String] {
    code.compactMap { line in
      guard let match = line.prefixMatch(of: Self.importLine) else { return nil }
      return String(match.1)
    }
  }

  /// Lengths in lines of its functions and initialisers that have a body, each with the line it starts at.
  ///
  /// A body ends at the first line that is indented as the `func` is and starts with a closing brace; `swift format`
  /// keeps to that.
  var functions: [(line: Int, length: Int)] {
    lines.indices.compactMap { start in
      guard lines[start].prefixMatch(of: Self.functionLine) != nil else { return nil }
      return bodyEnd(of: start).map { (start + 1, $0 - start + 1) }
    }
  }

  private func bodyEnd(of start: Int) -> Int? {
    if lines[start].contains("{"), lines[start].hasSuffix("}") { return start }
    let indent = indentation(lines[start])
    for index in lines.indices.dropFirst(start + 1) where !lines[index].allSatisfy(\.isWhitespace) {
      let depth = indentation(lines[index])
      let rest = lines[index].dropFirst(depth)
      if depth == indent, rest.hasPrefix("}") { return index }
      // Still the signature: its closing parenthesis. Anything else means a requirement without a body.
      if depth < indent || depth == indent && !rest.hasPrefix(")") { return nil }
    }
    return nil
  }

  private func indentation(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }

  private nonisolated(unsafe) static let importLine =
    /\s*(?:@\w+(?:\(\w+\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
  private nonisolated(unsafe) static let functionLine =
    /\s*(?:@[\w()]+\s+)*(?:(?:public|package|internal|private|fileprivate|static|mutating|nonmutating|final|override|convenience)\s+)*(?:func\s|init[?(<])/
}
