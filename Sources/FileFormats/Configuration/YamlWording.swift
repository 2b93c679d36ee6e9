import Yams

/// The YAML library's errors in our words.
enum YamlWording {
  static func error(_ error: YamlError, file: String, text: String) -> FormatError {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return at(mark, file, explained(problem, context: context?.text))
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { Wording.quoted($0) }.joined(separator: ", ")
      return at(context.mark, file, "the key \(names) appears more than once; keep one of them")
    case .reader(let problem, let offset, _, _):
      return FormatError(
        file: file, line: offset.map { line(at: $0, in: text) }, message: "is not text: \(problem)")
    default:
      return FormatError(file: file, message: "is not YAML: \(error)")
    }
  }

  private static func explained(_ problem: String, context: String?) -> String {
    if problem.contains("another document") { return "a second document begins here; only one is allowed" }
    if problem.contains("undefined alias") { return "an alias (*name) without an anchor (&name) above it" }
    return "is not YAML: " + [context, problem].compactMap { $0 }.joined(separator: ", ")
  }

  private static func at(_ mark: Mark, _ file: String, _ message: String) -> FormatError {
    FormatError(file: file, line: mark.line, column: mark.column, message: message)
  }

  private static func line(at offset: Int, in text: String) -> Int {
    1 + text.prefix(offset).count { $0.isNewline }
  }
}
