import Experiments

/// The experiment's text, word for word.
struct TextSection {
  let result: ExperimentResult

  var html: String {
    guard !result.experimentText.isEmpty else { return "" }
    return Markup.section(
      "The experiment's text", id: "text", "<pre>\(result.experimentText.escaped)</pre>\n")
  }
}
