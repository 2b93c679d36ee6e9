import Experiments

/// The estimate with its intervals against the exact answers, and the distance in standard errors.
struct EstimateSection {
  let result: ExperimentResult

  var html: String {
    let count = result.estimateLabels.count
    guard count > 0 else { return "" }
    let (values, residuals) = (valueChart, residualChart)
    let caption =
      "\(result.estimateName). Markers: sampled, with 95 % intervals; solid: exact answer of the ideal chain; dashed: "
      + "exact answer of the chain that the engine sampled, where it differs. \(values.note)"
    let below =
      "Sampled minus exact (of the chain that was sampled), in standard errors; the lines mark ±3. \(residuals.note)"
    return Markup.section(
      "Estimate: \(result.estimateName)", id: "estimate",
      Markup.figure([values.element()], caption: caption)
        + Markup.figure([residuals.element()], caption: below)
        + BudgetTable(result: result).html + EstimateTable(result: result).html)
  }

  private var valueChart: Chart {
    var series = [line("exact, ideal chain", -1, .solid, result.idealEstimate)]
    if let reference = result.reference { series.append(line(reference.name, 4, .dotted, reference.values)) }
    for (index, engine) in result.engines.enumerated() {
      let exact = engine.estimates.map(\.exact)
      if exact != result.idealEstimate {
        series.append(line("exact, chain of \(engine.name)", index, .dashed, exact))
      }
    }
    for (index, engine) in result.engines.enumerated() {
      let points = engine.estimates.enumerated().map {
        Series.Point(x: Double($0), y: $1.value, error: $1.halfWidth)
      }
      series.append(Series(name: "sampled by \(engine.name)", colour: index, style: .markers, points: points))
    }
    return chart("Estimate", yLabel: result.estimateName, height: 340, series)
  }

  private var residualChart: Chart {
    let series = result.engines.enumerated().map { index, engine in
      let points = engine.estimates.enumerated().map { Series.Point(x: Double($0), y: $1.residual) }
      return Series(name: engine.name, colour: index, style: .markers, points: points)
    }
    var drawing = chart("Residuals", yLabel: "standard errors", height: 220, series)
    drawing.rules = [-3, 0, 3]
    return drawing
  }

  private func chart(_ title: String, yLabel: String, height: Double, _ series: [Series]) -> Chart {
    Chart(
      title: title, width: 1080, height: height, xLabel: "entry", yLabel: yLabel,
      xNames: result.estimateLabels,
      series: series)
  }

  /// A line through the entries; a single entry gets a dash across its place.
  private func line(_ name: String, _ colour: Int, _ dash: Series.Dash, _ values: [Double]) -> Series {
    let points =
      values.count == 1
      ? [-0.4, 0.4].map { Series.Point(x: $0, y: values[0]) }
      : values.enumerated().map { Series.Point(x: Double($0), y: $1) }
    return Series(name: name, colour: colour, style: .line(dash), points: points)
  }
}

extension Estimate {
  /// The distance from the exact answer in standard errors; not a number where there is no standard error.
  var residual: Double {
    value == exact ? 0 : standardError > 0 ? (value - exact) / standardError : .nan
  }
}
