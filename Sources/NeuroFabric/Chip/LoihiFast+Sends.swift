import CFabricKernels

// What a spike of each compartment sets off: two short runs of copied synapses, and segments for the rest.

extension LoihiLayout {
  /// A compartment's segments by the ticks that they take.
  private typealias Parts = [UInt32: [LoihiSegment]]

  mutating func appendSends(_ image: LoihiImage) {
    let compartments = image.cores.flatMap(\.compartments)
    nearTicks = commonestTicks(compartments)
    for compartment in compartments {
      for output in compartment.outputs {
        let list = image.cores[output.core].axonLists[output.axonList]
        messages.append(LoihiMessage(core: output.core, synapses: list.synapses.count))
      }
      messageStarts.append(messages.count)
      appendSender(parts(of: compartment), isProbed: compartment.port != nil)
    }
  }

  private func commonestTicks(_ compartments: [LoihiImage.Compartment]) -> UInt32 {
    var counts: [UInt32: Int] = [:]
    for compartment in compartments {
      for ticks in parts(of: compartment).keys { counts[ticks, default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 1
  }

  private func parts(of compartment: LoihiImage.Compartment) -> Parts {
    var parts: Parts = [:]
    for output in compartment.outputs {
      let list = listStarts[output.core] + output.axonList
      for segment in segments[segmentStarts[list]..<segmentStarts[list + 1]] {
        parts[segment.ticks, default: []].append(segment)
      }
    }
    return parts
  }

  private mutating func appendSender(_ parts: Parts, isProbed: Bool) {
    var parts = parts
    let near = copyShortRun(of: &parts[nearTicks, default: []], ticks: nearTicks, limit: LOIHI_NEAR)
    let farTicks = parts.filter { $0.key != nearTicks }.min {
      ($0.value.synapseCount, $0.key) < ($1.value.synapseCount, $1.key)
    }?.key
    var far = LoihiSegment(first: UInt32(synapses.count), count: 0, ticks: 0)
    if let farTicks {
      far = copyShortRun(of: &parts[farTicks]!, ticks: farTicks, limit: LOIHI_FAR)
    }
    for ticks in parts.keys.sorted() where !parts[ticks]!.isEmpty {
      moreSends.append(merged(parts[ticks]!))
    }
    let hasMore = moreSends.count > moreStarts.last!
    moreStarts.append(moreSends.count)
    senders.append(loihi_sender(near: near, far: far, isSpecial: isProbed || hasMore))
  }

  /// Takes up to `limit` synapses off the front of `parts` and appends copies of them.
  private mutating func copyShortRun(
    of parts: inout [LoihiSegment], ticks: UInt32, limit: Int
  ) -> LoihiSegment {
    var run = LoihiSegment(first: UInt32(synapses.count), count: 0, ticks: ticks)
    while run.count < limit, !parts.isEmpty {
      let part = parts[0].removeFirst(limit - Int(run.count))
      synapses += synapses[part.range]
      run.count += part.count
      if parts[0].count == 0 { parts.removeFirst() }
    }
    return run
  }

  /// Segments of equal delay made one: a copy of their synapses is paid for by fewer runs in the delay ring.
  private mutating func merged(_ parts: [LoihiSegment]) -> LoihiSegment {
    if parts.count == 1 { return parts[0] }
    var run = LoihiSegment(first: UInt32(synapses.count), count: 0, ticks: parts[0].ticks)
    for part in parts {
      synapses += synapses[part.range]
      run.count += part.count
    }
    return run
  }
}

extension [LoihiSegment] {
  fileprivate var synapseCount: UInt32 { reduce(0) { $0 + $1.count } }
}
