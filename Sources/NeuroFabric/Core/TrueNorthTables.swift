import CFabricKernels

extension tn_send {
  init(_ target: TrueNorthImage.Target, layout: TrueNorthLayout) {
    switch target {
    case .none: self.init(axon: TN_NOWHERE, place: 0)
    case .output(let port): self.init(axon: UInt32(port), place: 0)
    case .axon(let core, let axon, let delay):
      self.init(
        axon: UInt32(layout.axon(core: core, index: axon)), place: UInt32(core) << 4 | UInt32(delay))
    }
  }
}

/// A TrueNorth image laid out for the fast engine, with its state: pointers alone, so that a copy costs nothing.
/// Whoever allocates them deallocates them. The bits of dense crossbars stay where the image has them.
struct TrueNorthTables {
  static let slotCount = 16

  let coreCount: Int
  let groupCount: Int
  /// Words of one slot of the scheduler: bits of axons, and bits of cores.
  let axonWords: Int
  let coreWords: Int
  let cores: UnsafeMutablePointer<tn_core>
  /// What the kernel is given of it.
  let fabric: UnsafeMutablePointer<tn_fabric>
  /// By core: whether any neuron has a stochastic synapse.
  let hasStochasticSynapses: UnsafeMutablePointer<Bool>
  let anyStochasticSynapses: Bool
  let groupTable: UnsafeMutablePointer<tn_group>
  /// By block of parameters and lane: the neuron type.
  let laneTypes: UnsafeMutablePointer<UInt32>
  let types: UnsafeMutablePointer<PackedType>
  let gates: UnsafeMutablePointer<tn_gate>
  let rows: UnsafeMutablePointer<tn_row>
  let parts: UnsafeMutablePointer<tn_part>
  let axonTypes: UnsafeMutablePointer<UInt8>
  /// By group: where its block of parameters begins, in bytes, and its core.
  let groups: UnsafeMutablePointer<UInt32>
  let groupCores: UnsafeMutablePointer<UInt32>
  /// By neuron.
  let potentials: UnsafeMutablePointer<Int32>
  let senders: UnsafeMutablePointer<tn_sender>
  /// Written for neurons that draw alone; the types for gates alone.
  let identities: UnsafeMutablePointer<UInt64>
  let gateTypes: UnsafeMutablePointer<UInt32>
  /// A bit per group that is not settled, and per core with such a group.
  let unsettledGroups: UnsafeMutablePointer<UInt64>
  let unsettledCores: UnsafeMutablePointer<UInt64>
  /// For each of 16 slots a bit per axon, a byte per core with such an axon, and a byte per 64 cores with such a core.
  let scheduler: UnsafeMutablePointer<UInt64>
  let scheduledCores: UnsafeMutablePointer<UInt8>
  let scheduledWords: UnsafeMutablePointer<UInt8>
  /// In a listed fabric, for each slot the axons set.
  let isListed: Bool
  let scheduledAxons: UnsafeMutablePointer<UInt32>
  let lists: UnsafeMutablePointer<tn_list>
  /// By core, since load.
  let synapticEvents: UnsafeMutablePointer<UInt64>
  /// Words of the widest crossbar row, and of the largest core's axons.
  let widestRow: Int
  let mostAxonWords: Int
  private let groupWords: Int

  init(_ image: TrueNorthImage, layout: TrueNorthLayout) {
    let packed = image.types.map(PackedType.init)
    let neurons = layout.groupCount * TrueNorthGroups.lanes
    coreCount = image.cores.count
    groupCount = layout.groupCount
    axonWords = layout.axonWordCount
    coreWords = Crossbar.words(for: coreCount)
    groupWords = layout.groupWordCount
    widestRow = image.cores.map(\.crossbar.wordsPerRow).max() ?? 0
    mostAxonWords = image.cores.indices.map(layout.axonWords).max() ?? 0
    cores = .zeroed(coreCount)
    hasStochasticSynapses = .zeroed(coreCount)
    anyStochasticSynapses = image.types.contains { $0.stochasticSynapses != 0 }
    types = .copy(of: packed)
    gates = .copy(
      of: packed.map { tn_gate(threshold: $0.threshold, mask: $0.thresholdMask, floor: $0.floor, unused: 0) })
    rows = .zeroed(layout.rowCount)
    parts = .zeroed(layout.partCount)
    axonTypes = .zeroed(axonWords * 64)
    groups = .zeroed(groupCount)
    groupCores = .zeroed(groupCount)
    // Zeros may be added behind the last.
    potentials = .zeroed(neurons + TrueNorthGroups.lanes)
    senders = .zeroed(neurons)
    identities = .zeroed(neurons)
    gateTypes = .zeroed(neurons)
    unsettledGroups = .zeroed(groupWords)
    unsettledCores = .zeroed(coreWords)
    scheduler = .zeroed(Self.slotCount * axonWords)
    scheduledCores = .zeroed(Self.slotCount * coreWords * 64)
    scheduledWords = .zeroed(Self.slotCount * coreWords)
    isListed = layout.isListed
    scheduledAxons = .zeroed(isListed ? Self.slotCount * axonWords * 64 : 0)
    lists = .zeroed(Self.slotCount)
    synapticEvents = .zeroed(coreCount)
    var blocks = TrueNorthGroups(types: packed, isOrdered: image.generator != .counterBased)
    for core in image.cores.indices {
      let first = layout.groupStarts[core]
      for group in first..<layout.groupStarts[core + 1] {
        groups[group] =
          UInt32(TrueNorthGroups.stride)
          * blocks.number(of: Self.types(of: image.cores[core], group: group - first))
        groupCores[group] = UInt32(core)
      }
    }
    groupTable = .copy(of: blocks.table)
    laneTypes = .copy(of: blocks.laneTypes)
    fabric = .zeroed(1)
    fabric.pointee = makeFabric()
    fill(image, layout: layout)
  }

  func deallocate() {
    for pointer: UnsafeMutableRawPointer in [
      .init(fabric), .init(cores), .init(hasStochasticSynapses), .init(groupTable), .init(laneTypes),
      .init(types), .init(gates),
      .init(rows), .init(parts), .init(axonTypes), .init(groups), .init(groupCores), .init(potentials),
      .init(senders), .init(identities), .init(gateTypes), .init(unsettledGroups),
      .init(unsettledCores),
      .init(scheduler), .init(scheduledCores), .init(scheduledWords), .init(scheduledAxons), .init(lists),
      .init(synapticEvents),
    ] { fabric_release(pointer) }
  }

  /// Back to the state at load but for the potentials.
  func clear() {
    for neuron in 0..<groupCount * TrueNorthGroups.lanes { senders[neuron].spikes = 0 }
    unsettledGroups.update(repeating: 0, count: groupWords)
    unsettledCores.update(repeating: 0, count: coreWords)
    scheduler.update(repeating: 0, count: Self.slotCount * axonWords)
    scheduledCores.update(repeating: 0, count: Self.slotCount * coreWords * 64)
    scheduledWords.update(repeating: 0, count: Self.slotCount * coreWords)
    for slot in 0..<Self.slotCount { lists[slot].end = lists[slot].axons }
    synapticEvents.update(repeating: 0, count: coreCount)
  }

  /// Sets the bits of the scheduler, which a listed fabric does without, to what its lists say.
  func spreadLists() {
    scheduler.update(repeating: 0, count: Self.slotCount * axonWords)
    for slot in 0..<Self.slotCount {
      var axon = lists[slot].axons!
      while axon != lists[slot].end {
        scheduler[slot * axonWords + Int(axon.pointee) >> 6] |= 1 << UInt64(axon.pointee & 63)
        axon += 1
      }
    }
  }

  @inline(__always)
  func typeNumber(ofNeuron neuron: Int) -> Int {
    Int(laneTypes[(Int(groups[neuron >> 3]) / TrueNorthGroups.stride) &<< 3 &+ neuron & 7])
  }

  @inline(__always)
  func type(ofNeuron neuron: Int) -> UnsafeMutablePointer<PackedType> { types + typeNumber(ofNeuron: neuron) }

  /// Has a neuron updated in the coming tick.
  @inline(__always)
  func unsettle(_ neuron: Int) {
    let core = Int(groupCores[neuron >> 3])
    let group = neuron >> 3 &- Int(cores[core].first) >> 3
    cores[core].unsettled[group >> 6] |= 1 &<< UInt64(truncatingIfNeeded: group & 63)
    unsettledCores[core >> 6] |= 1 &<< UInt64(truncatingIfNeeded: core & 63)
  }
}

extension TrueNorthTables {
  private func makeFabric() -> tn_fabric {
    var fabric = tn_fabric()
    fabric.cores = UnsafePointer(cores)
    if isListed {
      for slot in 0..<Self.slotCount {
        let axons = scheduledAxons + slot * axonWords * 64
        lists[slot] = tn_list(axons: axons, end: axons)
      }
      fabric.lists = lists
    }
    fabric.rows = UnsafePointer(rows)
    fabric.unsettled_groups = unsettledGroups
    fabric.synaptic_events = synapticEvents
    fabric.unsettled_cores = unsettledCores
    fabric.senders = senders
    fabric.identities = UnsafePointer(identities)
    fabric.potentials = potentials
    fabric.gate_types = UnsafePointer(gateTypes)
    fabric.gates = UnsafePointer(gates)
    fabric.core_count = UInt32(coreCount)
    fabric.is_large = coreCount > 512
    func set<Slots, Word>(_ slots: inout Slots, _ first: UnsafeMutablePointer<Word>, stride: Int) {
      withUnsafeMutableBytes(of: &slots) {
        let slots = $0.bindMemory(to: UnsafeMutablePointer<Word>.self)
        for slot in slots.indices { slots[slot] = first + slot * stride }
      }
    }
    set(&fabric.axon_slots, scheduler, stride: axonWords)
    set(&fabric.core_slots, scheduledCores, stride: coreWords * 64)
    set(&fabric.word_slots, scheduledWords, stride: coreWords)
    return fabric
  }

  private static func types(of core: TrueNorthImage.Core, group: Int) -> [UInt32] {
    (group * TrueNorthGroups.lanes..<(group + 1) * TrueNorthGroups.lanes).map {
      $0 < core.neurons.count ? core.neurons[$0].type : TrueNorthGroups.noType
    }
  }

  private func fill(_ image: TrueNorthImage, layout: TrueNorthLayout) {
    var writer = TrueNorthRows(rows: rows, parts: parts)
    for index in image.cores.indices {
      let core = image.cores[index]
      let first = layout.groupStarts[index] * TrueNorthGroups.lanes
      for (offset, neuron) in core.neurons.enumerated() {
        senders[first + offset].send = tn_send(neuron.target, layout: layout)
        let type = types + Int(neuron.type)
        if type.pointee.neuron.draws { identities[first + offset] = neuron.identity }
        if type.pointee.kind == .gate { gateTypes[first + offset] = neuron.type }
      }
      let axons = axonTypes + layout.axonWordStarts[index] * 64
      for (axon, type) in core.axonTypes.enumerated() { axons[axon] = type }
      cores[index] = tn_core(
        potentials: potentials + first, unsettled: unsettledGroups + layout.groupWordStarts[index],
        groups: groups + layout.groupStarts[index], alike: alike(core, layout.groupStarts[index]),
        largest_strength: largestStrength(core),
        rows: layout.hasRows(core: index) ? rows + layout.rowStarts[index] : nil,
        axon_types: axons, crossbar: core.crossbar.words.baseAddress, first: UInt32(first),
        first_axon_word: UInt32(layout.axonWordStarts[index]),
        group_count: UInt32(layout.groupStarts[index + 1] - layout.groupStarts[index]),
        row_words: UInt32(core.crossbar.wordsPerRow), axon_words: UInt32(layout.axonWords(core: index)))
      hasStochasticSynapses[index] =
        anyStochasticSynapses
        && core.neurons.contains {
          types[Int($0.type)].neuron.stochasticSynapses != 0
        }
      guard layout.hasRows(core: index) else { continue }
      writer.write(
        core, number: index, first: first, start: layout.rowStarts[index], readsBits: !isListed,
        types: UnsafePointer(types))
    }
  }

  /// The one block of parameters of a core whose neurons are all of one type that draws nothing.
  private func alike(_ core: TrueNorthImage.Core, _ firstGroup: Int) -> UnsafePointer<tn_group>? {
    guard let type = core.neurons.first?.type, core.neurons.count.isMultiple(of: TrueNorthGroups.lanes),
      types[Int(type)].kind == .plain, !types[Int(type)].neuron.draws,
      core.neurons.allSatisfy({ $0.type == type })
    else { return nil }
    return UnsafePointer(groupTable + Int(groups[firstGroup]) / TrueNorthGroups.stride)
  }

  private func largestStrength(_ core: TrueNorthImage.Core) -> Int {
    guard let type = core.neurons.first?.type else { return 0 }
    let strengths = types[Int(type)].neuron.strengths
    return strengths.indices.map { Int(strengths[$0].magnitude) }.max()!
  }
}

extension UnsafeMutablePointer {
  /// Zeros that take no memory before they are written; released by `fabric_release`.
  static func zeroed(_ count: Int) -> Self {
    fabric_zeroed(max(count, 1), MemoryLayout<Pointee>.stride)!.bindMemory(
      to: Pointee.self, capacity: max(count, 1))
  }

  static func copy(of elements: [Pointee]) -> Self {
    let copy = zeroed(elements.count)
    copy.initialize(from: elements, count: elements.count)
    return copy
  }
}
