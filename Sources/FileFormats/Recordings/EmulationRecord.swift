import Instrumentation
import NeuroFabric

/// What a run of a fabric program found: what was run, what was recorded, and what was counted.
public struct EmulationRecord: Sendable {
  public var files: EmulationFiles
  /// Version of the program that ran.
  public var codeVersion: String
  public var family: ChipProfile.Family
  public var engine: FabricEngine
  public var seed: UInt64
  /// Ticks that ran.
  public var ticks: Int
  /// Ticks that were asked for.
  public var askedTicks: Int
  /// Input spikes, and those whose tick did not come.
  public var inputs: (all: Int, left: Int)
  public var recording: FabricRecording
  public var events: EventCounts
  /// What every core did, and where it stands (Loihi: its tile).
  public var cores: [(place: MeshPoint, load: CoreLoad)]
  /// The neurons in use on every core.
  public var neurons: [Int]
  /// The links that carried packets.
  public var links: [(link: MeshLink, packets: UInt64)]

  public init(
    files: EmulationFiles, codeVersion: String, family: ChipProfile.Family, engine: FabricEngine,
    seed: UInt64,
    ticks: Int, askedTicks: Int, inputs: (all: Int, left: Int), recording: FabricRecording,
    events: EventCounts,
    cores: [(place: MeshPoint, load: CoreLoad)], neurons: [Int], links: [(link: MeshLink, packets: UInt64)]
  ) {
    precondition(neurons.count == cores.count, "\(neurons.count) counts of neurons of \(cores.count) cores")
    self.files = files
    self.codeVersion = codeVersion
    self.family = family
    self.engine = engine
    self.seed = seed
    self.ticks = ticks
    self.askedTicks = askedTicks
    self.inputs = inputs
    self.recording = recording
    self.events = events
    self.cores = cores
    self.neurons = neurons
    self.links = links
  }
}

/// The files that an emulation read, by their names without folders and the SHA-256 of their bytes in hexadecimal
/// digits. Where they lay is left out: equal runs in different folders give equal records.
public struct EmulationFiles: Hashable, Sendable {
  public struct File: Hashable, Sendable {
    public var name: String
    /// Empty where the bytes came through a pipe.
    public var hash: String

    public init(name: String, hash: String) {
      self.name = name
      self.hash = hash
    }
  }

  public var network: File
  /// Input spikes in place of the network's own.
  public var input: File?

  public init(network: File, input: File? = nil) {
    self.network = network
    self.input = input
  }
}

extension EmulationRecord {
  public enum Status: String, Sendable {
    case completed, interrupted
  }

  public var status: Status { ticks == askedTicks ? .completed : .interrupted }

  /// The neurons whose spikes were recorded, in the order in which they are drawn; nil stands for all of them.
  public var spikeProbes: [NeuronAddress]? {
    guard case .some(let probes) = recording.probes.spikes else { return nil }
    return Set(probes).sorted { ($0.core, $0.neuron) < ($1.core, $1.neuron) }
  }

  /// The cores, those with the most synaptic events first.
  package var busiestCores: [Int] {
    cores.indices.sorted {
      let (a, b) = (cores[$0].load, cores[$1].load)
      return (b.synapticEvent, b.spike, $0) < (a.synapticEvent, a.spike, $1)
    }
  }
}

extension CoreLoad {
  /// The counts under the names that files give them: those of the countable events.
  public var named: [(event: CountableEvent, count: UInt64)] {
    [
      (.neuronAccess, neuronAccess), (.neuronUpdate, neuronUpdate), (.noiseDraw, noiseDraw), (.spike, spike),
      (.messageOut, messageOut), (.messageIn, messageIn), (.synapticEvent, synapticEvent),
    ]
  }

  /// From counts in the order of `named`.
  package init(named counts: some Collection<UInt64>) {
    self.init()
    let fields: [WritableKeyPath<CoreLoad, UInt64>] = [
      \.neuronAccess, \.neuronUpdate, \.noiseDraw, \.spike, \.messageOut, \.messageIn, \.synapticEvent,
    ]
    for (field, count) in zip(fields, counts) { self[keyPath: field] = count }
  }
}
