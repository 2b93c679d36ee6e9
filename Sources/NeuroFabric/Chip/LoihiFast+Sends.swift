import CFabricKernels

// What a spike of each compartment sets off: two short runs of copied synapses, and segments for the rest.

extension LoihiLayout {
  mutating func appendSends(_ image: LoihiImage) {
    nearTicks = commonestTicks(image)
    for core in image.cores {
      for compartment in core.compartments {
        for output in compartment.outputs {
          let list = image.cores[output.core].axonLists[output.axonList]
          messages.append(LoihiMessage(core: output.core, synapses: list.synapses.count))
        }
        messageStarts.append(messages.count)
        appendSender(segments(of: compartment), isProbed: compartment.port != nil)
      }
    }
  }

  /// The ticks that a synapse takes in most of the compartments.
  private func commonestTicks(_ image: LoihiImage) -> UInt32 {
    var counts = [Int](repeating: 0, count: 64)
    for core in image.cores {
      for compartment in core.compartments {
        var seen: UInt64 = 0
        for segment in segments(of: compartment) where seen & (1 << segment.ticks) == 0 {
          seen |= 1 << segment.ticks
          counts[Int(segment.ticks)] += 1
        }
      }
    }
    let most = counts.max()!
    return most == 0 ? 1 : UInt32(counts.firstIndex(of: most)!)
  }

  private func segments(of compartment: LoihiImage.Compartment) -> [LoihiSegment] {
    var found: [LoihiSegment] = []
    for output in compartment.outputs {
      let list = listStarts[output.core] + output.axonList
      found += segments[segmentStarts[list]..<segmentStarts[list + 1]]
    }
    return found
  }

  private mutating func appendSender(_ segments: [LoihiSegment], isProbed: Bool) {
    var rest = segments
    let near = copyShortRun(of: &rest, ticks: nearTicks, limit: LOIHI_NEAR)
    var far = LoihiSegment(first: UInt32(synapses.count), count: 0, ticks: 0)
    if let ticks = farTicks(of: rest) {
      far = copyShortRun(of: &rest, ticks: ticks, limit: LOIHI_FAR)
    }
    rest.removeAll { $0.count == 0 }
    rest.sort { ($0.ticks, $0.first) < ($1.ticks, $1.first) }
    while let ticks = rest.first?.ticks {
      let end = rest.firstIndex { $0.ticks != ticks } ?? rest.endIndex
      moreSends.append(merged(rest[..<end]))
      rest.removeSubrange(..<end)
    }
    let hasMore = moreSends.count > moreStarts.last!
    moreStarts.append(moreSends.count)
    senders.append(loihi_sender(near: near, far: far, isSpecial: isProbed || hasMore))
  }

  /// Of the delays but the near one that with the fewest synapses.
  private func farTicks(of segments: [LoihiSegment]) -> UInt32? {
    var counts: [UInt32: UInt32] = [:]
    for segment in segments where segment.ticks != nearTicks {
      counts[segment.ticks, default: 0] += segment.count
    }
    return counts.min { ($0.value, $0.key) < ($1.value, $1.key) }?.key
  }

  /// Cuts up to `limit` synapses that take `ticks` off `segments` and appends copies of them.
  private mutating func copyShortRun(
    of segments: inout [LoihiSegment], ticks: UInt32, limit: Int
  ) -> LoihiSegment {
    var run = LoihiSegment(first: UInt32(synapses.count), count: 0, ticks: ticks)
    for index in segments.indices where segments[index].ticks == ticks {
      let cut = segments[index].removeFirst(limit - Int(run.count))
      copy(cut)
      run.count += cut.count
    }
    return run
  }

  /// Segments of equal delay made one: a copy of their synapses is paid for by fewer runs in the delay ring.
  private mutating func merged(_ segments: ArraySlice<LoihiSegment>) -> LoihiSegment {
    if segments.count == 1 { return segments.first! }
    var run = LoihiSegment(first: UInt32(synapses.count), count: 0, ticks: segments.first!.ticks)
    for segment in segments {
      copy(segment)
      run.count += segment.count
    }
    return run
  }

  /// One by one: appending a slice of the array to itself would copy all of it.
  private mutating func copy(_ segment: LoihiSegment) {
    for index in segment.range { synapses.append(synapses[index]) }
  }
}
