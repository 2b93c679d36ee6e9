import CircuitGraph
import NeuroFabric

/// Turns a circuit into a program for the cores of a chip.
///
/// The passes, in order; each is one file:
/// 1. *check*: the circuit belongs to the chip's neuron family.
/// 2. *partition*: clusters are packed into cores, neighbours together.
/// 3. *plan*: neurons and lines (or synapses) get their places inside the cores.
/// 4. *lower the barrier*: the phase barrier becomes trees of collector and splitter neurons.
/// 5. *place*: cores get positions on the mesh, replica after replica.
/// 6. *emit*: the plan becomes a chip image; every field is checked against its width.
/// 7. *measure*: how full the cores are.
///
/// The compiler never rounds a probability: what the chip cannot draw is refused.
public struct Compiler: Sendable {
  public var profile: ChipProfile
  public var placement = PlacementRule.near
  /// Chips that may be used.
  public var chips = 1
  /// Copies of the circuit, each with a barrier of its own.
  public var replicas = ReplicaRequest.exactly(1)

  public init(profile: ChipProfile) { self.profile = profile }

  /// - Throws: `CompilerError` for a circuit that does not fit, with the numbers; `FabricError` for a field that is
  ///   wider than the chip's.
  public func compile(_ circuit: Circuit) throws -> Program {
    try check()
    switch (circuit, profile.family) {
    case (.crossbar(let graph), .trueNorth):
      let groups = try partition(graph)
      var plan = CrossbarPlan(graph, groups: groups)
      let barrier = try plan.lowerBarrier(graph.barrier, limits: profile)
      let slots = try place(cores: plan.cores.count, centre: barrier.supervisorCores)
      let image = try plan.emit(ports: graph.portCount, at: slots.positions(of: 0), in: profile)
      return Program(
        image: .trueNorth(image), slots: slots, barrier: barrier, locations: plan.neuronLocations,
        utilisation: try measure(image, slots: slots))
    case (.compartment(let graph), .loihi):
      let groups = try partition(graph)
      var plan = CompartmentPlan(graph, groups: groups)
      let barrier = plan.lowerBarrier(graph.barrier)
      let slots = try place(cores: plan.cores.count, centre: barrier.supervisorCores)
      let emitted = try plan.emit(ports: graph.portCount, at: slots.positions(of: 0), in: profile)
      return Program(
        image: .loihi(emitted.image), slots: slots,
        barrier: barrier.kicking(emitted.kick), locations: plan.neuronLocations,
        utilisation: try measure(emitted.image, slots: slots))
    default:
      throw CompilerError.wrongFamily(chip: profile.name)
    }
  }

  private func check() throws {
    guard (1...profile.maximumChips).contains(chips) else {
      throw CompilerError.chipCount(chips, chip: profile.name, limit: profile.maximumChips)
    }
  }
}

/// How many copies of a circuit to place.
public enum ReplicaRequest: Hashable, Sendable {
  case exactly(Int)
  /// As many as the chips hold, up to a number.
  case atMost(Int)
}
