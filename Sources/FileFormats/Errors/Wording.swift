/// Pieces of message text that every reader shares.
package enum Wording {
  /// The text in quotation marks, cut to 60 characters, with control characters made visible.
  package static func quoted(_ text: some StringProtocol) -> String {
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

  /// `1 row`, `2 rows`.
  static func count(_ count: Int, _ thing: String) -> String { "\(count) \(thing)\(count == 1 ? "" : "s")" }

  /// `a, b, c`, or `none` for an empty list.
  static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.joined(separator: ", ")
  }

  /// `unknown key "walker"; did you mean "walkers"? known keys: seed, walkers`.
  static func unknown(_ what: String, _ name: String, known: [String]) -> String {
    let hint = nearest(to: name, among: known).map { " did you mean \(quoted($0))?" } ?? ""
    return "unknown \(what) \(quoted(name));\(hint) known \(what)s: \(list(known))"
  }

  /// The name that differs from `name` by the fewest slips of the keyboard, if they are few: at most a third
  /// of the longer name's length, and at least one.
  package static func nearest(to name: String, among known: [String]) -> String? {
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

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other (the
  /// optimal string alignment distance: Levenshtein's, with swaps as Damerau counts them).
  package static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var older = Array(0...b.count)
    var last = older
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, older[j - 1] + 1) }
        row.append(best)
      }
      (older, last) = (last, row)
    }
    return last[b.count]
  }
}
