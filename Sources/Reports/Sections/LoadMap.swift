import Experiments

/// The load of every used core of a run at its place in the mesh.
struct LoadMap {
  let engine: String
  let run: ChipRun

  var html: String {
    guard !run.coreLoads.isEmpty else {
      return Markup.paragraph("\(engine): no load of cores was recorded.")
    }
    let sharesTiles = run.coreLoads.contains { $0.indexInTile > 0 }
    let map = MeshMap(
      cores: run.coreLoads.map {
        .init(x: $0.x, y: $0.y, indexInTile: $0.indexInTile, value: Double($0.synapticEvents))
      },
      chip: (run.chipWidth, run.chipHeight), unit: "events",
      words: { words(run.coreLoads[$0], sharesTiles: sharesTiles) })
    guard let drawn = map.drawn() else {
      return Markup.paragraph("\(engine): the cores lie too far apart to be drawn.")
    }
    let caption =
      "\(engine): synaptic events of every used core of the first replica over all batches, at its place in the mesh "
      + "(\(NumberText.count(run.coreLoads.count)) cores on \(NumberText.count(run.utilisation.chips)) "
      + "\(run.utilisation.chips == 1 ? "chip" : "chips")). \(drawn.note)"
    let spread = MeshMap.spread(map.cores.map(\.value), none: "no synaptic events")
    return Markup.heading("\(engine): \(spread)") + Markup.figure([drawn.element], caption: caption)
  }

  private func words(_ load: ChipRun.PlacedLoad, sharesTiles: Bool) -> String {
    "core (\(load.x), \(load.y))\(sharesTiles ? " no. \(load.indexInTile)" : ""): "
      + "\(NumberText.count(load.neurons)) neurons, \(NumberText.count(load.spikes)) spikes, "
      + "\(NumberText.count(load.synapticEvents)) synaptic events"
  }
}
