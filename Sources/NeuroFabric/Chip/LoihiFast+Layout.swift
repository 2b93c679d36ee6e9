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
  /// And one more; see `loihi_work`.
  var cells: [loihi_cell] = []
  /// Of a gate its number, of a general compartment the complement of its number.
  var links: [Int32] = []
  var senders: [loihi_sender] = []
  var places: [LoihiPlace] = []
  var identities: [UInt64] = []
  /// Messages that a spike of compartment c sends: messages[messageStarts[c] ..< messageStarts[c + 1]].
  var messageStarts: [Int] = [0]
  /// Segments of compartment c that its short runs do not hold: moreSends[moreStarts[c] ..< moreStarts[c + 1]].
  var moreStarts: [Int] = [0]

  var generalStates: [LoihiGeneralState] = []
  var parameters: [LoihiParameters] = []
  var gates: [loihi_gate] = []
  var messages: [LoihiMessage] = []
  var synapses: [loihi_synapse] = []
  /// Segments of axon list l are segmentStarts[l] ..< segmentStarts[l + 1].
  var segments: [LoihiSegment] = []
  var segmentStarts: [Int] = [0]
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
    cells.append(loihi_cell(input: 0, voltage: 0, rule: .max, activity: 0))
    let padding = loihi_synapse(target: 0, weight: 0, isSimple: true)
    synapses += Array(repeating: padding, count: LoihiDelayRing.chunk)
  }

  /// Forgets what the engine has copied and needs no second time.
  mutating func dropCopied() {
    senders = []
    places = []
    identities = []
    parameters = []
    gates = []
    links = []
    moreStarts = []
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
        places.append(
          LoihiPlace(
            core: UInt32(index), parameters: UInt32(number), port: Int32(compartment.port ?? -1)))
        identities.append(compartment.identity)
      }
    }
  }

  private mutating func appendParameters(_ type: LoihiCompartment, _ noise: LoihiNoise) {
    var kind = LoihiParameters(type: type, noise: noise)
    if kind.kind == .gate {
      kind.gate = Int32(gates.count)
      gates.append(loihi_gate(noise, target: type.noiseTarget))
    }
    parameters.append(kind)
  }

  private mutating func appendCell(voltage: Int32, parameters number: Int) {
    let parameters = parameters[number]
    var cell = loihi_cell(
      input: 0, voltage: voltage, rule: Int32(parameters.threshold), activity: 0)
    switch parameters.kind {
    case .simple:
      cell.keepsVoltage = parameters.voltageKept != 0
      links.append(0)
    case .gate: links.append(parameters.gate)
    case .general:
      links.append(~Int32(generalStates.count))
      generalStates.append(LoihiGeneralState(parameters: UInt32(number)))
      let rests = parameters.rests(current: 0, voltage: Int64(voltage), refractory: 0)
      cell.keepsVoltage = rests && parameters.voltageKept != 0
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
        loihi_synapse(
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
    var sends = gathered(compartment.outputs)[...]
    senders.append(loihi_sender(takingFrom: &sends, isProbed: compartment.port != nil))
    moreSends += sends
    moreStarts.append(moreSends.count)
  }

  /// The segments that a spike activates, those of equal delay made one, the shortest first. All but long ones
  /// of one axon list are copied, behind one another.
  private mutating func gathered(_ outputs: [LoihiImage.Output]) -> [LoihiSegment] {
    var parts: [LoihiSegment] = []
    for output in outputs {
      let list = listStarts[output.core] + output.axonList
      parts += segments[segmentStarts[list]..<segmentStarts[list + 1]]
    }
    let groups = Dictionary(grouping: parts, by: \.ticks).map { ticks, parts in
      (ticks: ticks, count: parts.reduce(0) { $0 + $1.count }, parts: parts)
    }
    return groups.sorted { ($0.count, $0.ticks) < ($1.count, $1.ticks) }.map { group in
      if group.parts.count == 1, group.count > LoihiDelayRing.longestCopy { return group.parts[0] }
      let first = synapses.count
      for part in group.parts {
        synapses += synapses[Int(part.first)..<Int(part.first + part.count)]
      }
      return LoihiSegment(first: UInt32(first), count: group.count, ticks: group.ticks)
    }
  }
}
