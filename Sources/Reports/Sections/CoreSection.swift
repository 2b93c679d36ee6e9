import FileFormats
import NeuroFabric

/// What every core did, at its place in the mesh of chips, and the busiest of them.
struct CoreSection {
  let record: EmulationRecord

  private static let listed = 10
  /// Four maps carry the words of their cores: fewer than one map alone.
  private static let titledCells = 400

  var html: String {
    guard !record.cores.isEmpty else { return "" }
    let places = indicesInTiles
    let drawings = Self.counts.map { count in
      MeshMap(
        title: count.title,
        cores: record.cores.indices.map {
          let core = record.cores[$0]
          return .init(
            x: core.place.x, y: core.place.y, indexInTile: places[$0],
            value: Double(core.load[keyPath: count.path]))
        },
        chip: record.chip, unit: count.unit, widest: 400, titledCells: Self.titledCells, words: words
      ).drawn()
    }
    let drawn = drawings.compactMap(\.self)
    guard drawn.count == drawings.count else {
      return Markup.section(
        "Load of the cores", id: "cores",
        Markup.paragraph("The cores lie too far apart to be drawn.") + table)
    }
    let events = record.cores.map { Double($0.load.synapticEvent) }
    let caption =
      "What every core did in \(NumberText.count(record.ticks, "tick")), at its place in the mesh. "
      + (drawn.first?.note ?? "")
    return Markup.section(
      "Load of the cores", id: "cores",
      Markup.heading("Synaptic events: \(MeshMap.spread(events, none: "none"))")
        + Markup.figure(drawn.map(\.element), caption: caption) + table)
  }

  private typealias Count = KeyPath<CoreLoad, UInt64> & Sendable

  private static let counts: [(title: String, unit: String, path: Count)] = [
    ("Synaptic events per core", "events", \.synapticEvent), ("Spikes per core", "spikes", \.spike),
    ("Messages into the core", "messages", \.messageIn),
    ("Messages out of the core", "messages", \.messageOut),
  ]

  /// Which core of its mesh point each one is, in the order of the network.
  private var indicesInTiles: [Int] {
    var seen: [MeshPoint: Int] = [:]
    return record.cores.map { core in
      defer { seen[core.place, default: 0] += 1 }
      return seen[core.place, default: 0]
    }
  }

  private var table: String {
    let rows = record.busiestCores.prefix(Self.listed).map { index in
      let (place, load) = record.cores[index]
      return ["\(index)", "(\(place.x), \(place.y))", NumberText.count(record.neurons[index])]
        + [load.synapticEvent, load.spike, load.messageIn, load.messageOut].map(NumberText.count)
    }
    return Markup.table(
      ["Core", "mesh (x, y)", "neurons", "synaptic events", "spikes", "messages in", "messages out"], rows,
      numbers: Set(2...6),
      caption: rows.count < record.cores.count
        ? "The \(rows.count) cores with the most synaptic events, of \(NumberText.count(record.cores.count))."
        : "All cores, those with the most synaptic events first.")
  }

  private func words(_ index: Int) -> String {
    let (place, load) = record.cores[index]
    return "core \(index) at (\(place.x), \(place.y)): \(NumberText.count(record.neurons[index])) neurons, "
      + "\(NumberText.count(load.synapticEvent)) synaptic events, \(NumberText.count(load.spike)) spikes, "
      + "\(NumberText.count(load.messageIn)) messages in, \(NumberText.count(load.messageOut)) out"
  }
}
