import Experiments
import FileFormats
import Foundation
import TestSupport
import Testing

/// Documentation/DiffusionAnswers.md: every kind of row of the table of diffusion answers.
@Suite struct LawDocumentTests {
  private static func cells(_ kind: LawTable.Kind) -> [String] {
    [
      kind.name.replacing("|", with: "\\|"), "\(kind.rows)", "\(kind.answered)",
      kind.relativeDeviation.map(GeneratedBlock.bound) ?? "-", "\(kind.chains)",
      kind.budgetShare.map { String(format: "%.2f", $0) } ?? "-",
    ]
  }

  @Test func `The document is what the table says`() throws {
    let table = try LawTable(CSVTable.read(LawTableTests.path))
    #expect(table.isGood)
    let header = [
      "| Kind | Rows | Closed forms | Largest relative distance from the table, below | Chains | "
        + "Largest distance of chain and closed form over the budget |",
      "|---|---|---|---|---|---|",
    ]
    let lines = header + table.kinds.map { "| " + Self.cells($0).joined(separator: " | ") + " |" }
    let block = GeneratedBlock(document: "Documentation/DiffusionAnswers.md")
    #expect(try block.lines(writing: lines) == lines)
  }
}
