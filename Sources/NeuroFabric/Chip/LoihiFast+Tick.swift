import CFabricKernels

extension LoihiFast {
  /// Runs one tick.
  public func step() { _ = advance(limit: 1) }

  public func stepUntilOutput(limit: Int) -> Bool {
    var left = limit
    while left > 0 {
      left -= advance(limit: left)
      if memory.pointee.hasOutputs { return true }
    }
    return false
  }

  /// Runs at least one tick and at most `limit`, up to the first in which an output spikes.
  /// - Returns: the number of ticks.
  private func advance(limit: Int) -> Int {
    if memory.pointee.hasOutputs { clearOutputs() }
    var ticks = 0
    if clock == nil && generalStates.isEmpty {
      ticks = kernels.run(work, min(limit, Int(epochLength &- work.pointee.epoch_tick)))
      if work.pointee.is_open {
        sendMore()
        ticks += 1
      }
    }
    if ticks == 0 {
      runAnyTick()
      ticks = 1
    }
    if work.pointee.epoch_tick == epochLength { beginEpoch() }
    return ticks
  }

  private func clearOutputs() {
    outputs.removeAll(keepingCapacity: true)
    memory.pointee.hasOutputs = false
  }

  /// A tick that the kernels do not run by themselves: some compartments are general, or a clock runs, or the
  /// synapses are many or in long runs.
  private func runAnyTick() {
    deliver()
    if clock != nil { addUpdateTimes() }
    kernels.update_simple(work)
    if clock != nil { addHoldings() }
    updateOthers()
    work.pointee.special_count = 0
    work.pointee.sent_count = 0
    kernels.send(work)
    if clock != nil { addSpikeTimes() }
    sendMore()
    if let clock { clock.endTick() }
  }

  /// Adds the inputs of this tick's slot to their compartments and lists those.
  private func deliver() {
    work.pointee.reached_count = work.pointee.waiting_count
    work.pointee.waiting_count = 0
    let tick = tick
    let (copies, referred) = (ring.copies(tick: tick), ring.referred(tick: tick))
    work.pointee.arriving = copies.count &+ referred
    if work.pointee.arriving == 0 { return }
    kernels.deliver(work, copies.baseAddress!, copies.count)
    if referred > 0 {
      for run in ring.runs(tick: tick) {
        kernels.deliver(work, synapses.baseAddress! + Int(run.first), Int(run.count))
      }
    }
    if work.pointee.has_overrun { correctOverruns(tick: tick) }
    ring.clear(tick: tick)
  }

  /// Works the inputs of this tick out once more, in wider numbers.
  ///
  /// An input that overran is right in the bits that a compartment looks at; what is lost is whether they are
  /// all. It becomes one that has the same low bits and others beside, so that it is seen to be clipped.
  private func correctOverruns(tick: Int) {
    var sums: [UInt32: Int] = [:]
    for synapse in ring.copies(tick: tick) { sums[synapse.target, default: 0] += synapse.units }
    for run in ring.runs(tick: tick) {
      for synapse in synapses[run.range] { sums[synapse.target, default: 0] += synapse.units }
    }
    for (target, sum) in sums where abs(sum) >= 1 << 29 {
      let lowBits = Int32(Int16(truncatingIfNeeded: sum))
      cells[Int(target)].input = (lowBits + 1 << 28) * 2 + 1
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

  /// Sends what the kernels left, reports the outputs in the order of compartments, and ends the tick.
  private func sendMore() {
    while work.pointee.sent_count < work.pointee.fired_count {
      ring.growFullSlots()
      kernels.send(work)
    }
    let special = UnsafeMutableBufferPointer(
      start: work.pointee.special, count: work.pointee.special_count)
    var probed = 0
    for index in special {
      for segment in moreStarts[Int(index)]..<moreStarts[Int(index) + 1] {
        ring.push(moreSends[segment], tick: tick)
      }
      special[probed] = index
      probed += places[Int(index)].port >= 0 ? 1 : 0
    }
    if probed > 0 { report(UnsafeMutableBufferPointer(rebasing: special[..<probed])) }
    work.pointee.is_open = false
    work.pointee.tick &+= 1
    work.pointee.epoch_tick &+= 1
  }

  private func report(_ probed: UnsafeMutableBufferPointer<UInt32>) {
    var probed = probed
    if probed.count > 1 { probed.sort() }
    outputs.append(contentsOf: probed.lazy.map { Int(self.places[Int($0)].port) })
    memory.pointee.hasOutputs = true
  }
}
