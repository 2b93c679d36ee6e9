import CFabricKernels

// How the fast engine lays an image out in memory: flat arrays over all cores, addressed by plain integers.

/// Output axon: where its message goes and how many synapses it finds there.
struct LoihiMessage {
  var core: Int
  var synapses: Int
}

/// Everything that an image says, flattened. Built once; the arrays are copied into plain memory by the
/// engine.
struct LoihiLayout {
  // By compartment.
  var cells: [LoihiCell] = []
  var senders: [LoihiSender] = []
  var places: [LoihiPlace] = []
  var identities: [UInt64] = []
  /// Messages that a spike of compartment c sends: messages[messageStarts[c] ..< messageStarts[c + 1]].
  var messageStarts: [Int] = [0]

  var generalStates: [LoihiGeneralState] = []
  var parameters: [LoihiParameters] = []
  var gates: [loihi_gate] = []
  var messages: [LoihiMessage] = []
  var synapses: [LoihiSynapse] = []
  /// Segments of axon list l are segmentStarts[l] ..< segmentStarts[l + 1].
  var segments: [LoihiSegment] = []
  var segmentStarts: [Int] = [0]
  /// What the short runs of the senders do not hold.
  var moreSends: [LoihiSegment] = []
  /// First compartment and first axon list of every core, and the totals at the end.
  var coreStarts: [Int] = [0]
  var listStarts: [Int] = [0]

  init(_ image: LoihiImage) {
    for core in image.cores {
      coreStarts.append(coreStarts.last! + core.compartments.count)
      listStarts.append(listStarts.last! + core.axonLists.count)
    }
    appendCompartments(image)
    for (index, core) in image.cores.enumerated() {
      for list in core.axonLists { append(list, base: coreStarts[index]) }
    }
    for core in image.cores {
      for compartment in core.compartments { appendOutputs(of: compartment, image) }
    }
    let padding = LoihiSynapse(target: 0, weight: 0, isSimple: true)
    synapses += Array(repeating: padding, count: LoihiDelayRing.chunk)
  }

  /// Forgets what the engine has copied and needs no second time.
  mutating func dropCopied() {
    senders = []
    places = []
    identities = []
    parameters = []
    gates = []
    messages = []
    messageStarts = []
    synapses = []
    moreSends = []
  }

  private mutating func appendCompartments(_ image: LoihiImage) {
    struct Kind: Hashable { var type: UInt32, noise: LoihiNoise }
    var kinds: [Kind: Int] = [:]
    for (index, core) in image.cores.enumerated() {
      for compartment in core.compartments {
        let kind = Kind(type: compartment.type, noise: core.noise)
        if kinds[kind] == nil {
          kinds[kind] = parameters.count
          appendParameters(image.types[Int(compartment.type)], core.noise)
        }
        let number = kinds[kind]!
        appendCell(voltage: compartment.initialVoltage, parameters: number)
        places.append(LoihiPlace(core: UInt32(index), parameters: UInt32(number)))
        identities.append(compartment.identity)
      }
    }
  }

  private mutating func appendParameters(_ type: LoihiCompartment, _ noise: LoihiNoise) {
    var kind = LoihiParameters(type: type, noise: noise)
    if kind.kind == .gate {
      kind.gate = Int32(gates.count)
      gates.append(loihi_gate(noise: noise, target: type.noiseTarget))
    }
    parameters.append(kind)
  }

  private mutating func appendCell(voltage: Int32, parameters number: Int) {
    let parameters = parameters[number]
    var cell = LoihiCell()
    cell.voltage = voltage
    cell.threshold = Int32(parameters.threshold)
    switch parameters.kind {
    case .simple: cell.kept_mask = parameters.voltageKept == 0 ? 0 : -1
    case .gate: cell.link = parameters.gate
    case .general:
      cell.link = ~Int32(generalStates.count)
      generalStates.append(LoihiGeneralState(parameters: UInt32(number)))
      let rests = parameters.rests(current: 0, voltage: Int64(voltage), refractory: 0)
      cell.kept_mask = rests && parameters.voltageKept != 0 ? -1 : 0
    }
    cells.append(cell)
  }

  private mutating func append(_ list: LoihiImage.AxonList, base: Int) {
    let byDelay = list.synapses.sorted { $0.delay < $1.delay }
    for synapse in byDelay {
      let ticks = UInt32(synapse.delay) + 1
      if segments.count == segmentStarts.last! || segments.last!.ticks != ticks {
        segments.append(LoihiSegment(first: UInt32(synapses.count), count: 0, ticks: ticks))
      }
      segments[segments.count - 1].count += 1
      let target = base + Int(synapse.target)
      synapses.append(
        LoihiSynapse(
          target: target, weight: list.format.effectiveWeight(Int(synapse.weight)),
          isSimple: parameters[Int(places[target].parameters)].kind == .simple))
    }
    segmentStarts.append(segments.count)
  }

  private mutating func appendOutputs(
    of compartment: LoihiImage.Compartment, _ image: LoihiImage
  ) {
    for output in compartment.outputs {
      let list = image.cores[output.core].axonLists[output.axonList]
      messages.append(LoihiMessage(core: output.core, synapses: list.synapses.count))
    }
    messageStarts.append(messages.count)
    var sender = LoihiSender(port: compartment.port)
    var sends = merged(compartment.outputs)[...]
    sender.takeShortRuns(from: &sends)
    sender.first_more = UInt32(moreSends.count)
    sender.more_count = UInt32(sends.count)
    moreSends += sends
    senders.append(sender)
  }

  /// The segments that a spike activates, those of equal delay made one: a copy of their synapses is paid for
  /// by fewer runs in the delay ring. The shortest come first.
  private mutating func merged(_ outputs: [LoihiImage.Output]) -> [LoihiSegment] {
    var parts: [LoihiSegment] = []
    for output in outputs {
      let list = listStarts[output.core] + output.axonList
      parts += segments[segmentStarts[list]..<segmentStarts[list + 1]]
    }
    let groups = Dictionary(grouping: parts, by: \.ticks).sorted { $0.key < $1.key }
    let merged = groups.map { ticks, group in
      if group.count == 1 { return group[0] }
      let first = synapses.count
      for synapse in group.flatMap({ $0.first..<$0.first + $0.count }) {
        synapses.append(synapses[Int(synapse)])
      }
      return LoihiSegment(
        first: UInt32(first), count: UInt32(synapses.count - first), ticks: ticks)
    }
    return merged.sorted { ($0.count, $0.ticks) < ($1.count, $1.ticks) }
  }
}
