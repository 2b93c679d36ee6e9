import Experiments

/// One page that shows a result: a single HTML file without scripts or outside requests, the same bytes for
/// the same result. It draws what the result holds and computes no answer of its own.
public struct HTMLReport: Sendable {
  public let result: ExperimentResult

  public init(result: ExperimentResult) {
    self.result = result
  }

  /// The whole page; also well-formed XML.
  public func page() -> String {
    let title = result.title.isEmpty ? "Untitled experiment" : result.title
    return Document(
      title: title, subtitle: subtitle, notice: Self.notice(result), codeVersion: result.codeVersion,
      sections: sections, names: Self.names
    ).page()
  }

  /// What every reader must know before any number.
  static func notice(_ result: ExperimentResult) -> String {
    result.engines.contains { $0.kind == .chip }
      ? "The chip is emulated: modelled joules are event counts × cited constants; no silicon was measured."
      : "No chip was emulated in this run: every number is of the computer, and modelled joules are event counts × "
        + "cited constants."
  }

  private var subtitle: String {
    let engines = result.engines.count == 1 ? "1 engine" : "\(result.engines.count) engines"
    return
      "\(NumberText.count(result.walkers)) walkers on \(result.spaceText), \(engines), seed \(result.seed)."
  }

  private var sections: [String] {
    [
      VerdictSection(result: result).html, RunSection(result: result).html,
      DensitySection(result: result).html,
      EstimateSection(result: result).html, ChipSection(result: result).html,
      EnergySection(result: result).html,
      FitSection(result: result).html, TextSection(result: result).html,
    ]
  }

  /// The sections by their identifiers, for the links at the top.
  private static let names = [
    ("verdict", "Verdict"), ("run", "What was run"), ("density", "Density"), ("estimate", "Estimate"),
    ("ticks", "Chip time"), ("load", "Load"), ("use", "Use"), ("energy", "Energy"),
    ("fit", "Goodness of fit"), ("text", "Text"),
  ]
}
