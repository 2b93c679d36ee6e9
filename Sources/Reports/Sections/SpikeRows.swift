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

  /// What a row is, in words.
  var label: String {
    probes == nil ? "neuron (all cores in order)" : isNamed ? "core:neuron" : "probed neuron (in order)"
  }

  /// All neurons of the network are recorded.
  var isAll: Bool { probes == nil }

  private var isNamed: Bool { count <= 16 }

  var ticks: Ticks {
    if let probes, isNamed {
      return Ticks(values: probes.indices.map(Double.init), labels: probes.map { "\($0.core):\($0.neuron)" })
    }
    let scale = Scale(covering: [0, Double(max(count - 1, 1))], rounded: false, start: 0, end: 1)
    return Raster.wholeTicks(scale, count, most: 6)
  }
}
