import RandomStreams

extension LoihiFast {
  /// Runs one tick.
  public func step() {
    if !outputs.isEmpty { outputs.removeAll(keepingCapacity: true) }
    deliver()
    if activeCount > 0 { updateActive() }
    clock?.endTick()
    tick &+= 1
  }

  /// Adds the inputs of this tick's slot to their compartments and puts those on the active list.
  private func deliver() {
    let slot = queue.slot(tick: tick)
    let records = records.baseAddress!
    let synapses = synapses.baseAddress!
    var count = activeCount
    for entry in 0..<slot.pointee.count {
      let segment = slot.pointee.entries[entry]
      var synapse = synapses + Int(segment.first)
      let end = synapse + Int(segment.count)
      while synapse < end {
        let record = records + Int(synapse.pointee.target)
        record.pointee.input &+= Int64(synapse.pointee.weight)
        if !record.pointee.isQueued {
          record.pointee.isQueued = true
          active[count] = synapse.pointee.target
          count &+= 1
        }
        synapse += 1
      }
    }
    slot.pointee.count = 0
    activeCount = count
  }

  private func updateActive() {
    let isTimed = clock != nil
    var kept = 0
    var spikes = 0
    for position in 0..<activeCount {
      let index = active[position]
      let record = records.baseAddress! + Int(index)
      let parameters = parameters.baseAddress! + Int(record.pointee.parameters)
      let wasHeld = record.pointee.isHeld
      let rests = update(record, parameters, index: Int(index))
      let isHeld = rests && record.pointee.voltage != 0 && parameters.pointee.voltageKept != 0
      record.pointee.isHeld = isHeld
      if isTimed {
        addTime(record, index: Int(index), parameters, wasHeld: wasHeld)
      }
      if record.pointee.spiked {
        send(record)
        if record.pointee.port >= 0 {
          probed[spikes] = index
          spikes &+= 1
        }
      }
      record.pointee.isQueued = !rests
      active[kept] = index
      kept &+= rests ? 0 : 1
    }
    activeCount = kept
    if spikes > 0 { report(spikes) }
  }

  /// One tick of one compartment: `LoihiCompartment.update` in shifts and products.
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
    let wideCurrent = Self.scaled(Int64(record.pointee.current), parameters.pointee.currentKept) &+ a
    let current = (wideCurrent &<< 40) &>> 40

    let before = Int64(record.pointee.voltage)
    let drive = parameters.pointee.bias &+ (target == .voltage ? noise : 0)
    let wideVoltage = Self.scaled(before, parameters.pointee.voltageKept) &+ current &+ drive
    let limit: Int64 = 1 &<< 23 &- 1
    var voltage = min(max(wideVoltage, 0 &- limit), limit)
    if a != sum || current != wideCurrent || voltage != wideVoltage { clippedPotentials &+= 1 }

    var refractory = record.pointee.refractory
    if refractory > 0 { voltage = 0 }
    let spiked = voltage > parameters.pointee.threshold
    if spiked {
      voltage = 0
      refractory = UInt8(truncatingIfNeeded: parameters.pointee.type.refractoryDelay)
      record.pointee.spikes &+= 1
    }
    refractory = refractory > 0 ? refractory &- 1 : 0

    let completed = Int64(tick) &+ 1
    let ticks = record.pointee.isHeld ? completed &- record.pointee.stamp : 1
    record.pointee.updates &+= UInt64(bitPattern: ticks)
    record.pointee.stamp = completed
    record.pointee.input = 0
    record.pointee.current = Int32(truncatingIfNeeded: current)
    record.pointee.voltage = Int32(truncatingIfNeeded: voltage)
    record.pointee.refractory = refractory
    record.pointee.spiked = spiked
    return parameters.pointee.rests(current: current, voltage: voltage, refractory: refractory)
  }

  /// sgn(x) * ((|x| * kept) >> 12): the product, moved up to the multiple above if negative, then shifted.
  @inline(__always)
  private static func scaled(_ value: Int64, _ kept: Int64) -> Int64 {
    let product = value &* kept
    return (product &+ ((product &>> 63) & 4095)) &>> 12
  }

  @inline(__always)
  private func noise(_ parameters: UnsafeMutablePointer<LoihiParameters>, index: Int) -> Int64 {
    Int64(
      parameters.pointee.noise.value(
        key: key, identity: identities[index], tick: UInt64(bitPattern: Int64(tick))))
  }

  @inline(__always)
  private func send(_ record: UnsafeMutablePointer<LoihiRecord>) {
    var segment = sends.baseAddress! + Int(record.pointee.firstSend)
    let end = segment + Int(record.pointee.sendCount)
    while segment < end {
      queue.push(segment.pointee, tick: tick)
      segment += 1
    }
  }

  @inline(never)
  private func addTime(
    _ record: UnsafeMutablePointer<LoihiRecord>, index: Int,
    _ parameters: UnsafeMutablePointer<LoihiParameters>, wasHeld: Bool
  ) {
    let core = Int(record.pointee.core)
    clock?.addUpdate(
      core: core, drawsNoise: parameters.pointee.noiseTarget != .none, held: wasHeld,
      holds: record.pointee.isHeld)
    guard record.pointee.spiked else { return }
    let messages = layout.messageStarts[index]..<layout.messageStarts[index + 1]
    clock?.addSpike(core: core, messages: messages.count)
    for message in messages {
      let message = layout.messages[message]
      clock?.addMessage(core: message.core, synapses: message.synapses)
    }
  }

  /// Fills `outputs` in the order of compartments.
  private func report(_ spikes: Int) {
    var order = UnsafeMutableBufferPointer(start: probed, count: spikes)
    if spikes > 1 { order.sort() }
    for spike in 0..<spikes { outputs.append(Int(records[Int(order[spike])].port)) }
  }
}
