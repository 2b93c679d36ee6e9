import CFabricKernels

extension LoihiFast {
  /// Runs one tick.
  public func step() {
    if state.pointee.hasOutputs { clearOutputs() }
    deliver()
    if clock != nil { addUpdateTimes() }
    kernels.update_simple(work)
    if clock != nil { addHoldings() }
    if work.pointee.other_count > 0 || work.pointee.drawing_count > 0 { updateOthers() }
    if work.pointee.fired_count > 0 { sendFired() }
    if let clock { clock.endTick() }
    work.pointee.tick &+= 1
    work.pointee.epoch_tick &+= 1
    if work.pointee.epoch_tick == epochLength { beginEpoch() }
  }

  private func clearOutputs() {
    outputs.removeAll(keepingCapacity: true)
    state.pointee.hasOutputs = false
  }

  /// Adds the inputs of this tick's slot to their compartments and puts those on the lists, behind those that
  /// cannot rest.
  private func deliver() {
    work.pointee.simple_count = state.pointee.waitingCount
    state.pointee.waitingCount = 0
    let tick = tick
    let (copies, referred) = (ring.copies(tick: tick), ring.referred(tick: tick))
    work.pointee.arriving = copies.count &+ referred
    if work.pointee.arriving == 0 { return }
    kernels.deliver(work, copies.baseAddress!, copies.count)
    if referred > 0 { deliverRuns(tick: tick) }
    if work.pointee.has_overrun { correctOverruns(tick: tick) }
    ring.clear(tick: tick)
  }

  private func deliverRuns(tick: Int) {
    for run in ring.runs(tick: tick) {
      kernels.deliver(work, synapses.baseAddress! + Int(run.first), Int(run.count))
    }
  }

  /// Works the inputs of this tick out once more, in wider numbers.
  ///
  /// An input that overran is right in the bits that a compartment looks at; what is lost is whether they are
  /// all. It becomes one that has the same low bits and others beside, so that it is seen to be clipped.
  private func correctOverruns(tick: Int) {
    var sums: [UInt32: Int] = [:]
    for synapse in ring.copies(tick: tick) { sums[synapse.target, default: 0] += synapse.units }
    for run in ring.runs(tick: tick) {
      for synapse in synapses[Int(run.first)..<Int(run.first + run.count)] {
        sums[synapse.target, default: 0] += synapse.units
      }
    }
    for (target, sum) in sums where abs(sum) >= 1 << 29 {
      cells[Int(target)].input = 2 * (Int32(Int16(truncatingIfNeeded: sum)) + 1 << 28) | 1
    }
    work.pointee.has_overrun = false
  }

  /// Gates draw together, the rest is updated one by one. Those that cannot rest stay on the list.
  private func updateOthers() {
    let (others, drawing) = (work.pointee.others!, work.pointee.drawing!)
    var (gateCount, kept) = (0, 0)
    for position in 0..<work.pointee.other_count {
      let index = others[position]
      if links[Int(index)] >= 0 {
        drawing[gateCount] = index
        gateCount &+= 1
      } else if !updateGeneral(Int(index)) {
        others[kept] = index
        kept &+= 1
      }
    }
    work.pointee.other_count = kept
    work.pointee.drawing_count = gateCount
    kernels.update_gates(work)
  }

  /// Puts what the fired compartments send into the delay ring.
  private func sendFired() {
    work.pointee.special_count = 0
    work.pointee.sent_count = 0
    kernels.send(work)
    while work.pointee.sent_count < work.pointee.fired_count {
      ring.growFullSlots()
      kernels.send(work)
    }
    if clock != nil { addSpikeTimes() }
    if work.pointee.special_count > 0 { sendMore() }
  }

  /// What there is more to a spike: further segments, and outputs in the order of compartments.
  private func sendMore() {
    let count = work.pointee.special_count
    var special = UnsafeMutableBufferPointer(start: work.pointee.special, count: count)
    if count > 1 { special.sort() }
    for index in special {
      for segment in moreStarts[Int(index)]..<moreStarts[Int(index) + 1] {
        ring.push(moreSends[segment], tick: tick)
      }
      let port = places[Int(index)].port
      if port >= 0 {
        outputs.append(Int(port))
        state.pointee.hasOutputs = true
      }
    }
  }
}
