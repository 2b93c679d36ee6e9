/// The frame of every page: head, notice, title, links to sections, and the sections. Also well-formed XML.
struct Document {
  var title: String
  var subtitle: String
  /// What every reader must know before any number.
  var notice: String
  var codeVersion: String
  /// Sections as HTML; empty ones are not there.
  var sections: [String]
  /// Identifiers of sections with the words that link to them.
  var names: [(id: String, name: String)]

  func page() -> String {
    "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta charset=\"utf-8\"/>\n"
      + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
      + "<meta name=\"generator\" content=\"SpikeWalk \(codeVersion.escaped)\"/>\n"
      + "<title>\(title.escaped)</title>\n<style>\n\(Style.sheet)</style>\n</head>\n<body>\n<main>\n"
      + Markup.paragraph(notice, style: "notice") + "<h1>\(title.escaped)</h1>\n"
      + Markup.paragraph(subtitle, style: "soft") + contents + sections.joined()
      + "</main>\n</body>\n</html>\n"
  }

  /// Links to the sections that are there.
  private var contents: String {
    let links = names.filter { name in sections.contains { $0.contains("<section id=\"\(name.id)\">") } }
    return "<nav>" + links.map { "<a href=\"#\($0.id)\">\($0.name)</a>\n" }.joined() + "</nav>\n"
  }
}
