import FileFormats
import MarkovChains
import Testing

/// A text and what reading it says, in pieces.
struct BadText: Sendable {
  var text: String
  var expected: String

  init(_ text: String, _ expected: String...) {
    self.text = text
    self.expected = expected.joined()
  }
}

@Suite struct ChainFileErrorTests {
  private static let csvCases: [BadText] = [
    BadText("", "1: the header has no column \"from\"; it must name from, to and probability, and may name dx and dy"),
    BadText("from,to\n", "1: the header has no column \"probability\"; it must name from, to and probability, ",
      "and may name dx and dy"),
    BadText("from,to,probabilty\n", "1:9: unknown column \"probabilty\"; did you mean \"probability\"? ",
      "known columns: from, to, probability, dx, dy"),
    BadText("from,to,to\n", "1:9: the header names the column \"to\" twice"),
    BadText("from,to,probability\n", "1: has no steps; give at least one line from,to,probability"),
    BadText("from,to,probability\n0,0\n", "2: the line has 2 fields, the header 3"),
    BadText("from,to,probability\n0,0,x\n",
      "2:5: the probability is \"x\", which is not a number; write a decimal number from 0 to 1"),
    BadText("from,to,probability\n0,0,nan\n",
      "2:5: the probability is \"nan\", which is not a number; write a decimal number from 0 to 1"),
    BadText("from,to,probability\n0,0,1e999\n",
      "2:5: the probability is \"1e999\", which is not a number; write a decimal number from 0 to 1"),
    BadText("from,to,probability\n0,0,-0.5\n", "2:5: the probability is -0.5; it must lie between 0 and 1"),
    BadText("from,to,probability\n0,0,1.5\n", "2:5: the probability is 1.5; it must lie between 0 and 1"),
    BadText("from,to,probability\n0,0,0.5\n\n0,0,0.5\n",
      "4: the step from state 0 to state 0 is given a second time, first at line 2; add the two up"),
    BadText("from,to,probability\n0,1,0.5\n1,1,1\n0,0,0.25\n", "4: row 0, which ends here, sums to 0.75, 0.25 below 1; ",
      "at most 1e-09 is tolerated"),
    BadText("from,to,probability\na,b,1\nb,a,0.75\nb,b,0.5\n", "4: row b, which ends here, sums to 1.25, 0.25 above 1; ",
      "at most 1e-09 is tolerated"),
    BadText("from,to,probability\n-1,0,1\n",
      "2:1: the state is \"-1\"; write a whole number from 0, or a name that is not a number"),
    BadText("from,to,probability\n0,1.5,1\n",
      "2:3: the state is \"1.5\"; write a whole number from 0, or a name that is not a number"),
    BadText("from,to,probability\n0,,1\n", "2:3: the state is empty; write its number or name"),
    BadText("from,to,probability\n0,99999999999999999999,1\n",
      "2:3: the state number is 99999999999999999999; at most 4194304 states, numbered from 0, are read"),
    BadText("from,to,probability\n\"a,0,1\n", "2:1: the quotation mark is not closed on this line"),
    BadText("from,to,probability\n\"a\"b,0,1\n", "2:1: text follows the closing quotation mark; put a comma between fields"),
    BadText("from,to,probability,dx\n0,0,1,inf\n",
      "2:7: dx is \"inf\", which is not a finite number; leave it empty where it has no meaning"),
    BadText("#! spikewalk-chain 2\n",
      "1: is a chain file of version \"2\"; this program reads version 1"),
    BadText("#! colour red\n", "1: the remark \"colour red\" is not understood; allowed: spikewalk-chain 1, ",
      "states N transitions M, space KIND NUMBERS, name STATE TEXT"),
    BadText("#! name 0 a\n#! name 1 a\n", "2: two states have the name \"a\"; give each its own"),
  ]

  @Test(arguments: csvCases) func csv(bad: BadText) {
    let message = failure { _ = try ChainFile.parse(bad.text, format: .csv, file: "c.csv") }
    #expect(message == "c.csv:" + bad.expected)
  }

  private static let wholeFileCases: [BadText] = [
    BadText("#! states 3 transitions 1\nfrom,to,probability\n0,0,1\n0,1,0\n",
      "declares 1 transitions, but holds 2; the file is cut short or was edited"),
    BadText("#! states 1 transitions 1\nfrom,to,probability\n0,1,1\n",
      "declares 1 states, but holds 2; the file is cut short or was edited"),
    BadText("#! states 99999999999 transitions 1\nfrom,to,probability\n0,1,1\n",
      "has 99999999999 states; at most 4194304 are read"),
    BadText("#! name 7 a\nfrom,to,probability\n0,0,1\n",
      "the name of state 7 has no state: states are numbered 0 to 0"),
    BadText("#! space torus 2 2 1\nfrom,to,probability\n0,0,1\n",
      "the space has 4 places, but the chain has 1 states"),
  ]

  @Test(arguments: wholeFileCases) func wholeFile(bad: BadText) {
    let message = failure { _ = try ChainFile.parse(bad.text, format: .csv, file: "c.csv") }
    #expect(message == "c.csv: " + bad.expected)
  }

  private static let matrixMarketCases: [BadText] = [
    BadText("", "1: the first line must be: %%MatrixMarket matrix coordinate real general"),
    BadText("%%MatrixMarket matrix array real general\n",
      "1: the format is \"array\"; allowed: coordinate"),
    BadText("%%MatrixMarket matrix coordinate pattern general\n",
      "1: the field is \"pattern\"; allowed: real, integer"),
    BadText("%%MatrixMarket matrix coordinate real symmetric\n",
      "1: the symmetry is \"symmetric\"; allowed: general"),
    BadText("%%MatrixMarket matrix coordinate real general\n2 2\n",
      "2: the size line is \"2 2\"; it must hold three whole numbers: rows, columns, entries"),
    BadText("%%MatrixMarket matrix coordinate real general\n", "1: the size line is \"\"; it must hold three whole numbers: rows, columns, entries"),
    BadText("%%MatrixMarket matrix coordinate real general\n2 3 1\n", "2: has 2 rows and 3 columns; the matrix of a chain is square"),
    BadText("%%MatrixMarket matrix coordinate real general\n9000000000 9000000000 1\n", "2: has 9000000000 states; at most 4194304 are read"),
    BadText("%%MatrixMarket matrix coordinate real general\n2 2 9000000000000000000\n1 1 1\n",
      "3: the file ends after 1 of 9000000000000000000 entries; 8999999999999999999 are missing"),
    BadText("%%MatrixMarket matrix coordinate real general\n2 2 3\n1 2 1\n2 2 1\n", "4: the file ends after 2 of 3 entries; 1 are missing"),
    BadText("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 2 1\n2 2 1\n", "4: more entries follow than the 1 that the size line declares"),
    BadText("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 2\n", "3: the entry is \"1 2\"; it must hold three fields: row, column, probability"),
    BadText("%%MatrixMarket matrix coordinate real general\n2 2 1\n0 2 1\n", "3: the state number is \"0\"; Matrix Market counts from 1, here to 2"),
    BadText("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 3 1\n", "3: the state number is \"3\"; Matrix Market counts from 1, here to 2"),
    BadText("%%MatrixMarket matrix coordinate real general\n2 2 1\n1 2 one\n",
      "3:5: the probability is \"one\", which is not a number; write a decimal number from 0 to 1"),
    BadText("%%MatrixMarket matrix coordinate real general\n2 2 2\n1 2 0.5\n2 2 1\n", "3: row 1, which ends here, sums to 0.5, 0.5 below 1; ",
      "at most 1e-09 is tolerated"),
  ]

  @Test(arguments: matrixMarketCases) func matrixMarket(bad: BadText) {
    let message = failure { _ = try ChainFile.parse(bad.text, format: .matrixMarket, file: "c.mtx") }
    #expect(message == "c.mtx:" + bad.expected)
  }

  @Test func unknownEndingAndMissingFile() {
    #expect(
      failure { _ = try ChainFile.read(path: "c.txt") }
        == "c.txt: the ending tells the format: name the file .csv, .mtx or .mm")
    #expect(
      failure { _ = try ChainFile.read(path: "/no/such.csv") } == "/no/such.csv: no such file; check the path")
    #expect(failure { _ = try ChainFile.read(path: "/tmp/../tmp/.csv/") }.contains("ending"))
  }

  @Test func whatAFileCannotHoldIsNotWritten() throws {
    let loop: [[MarkovChain.Transition]] = [[.init(target: 0, probability: 1)]]
    let named = { (names: [Int: String]) in
      failure { _ = try ChainFile.text(of: MarkovChain(rows: loop, space: .graph(count: 1), names: names), format: .csv) }
    }
    #expect(
      named([0: "a\nb"])
        == "chain: the state name \"a\\nb\" is empty or holds a control character or a space at an end; "
        + "files cannot hold it")
    #expect(named([3: "a"]) == "chain: the name of state 3 has no state: states are numbered 0 to 0")
    let far: [[MarkovChain.Transition]] = [[.init(target: 0, probability: 1, displacement: [.infinity, 0])]]
    let chain = try MarkovChain(rows: far, space: .graph(count: 1))
    #expect(
      failure { _ = try ChainFile.text(of: chain, format: .csv) }
        == "chain: a displacement in row 0 is not finite; files cannot hold it")
  }

  @Test func aLargeStateNumberTakesNoMemory() {
    let text = "from,to,probability\n0,4194303,1\n"
    #expect(failure { _ = try ChainFile.parse(text, format: .csv, file: "c") }.hasPrefix("c: state 1 appears in no step"))
  }
}
