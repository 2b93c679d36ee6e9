import FileFormats
import Foundation
import TestSupport
import Testing

/// Documentation/OptionAnswers.md: every kind of row of the table of option answers, as `price --table` answers it.
@Suite struct OptionAnswersTests {
  private static let questions = "Tests/OptionPricingTests/Reference/option_reference.csv"

  /// A row by the names of its columns.
  private struct Answer {
    let cells: [String: String]

    func text(_ name: String) -> String { cells[name] ?? "" }
    func number(_ name: String) -> Double? { Double(text(name)) }

    var kind: String {
      let exercise = ["american", "bermudan"].contains(text("exercise")) ? ", \(text("exercise"))" : ""
      return text("model") + ", " + text("payoff").replacing("_", with: " ")
        + (text("payoff").hasPrefix("one_touch") ? "" : exercise)
    }

    var deviation: Double? {
      guard let closed = number("closed_form"), let price = number("price") else { return nil }
      return abs(closed - price)
    }

    /// In basis points of the spot.
    var bias: Double? { number("bias").flatMap { bias in number("S0").map { abs(bias) / $0 * 1e4 } } }

    /// The discretisation's name, which is all before the first colon.
    var scheme: String { String(text("scheme").prefix { $0 != ":" }) }
  }

  private static func answers() throws -> [Answer] {
    try withTemporaryFolder { folder in
      let output = folder.appending(path: "answers.csv").path(percentEncoded: false)
      let result = try runTool("price", "--table", questions, "--output", output, timeout: 600)
      #expect(result.exitCode == 0, "\(result.standardError)")
      let table = try CSVTable.read(output)
      return table.rows.map { Answer(cells: Dictionary(uniqueKeysWithValues: zip(table.header, $0.fields))) }
    }
  }

  private static func lines(_ answers: [Answer]) -> [String] {
    var kinds: [String] = []
    for answer in answers where !kinds.contains(answer.kind) { kinds.append(answer.kind) }
    return [
      "| Kind | Rows | Closed form or transform | Its distance from the table, below | Chain | Largest bias, bp | What is missing |",
      "|---|---|---|---|---|---|---|",
    ]
      + kinds.map { kind in
        let rows = answers.filter { $0.kind == kind }
        func words(_ text: (Answer) -> String) -> String {
          let all = Set(rows.map(text)).subtracting([""])
          return all.isEmpty ? "-" : all.sorted().joined(separator: "; ")
        }
        let cells = [
          kind, "\(rows.count)", words { $0.text("closed_form_method") },
          rows.compactMap(\.deviation).max().map(GeneratedBlock.bound) ?? "-", words(\.scheme),
          rows.compactMap(\.bias).max().map { String(format: "%.2g", $0) } ?? "-",
          words { $0.text("reason") },
        ]
        return "| " + cells.joined(separator: " | ") + " |"
      }
  }

  @Test func `The document is what the tool answers, and every claimed row is within 1e-8`() throws {
    let answers = try Self.answers()
    #expect(answers.count == 119)
    for answer in answers {
      #expect(answer.deviation ?? 0 <= 1e-8, "\(answer.text("id"))")
      // Rows R115 to R119 have an extrapolated reference, good to 3e-4 here.
      let slack = answer.text("closed_form").isEmpty ? 3e-4 : 1e-8
      if let price = answer.number("chain_price"), let bias = answer.number("bias"),
        let given = answer.number("price")
      {
        #expect(abs(price - given) <= abs(bias) + slack, "\(answer.text("id"))")
      } else {
        #expect(!answer.text("reason").isEmpty, "\(answer.text("id"))")
      }
    }
    let block = GeneratedBlock(document: "Documentation/OptionAnswers.md")
    let lines = Self.lines(answers)
    #expect(try block.lines(writing: lines) == lines)
  }
}
