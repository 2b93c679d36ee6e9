import RandomStreams

// Whether a compartment spikes is more often than not a coin toss, which no processor predicts. The common
// updates are therefore written without branches on the outcome: a compartment is always written to the list
// of the fired, and the list's count moves by 0 or 1; so is a synapse's target to the lists of those to
// update.

extension LoihiFast {
  /// Runs one tick.
  public func step() {
    if state.pointee.hasOutputs { clearOutputs() }
    let slot = ring.slot(tick: state.pointee.tick)
    deliver(slot)
    let (simpleCount, otherCount) = (state.pointee.simpleCount, state.pointee.otherCount)
    if clock != nil {
      addUpdateTimes(simple, count: simpleCount)
      addUpdateTimes(others, count: otherCount)
    }
    state.pointee.firedCount = 0
    if simpleCount > 0 { updateSimple() }
    if clock != nil { addHoldings(simple, count: simpleCount) }
    state.pointee.gateCount = 0
    if otherCount > 0 { updateOthers() }
    if state.pointee.firedCount > 0 { sendFired() }
    if let clock { clock.endTick() }
    state.pointee.tick &+= 1
  }

  private func clearOutputs() {
    outputs.removeAll(keepingCapacity: true)
    state.pointee.hasOutputs = false
  }

  /// Adds the inputs of this tick's slot to their compartments and puts those on the lists, behind those that
  /// cannot rest.
  private func deliver(_ slot: UnsafeMutablePointer<LoihiDelayRing.Slot>) {
    state.pointee.simpleCount = state.pointee.waitingCount
    state.pointee.waitingCount = 0
    let (first, next) = (slot.pointee.first, slot.pointee.next)
    if first < next { deliver(first, count: next - first) }
    for run in 0..<slot.pointee.runCount {
      let segment = slot.pointee.runs[run]
      deliver(synapses.baseAddress! + Int(segment.first), count: Int(segment.count))
    }
    LoihiDelayRing.clear(slot)
  }

  private func deliver(_ run: UnsafeMutablePointer<LoihiFlatSynapse>, count: Int) {
    let (cells, simple, others) = (cells.baseAddress!, simple, others)
    var (simpleCount, otherCount) = (state.pointee.simpleCount, state.pointee.otherCount)
    for position in 0..<count {
      let synapse = run[position]
      let cell = cells + Int(synapse.target)
      let weight = Int64(synapse.weight)
      let before = cell.pointee.input
      cell.pointee.input = (before &+ (weight & ~1)) | 1
      let isNew = ~before & 1
      simple[simpleCount] = synapse.target
      others[otherCount] = synapse.target
      simpleCount &+= Int(isNew & ~weight)
      otherCount &+= Int(isNew & weight)
    }
    (state.pointee.simpleCount, state.pointee.otherCount) = (simpleCount, otherCount)
  }

  /// The compartments on the simple list; all of them rest afterwards.
  private func updateSimple() {
    let (cells, simple, fired) = (cells.baseAddress!, simple, fired)
    let completed = Int64(state.pointee.tick) &+ 1
    var firedCount = 0
    for position in 0..<state.pointee.simpleCount {
      let index = simple[position]
      let cell = cells + Int(index)
      let mask = Int64(cell.pointee.keptMask)
      let kept = Int64(cell.pointee.voltage) & mask
      let spike = updateResting(cell, kept: kept, toCurrent: 0, toVoltage: 0)
      cell.pointee.activity &+=
        (kept != 0 ? completed : 1) &- (cell.pointee.isHeld ? completed : 0)
      fired[firedCount] = index
      firedCount &-= spike
    }
    state.pointee.firedCount = firedCount
  }

  /// The other compartments: gates draw together, the rest is updated one by one. Those that cannot rest stay
  /// on the list.
  private func updateOthers() {
    let (cells, others, gates) = (cells.baseAddress!, others, gates)
    var (gateCount, kept) = (0, 0)
    for position in 0..<state.pointee.otherCount {
      let index = others[position]
      if cells[Int(index)].isGate {
        gates[gateCount] = index
        gateCount &+= 1
      } else if !updateGeneral(cells + Int(index), index: index) {
        others[kept] = index
        kept &+= 1
      }
    }
    state.pointee.otherCount = kept
    state.pointee.gateCount = gateCount
    if gateCount > 0 { updateGates(gateCount) }
  }

  /// Gates keep nothing: they rest after every update.
  private func updateGates(_ count: Int) {
    let (cells, types) = (cells.baseAddress!, parameters.baseAddress!)
    let fired = fired
    var firedCount = state.pointee.firedCount
    state.pointee.key.drawFirstWords(
      for: gates, count: count, identities: identities.baseAddress!,
      tick: UInt64(bitPattern: Int64(state.pointee.tick))
    ) { index, word in
      let cell = cells + Int(index)
      let parameters = types + Int(cell.pointee.link)
      let noise = Int64(parameters.pointee.noise.value(from: word))
      let isCurrent = parameters.pointee.noiseTarget == .current
      let spike = updateResting(
        cell, kept: 0, toCurrent: isCurrent ? noise : 0, toVoltage: isCurrent ? 0 : noise)
      cell.pointee.activity &+= 1
      fired[firedCount] = index
      firedCount &-= spike
    }
    state.pointee.firedCount = firedCount
  }

  /// The update of a compartment that rests afterwards, simple or a gate, which keeps `kept` of its voltage.
  /// - Returns: -1 if it spiked, 0 if not.
  @inline(__always)
  private func updateResting(
    _ cell: UnsafeMutablePointer<LoihiCell>, kept: Int64, toCurrent currentNoise: Int64,
    toVoltage voltageNoise: Int64
  ) -> Int {
    let sum = (cell.pointee.input &>> 1) &+ currentNoise
    cell.pointee.input = 0
    let current = (sum &<< 42) &>> 42
    var voltage = kept &+ current &+ voltageNoise
    if current != sum || Self.overruns(voltage) {
      voltage = Self.clamped(voltage)
      state.pointee.clippedPotentials &+= 1
    }
    // -1 if the voltage is above the threshold, in masks: a choice between two values the compiler might make
    // a jump, and this one is a coin toss.
    let spike = (Int64(cell.pointee.threshold) &- voltage) &>> 63
    cell.pointee.voltage = Int32(truncatingIfNeeded: voltage & ~spike)
    return Int(spike)
  }

  @inline(__always)
  private static func overruns(_ voltage: Int64) -> Bool {
    let limit: Int64 = 1 << 23 - 1
    return UInt64(bitPattern: voltage &+ limit) > UInt64(2 * limit)
  }

  @inline(__always)
  static func clamped(_ voltage: Int64) -> Int64 {
    let limit: Int64 = 1 << 23 - 1
    return min(max(voltage, 0 &- limit), limit)
  }

  /// Puts what the fired compartments send into the delay ring.
  private func sendFired() {
    let (senders, fired, probed, ring) = (senders.baseAddress!, fired, probed, ring)
    let tick = state.pointee.tick
    var probes = 0
    for position in 0..<state.pointee.firedCount {
      let index = fired[position]
      let sender = senders + Int(index)
      sender.pointee.spikes &+= 1
      ring.push(
        first: sender.pointee.firstA, count: sender.pointee.countA,
        tick: tick &+ Int(sender.pointee.ticksA))
      ring.push(
        first: sender.pointee.firstB, count: sender.pointee.countB,
        tick: tick &+ Int(sender.pointee.ticksB))
      if sender.pointee.moreCount > 0 { sendMore(sender) }
      probed[probes] = index
      probes &+= 1 &+ Int(sender.pointee.port &>> 31)
    }
    if clock != nil { addSpikeTimes() }
    if probes > 0 { report(probes) }
  }

  @inline(never)
  private func sendMore(_ sender: UnsafeMutablePointer<LoihiSender>) {
    let first = Int(sender.pointee.firstMore)
    for segment in first..<first &+ Int(sender.pointee.moreCount) {
      ring.push(moreSends[segment], tick: state.pointee.tick)
    }
  }

  /// Fills `outputs` in the order of compartments.
  private func report(_ spikes: Int) {
    var order = UnsafeMutableBufferPointer(start: probed, count: spikes)
    if spikes > 1 { order.sort() }
    for spike in 0..<spikes { outputs.append(Int(senders[Int(order[spike])].port)) }
    state.pointee.hasOutputs = true
  }
}
