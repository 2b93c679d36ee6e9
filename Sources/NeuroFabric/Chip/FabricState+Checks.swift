// Whether a state fits an image: every list as long as the image asks for, every value within its register, so that
// no engine is given what it could not have come to.

extension TrueNorthState {
  /// - Throws: `FabricError`.
  func validate(for image: TrueNorthImage) throws {
    let neurons = image.cores.reduce(0) { $0 + $1.neurons.count }
    let axons = image.cores.reduce(0) { $0 + $1.axonTypes.count }
    let registerCount = image.generator == .counterBased ? 0 : image.cores.count
    try checkState(tick, "tick", in: FabricState.ticks)
    try checkState(potentials.count, "number of potentials", needed: neurons)
    try checkState(scheduler.count, "number of axons", needed: axons)
    try checkState(spikeCounts.count, "number of spike counts", needed: neurons)
    try checkState(synapticEvents.count, "number of synaptic event counts", needed: image.cores.count)
    try checkState(inputSpikes.count, "number of input spike counts", needed: image.cores.count)
    try checkState(registers.count, "number of shift registers", needed: registerCount)
    let limit = Int(TrueNorthNeuron.potentialLimit)
    for potential in potentials { try checkState(Int(potential), "potential", in: -limit...limit) }
    for count in spikeCounts { try checkState(Int(clamping: count), "spike count", in: 0...tick) }
    try checkStateSum(synapticEvents, "synaptic events")
    try checkStateSum(inputSpikes, "input spikes")
    try checkStateSum([mergedSpikes, clippedPotentials], "merged spikes and clipped potentials")
    for (core, register) in zip(image.cores, registers) where image.draws(core) {
      try checkState(Int(register), "shift register", in: 1...Int(UInt32.max))
    }
    try checkSpikes(spikes, tick: tick, cores: image.cores.count) { image.cores[$0].neurons.count }
    try checkScheduler(image)
  }

  /// A spike that arrives some ticks ahead was sent with a longer delay; one put in from outside arrives at once.
  private func checkScheduler(_ image: TrueNorthImage) throws {
    var longest = image.cores.map { [Int](repeating: 1, count: $0.axonTypes.count) }
    for neuron in image.cores.lazy.flatMap(\.neurons) {
      guard case .axon(let core, let axon, let delay) = neuron.target else { continue }
      longest[core][axon] = max(longest[core][axon], delay)
    }
    for (bits, delay) in zip(scheduler, longest.joined()) where bits != 0 {
      for slot in 0..<16 where bits >> UInt16(slot) & 1 == 1 {
        try checkState((slot - tick) & 15, "ticks before a spike arrives", in: 0...delay - 1)
      }
    }
  }
}

extension TrueNorthImage {
  /// Whether any neuron of the core draws random numbers.
  func draws(_ core: Core) -> Bool { core.neurons.contains { types[Int($0.type)].draws } }
}

extension LoihiFabricState {
  /// Entries that the inputs to come may take in the delay ring, where they are split into single weights.
  static let pendingLimit = 1 << 28

  /// - Throws: `FabricError`.
  func validate(for image: LoihiImage) throws {
    let compartments = image.cores.reduce(0) { $0 + $1.compartments.count }
    let lists = image.cores.reduce(0) { $0 + $1.axonLists.count }
    try checkState(tick, "tick", in: FabricState.ticks)
    for (name, count) in [
      ("currents", currents.count), ("voltages", voltages.count), ("refractory counters", refractory.count),
      ("readings", readings.count), ("update counts", updates.count), ("spike counts", spikeCounts.count),
    ] { try checkState(count, "number of \(name)", needed: compartments) }
    try checkState(injections.count, "number of injection counts", needed: lists)
    let (current, voltage) = ((-(1 << 23))...(1 << 23 - 1), LoihiCompartment.voltageRange)
    for value in currents { try checkState(Int(value), "current", in: current) }
    for value in voltages { try checkState(Int(value), "voltage", in: voltage) }
    for value in readings { try checkState(Int(value), "reading", in: voltage) }
    for value in refractory { try checkState(Int(value), "refractory counter", in: 0...62) }
    for count in updates + spikeCounts { try checkState(Int(clamping: count), "count", in: 0...tick) }
    try checkStateSum(injections + [clippedPotentials, busyPicoseconds], "injections")
    try checkPending(compartments: compartments, slots: image.delaySlots)
    try checkFresh()
    try checkSpikes(spikes, tick: tick, cores: image.cores.count) { image.cores[$0].compartments.count }
  }

  private func checkPending(compartments: Int, slots: Int) throws {
    var entries = 0
    for (index, input) in pending.enumerated() {
      try checkState(Int(input.ticksAhead), "delay of an input", in: 0...slots - 1)
      try checkState(index: Int(input.compartment), "compartment of an input", count: compartments)
      if index > 0, !(pending[index - 1] < input) { throw FabricError.stateOrder(field: "inputs to come") }
      guard input.input % 64 == 0 else {
        throw FabricError.notEncodable(
          place: "state", field: "input", value: Int(input.input), form: "multiples of 64")
      }
      entries += Int(clamping: input.input.magnitude / 64 / UInt64(Self.largestWeight)) + 1
      try checkState(entries, "sum of the inputs to come", in: 0...Self.pendingLimit)
    }
  }

  private func checkFresh() throws {
    var counts: [UInt32: UInt64] = [:]
    for list in freshInjections { counts[list, default: 0] += 1 }
    for (list, count) in counts {
      let all = Int(list) < injections.count ? injections[Int(list)] : 0
      try checkState(
        Int(clamping: count), "number of injections since the last tick", in: 0...Int(clamping: all))
    }
    guard zip(freshInjections, freshInjections.dropFirst()).allSatisfy(<=) else {
      throw FabricError.stateOrder(field: "injections since the last tick")
    }
  }

  /// The largest effective weight, in units of 64.
  static let largestWeight = 32_640
}

extension LoihiFabricState.PendingInput {
  static func < (a: Self, b: Self) -> Bool { (a.ticksAhead, a.compartment) < (b.ticksAhead, b.compartment) }
}

private func checkState(_ value: Int, _ field: String, in allowed: ClosedRange<Int>) throws {
  guard allowed.contains(value) else {
    throw FabricError.outOfRange(place: "state", field: field, value: value, allowed: allowed)
  }
}

private func checkState(_ count: Int, _ field: String, needed: Int) throws {
  guard count == needed else { throw FabricError.stateSize(field: field, count: count, needed: needed) }
}

private func checkState(index: Int, _ field: String, count: Int) throws {
  guard (0..<count).contains(index) else {
    throw FabricError.noSuchTarget(place: "state", field: field, value: index, count: count)
  }
}

private func checkStateSum(_ counts: [UInt64], _ field: String) throws {
  var sum: UInt64 = 0
  for count in counts {
    guard count <= FabricState.countLimit - sum else {
      throw FabricError.outOfRange(
        place: "state", field: "sum of \(field)", value: .max, allowed: 0...Int(FabricState.countLimit))
    }
    sum += count
  }
}

/// The spikes of the last tick: neurons that exist, each once, in order.
private func checkSpikes(
  _ spikes: [NeuronAddress], tick: Int, cores: Int, neurons: (Int) -> Int
) throws {
  if tick == 0 { try checkState(spikes.count, "number of spikes before the first tick", needed: 0) }
  for (index, spike) in spikes.enumerated() {
    try checkState(index: spike.core, "core of a spike", count: cores)
    try checkState(index: spike.neuron, "neuron of a spike", count: neurons(spike.core))
    guard index > 0 else { continue }
    let before = spikes[index - 1]
    guard (before.core, before.neuron) < (spike.core, spike.neuron) else {
      throw FabricError.stateOrder(field: "spikes")
    }
  }
}
