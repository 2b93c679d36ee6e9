import RandomStreams

extension LoihiFast {
  /// Runs one tick.
  public func step() {
    if !outputs.isEmpty { outputs.removeAll(keepingCapacity: true) }
    let slot = queue.slot(tick: state.pointee.tick)
    if slot.pointee.count > 0 { deliver(slot) }
    if state.pointee.activeCount > 0 { updateActive() }
    if let clock { clock.endTick() }
    state.pointee.tick &+= 1
  }

  /// Adds the inputs of this tick's slot to their compartments and puts those on the active list.
  private func deliver(_ slot: UnsafeMutablePointer<LoihiDelayQueue.Slot>) {
    let records = records.baseAddress!
    let synapses = synapses.baseAddress!
    let active = active
    var count = state.pointee.activeCount
    var entry = slot.pointee.entries
    let last = entry + slot.pointee.count
    while entry < last {
      var synapse = synapses + Int(entry.pointee.first)
      let end = synapse + Int(entry.pointee.count)
      while synapse < end {
        let target = synapse.pointee.target
        let record = records + Int(target)
        record.pointee.input &+= Int64(synapse.pointee.weight)
        active[count] = target
        count &+= record.pointee.isQueued ? 0 : 1
        record.pointee.isQueued = true
        synapse += 1
      }
      entry += 1
    }
    slot.pointee.count = 0
    state.pointee.activeCount = count
  }

  private func updateActive() {
    let records = records.baseAddress!
    let types = parameters.baseAddress!
    let active = active
    let probed = probed
    let clock = clock
    let tick = state.pointee.tick
    let completed = Int64(tick) &+ 1
    var kept = 0
    var probes = 0
    for position in 0..<state.pointee.activeCount {
      let index = active[position]
      let record = records + Int(index)
      let parameters = types + Int(record.pointee.parameters)
      let wasHeld = record.pointee.isHeld
      // One tick, and the ticks slept through if the compartment was active in its sleep.
      let slept = completed &- record.pointee.stamp &- 1
      record.pointee.updates &+= UInt64(bitPattern: 1 &+ (slept & (wasHeld ? -1 : 0)))
      record.pointee.stamp = completed
      if parameters.pointee.isSimple {
        updateSimple(record, parameters)
      } else {
        let rests = update(record, parameters, index: Int(index))
        record.pointee.isHeld =
          rests && record.pointee.voltage != 0 && parameters.pointee.voltageKept != 0
        record.pointee.isQueued = !rests
        active[kept] = index
        kept &+= rests ? 0 : 1
      }
      record.pointee.input = 0
      if let clock { addTime(clock, record, index: Int(index), parameters, wasHeld: wasHeld) }
      if record.pointee.spiked {
        send(record, tick: tick)
        probed[probes] = index
        probes &+= record.pointee.port >= 0 ? 1 : 0
      }
    }
    state.pointee.activeCount = kept
    if probes > 0 { report(probes) }
  }

  /// The update of a compartment whose parameters are simple; it rests afterwards. See
  /// `LoihiParameters.isSimple`.
  ///
  /// The current is not written: nothing reads a current that is forgotten.
  @inline(__always)
  private func updateSimple(
    _ record: UnsafeMutablePointer<LoihiRecord>, _ parameters: UnsafeMutablePointer<LoihiParameters>
  ) {
    let current = (record.pointee.input &<< 42) &>> 42
    let mask = parameters.pointee.keptMask
    var voltage = (Int64(record.pointee.voltage) & mask) &+ current
    if current != record.pointee.input || voltage != Self.clamped(voltage) {
      voltage = Self.clamped(voltage)
      state.pointee.clippedPotentials &+= 1
    }
    let spiked = voltage > parameters.pointee.threshold
    voltage = spiked ? 0 : voltage
    record.pointee.spikes &+= spiked ? 1 : 0
    record.pointee.voltage = Int32(truncatingIfNeeded: voltage)
    record.pointee.spiked = spiked
    record.pointee.isHeld = voltage & mask != 0
    record.pointee.isQueued = false
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

  @inline(__always)
  private func send(_ record: UnsafeMutablePointer<LoihiRecord>, tick: Int) {
    var segment = sends.baseAddress! + Int(record.pointee.firstSend)
    let end = segment + Int(record.pointee.sendCount)
    while segment < end {
      queue.push(segment.pointee, tick: tick)
      segment += 1
    }
  }

  @inline(__always)
  private func addTime(
    _ clock: LoihiClock, _ record: UnsafeMutablePointer<LoihiRecord>,
    index: Int, _ parameters: UnsafeMutablePointer<LoihiParameters>, wasHeld: Bool
  ) {
    let core = Int(record.pointee.core)
    clock.addUpdate(
      core: core, drawsNoise: parameters.pointee.noiseTarget != .none, held: wasHeld,
      holds: record.pointee.isHeld)
    guard record.pointee.spiked else { return }
    let first = messageStarts[index]
    let end = messageStarts[index &+ 1]
    clock.addSpike(core: core, messages: end &- first)
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
