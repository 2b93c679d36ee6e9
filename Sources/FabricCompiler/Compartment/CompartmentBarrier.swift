import CircuitGraph

/// Lowers a phase barrier to Loihi compartments: the supervisor tree.
///
/// For every phase each core has one neuron that counts its members' reports, each group of cores another, and the
/// whole circuit one; the way back is a chain of relays. From a member's report to the relay's spike that starts the
/// next phase it takes nine ticks: 2 + 2 + 2 up, 2 + 1 down.
extension CompartmentPlan {
  /// Weight of one report; the threshold is two below the sum of all, so that a spike needs every one.
  private static let reportWeight = 16
  private static let relayWeight = 4
  /// Cores under one group neuron, as many as one chip has deterministic cores at most.
  private static let coresPerGroup = 64

  private static func counter(awaiting count: Int) -> CompartmentNeuron {
    CompartmentNeuron(threshold: reportWeight * count - 2, memory: .integrates)
  }

  private static let relay = CompartmentNeuron(threshold: 2, memory: .forgets)

  /// Per phase, a neuron that collects and one that distributes.
  private struct Station {
    var counters: [NeuronLocation]
    var relays: [NeuronLocation]
  }

  mutating func lowerBarrier(_ barrier: PhaseBarrier) -> LoweredBarrier {
    let members = memberCores(of: barrier)
    let parts = barrier.phases.map { PhasePart(of: $0, locations: neuronLocations) }
    let leaves = members.enumerated().map { position, core in
      leaf(core: core, parts, withPort: position == 0)
    }
    let supervisor = addCore()
    let groupCount = (leaves.count + Self.coresPerGroup - 1) / Self.coresPerGroup
    let groups = (0..<groupCount).map { group in
      let range = (group * leaves.count / groupCount)..<((group + 1) * leaves.count / groupCount)
      return addGroup(over: Array(leaves[range]), in: supervisor)
    }
    addRoot(over: groups, phases: barrier.phases.count, in: supervisor)
    // The port's relay spikes as the pulses set out; the first arrives two ticks later.
    return LoweredBarrier(kick: [], startLatency: 2, treeLevels: 2, supervisorCores: [supervisor])
  }

  private func memberCores(of barrier: PhaseBarrier) -> [Int] {
    Set(barrier.phases.flatMap(\.done.sources).map { neuronLocations[$0].core }).sorted()
  }

  /// A phase's members by core.
  private struct PhasePart {
    var port: Int?
    var sources: [Int: [NeuronLocation]]
    var pulses: [(pulse: Broadcast.Pulse, receivers: [Int: [NeuronLocation]])]

    init(of phase: PhaseBarrier.Phase, locations: [NeuronLocation]) {
      port = phase.port
      sources = Dictionary(grouping: phase.done.sources.map { locations[$0] }, by: \.core)
      pulses = phase.start.pulses.map { pulse in
        (pulse, Dictionary(grouping: pulse.receivers.map { locations[$0] }, by: \.core))
      }
    }
  }

  private mutating func leaf(core: Int, _ parts: [PhasePart], withPort: Bool) -> Station {
    var station = Station(counters: [], relays: [])
    for phase in parts {
      let sources = phase.sources[core] ?? []
      let counter = addNeuron(Self.counter(awaiting: sources.count), core: core)
      for source in sources { connect(source, to: counter, weight: Self.reportWeight, delay: 1) }
      let relay = addNeuron(Self.relay, core: core, port: withPort ? phase.port : nil)
      for (pulse, receivers) in phase.pulses {
        for receiver in receivers[core] ?? [] {
          connect(relay, to: receiver, weight: pulse.strength, delay: 1 + pulse.offset)
        }
      }
      station.counters.append(counter)
      station.relays.append(relay)
    }
    return station
  }

  private mutating func addGroup(over leaves: [Station], in core: Int) -> Station {
    var station = Station(counters: [], relays: [])
    for phase in leaves[0].counters.indices {
      let counter = addNeuron(Self.counter(awaiting: leaves.count), core: core)
      let relay = addNeuron(Self.relay, core: core)
      for leaf in leaves {
        connect(leaf.counters[phase], to: counter, weight: Self.reportWeight, delay: 1)
        connect(relay, to: leaf.relays[phase], weight: Self.relayWeight, delay: 0)
      }
      station.counters.append(counter)
      station.relays.append(relay)
    }
    return station
  }

  /// One neuron per phase that fires when all groups have reported it, and so starts the next phase.
  private mutating func addRoot(over groups: [Station], phases: Int, in core: Int) {
    for phase in 0..<phases {
      let root = addNeuron(Self.counter(awaiting: groups.count), core: core)
      for group in groups {
        connect(group.counters[phase], to: root, weight: Self.reportWeight, delay: 1)
        connect(root, to: group.relays[(phase + 1) % phases], weight: Self.relayWeight, delay: 1)
      }
      if phase == phases - 1 { starter = root }
    }
  }
}
