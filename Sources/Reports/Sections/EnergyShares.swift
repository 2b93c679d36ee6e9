import EnergyModels
import Experiments

/// What the chip's bill is made of: dynamic by event, crossings between chips, static power.
struct EnergyShares {
  let result: ExperimentResult

  var html: String {
    let figures = result.engines.filter { $0.kind == .chip }.flatMap { engine in
      engine.energies.map { figure(engine, $0) }
    }
    let drawings = figures.filter { !$0.isEmpty }
    guard !drawings.isEmpty else { return "" }
    return Markup.heading("What the chip's bill is made of")
      + Markup.figure(
        drawings,
        caption:
          "Nominal joules by part. Blue: events on the cores and their mesh; orange: crossings between chips; "
          + "green: static power.")
  }

  private func figure(_ engine: EngineResult, _ energy: EnergyEstimate) -> String {
    guard !energy.shares.isEmpty else { return "" }
    let parts = energy.shares.map { share in
      let colour =
        switch share.kind {
        case .dynamic: 0
        case .crossing: 1
        case .staticPower: 2
        }
      return ShareBars.Part(
        name: share.name, value: share.joules.nominal, text: NumberText.quantity(share.joules.nominal, "J"),
        colour: colour)
    }
    let title = "\(engine.name), \(energy.table)"
    return Markup.heading(title) + ShareBars(title: "Energy by part, \(title)", parts: parts).element()
  }
}
