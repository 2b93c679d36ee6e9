import Foundation
import TestSupport
import Testing

/// `check`: tables of questions about processes.
@Suite struct CheckTests {
  private static let header = "id,system,quantity,params,x,t,value\n"
  private static let ruin = "A,gambler's ruin,P(ruin at 0 before N),p=0.5;start=3;N=10,3,,0.7\n"

  @Test func `Rows come back with their answers, and the summary says how good they are`() throws {
    let unknown = "B,\"comets, all\",mean,,,,\n"
    try ToolFolder.with(["q.csv": Self.header + Self.ruin + unknown]) { folder in
      let result = try folder.tool("check --table q.csv --output a.csv")
      #expect(result.exitCode == 0, "\(result.standardError)")
      #expect(result.standardOutput.contains("2 of 2 rows are good"))
      let lines = try folder.text("a.csv").split(separator: "\n")
      #expect(lines[0] == "id,system,quantity,params,x,t,value,closed_form,chain_value,budget,reason")
      let fields = lines[1].split(separator: ",", omittingEmptySubsequences: false)
      #expect(fields.prefix(7).joined(separator: ",") + "\n" == Self.ruin)
      #expect(fields[7] == "0.69999999999999996" && fields[10] == "")
      #expect(try abs(#require(Double(fields[8])) - 0.7) <= #require(Double(fields[9])))
      #expect(lines[2].hasPrefix("B,\"comets, all\",mean,,,,,,,,\"unknown system \"\"comets, all\"\";"))
    }
  }

  @Test func `A wrong value ends with 3, and so does one that cannot be checked`() throws {
    for row in [Self.ruin.replacing("0.7\n", with: "0.71\n"), "B,comets,mean,,,,1\n"] {
      try ToolFolder.with(["q.csv": Self.header + row]) { folder in
        let result = try folder.tool("check --table q.csv --output a.csv")
        #expect(result.exitCode == 3)
        #expect(result.standardOutput.contains("0 of 1 rows are good"))
        #expect(folder.exists("a.csv"))
      }
    }
  }

  @Test func `Answers are answered again`() throws {
    try ToolFolder.with(["q.csv": Self.header + Self.ruin]) { folder in
      let first = try folder.tool("check --table q.csv --output a.csv")
      let second = try folder.tool("check --table a.csv --output b.csv")
      #expect(first.exitCode == 0 && second.exitCode == 0)
      let texts = try [folder.text("a.csv"), folder.text("b.csv")]
      #expect(texts[0] == texts[1])
    }
  }

  @Test(arguments: [
    ("check --table gone.csv --output a.csv", Int32(65), "gone.csv: no such file; check the path"),
    (
      "check --table q.csv --output q.csv --overwrite", 73,
      "q.csv: is a file that this command reads, and would be lost"
    ),
    ("check --table q.csv --output old.csv", 73, "old.csv: exists already; "),
    ("check --table q.csv --output gone/a.csv", 73, "gone/a.csv: cannot be written: "),
    (
      "check --table short.csv --output a.csv", 65,
      "short.csv:1: the header has no column \"params\"; it has "
    ),
    (
      "check --table word.csv --output a.csv", 65,
      "word.csv:2: value is \"high\", which is not a finite decimal number"
    ),
    ("check --table ragged.csv --output a.csv", 65, "ragged.csv:2: the line has 2 fields, the header 7"),
  ])
  func `What cannot be read or written is refused`(line: String, code: Int32, message: String) throws {
    let files = [
      "q.csv": Self.header + Self.ruin, "old.csv": "", "short.csv": "system,quantity,x,t\n",
      "word.csv": Self.header + Self.ruin.replacing("0.7\n", with: "high\n"),
      "ragged.csv": Self.header + "a,b\n",
    ]
    try ToolFolder.with(files) { folder in
      let result = try folder.tool(line)
      #expect(result.exitCode == code)
      #expect(result.standardError.hasPrefix("spikewalk: error: \(message)"), "\(result.standardError)")
      #expect(!folder.exists("a.csv"))
    }
  }
}
