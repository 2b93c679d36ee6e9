import Experiments

/// What was run, with which seed, where and by which version.
struct RunSection {
  let result: ExperimentResult

  var html: String {
    let last = result.recordedSteps.last ?? 0
    let pairs = [
      ("Walkers", NumberText.count(result.walkers)), ("Batches", NumberText.count(result.batches)),
      ("States", "\(NumberText.count(result.labels.count)) on \(result.spaceText)"),
      ("Absorbing states", NumberText.count(result.absorbing.count { $0 })),
      ("Markov steps", "\(NumberText.count(steps)) run, recorded up to step \(NumberText.count(last))"),
      ("Time of one step", "\(NumberText.significant(result.stepTime)) \(result.timeUnit)"),
      ("Seed", String(result.seed)), ("Engines", result.engines.map(\.name).joined(separator: ", ")),
      ("Machine", result.machine), ("Code version", result.codeVersion), ("Ended", result.date),
    ]
    return Markup.section(
      "What was run", id: "run", Markup.properties(pairs.filter { !$0.1.isEmpty }) + engines)
  }

  private var steps: Int { result.engines.map(\.tally.steps).max() ?? 0 }

  private var engines: String {
    let header = [
      "Engine", "kind", "method", "status", "batches done", "walkers", "Markov steps", "walker-steps",
      "rounding bias (relative)",
    ]
    let rows = result.engines.map { engine in
      [
        engine.name, engine.kindText, engine.method, engine.status.rawValue,
        NumberText.count(engine.completedBatches),
        NumberText.count(engine.tally.walkers), NumberText.count(engine.tally.steps),
        NumberText.count(engine.tally.walkerSteps), NumberText.significant(engine.relativeBias, 3),
      ]
    }
    return Markup.table(header, rows, numbers: Set(4..<header.count))
  }
}

extension ExperimentResult {
  /// The state space in words.
  var spaceText: String {
    switch space {
    case .interval(let count, _, let spacing):
      "an interval of \(NumberText.count(count)) cells, spacing \(NumberText.significant(spacing))"
    case .rectangle(let columns, let rows, let spacing):
      "a rectangle of \(columns) × \(rows) cells, spacing \(NumberText.significant(spacing))"
    case .torus(let columns, let rows, let spacing):
      "a torus of \(columns) × \(rows) cells, spacing \(NumberText.significant(spacing))"
    case .product(let cells, _, let spacing, let directions):
      "\(cells) cells × \(directions) directions, spacing \(NumberText.significant(spacing))"
    case .graph(let count): "a graph of \(NumberText.count(count)) nodes"
    }
  }
}
