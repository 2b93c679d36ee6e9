import EnergyModels
import Experiments

/// A result in a terminal: a few lines per engine, at most 100 characters wide.
public struct TextReport: Sendable {
  public let result: ExperimentResult

  /// Most entries of an estimate that are listed.
  private static let shownEntries = 24

  /// Widest line, in characters.
  public static let width = 100

  public init(result: ExperimentResult) {
    self.result = result
  }

  /// The whole text, lines ended by line feeds.
  public func text() -> String {
    var lines = [
      TextTable.cut(Self.oneLine(result.title.isEmpty ? "Untitled experiment" : result.title), to: Self.width)
    ]
    lines += Self.wrapped(HTMLReport.notice(result))
    let batches = "\(NumberText.count(result.batches)) batch\(result.batches == 1 ? "" : "es")"
    let walkers = "\(NumberText.count(result.walkers)) walkers, \(batches)"
    lines.append("\(walkers), \(NumberText.count(result.labels.count)) states, seed \(result.seed)")
    lines += budget
    for engine in result.engines { lines += [""] + block(engine) }
    if result.engines.isEmpty { lines += ["", "No engine ran."] }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The error budget, biases in its unit.
  private var budget: [String] {
    guard let budget = result.budget else { return [] }
    let rows = BudgetTable(result: result).rows.prefix(Self.shownEntries)
    return [""] + Self.wrapped(Self.oneLine(budget.scheme))
      + TextTable(
        rows: [["biases in \(budget.unit)"] + BudgetTable.header.dropFirst()] + rows, numbers: Set(1...6)
      )
      .lines(width: Self.width)
  }

  /// Answers with their intervals, where they are few enough to be read in a terminal; of too many those that have a
  /// budget: prices without their Greeks.
  private func answers(_ engine: EngineResult) -> [String] {
    let hasBudget = { (index: Int) in result.budget?.entries.at(index)?.total.isFinite == true }
    let isFew = engine.estimates.count <= Self.shownEntries
    let shown = engine.estimates.indices.filter { isFew || hasBudget($0) }
    guard shown.count <= Self.shownEntries else { return [] }
    let rows = shown.map { index in
      let estimate = engine.estimates[index]
      return [
        Self.oneLine(result.estimateLabels.at(index) ?? "\(index)"),
        NumberText.significant(estimate.value, 6),
        "± \(NumberText.significant(estimate.halfWidth, 2))",
        "exact \(NumberText.known(estimate.exact, 6))",
      ]
    }
    return TextTable(rows: rows, numbers: [1, 2, 3]).lines(width: Self.width)
  }

  private func block(_ engine: EngineResult) -> [String] {
    let verdict = engine.verdict.isGood ? "GOOD" : "BAD"
    let status = engine.status == .completed ? "" : ", \(engine.status.rawValue)"
    let head = "\(verdict)  \(engine.name)  (\(engine.kindText), \(engine.method)\(status))"
    let failed = engine.verdict.checks.filter { !$0.passed }.flatMap {
      Self.wrapped("failed: \(Self.oneLine($0.text))", indent: 2)
    }
    let advice =
      engine.advice.isEmpty ? [] : Self.wrapped("advice: \(Self.oneLine(engine.advice))", indent: 2)
    return [TextTable.cut(Self.oneLine(head), to: Self.width)] + failed + advice + answers(engine)
      + TextTable(rows: facts(engine)).lines(width: Self.width) + energy(engine)
  }

  private func facts(_ engine: EngineResult) -> [[String]] {
    var rows = [["walker-steps", NumberText.count(engine.tally.walkerSteps)]]
    if let chip = engine.chip {
      let steps = chip.ticksPerStep
      let mean = steps.reduce(0.0) { $0 + Double($1) } / Double(steps.count)
      if !steps.isEmpty { rows.append(["ticks per step", "\(NumberText.significant(mean)) (first batch)"]) }
      rows.append(["chip time", "\(NumberText.quantity(chip.chipSeconds, "s")), modelled"])
    }
    if engine.kind == .chip {
      rows.append(["rounding bias", "\(NumberText.percent(engine.relativeBias)) of the largest entry"])
    }
    rows.append(["host time", NumberText.quantity(engine.hostSeconds, "s")])
    let residuals = engine.estimates.map(\.residual).filter { !$0.isNaN }
    if let worst = residuals.max(by: { $0.magnitude < $1.magnitude }) {
      rows.append([
        "worst z-score", "\(NumberText.significant(worst, 3)) of \(NumberText.count(residuals.count))",
      ])
    }
    let values = engine.fits.map(\.pValue)
    if let least = values.min() {
      rows.append([
        "p-values", "smallest \(NumberText.significant(least, 3, plain: true)) of \(values.count)",
      ])
    }
    return rows
  }

  /// Joules per walker-step, every kind of number with its label.
  private func energy(_ engine: EngineResult) -> [String] {
    var rows: [[String]] = engine.energies.map { energy in
      let joules = [energy.total.low, energy.total.nominal, energy.total.high].map(engine.perStep)
      let kind = engine.kind == .chip ? "modelled: " : ""
      return ["J per walker-step"] + joules
        + ["\(kind)\(energy.table)" + (energy.isComplete ? "" : " (incomplete)")]
    }
    if !rows.isEmpty { rows.insert(["", "low", "nominal", "high"], at: 0) }
    var lines = TextTable(rows: rows, numbers: [1, 2, 3]).lines(width: Self.width)
    if let unpriced = unpriced(engine) { lines += Self.wrapped(unpriced, indent: 2) }
    switch engine.hostEnergy {
    case .measured(let joules, let source):
      lines += Self.wrapped(
        "J per walker-step  measured, \(engine.measuredText): \(engine.perStep(joules)) (\(Self.oneLine(source)))",
        indent: 2)
    case .notMeasured(let reason):
      lines += Self.wrapped("J of this computer  not measured: \(Self.oneLine(reason))", indent: 2)
    }
    return lines
  }

  /// The events that some table has no price for, in words.
  private func unpriced(_ engine: EngineResult) -> String? {
    let events = Set(engine.energies.flatMap { $0.unpriced.map(\.event.rawValue) })
    guard !events.isEmpty else { return nil }
    return "incomplete: nobody has published a price for \(events.sorted().joined(separator: ", "))"
  }

  /// `text` in lines of at most the report's width, broken at spaces.
  static func wrapped(_ text: String, indent: Int = 0) -> [String] {
    var lines: [String] = []
    var line = String(repeating: " ", count: indent)
    for word in text.split(separator: " ") {
      if line.count + word.count + 1 > width, line.contains(where: { $0 != " " }) {
        lines.append(TextTable.cut(line, to: width))
        line = String(repeating: " ", count: indent + 2)
      }
      line += (line.last == " " || line.isEmpty ? "" : " ") + word
    }
    return lines + [TextTable.cut(line, to: width)]
  }

  /// Text without control characters, which could move a terminal's cursor.
  private static func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}
