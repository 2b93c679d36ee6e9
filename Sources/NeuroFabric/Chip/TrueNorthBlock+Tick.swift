import CFabricKernels
import RandomStreams

// The tick of a block of cores. Goals, in order: the bits of the reference; no allocation; quiet cores cost nothing.
//
// Kernels (CFabricKernels) integrate and update a core's neurons eight at a time, draw for gates and send what
// fired. What they leave to this file are the other neurons that draw random numbers, those that follow the sign of
// their potential, and clipped potentials.

extension TrueNorthBlock {
  /// Runs tick `tick`.
  ///
  /// - Parameter ordered: the block's cores whose neurons draw from one register in turn.
  func run(tick: Int, kernels: UnsafePointer<tn_kernels>, ordered: TrueNorthOrderedCores?) {
    let (fabric, work) = (tables.fabric, work)
    let time = UInt64(truncatingIfNeeded: tick)
    let count = tn_take_cores(fabric, time, work, active)
    if tables.anyStochasticSynapses { drawSynapses(of: count, tick: tick, ordered) }
    _ = kernels.pointee.tick(fabric, active, count, time, work)
    if work.pointee.scalar_count > 0 { updateScalars(tick: tick) }
    ordered?.run(block: self, tick: tick)
    send(tick: tick)
  }

  /// Runs the ticks from `tick` to `end` of a fabric of one block, without registers and stochastic synapses; stops
  /// after one with an output, or one after which nothing can happen any more.
  /// - Returns: the ticks completed.
  func run(from tick: Int, to end: Int, kernels: UnsafePointer<tn_kernels>) -> Int {
    var tick = tick
    while tick < end {
      tick = Int(
        kernels.pointee.run(tables.fabric, active, UInt64(tick), UInt64(end), work))
      guard work.pointee.scalar_count > 0 else { break }
      updateScalars(tick: tick)
      work.pointee.scalar_count = 0
      send(tick: tick)
      tick &+= 1
      if work.pointee.output_count > 0 { break }
    }
    return tick
  }

  private func send(tick: Int) {
    if blockCount > 1 && work.pointee.fired_count > 0 { reserveOutboxes(tick: tick) }
    tn_send_fired(tables.fabric, UInt64(truncatingIfNeeded: tick), blockCount, work)
  }

  private func reserveOutboxes(tick: Int) {
    for block in 0..<blockCount {
      tn_reserve(outbox(to: block, tick: tick), work.pointee.fired_count)
    }
  }

  /// Adds what the stochastic synapses of the active cores' axons draw.
  private func drawSynapses(of count: Int, tick: Int, _ ordered: TrueNorthOrderedCores?) {
    let slot = tables.scheduler + (tick & (TrueNorthTables.slotCount - 1)) &* tables.axonWords
    for position in 0..<count where tables.hasStochasticSynapses[Int(active[position])] {
      let core = tables.cores[Int(active[position])]
      for word in 0..<Int(core.axon_words) {
        var bits = slot[Int(core.first_axon_word) &+ word]
        while bits != 0 {
          let axon = word &<< 6 &+ bits.trailingZeroBitCount
          bits &= bits &- 1
          if let ordered {
            ordered.markActive(axon: Int(core.first_axon_word) &<< 6 &+ axon, tick: tick)
          } else {
            drawRow(core, axon: axon, tick: tick)
          }
        }
      }
    }
  }

  private func drawRow(_ core: tn_core, axon: Int, tick: Int) {
    let type = Int(core.axon_types[axon])
    let row = core.crossbar + axon &* Int(core.row_words)
    for word in 0..<Int(core.row_words) {
      var bits = row[word]
      while bits != 0 {
        let index = Int(core.first) &+ word &<< 6 &+ bits.trailingZeroBitCount
        bits &= bits &- 1
        let model = tables.type(ofNeuron: index).pointee.neuron
        guard model.stochasticSynapses &>> UInt8(truncatingIfNeeded: type) & 1 == 1 else { continue }
        let byte = draws(of: index, tick: tick).synapseByte(axon: axon)
        tables.potentials[index] &+= TrueNorthNeuron.stochasticUnit(model.strengths[type], byte: byte)
        tables.unsettle(index)
      }
    }
  }

  private func draws(of neuron: Int, tick: Int) -> CounterDraws {
    CounterDraws(
      key: state.pointee.key, identity: tables.identities[neuron], tick: UInt64(truncatingIfNeeded: tick))
  }

  /// Updates the neurons that the kernel left, one by one.
  private func updateScalars(tick: Int) {
    for position in 0..<work.pointee.scalar_count {
      let neuron = Int(work.pointee.scalar[position])
      updateGeneral(neuron, tables.type(ofNeuron: neuron).pointee.neuron, tick: tick)
    }
  }

  private func updateGeneral(_ index: Int, _ neuron: TrueNorthNeuron, tick: Int) {
    let draws = draws(of: index, tick: tick)
    let leaked = neuron.leaked(tables.potentials[index], byte: neuron.stochasticLeak ? draws.leakByte() : 0)
    let bits = neuron.thresholdMaskBits
    take(neuron.thresholded(leaked, eta: bits > 0 ? draws.thresholdBits(bits) : 0), of: index)
  }

  /// Writes an outcome down.
  func take(_ outcome: TrueNorthOutcome, of index: Int) {
    tables.potentials[index] = outcome.potential
    if outcome.clipped { state.pointee.clippedPotentials &+= 1 }
    if outcome.spiked {
      work.pointee.fired[work.pointee.fired_count] = UInt32(truncatingIfNeeded: index)
      work.pointee.fired_count &+= 1
    }
  }
}
