import CFabricKernels

extension LoihiFast {
  /// Runs one tick.
  public func step() {
    if state.pointee.hasOutputs { clearOutputs() }
    deliver()
    if clock != nil { addUpdateTimes() }
    kernels.update_simple(work)
    if clock != nil { addHoldings() }
    updateOthers()
    if work.pointee.fired_count > 0 { sendFired() }
    if let clock { clock.endTick() }
    work.pointee.tick &+= 1
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
    let arriving = ring.synapses(tick: tick)
    kernels.deliver(work, arriving.baseAddress!, arriving.count)
    for run in ring.runs(tick: tick) {
      kernels.deliver(work, synapses.baseAddress! + Int(run.first), Int(run.count))
    }
    ring.clear(tick: tick)
  }

  /// Gates draw together, the rest is updated one by one. Those that cannot rest stay on the list.
  private func updateOthers() {
    let (others, drawing) = (work.pointee.others!, work.pointee.drawing!)
    var (gateCount, kept) = (0, 0)
    for position in 0..<work.pointee.other_count {
      let index = others[position]
      if cells[Int(index)].isGate {
        drawing[gateCount] = index
        gateCount &+= 1
      } else if !updateGeneral(index) {
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
    work.pointee.probed_count = 0
    work.pointee.more_count = 0
    work.pointee.sent_count = 0
    kernels.send(work)
    while work.pointee.sent_count < work.pointee.fired_count {
      ring.growFullSlots()
      kernels.send(work)
    }
    for position in 0..<work.pointee.more_count { sendMore(Int(work.pointee.sending_more[position])) }
    if clock != nil { addSpikeTimes() }
    if work.pointee.probed_count > 0 { report() }
  }

  private func sendMore(_ index: Int) {
    let first = Int(senders[index].first_more)
    for segment in first..<first + Int(senders[index].more_count) {
      ring.push(moreSends[segment], tick: tick)
    }
  }

  /// Fills `outputs` in the order of compartments.
  private func report() {
    let count = work.pointee.probed_count
    var probed = UnsafeMutableBufferPointer(start: work.pointee.probed, count: count)
    if count > 1 { probed.sort() }
    for index in probed { outputs.append(Int(senders[Int(index)].port)) }
    state.pointee.hasOutputs = true
  }
}
