import Experiments

/// The goodness-of-fit tests, with the smallest shift that each would have caught.
struct FitSection {
  let result: ExperimentResult

  private static let shownRows = 24

  var html: String {
    let header = [
      "Engine", "time", "G statistic", "degrees of freedom", "p-value",
      "smallest relative shift it would have caught",
    ]
    let rows = result.engines.flatMap { engine in
      engine.fits.map { fit in
        [
          engine.name, time(fit.step), NumberText.significant(fit.statistic),
          NumberText.count(fit.degreesOfFreedom),
          NumberText.significant(fit.pValue, 3), NumberText.percent(fit.detectableShift),
        ]
      }
    }
    guard !rows.isEmpty else { return "" }
    let table = Markup.table(header, rows, numbers: Set(2..<header.count))
    let words =
      "Sampled counts against the exact law of the chain that was sampled. The shift is the root mean square over "
      + "cells that the test rejects with 90 % power."
    let body = rows.count > Self.shownRows ? Markup.collapsed("\(rows.count) tests", table) : table
    return Markup.section("Goodness of fit", id: "fit", Markup.paragraph(words) + body)
  }

  private func time(_ step: Int) -> String {
    let count = "step \(NumberText.count(step))"
    guard result.timeUnit != "step" else { return count }
    return "\(count), t = \(NumberText.significant(Double(step) * result.stepTime)) \(result.timeUnit)"
  }
}
