import FileFormats
import NeuroFabric

/// The recorded neurons as rows of a raster: by core, then by number.
struct SpikeRows {
  let count: Int
  /// Rows before those of a core, where all neurons are recorded.
  private let offsets: [Int]
  private let probes: [NeuronAddress]?
  private let rows: [NeuronAddress: Int]

  init(_ record: EmulationRecord) {
    var (offsets, sum) = ([Int](), 0)
    for neurons in record.neurons {
      offsets.append(sum)
      sum += neurons
    }
    self.offsets = offsets
    probes = record.spikeProbes
    rows = Dictionary(uniqueKeysWithValues: (probes ?? []).enumerated().map { ($0.element, $0.offset) })
    count = probes?.count ?? sum
  }

  func row(_ spike: FabricRecording.Spike) -> Int? {
    guard probes != nil else { return offsets[Int(spike.core)] + Int(spike.neuron) }
    return rows[NeuronAddress(core: Int(spike.core), neuron: Int(spike.neuron))]
  }

  /// All neurons of the network are recorded.
  var isAll: Bool { probes == nil }

  /// Rows by the names of their neurons, `core:neuron`: all of few, the first of some cores of many.
  var ticks: Ticks {
    let rows: [Int]
    if count <= 16 {
      rows = Array(0..<count)
    } else if isAll, offsets.count >= 4 {
      let step = max(Int(Ticks.roundStep(Double(offsets.count) / 6)), 1)
      rows = stride(from: 0, to: offsets.count, by: step).map { offsets[$0] }.filter { $0 < count }
    } else {
      let scale = Scale(covering: [0, Double(count - 1)], rounded: false, start: 0, end: 1)
      rows = Ticks.whole(scale, count, most: 6).values.map { Int($0) }.filter { $0 < count }
    }
    return Ticks(values: rows.map(Double.init), labels: rows.map(name))
  }

  private func name(_ row: Int) -> String {
    if let probes { return "\(probes[row].core):\(probes[row].neuron)" }
    let core = offsets.lastIndex { $0 <= row } ?? 0
    return "\(core):\(row - offsets[core])"
  }
}
