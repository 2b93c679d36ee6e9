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
  /// From sending to acting, of all near runs.
  var nearTicks: UInt32 = 1
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
    appendSends(image)
    cells.append(loihi_cell(input: 0, voltage: 0, rule: .max & ~Int32(LOIHI_FLAGS), activity: 0))
    synapses += Array(repeating: loihi_synapse(target: 0, weight: 0), count: LOIHI_NEAR + LOIHI_FAR)
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
    case .gate:
      cell.rule |= Int32(LOIHI_OTHER)
      links.append(parameters.gate)
    case .general:
      cell.rule |= Int32(LOIHI_OTHER)
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
      synapses.append(
        loihi_synapse(
          target: base + Int(synapse.target),
          weight: list.format.effectiveWeight(Int(synapse.weight))))
    }
    segmentStarts.append(segments.count)
  }
}
