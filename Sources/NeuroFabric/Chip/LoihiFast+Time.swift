import CFabricKernels

// The clock is told in passes of its own, before and after the updates, so that these are not slowed down
// where no clock runs.

extension LoihiFast {
  /// Before the updates.
  func addUpdateTimes() {
    addUpdateTimes(work.pointee.reached, count: work.pointee.reached_count)
    addUpdateTimes(work.pointee.others, count: work.pointee.other_count)
  }

  private func addUpdateTimes(_ list: UnsafeMutablePointer<UInt32>, count: Int) {
    guard let clock else { return }
    for position in 0..<count {
      let index = Int(list[position])
      let place = places[index]
      clock.addUpdate(
        core: Int(place.core),
        drawsNoise: parameters[Int(place.parameters)].noiseTarget != .none,
        held: cells[index].isHeld)
    }
  }

  /// After the updates of simple compartments.
  func addHoldings() {
    guard let clock else { return }
    for position in 0..<work.pointee.reached_count {
      let index = Int(work.pointee.reached[position])
      if cells[index].isSimple, cells[index].isHeld {
        clock.addHolding(core: Int(places[index].core))
      }
    }
  }

  func addSpikeTimes() {
    guard let clock else { return }
    for position in 0..<work.pointee.fired_count {
      let index = Int(work.pointee.fired[position])
      let sent = messageStarts[index]..<messageStarts[index + 1]
      clock.addSpike(core: Int(places[index].core), messages: sent.count)
      for message in sent {
        clock.addMessage(core: messages[message].core, synapses: messages[message].synapses)
      }
    }
  }
}
