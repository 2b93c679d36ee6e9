/// Pieces of message text that every reader shares.
enum Wording {
  /// The text in quotation marks, cut to 60 characters, with control characters made visible.
  static func quoted(_ text: some StringProtocol) -> String {
    let shown = text.unicodeScalars.prefix(60).map { scalar -> String in
      switch scalar {
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      case "\"": "\\\""
      case _ where scalar.value < 32 || scalar.value == 127: "\\u{\(String(scalar.value, radix: 16))}"
      default: String(scalar)
      }
    }
    let cut = text.unicodeScalars.dropFirst(60).isEmpty ? "" : "..."
    return "\"" + shown.joined() + cut + "\""
  }

  /// `a, b, c`, or `none` for an empty list.
  static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.joined(separator: ", ")
  }

  /// `unknown key "walker"; did you mean "walkers"? known keys: seed, walkers`.
  static func unknown(_ what: String, _ name: String, known: [String]) -> String {
    let hint = nearest(to: name, among: known).map { " did you mean \(quoted($0))?" } ?? ""
    return "unknown \(what) \(quoted(name));\(hint) known \(what)s: \(list(known))"
  }

  /// The name that differs from `name` by the fewest insertions, deletions and replacements of a character, if it
  /// is near enough to be a slip of the keyboard: at most a third of the longer name's length, and at least one.
  static func nearest(to name: String, among known: [String]) -> String? {
    guard name.utf8.count <= 64 else { return nil }
    let written = Array(name.lowercased())
    var best: (name: String, distance: Int)?
    for candidate in known {
      let letters = Array(candidate.lowercased())
      let distance = editDistance(written, letters)
      let allowed = max(1, max(written.count, letters.count) / 3)
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Levenshtein's distance.
  static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let substituted = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
