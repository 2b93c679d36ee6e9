import CircuitGraph
import NeuroFabric

/// Lowers a phase barrier to crossbar neurons.
///
/// In every core one neuron counts the reports of its members. Its spike climbs a tree of collectors; at the root one
/// accumulator per phase counts *all* phases but starts from a different potential, so that the roots fire in turn.
/// A root's spike descends through splitters, twice as many where a phase has two pulses, to the cores' pulse axons.
/// All paths have equal length, so the pulses reach all members in the same tick.
extension CrossbarPlan {
  private static func accumulator(awaiting count: Int) -> CrossbarNeuron {
    CrossbarNeuron(strengths: [1, 0, 0, 0], threshold: count, reset: .subtractThreshold)
  }

  private static let repeater = CrossbarNeuron(strengths: [1, 0, 0, 0], threshold: 1)

  /// A part of the tree seen from above: where to send each phase's spikes, and where its reports come from.
  private struct Branch {
    /// `starts[phase]`: (axon, delay) pairs that must each get a spike when the phase starts.
    var starts: [[(line: LineLocation, delay: Int)]]
    /// Core and index of the neuron that fires when the whole branch has reported.
    var reporter: NeuronLocation
  }

  /// - Throws: `CompilerError.coreOverfull` if a core is too small to join two branches of a tree.
  mutating func lowerBarrier(_ barrier: PhaseBarrier, limits: ChipProfile) throws -> LoweredBarrier {
    let memberCores = cores.count
    let parts = barrier.phases.map { PhasePart(of: $0, lines: lineLocations, neurons: neuronLocations) }
    var branches = (0..<memberCores).map { leaf(core: $0, parts) }
    var levels = 0
    repeat {
      branches = try addLevel(over: branches, barrier, limits: limits)
      levels += 1
    } while branches.count > 1
    return LoweredBarrier(
      kick: branches[0].starts[0].map { LoweredBarrier.SpikePlace(core: $0.line.core, axon: $0.line.axon) },
      startLatency: levels, treeLevels: 2 * levels, supervisorCores: Array(memberCores..<cores.count))
  }

  /// A phase's members by core.
  private struct PhasePart {
    var reports: [Int: [LineLocation]]
    var pulses: [(pulse: Broadcast.Pulse, receivers: [Int: [NeuronLocation]])]

    init(of phase: PhaseBarrier.Phase, lines: [LineLocation], neurons: [NeuronLocation]) {
      reports = Dictionary(grouping: phase.done.sources.map { lines[$0] }, by: \.core)
      pulses = phase.start.pulses.map { pulse in
        (pulse, Dictionary(grouping: pulse.receivers.map { neurons[$0] }, by: \.core))
      }
    }
  }

  /// The pulse axons of a member core and the neuron that counts its reports.
  private mutating func leaf(core: Int, _ parts: [PhasePart]) -> Branch {
    let reports = parts.map { $0.reports[core] ?? [] }
    precondition(
      reports.allSatisfy { $0.count == reports[0].count }, "the same members report in every phase")
    var model = Self.accumulator(awaiting: reports[0].count)
    let types = Set(reports.joined().map { cores[core].lines[$0.axon].type })
    model.strengths = [0, 0, 0, 0]
    for type in types { model.strengths[type] = 1 }
    let counter = addNeuron(model, core: core, target: .none)
    for line in reports.joined() { cores[core].lines[line.axon].targets.append(counter) }
    let starts = parts.map { phase in
      phase.pulses.map { pulse, receivers in
        let targets = receivers[core] ?? []
        let line = addLine(core: core, type: pulse.strength, targets: targets.map(\.index))
        return (line: line, delay: 1 + pulse.offset)
      }
    }
    return Branch(starts: starts, reporter: NeuronLocation(core: core, index: counter))
  }

  /// Supervisor cores over `branches`; one of them is the root.
  private mutating func addLevel(
    over branches: [Branch], _ barrier: PhaseBarrier, limits: ChipProfile
  ) throws -> [Branch] {
    let fan = try fan(over: branches, barrier, limits)
    let groupCount = (branches.count + fan - 1) / fan
    return (0..<groupCount).map { group in
      let range = (group * branches.count / groupCount)..<((group + 1) * branches.count / groupCount)
      return addSupervisor(over: Array(branches[range]), barrier, isRoot: groupCount == 1)
    }
  }

  /// Branches that one supervisor core holds: each takes a neuron per start and an axon; beside them a core has a root
  /// and a neuron for the host per phase, and an axon per phase.
  private func fan(over branches: [Branch], _ barrier: PhaseBarrier, _ limits: ChipProfile) throws -> Int {
    let phases = barrier.phases.count
    let splitters = branches[0].starts.map(\.count).reduce(0, +)
    let fan = min((limits.neuronsPerCore - 2 * phases) / splitters, limits.axonsPerCore - phases)
    // A tree whose cores joined fewer than two branches would never come to a root.
    let least = min(2, branches.count)
    guard fan >= least else {
      let lacksNeurons = limits.neuronsPerCore < least * splitters + 2 * phases
      throw lacksNeurons
        ? CompilerError.coreOverfull(
          resource: "neurons for the barrier", needs: least * splitters + 2 * phases,
          limit: limits.neuronsPerCore)
        : CompilerError.coreOverfull(
          resource: "axons for the barrier", needs: least + phases, limit: limits.axonsPerCore)
    }
    return fan
  }

  private mutating func addSupervisor(
    over branches: [Branch], _ barrier: PhaseBarrier, isRoot: Bool
  ) -> Branch {
    let core = addCore()
    let starts = barrier.phases.indices.map { phase in
      let splitters = branches.flatMap { $0.starts[phase] }.map {
        addNeuron(Self.repeater, core: core, target: .axon($0.line, delay: $0.delay))
      }
      return addLine(core: core, type: 0, targets: splitters)
    }
    let collectors =
      isRoot
      ? addRoots(core: core, barrier, starts: starts, inputs: branches.count)
      : [addNeuron(Self.accumulator(awaiting: branches.count), core: core, target: .none)]
    for branch in branches {
      let line = addLine(core: core, type: 0, targets: collectors)
      let reporter = branch.reporter
      cores[reporter.core].neurons[reporter.index].target = .axon(line, delay: 1)
    }
    return Branch(
      starts: starts.map { [(line: $0, delay: 1)] },
      reporter: NeuronLocation(core: core, index: collectors[0]))
  }

  /// One accumulator per phase, firing in turn, and the neurons that tell the host of a phase's start.
  private mutating func addRoots(
    core: Int, _ barrier: PhaseBarrier, starts: [LineLocation], inputs: Int
  ) -> [Int] {
    let count = barrier.phases.count
    for (phase, start) in zip(barrier.phases, starts) {
      guard let port = phase.port else { continue }
      let neuron = addNeuron(Self.repeater, core: core, target: .port(port))
      cores[core].lines[start.axon].targets.append(neuron)
    }
    return barrier.phases.indices.map { phase in
      addNeuron(
        Self.accumulator(awaiting: count * inputs), core: core,
        initialPotential: (count - 1 - phase) * inputs,
        target: .axon(starts[(phase + 1) % count], delay: 1))
    }
  }
}
