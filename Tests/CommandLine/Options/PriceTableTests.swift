import Foundation
import TestSupport
import Testing

/// `price --table`: a book of contracts comes back with its answers.
@Suite struct PriceTableTests {
  private static let header =
    "desk,model,payoff,option_type,exercise,S0,K,T,r,q,sigma,lam,mu_j,sigma_j,p_up,eta1,eta2,n_dates,note\n"
  private static let rows = """
    a,BS,vanilla,call,european,100,100,1,0.05,0,0.2,,,,,,,,"first, plain"
    b,Merton,vanilla,put,american,100,100,1,0.05,0,0.2,1,-0.1,0.15,,,,,
    c,BS,vanilla,call,european,100,100,1,0.05,0,-0.2,,,,,,,,
    d,Kou,vanilla,call,european,100,100,1,0.05,0,0.2,3,,,0.3,1,20,,
    e,BS,cliquet,call,european,100,100,1,0.05,0,0.2,,,,,,,,

    """
  private static let added = [
    "closed_form", "closed_form_method", "closed_form_delta", "closed_form_gamma", "closed_form_vega",
    "closed_form_theta", "closed_form_rho", "chain_price", "mesh_bias", "time_step_bias", "probability_bias",
    "bias",
    "chain_delta", "chain_gamma", "chain_vega", "chain_theta", "chain_rho", "scheme", "reason",
  ]

  /// Kou's lattices on many states take long.
  @Test func `Ctrl-C keeps the rows that were priced, and says which were not`() throws {
    let rows = (0..<64).map { "a,Kou,vanilla,call,european,100,\(80 + $0),1,0.05,0,0.2,3,,,0.3,10,20,,\n" }
    try ToolFolder.with(["book.csv": Self.header + rows.joined()]) { folder in
      let stopped = try folder.tool(
        "price --table book.csv --output priced.csv --states 401", interruptAfter: 2)
      #expect(stopped.exitCode == 130, "\(stopped.standardError)")
      let lines = Self.read(try folder.text("priced.csv"))
      #expect(lines.count == rows.count)
      let left = lines.filter { $0["reason"] == "not priced: interrupted" }
      #expect(!left.isEmpty && left.count < rows.count)
      for line in lines {
        #expect((line["chain_price"] == "") == (line["reason"] == "not priced: interrupted"), "\(line)")
      }
    }
  }

  /// The lines of a table by column; the only field with a comma in it is the quoted note, which is put together again.
  private static func read(_ text: String) -> [[String: String]] {
    let lines = text.split(separator: "\n").map { line -> [String] in
      var (fields, isQuoted) = ([""], false)
      for character in line {
        if character == "\"" {
          isQuoted.toggle()
        } else if character == ",", !isQuoted {
          fields.append("")
        } else {
          fields[fields.count - 1].append(character)
        }
      }
      return fields
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  @Test func `Rows keep their columns and gain answers, or a reason`() throws {
    try ToolFolder.with(["book.csv": Self.header + Self.rows]) { folder in
      let result = try folder.tool("price --table book.csv --output priced.csv")
      #expect(result.exitCode == 0 && result.standardError == "")
      #expect(result.standardOutput.contains("4 rows with something missing; the column reason says what."))
      let text = try folder.text("priced.csv")
      let own = Self.header.dropLast()
      #expect(text.prefix { $0 != "\n" } == own + "," + Self.added.joined(separator: ","))
      let rows = Self.read(text)
      #expect(rows.count == 5 && rows[0]["note"] == "first, plain" && rows[4]["desk"] == "e")
      func number(_ row: Int, _ name: String) throws -> Double {
        try #require(Double(rows[row][name] ?? ""), "\(row) \(name)")
      }
      // Row R005 of the table of option answers.
      #expect(abs(try number(0, "closed_form") - 10.45058357219) < 1e-10)
      #expect(abs(try number(0, "chain_price") - number(0, "closed_form") - number(0, "bias")) < 1e-12)
      #expect(abs(try number(0, "chain_delta") - number(0, "closed_form_delta")) < 1e-5)
      // Row R118, which has no closed form.
      #expect(
        rows[1]["closed_form"] == "" && rows[1]["closed_form_delta"] == "" && rows[1]["chain_delta"] == "")
      #expect(abs(try number(1, "chain_price") - 8.1) < 3)
      #expect(rows[1]["reason"]?.hasPrefix("no closed form: early exercise has an accurate method") == true)
      #expect(rows[2]["reason"] == "sigma is -0.2; allowed: 0 to 1e100")
      #expect(rows[3]["reason"] == "eta1 is 1.0; allowed: above 1, so that the price has a mean")
      #expect(
        rows[4]["reason"]?.hasPrefix("payoff is cliquet; known: vanilla, ") == true,
        "\(rows[4]["reason"] ?? "")")
      #expect(rows[2]["chain_price"] == "" && rows[4]["scheme"] == "")
    }
  }

  @Test func `A price that is no number is told as not compared`() throws {
    let table = "model,payoff,option_type,S0,K,T,sigma,price\nBS,vanilla,call,100,100,1,0.2,abc\n"
    try ToolFolder.with(["book.csv": table]) { folder in
      #expect(try folder.tool("price --table book.csv --output priced.csv").exitCode == 0)
      let row = try #require(Self.read(try folder.text("priced.csv")).first)
      #expect(row["reason"] == "nothing compared: price is abc; expected a finite decimal number")
      #expect(row["chain_price"] != "")
    }
  }

  @Test func `What was written is read again, to the same bytes`() throws {
    try ToolFolder.with(["book.csv": Self.header + Self.rows]) { folder in
      let first = try folder.tool("price --table book.csv --output first.csv")
      let second = try folder.tool("price --table first.csv --output second.csv")
      #expect(first.exitCode == 0 && second.exitCode == 0)
      let texts = try [folder.text("first.csv"), folder.text("second.csv")]
      #expect(texts[0] == texts[1])
    }
  }

  @Test(arguments: [
    (
      "price --table gone.csv --output a.csv", Int32(65),
      "spikewalk: error: gone.csv: no such file; check the path"
    ),
    ("price --table book.csv --output old.csv", 73, "spikewalk: error: old.csv: exists already; "),
    (
      "price --table book.csv", 64,
      "Error: --table book.csv needs a file to write the rows back to; name it with --output"
    ),
    ("price --output a.csv", 64, "Error: --output goes with --table; a single price is printed"),
    (
      "price --table book.csv --output a.csv --strike 5", 64,
      "Error: --strike is given, but with --table every row has its own; leave it out"
    ),
    (
      "price --table book.csv --output a.csv --walkers 5", 64,
      "Error: --table gives exact prices; leave out --walkers, --tolerance, --save and --json"
    ),
    (
      "price --table short.csv --output a.csv", 65,
      "spikewalk: error: short.csv:1: the header has no column \"T\"; it has "
    ),
    (
      "price --table ragged.csv --output a.csv", 65,
      "spikewalk: error: ragged.csv:2: the line has 2 fields, the header 19"
    ),
    (
      "price --table book.csv --output book.csv --overwrite", 73,
      "spikewalk: error: book.csv: is a file that this command reads, and would be lost"
    ),
  ])
  func `What cannot be read or written is refused`(line: String, code: Int32, message: String) throws {
    let files = [
      "book.csv": Self.header + Self.rows, "old.csv": "", "short.csv": "model,payoff,S0,K\n",
      "ragged.csv": Self.header + "a,b\n",
    ]
    try ToolFolder.with(files) { folder in
      let result = try folder.tool(line)
      #expect(result.exitCode == code)
      #expect(result.standardError.hasPrefix(message), "\(result.standardError)")
      #expect(!folder.exists("a.csv"))
      #expect(try folder.text("book.csv") == Self.header + Self.rows)
    }
  }
}
