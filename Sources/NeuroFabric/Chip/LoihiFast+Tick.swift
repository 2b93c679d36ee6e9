import RandomStreams

// Whether a compartment spikes is more often than not a coin toss, which no processor predicts. The common
// updates are therefore written without branches on the outcome: a compartment is always written to the list
// of the fired, and the list's count moves by 0 or 1; so is a synapse's target to the lists of those to
// update.

extension LoihiFast {
  /// Runs one tick.
  public func step() {
    if !outputs.isEmpty { outputs.removeAll(keepingCapacity: true) }
    let slot = queue.slot(tick: state.pointee.tick)
    if slot.pointee.count > 0 { deliver(slot) }
    let (simpleCount, otherCount) = (state.pointee.simpleCount, state.pointee.otherCount)
    if clock != nil {
      addUpdateTimes(simple, count: simpleCount)
      addUpdateTimes(others, count: otherCount)
    }
    if simpleCount > 0 { updateSimple() }
    if clock != nil { addHoldings(simple, count: simpleCount) }
    if otherCount > 0 { updateOthers() }
    state.pointee.spikeCount = state.pointee.firedCount
    if state.pointee.firedCount > 0 { sendFired() }
    if let clock { clock.endTick() }
    state.pointee.tick &+= 1
  }

  /// Adds the inputs of this tick's slot to their compartments and puts those on the lists.
  private func deliver(_ slot: UnsafeMutablePointer<LoihiDelayQueue.Slot>) {
    let records = records.baseAddress!
    let synapses = synapses.baseAddress!
    let (simple, others) = (simple, others)
    var (simpleCount, otherCount) = (state.pointee.simpleCount, state.pointee.otherCount)
    var entry = slot.pointee.entries
    let last = entry + slot.pointee.count
    while entry < last {
      var synapse = synapses + Int(entry.pointee.first)
      let end = synapse + Int(entry.pointee.count)
      while synapse < end {
        let target = synapse.pointee.target
        let record = records + Int(target)
        record.pointee.input &+= Int64(synapse.pointee.weight)
        let listing = Int(record.pointee.listing)
        simple[simpleCount] = target
        others[otherCount] = target
        simpleCount &+= listing & 1
        otherCount &+= listing &>> 1
        record.pointee.listing = LoihiListing.none
        synapse += 1
      }
      entry += 1
    }
    slot.pointee.count = 0
    (state.pointee.simpleCount, state.pointee.otherCount) = (simpleCount, otherCount)
  }

  /// Counts this tick's update of a compartment, and the ticks slept through if it was active in its sleep.
  @inline(__always)
  private func countUpdate(_ record: UnsafeMutablePointer<LoihiRecord>, completed: Int64) {
    let slept = completed &- record.pointee.stamp &- 1
    record.pointee.updates &+= UInt64(bitPattern: 1 &+ (slept & (record.pointee.isHeld ? -1 : 0)))
    record.pointee.stamp = completed
  }

  /// The compartments on the simple list; all of them rest afterwards.
  private func updateSimple() {
    let (records, types) = (records.baseAddress!, parameters.baseAddress!)
    let (simple, fired) = (simple, fired)
    let completed = Int64(state.pointee.tick) &+ 1
    var firedCount = state.pointee.firedCount
    for position in 0..<state.pointee.simpleCount {
      let index = simple[position]
      let record = records + Int(index)
      let parameters = types + Int(record.pointee.parameters)
      countUpdate(record, completed: completed)
      fired[firedCount] = index
      firedCount &+= updateResting(record, parameters, toCurrent: 0, toVoltage: 0)
      record.pointee.listing = LoihiListing.simple
    }
    state.pointee.simpleCount = 0
    state.pointee.firedCount = firedCount
  }

  /// The other compartments: gates draw together, the rest is updated one by one. Those that cannot rest stay
  /// on the list.
  private func updateOthers() {
    let (records, types) = (records.baseAddress!, parameters.baseAddress!)
    let (others, gates, fired) = (others, gates, fired)
    let completed = Int64(state.pointee.tick) &+ 1
    var (gateCount, kept, firedCount) = (0, 0, state.pointee.firedCount)
    for position in 0..<state.pointee.otherCount {
      let index = others[position]
      let record = records + Int(index)
      let parameters = types + Int(record.pointee.parameters)
      if parameters.pointee.isGate {
        gates[gateCount] = index
        gateCount &+= 1
        continue
      }
      countUpdate(record, completed: completed)
      let rests = update(record, parameters, index: Int(index))
      record.pointee.isHeld =
        rests && record.pointee.voltage != 0 && parameters.pointee.voltageKept != 0
      if record.pointee.isHeld { clock?.addHolding(core: Int(record.pointee.core)) }
      record.pointee.listing = rests ? parameters.pointee.listing : LoihiListing.none
      record.pointee.input = 0
      others[kept] = index
      kept &+= rests ? 0 : 1
      fired[firedCount] = index
      firedCount &+= record.pointee.spiked ? 1 : 0
    }
    state.pointee.otherCount = kept
    state.pointee.firedCount = firedCount
    if gateCount > 0 { updateGates(gateCount) }
  }

  /// Gates keep nothing: they rest after every update.
  private func updateGates(_ count: Int) {
    let (records, types) = (records.baseAddress!, parameters.baseAddress!)
    let fired = fired
    let completed = Int64(state.pointee.tick) &+ 1
    var firedCount = state.pointee.firedCount
    state.pointee.key.drawFirstWords(
      for: gates, count: count, identities: identities.baseAddress!,
      tick: UInt64(bitPattern: Int64(state.pointee.tick))
    ) { index, word in
      let record = records + Int(index)
      let parameters = types + Int(record.pointee.parameters)
      let noise = Int64(parameters.pointee.noise.value(from: word))
      let isCurrent = parameters.pointee.noiseTarget == .current
      countUpdate(record, completed: completed)
      fired[firedCount] = index
      firedCount &+= updateResting(
        record, parameters, toCurrent: isCurrent ? noise : 0, toVoltage: isCurrent ? 0 : noise)
      record.pointee.listing = LoihiListing.other
    }
    state.pointee.firedCount = firedCount
  }

  /// The update of a compartment whose parameters are simple, or simple but for noise; it rests afterwards.
  /// See `LoihiParameters.isSimple`.
  ///
  /// The current is not written: nothing reads a current that is forgotten.
  /// - Returns: 1 if it spiked, 0 if not.
  @inline(__always)
  private func updateResting(
    _ record: UnsafeMutablePointer<LoihiRecord>, _ parameters: UnsafeMutablePointer<LoihiParameters>,
    toCurrent currentNoise: Int64, toVoltage voltageNoise: Int64
  ) -> Int {
    let sum = record.pointee.input &+ currentNoise
    let current = (sum &<< 42) &>> 42
    let mask = parameters.pointee.keptMask
    var voltage = (Int64(record.pointee.voltage) & mask) &+ current &+ voltageNoise
    if current != sum || Self.overruns(voltage) {
      voltage = Self.clamped(voltage)
      state.pointee.clippedPotentials &+= 1
    }
    // -1 if the voltage is above the threshold, which is never negative: the shift by 63 (or by 0) then leaves
    // 0. A choice between two values the compiler would make a jump, and this one is a coin toss.
    let spike = (parameters.pointee.threshold &- voltage) &>> 63
    voltage = voltage &>> spike
    record.pointee.input = 0
    record.pointee.spikes &-= UInt64(bitPattern: spike)
    record.pointee.voltage = Int32(truncatingIfNeeded: voltage)
    record.pointee.spiked = spike != 0
    record.pointee.isHeld = voltage & mask != 0
    return 0 &- Int(spike)
  }

  /// One tick of any compartment: `LoihiCompartment.update` in shifts and products.
  /// - Returns: whether the compartment rests from now on.
  @inline(__always)
  private func update(
    _ record: UnsafeMutablePointer<LoihiRecord>, _ parameters: UnsafeMutablePointer<LoihiParameters>,
    index: Int
  ) -> Bool {
    let target = parameters.pointee.noiseTarget
    let noise = target == .none ? 0 : noise(parameters, index: index)
    let sum = record.pointee.input &+ (target == .current ? noise : 0)
    let a = (sum &<< 42) &>> 42
    let wideCurrent = Self.scaled(record.pointee.current, parameters.pointee.currentKept) &+ a
    let current = (wideCurrent &<< 40) &>> 40

    let drive = parameters.pointee.bias &+ (target == .voltage ? noise : 0)
    let wideVoltage =
      Self.scaled(record.pointee.voltage, parameters.pointee.voltageKept) &+ current &+ drive
    var voltage = Self.clamped(wideVoltage)
    if a != sum || current != wideCurrent || voltage != wideVoltage {
      state.pointee.clippedPotentials &+= 1
    }

    var refractory = record.pointee.refractory
    if refractory > 0 { voltage = 0 }
    let spiked = voltage > parameters.pointee.threshold
    if spiked {
      voltage = 0
      refractory = UInt8(truncatingIfNeeded: parameters.pointee.type.refractoryDelay)
      record.pointee.spikes &+= 1
    }
    refractory = refractory > 0 ? refractory &- 1 : 0

    record.pointee.current = Int32(truncatingIfNeeded: current)
    record.pointee.voltage = Int32(truncatingIfNeeded: voltage)
    record.pointee.refractory = refractory
    record.pointee.spiked = spiked
    return parameters.pointee.rests(current: current, voltage: voltage, refractory: refractory)
  }

  /// sgn(x) * ((|x| * kept) >> 12): the product, moved up to the multiple above if negative, then shifted.
  @inline(__always)
  private static func scaled(_ value: Int32, _ kept: Int64) -> Int64 {
    let product = Int64(value) &* kept
    return (product &+ ((product &>> 63) & 4095)) &>> 12
  }

  @inline(__always)
  private static func overruns(_ voltage: Int64) -> Bool {
    let limit: Int64 = 1 << 23 - 1
    return voltage > limit || voltage < 0 &- limit
  }

  @inline(__always)
  private static func clamped(_ voltage: Int64) -> Int64 {
    let limit: Int64 = 1 << 23 - 1
    return min(max(voltage, 0 &- limit), limit)
  }

  @inline(__always)
  private func noise(_ parameters: UnsafeMutablePointer<LoihiParameters>, index: Int) -> Int64 {
    Int64(
      parameters.pointee.noise.value(
        key: state.pointee.key, identity: identities[index],
        tick: UInt64(bitPattern: Int64(state.pointee.tick))))
  }

  /// Puts what the fired compartments send into the delay ring.
  private func sendFired() {
    let (records, sends) = (records.baseAddress!, sends.baseAddress!)
    let (fired, probed, clock, tick) = (fired, probed, clock, state.pointee.tick)
    var probes = 0
    for position in 0..<state.pointee.firedCount {
      let index = fired[position]
      let record = records + Int(index)
      var segment = sends + Int(record.pointee.firstSend)
      let end = segment + Int(record.pointee.sendCount)
      while segment < end {
        queue.push(segment.pointee, tick: tick)
        segment += 1
      }
      if let clock { addSpikeTime(clock, record, index: Int(index)) }
      probed[probes] = index
      probes &+= record.pointee.port >= 0 ? 1 : 0
    }
    state.pointee.firedCount = 0
    if probes > 0 { report(probes) }
  }

  // The clock is told in passes of its own, before and after the updates, so that these are not slowed down
  // where no clock runs.

  private func addUpdateTimes(_ list: UnsafeMutablePointer<UInt32>, count: Int) {
    guard let clock else { return }
    for position in 0..<count {
      let record = records.baseAddress! + Int(list[position])
      clock.addUpdate(
        core: Int(record.pointee.core),
        drawsNoise: parameters[Int(record.pointee.parameters)].noiseTarget != .none,
        held: record.pointee.isHeld)
    }
  }

  private func addHoldings(_ list: UnsafeMutablePointer<UInt32>, count: Int) {
    guard let clock else { return }
    for position in 0..<count {
      let record = records.baseAddress! + Int(list[position])
      if record.pointee.isHeld { clock.addHolding(core: Int(record.pointee.core)) }
    }
  }

  @inline(__always)
  private func addSpikeTime(
    _ clock: LoihiClock, _ record: UnsafeMutablePointer<LoihiRecord>, index: Int
  ) {
    let first = messageStarts[index]
    let end = messageStarts[index &+ 1]
    clock.addSpike(core: Int(record.pointee.core), messages: end &- first)
    for message in first..<end {
      clock.addMessage(core: messages[message].core, synapses: messages[message].synapses)
    }
  }

  /// Fills `outputs` in the order of compartments.
  private func report(_ spikes: Int) {
    var order = UnsafeMutableBufferPointer(start: probed, count: spikes)
    if spikes > 1 { order.sort() }
    for spike in 0..<spikes { outputs.append(Int(records[Int(order[spike])].port)) }
  }
}
