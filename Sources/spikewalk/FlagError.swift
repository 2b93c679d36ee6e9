import Foundation

/// What is wrong with a flag that stands for a key of an experiment file.
struct FlagError: Error, CustomStringConvertible {
  let description: String

  /// - Parameter message: as a file would have it, with the key in front.
  init(inText message: String) {
    var text = message
    for (key, flag) in [
      ("problem.option: ", ""), ("walkers: ", "--walkers "),
      ("tolerance: ", "--tolerance "), ("most_walkers: ", "--most-walkers "), ("batches: ", "--batches "),
      ("seed: ", "--seed "),
    ] where text.hasPrefix(key) {
      let rest = text.dropFirst(key.count)
      let isPhrase = flag.isEmpty || rest.hasPrefix("is ") || rest.hasPrefix("needs ")
      text = isPhrase ? flag + rest : flag.dropLast() + ": " + rest
    }
    if text.hasPrefix("problem.option."), let end = text.range(of: ": ") {
      let key = text[..<end.lowerBound].dropFirst("problem.option.".count)
      text = "--\(key.replacing("_", with: "-")) " + text[end.upperBound...]
    }
    if text.hasPrefix("engines["), let end = text.range(of: "]: ") {
      text = "--engine: " + text[end.upperBound...]
    }
    description = text.replacing("most_walkers", with: "--most-walkers")
  }
}
