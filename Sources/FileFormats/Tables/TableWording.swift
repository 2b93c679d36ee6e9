/// The texts of errors in tables.
enum TableWording {
  static let notUTF8 = "is not UTF-8 text; save the file as UTF-8"
  static let openQuote = "the quotation mark is not closed on this line"
  static let textAfterQuote = "text follows the closing quotation mark; put a comma between fields"
  static let empty = "is empty; the first line must name the columns"

  static func fields(_ found: Int, expected: Int) -> String {
    "the line has \(Wording.count(found, "field")), the header \(expected)"
  }

  static func repeatedColumn(_ name: String) -> String {
    "the header names the column \(Wording.quoted(name)) twice"
  }

  static func missingColumn(_ name: String, known: [String]) -> String {
    "the header has no column \(Wording.quoted(name)); it has \(Wording.list(known.map { Wording.quoted($0) }))"
  }

  static func badNumber(_ column: String, _ text: String) -> String {
    "\(column) is \(Wording.quoted(text)), which is not a finite decimal number"
  }
}
