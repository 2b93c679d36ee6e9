/// Small pieces of HTML that the sections are made of. All of them escape the text that they are given.
enum Markup {
  static func section(_ title: String, id: String, _ body: String) -> String {
    body.isEmpty ? "" : "<section id=\"\(id.escaped)\">\n<h2>\(title.escaped)</h2>\n\(body)</section>\n"
  }

  static func paragraph(_ text: String, style: String = "") -> String {
    text.isEmpty ? "" : "<p\(style.isEmpty ? "" : " class=\"\(style)\"")>\(text.escaped)</p>\n"
  }

  static func heading(_ text: String) -> String { "<h3>\(text.escaped)</h3>\n" }

  /// A drawing (or several side by side) with its caption.
  static func figure(_ drawings: [String], caption: String) -> String {
    guard !drawings.isEmpty else { return "" }
    let body = drawings.map { "<div>\($0)</div>\n" }.joined()
    return
      "<figure>\n<div class=\"panels\">\n\(body)</div>\n<figcaption>\(caption.escaped)</figcaption>\n</figure>\n"
  }

  /// A table with a header row. Columns in `numbers` are set flush right.
  static func table(_ header: [String], _ rows: [[String]], numbers: Set<Int> = [], caption: String = "")
    -> String
  {
    guard !rows.isEmpty else { return "" }
    func cell(_ tag: String, _ column: Int, _ text: String) -> String {
      let style = numbers.contains(column) ? " class=\"number\"" : ""
      return "<\(tag)\(tag == "th" ? " scope=\"col\"" : "")\(style)>\(text.escaped)</\(tag)>"
    }
    func row(_ tag: String, _ cells: [String]) -> String {
      "<tr>" + cells.enumerated().map { cell(tag, $0.offset, $0.element) }.joined() + "</tr>\n"
    }
    let title = caption.isEmpty ? "" : "<caption>\(caption.escaped)</caption>\n"
    let head = "<thead>\n\(row("th", header))</thead>\n"
    let body = "<tbody>\n\(rows.map { row("td", $0) }.joined())</tbody>\n"
    return "<div class=\"scroll\"><table>\n\(title)\(head)\(body)</table></div>\n"
  }

  /// Names with their values, in two columns.
  static func properties(_ pairs: [(String, String)]) -> String {
    let rows = pairs.map {
      "<tr><th scope=\"row\">\($0.0.escaped)</th><td>\($0.1.escaped)</td></tr>\n"
    }
    return
      "<div class=\"scroll\"><table class=\"properties\">\n<tbody>\n\(rows.joined())</tbody>\n</table></div>\n"
  }

  /// Content that opens on demand, where it is long.
  static func collapsed(_ summary: String, _ body: String) -> String {
    "<details>\n<summary>\(summary.escaped)</summary>\n\(body)</details>\n"
  }
}
