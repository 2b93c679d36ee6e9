/// The stochastic synapses of the neurons that are run in order, by neuron, each neuron's axons ascending.
struct OrderedInputs {
  /// First entry of every neuron of the image, with an end.
  private let starts: [Int]
  private let entries: [PackedSynapse]
  /// For every axon the tick in which it was last active.
  private var lastActive: [Int]

  init(layout: TrueNorthLayout, tables: TrueNorthTables) {
    guard !layout.orderedCores.isEmpty else {
      (starts, entries, lastActive) = ([], [], [])
      return
    }
    var columns = [[PackedSynapse]](repeating: [], count: tables.neuronCount)
    for ordered in layout.orderedCores {
      for axon in layout.axonStarts[ordered.core]..<layout.axonStarts[ordered.core + 1] {
        for synapse in Int(tables.axons[axon].stochastic)..<Int(tables.axons[axon].end) {
          let entry = tables.synapses[synapse]
          columns[Int(entry.index)].append(PackedSynapse(index: Int32(axon), strength: entry.strength))
        }
      }
    }
    starts = columns.reduce(into: [0]) { $0.append($0.last! + $1.count) }
    entries = columns.flatMap { $0 }
    lastActive = Array(repeating: -1, count: tables.axonCount)
  }

  mutating func reset() {
    for axon in lastActive.indices { lastActive[axon] = -1 }
  }

  mutating func markActive(axon: Int, tick: Int) { lastActive[axon] = tick }

  /// Calls `body` with the strengths of `neuron`'s synapses whose axons are active in `tick`, in axon order.
  @inline(__always)
  func forEachActive(of neuron: Int, tick: Int, _ body: (Int16) -> Void) {
    for index in starts[neuron]..<starts[neuron + 1] where lastActive[Int(entries[index].index)] == tick {
      body(entries[index].strength)
    }
  }
}
