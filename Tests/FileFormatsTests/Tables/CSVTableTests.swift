import FileFormats
import Foundation
import TestSupport
import Testing

/// Tables of comma-separated values, read and written.
@Suite struct CSVTableTests {
  private func parse(_ text: String) throws -> CSVTable {
    try CSVTable.parse(Array(text.utf8), file: "t.csv")
  }

  @Test func `Quotes, carriage returns, a byte order mark and blank lines`() throws {
    let table = try parse("\u{FEFF}a,\"b c\" , d\r\n\r\n1,\"x,\"\"y\"\" \", z \r\n\n2,,\n")
    #expect(table.header == ["a", "b c", "d"])
    #expect(table.rows.map(\.fields) == [["1", "x,\"y\" ", "z"], ["2", "", ""]])
    #expect(table.rows.map(\.line) == [3, 5])
    #expect(try table.column(named: "d") == 2)
    #expect(try table.number(table.rows[0], 0) == 1)
    #expect(try table.number(table.rows[1], 1) == nil)
  }

  @Test(arguments: [
    ("", "t.csv: is empty; the first line must name the columns"),
    ("\n \n", "t.csv: is empty; the first line must name the columns"),
    ("a,b\n1\n", "t.csv:2: the line has 1 field, the header 2"),
    ("a,b\n1,2,3", "t.csv:2: the line has 3 fields, the header 2"),
    ("a,b,a\n", "t.csv:1:5: the header names the column \"a\" twice"),
    ("a\n\"x", "t.csv:2:1: the quotation mark is not closed on this line"),
    ("a\n\"x\" y\n", "t.csv:2:1: text follows the closing quotation mark; put a comma between fields"),
  ])
  func `What is no table is refused with its line`(text: String, message: String) {
    do {
      _ = try parse(text)
      Issue.record("no error for \(text)")
    } catch {
      #expect("\(error)" == message)
    }
  }

  @Test func `Bytes that are no text, missing columns and words for numbers`() throws {
    func message(_ body: () throws -> Void) -> String {
      do { try body() } catch { return "\(error)" }
      return "none"
    }
    #expect(
      message { _ = try CSVTable.parse([97, 10, 255, 10], file: "t.csv") }
        == "t.csv:2:1: is not UTF-8 text; save the file as UTF-8")
    let table = try parse("a,b\n1,nan\n")
    #expect(
      message { _ = try table.column(named: "c") }
        == "t.csv:1: the header has no column \"c\"; it has \"a\", \"b\"")
    #expect(
      message { _ = try table.number(table.rows[0], 1) }
        == "t.csv:2: b is \"nan\", which is not a finite decimal number")
  }

  @Test func `What is written is read back`() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "t.csv").path(percentEncoded: false)
      let header = ["plain", "comma,", "quote\"", " space "]
      let rows = [CSVTable.Row(line: 2, fields: ["", "a,b", "\"", " x"])]
      try CSVTable(file: path, header: header, rows: rows).write(to: path)
      let back = try CSVTable.read(path)
      #expect(back.header == header)
      #expect(back.rows == rows)
    }
  }
}
