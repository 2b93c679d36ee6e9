// How the fast engine lays an image out in memory: flat arrays over all cores, addressed by plain integers.
//
// A compartment is one 64-byte record. An axon list is cut into *segments*, runs of synapses with equal
// delay; a spike puts one entry per segment into the slot of the tick in which it acts, and the synapses are
// walked there.

/// The lists of compartments to update, as numbers that delivery adds to their lengths without a branch.
enum LoihiListing {
  static let none: UInt8 = 0
  static let simple: UInt8 = 1
  static let other: UInt8 = 2
}

/// What an update reads and writes: one cache line.
struct LoihiRecord {
  /// Input delivered in this tick; 64 bits, so that no sum of a tick overflows.
  var input: Int64 = 0
  /// Ticks completed when the state was written.
  var stamp: Int64 = 0
  /// Ticks in which the compartment was active, up to `stamp`.
  var updates: UInt64 = 0
  var spikes: UInt64 = 0
  var current: Int32 = 0
  var voltage: Int32 = 0
  /// First of its sends, and the number of them.
  var firstSend: UInt32 = 0
  var sendCount: UInt32 = 0
  /// Output port, -1 for none.
  var port: Int32 = -1
  /// Index of its parameters.
  var parameters: UInt32 = 0
  var core: UInt32 = 0
  var refractory: UInt8 = 0
  /// Which list of compartments to update this one goes on when input arrives; none while it is on one.
  var listing = LoihiListing.none
  /// Spiked in the update at `stamp`.
  var spiked = false
  /// Rests with a voltage that it keeps: active by definition in every tick, though nothing happens.
  var isHeld = false
}

/// A compartment type under a core's noise, with what the update needs worked out.
struct LoihiParameters {
  var type: LoihiCompartment
  var noise: LoihiNoise
  /// 4095 - du and 4096 - dv: what is kept, in 1/4096.
  var currentKept: Int64
  var voltageKept: Int64
  var bias: Int64
  var threshold: Int64
  var noiseTarget: LoihiCompartment.NoiseTarget
  /// The common case, with a short update: the current forgets, the voltage forgets or integrates, no bias,
  /// no noise, no dead ticks. Then the voltage kept is voltage & keptMask, and the compartment rests after
  /// every update.
  var isSimple: Bool
  /// Simple but for noise that does nothing without input.
  var isGate: Bool
  var keptMask: Int64
  /// Without input the compartment must still be updated: it has a bias, or noise that is not idle.
  var neverRests: Bool

  init(type: LoihiCompartment, noise: LoihiNoise) {
    self.type = type
    self.noise = noise
    currentKept = 4095 - Int64(type.currentDecay)
    voltageKept = 4096 - Int64(type.voltageDecay)
    bias = Int64(type.bias)
    threshold = Int64(type.threshold)
    noiseTarget = type.noiseTarget
    isSimple =
      type.currentDecay == 4095 && (type.voltageDecay == 0 || type.voltageDecay == 4096)
      && type.bias == 0 && type.noiseTarget == .none && type.refractoryDelay == 1
    keptMask = type.voltageDecay == 0 ? -1 : 0
    neverRests = type.bias != 0 || !type.noiseIsIdle(under: noise)
    // Idle noise implies that nothing is kept and that there is no bias.
    isGate = type.noiseTarget != .none && !neverRests && type.refractoryDelay == 1
  }

  var listing: UInt8 { isSimple ? LoihiListing.simple : LoihiListing.other }

  /// Whether the next update without input changes nothing that can be seen, but for forgetting.
  @inline(__always)
  func rests(current: Int64, voltage: Int64, refractory: UInt8) -> Bool {
    !neverRests && refractory == 0 && (current == 0 || currentKept == 0)
      && (voltage == 0 || voltageKept == 0 || (voltageKept == 4096 && voltage <= threshold))
  }
}

struct LoihiFlatSynapse {
  /// Compartment, counted over all cores.
  var target: UInt32
  /// Effective weight.
  var weight: Int32
}

/// Synapses of one axon list with equal delay.
struct LoihiSegment {
  var first: UInt32
  var count: UInt32
  /// Ticks from sending to acting: delay setting + 1.
  var ticks: UInt32
}

/// One output axon: where its message goes and how many synapses it finds there.
struct LoihiMessage {
  var core: Int
  var synapses: Int
}

/// Everything that an image says, flattened. Built once; the arrays are copied into plain memory by the
/// engine.
struct LoihiLayout {
  var records: [LoihiRecord] = []
  var parameters: [LoihiParameters] = []
  /// By compartment: its identity.
  var identities: [UInt64] = []
  /// Messages that a spike of compartment c sends: messages[messageStarts[c] ..< messageStarts[c + 1]].
  var messages: [LoihiMessage] = []
  var messageStarts: [Int] = [0]
  var synapses: [LoihiFlatSynapse] = []
  /// Segments of axon list l are segmentStarts[l] ..< segmentStarts[l + 1].
  var segments: [LoihiSegment] = []
  var segmentStarts: [Int] = [0]
  /// Sends: for every compartment the segments of all its output axons.
  var sends: [LoihiSegment] = []
  /// First compartment and first axon list of every core, and the totals at the end.
  var coreStarts: [Int] = [0]
  var listStarts: [Int] = [0]

  init(_ image: LoihiImage) {
    for core in image.cores {
      coreStarts.append(coreStarts.last! + core.compartments.count)
      listStarts.append(listStarts.last! + core.axonLists.count)
    }
    for (index, core) in image.cores.enumerated() {
      for list in core.axonLists { append(list, base: coreStarts[index]) }
    }
    appendCompartments(image)
  }

  private mutating func append(_ list: LoihiImage.AxonList, base: Int) {
    let byDelay = list.synapses.sorted { $0.delay < $1.delay }
    for synapse in byDelay {
      let ticks = UInt32(synapse.delay) + 1
      if segments.count == segmentStarts.last! || segments.last!.ticks != ticks {
        segments.append(LoihiSegment(first: UInt32(synapses.count), count: 0, ticks: ticks))
      }
      segments[segments.count - 1].count += 1
      synapses.append(
        LoihiFlatSynapse(
          target: UInt32(base + Int(synapse.target)),
          weight: Int32(list.format.effectiveWeight(Int(synapse.weight)))))
    }
    segmentStarts.append(segments.count)
  }

  private mutating func appendCompartments(_ image: LoihiImage) {
    struct Kind: Hashable { var type: UInt32, noise: LoihiNoise }
    var kinds: [Kind: UInt32] = [:]
    for (index, core) in image.cores.enumerated() {
      for compartment in core.compartments {
        let kind = Kind(type: compartment.type, noise: core.noise)
        if kinds[kind] == nil {
          kinds[kind] = UInt32(parameters.count)
          parameters.append(
            LoihiParameters(type: image.types[Int(compartment.type)], noise: core.noise))
        }
        append(compartment, core: index, parameters: kinds[kind]!)
        for output in compartment.outputs {
          let list = image.cores[output.core].axonLists[output.axonList]
          messages.append(LoihiMessage(core: output.core, synapses: list.synapses.count))
        }
        messageStarts.append(messages.count)
      }
    }
  }

  private mutating func append(
    _ compartment: LoihiImage.Compartment, core: Int, parameters: UInt32
  ) {
    var record = LoihiRecord()
    record.voltage = compartment.initialVoltage
    record.core = UInt32(core)
    record.parameters = parameters
    record.port = Int32(compartment.port ?? -1)
    record.firstSend = UInt32(sends.count)
    sends += merged(compartment.outputs)
    record.sendCount = UInt32(sends.count) - record.firstSend
    record.listing = self.parameters[Int(parameters)].listing
    records.append(record)
    identities.append(compartment.identity)
  }

  /// The segments that a spike activates, those of equal delay made one: a copy of their synapses is paid for
  /// by fewer entries in the delay ring.
  private mutating func merged(_ outputs: [LoihiImage.Output]) -> [LoihiSegment] {
    var parts: [LoihiSegment] = []
    for output in outputs {
      let list = listStarts[output.core] + output.axonList
      parts += segments[segmentStarts[list]..<segmentStarts[list + 1]]
    }
    return Dictionary(grouping: parts, by: \.ticks).sorted { $0.key < $1.key }.map { ticks, group in
      if group.count == 1 { return group[0] }
      let first = synapses.count
      for synapse in group.flatMap({ $0.first..<$0.first + $0.count }) {
        synapses.append(synapses[Int(synapse)])
      }
      return LoihiSegment(
        first: UInt32(first), count: UInt32(synapses.count - first), ticks: ticks)
    }
  }
}
