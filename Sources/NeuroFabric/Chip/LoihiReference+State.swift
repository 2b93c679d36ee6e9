extension LoihiReference {
  public var state: FabricState {
    var state = LoihiFabricState()
    state.tick = tick
    for (program, core) in zip(image.cores, cores) {
      for (compartment, own) in zip(program.compartments, core.states) {
        let kept = image.types[Int(compartment.type)].kept(current: own.current, voltage: own.voltage)
        state.currents.append(kept.current)
        state.voltages.append(kept.voltage)
        state.refractory.append(UInt8(own.refractory))
      }
      state.readings += core.readings.map { Int32($0) }
    }
    state.updates = cores.flatMap(\.updates)
    state.spikeCounts = cores.flatMap(\.spikeCounts)
    state.pending = pendingInputs
    state.injections = cores.flatMap(\.injections)
    state.freshInjections = freshLists
    state.clippedPotentials = traffic.clippedPotentials
    state.busyPicoseconds = busyPicoseconds
    state.spikes = spikes
    return .loihi(state)
  }

  private var pendingInputs: [LoihiFabricState.PendingInput] {
    var pending: [LoihiFabricState.PendingInput] = []
    for ahead in 0..<image.delaySlots {
      let slot = (tick + ahead) % image.delaySlots
      var first = 0
      for core in cores {
        for (index, input) in core.ring[slot].enumerated() {
          guard let input else { continue }
          pending.append(
            .init(ticksAhead: UInt8(ahead), compartment: UInt32(first + index), input: Int64(input)))
        }
        first += core.states.count
      }
    }
    return pending
  }

  private var freshLists: [UInt32] {
    var starts = [0]
    for core in image.cores { starts.append(starts.last! + core.axonLists.count) }
    return freshInjections.map { UInt32(starts[$0.core] + $0.list) }.sorted()
  }

  public func restore(_ state: FabricState) throws {
    guard case .loihi(let state) = state else { throw FabricError.stateFamily }
    try state.validate(for: image)
    tick = state.tick
    spikes = state.spikes
    outputs = image.ports(of: spikes)
    busyPicoseconds = timing == nil ? 0 : state.busyPicoseconds
    coreLoads = state.coreLoads(of: image)
    loadsBefore = zip(coreLoads, state.freshLoads(of: image)).map { $0 - $1 }
    traffic = state.traffic(of: image)
    freshInjections = []
    var (first, list) = (0, 0)
    for index in cores.indices {
      restoreCore(index, state, first: first, list: list)
      first += cores[index].states.count
      list += cores[index].injections.count
    }
    restorePending(state.pending)
  }

  private func restoreCore(_ index: Int, _ state: LoihiFabricState, first: Int, list: Int) {
    let range = first..<first + cores[index].states.count
    cores[index].states = range.map {
      LoihiState(
        current: Int(state.currents[$0]), voltage: Int(state.voltages[$0]),
        refractory: Int(state.refractory[$0]))
    }
    cores[index].readings = state.readings[range].map { Int($0) }
    cores[index].updates = Array(state.updates[range])
    cores[index].spikeCounts = Array(state.spikeCounts[range])
    let lists = list..<list + cores[index].injections.count
    cores[index].injections = Array(state.injections[lists])
    for fresh in state.freshInjections where lists.contains(Int(fresh)) {
      freshInjections.append((index, Int(fresh) - list))
    }
  }

  private func restorePending(_ pending: [LoihiFabricState.PendingInput]) {
    var owners: [(core: Int, index: Int)] = []
    for index in cores.indices {
      owners += cores[index].states.indices.map { (index, $0) }
      for slot in cores[index].ring.indices {
        cores[index].ring[slot] = cores[index].states.map { _ in nil }
      }
    }
    for input in pending {
      let owner = owners[Int(input.compartment)]
      let slot = (tick + Int(input.ticksAhead)) % image.delaySlots
      cores[owner.core].ring[slot][owner.index] = Int(input.input)
    }
  }
}
