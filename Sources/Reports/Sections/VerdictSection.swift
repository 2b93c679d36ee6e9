import Experiments

/// Whether each engine's answer agrees with the exact one, with the checks in words.
struct VerdictSection {
  let result: ExperimentResult

  var html: String {
    guard !result.engines.isEmpty else {
      return Markup.section("Verdict", id: "verdict", Markup.paragraph("No engine ran."))
    }
    let cards = result.engines.map(card).joined()
    return Markup.section("Verdict", id: "verdict", "<div class=\"cards\">\n\(cards)</div>\n")
  }

  private func card(_ engine: EngineResult) -> String {
    let isGood = engine.verdict.isGood
    let checks = engine.verdict.checks.map { check in
      let mark = check.passed ? "<span class=\"tick\">✓</span>" : "<span class=\"cross\">✗</span>"
      let word = check.passed ? "passed" : "failed"
      return "<li title=\"\(word)\">\(mark)\(check.text.escaped)</li>\n"
    }
    let status =
      engine.status == .completed
      ? "" : Markup.paragraph("Status: \(engine.status.rawValue). \(engine.advice)")
    return "<article class=\"card\(isGood ? " good" : "")\">\n"
      + "<h3>\(engine.name.escaped)</h3>\n"
      + "<div class=\"word\">\(word(engine))</div>\n"
      + "<div class=\"soft\">\(engine.kindText.escaped), method \(engine.method.escaped)</div>\n"
      + status + (checks.isEmpty ? "" : "<ul>\n\(checks.joined())</ul>\n") + "</article>\n"
  }
}

extension VerdictSection {
  private func word(_ engine: EngineResult) -> String {
    switch engine.status {
    case .completed:
      engine.verdict.isGood ? "Agrees with the exact answer" : "Does not agree with the exact answer"
    case .interrupted: "Interrupted before the end"
    case .limitReached: "Stopped by the step limit"
    case .walkersLost: "Walkers were lost"
    }
  }
}

extension EngineResult {
  var kindText: String { kind == .chip ? "chip, emulated" : "computer" }
}
