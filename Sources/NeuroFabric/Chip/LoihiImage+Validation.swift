// Whether a chip could hold an image. Widths and limits as collected in Documentation/Chips.md.

extension LoihiImage {
  /// Slots that the delay ring of a core can have.
  public static let slotCounts = [8, 16, 32, 64]
  /// Tiles along one side of the mesh of all chips that the emulator addresses; far beyond any system built.
  public static let tileRange = 0...32_767

  /// Compartments that fit on a core: 1024, or fewer if the delay ring takes their room.
  public var compartmentsPerCore: Int { min(ChipProfile.loihi.neuronsPerCore, 8192 / delaySlots) }

  /// Checks every field against its width and every reference against what exists.
  /// - Throws: `FabricError`, naming the place, the field, its value and what is allowed.
  public func validate() throws(FabricError) {
    guard Self.slotCounts.contains(delaySlots) else {
      throw .notAllowed(
        place: "image", field: "delay slots", value: delaySlots, allowed: Self.slotCounts)
    }
    try check(outputPorts, ChipImage.outputPorts, "number of output ports", at: "image")
    for (index, type) in types.enumerated() { try type.validate(place: "type \(index)") }
    try validatePlaces()
    for index in cores.indices { try validate(core: index) }
  }

  /// Every core has a tile and a number in it of its own.
  private func validatePlaces() throws(FabricError) {
    struct Place: Hashable { var tile: MeshPoint, index: Int }
    var taken: [Place: Int] = [:]
    for (index, core) in cores.enumerated() {
      try check(core.tile.x, Self.tileRange, "tile x", at: "core \(index)")
      try check(core.tile.y, Self.tileRange, "tile y", at: "core \(index)")
      let perTile = ChipProfile.loihi.coresPerRouter
      try check(core.indexInTile, 0...(perTile - 1), "index in tile", at: "core \(index)")
      let place = Place(tile: core.tile, index: core.indexInTile)
      if let other = taken.updateValue(index, forKey: place) {
        throw .samePlace(first: "core \(other)", second: "core \(index)")
      }
    }
  }

  private func validate(core index: Int) throws(FabricError) {
    let core = cores[index]
    let profile = ChipProfile.loihi
    let place = "core \(index)"
    try core.noise.validate(place: place)
    try check(core.compartments.count, 0...compartmentsPerCore, "number of compartments", at: place)
    try check(core.axonLists.count, 0...profile.axonsPerCore, "number of axon lists", at: place)
    try check(core.outputAxons, 0...profile.outputAxonsPerCore, "number of output axons", at: place)
    for (number, compartment) in core.compartments.enumerated() {
      try validate(compartment, place: "\(place), compartment \(number)")
    }
    for (number, list) in core.axonLists.enumerated() {
      try validate(list, compartments: core.compartments.count, place: "\(place), axon list \(number)")
    }
    try check(core.synapseWords, 0...profile.synapseWordsPerCore, "synapse memory in words", at: place)
  }

  private func validate(
    _ compartment: Compartment, place: @autoclosure () -> String
  ) throws(FabricError) {
    try check(Int(compartment.type), below: types.count, "type", at: place())
    let range = LoihiCompartment.voltageRange
    try check(Int(compartment.initialVoltage), range, "initial voltage", at: place())
    let identity = Int(clamping: compartment.identity)
    try check(identity, 0...(1 << 48 - 1), "identity", at: place())
    if let port = compartment.port { try check(port, below: outputPorts, "output port", at: place()) }
    for output in compartment.outputs {
      try check(output.core, below: cores.count, "target core", at: place())
      let lists = cores[output.core].axonLists.count
      try check(output.axonList, below: lists, "target axon list", at: place())
    }
  }

  private func validate(
    _ list: AxonList, compartments: Int, place: @autoclosure () -> String
  ) throws(FabricError) {
    try check(list.format.weightBits, 1...9, "weight bits", at: place())
    try check(list.format.weightExponent, -8...7, "weight exponent", at: place())
    try check(list.format.delayBits, 0...6, "delay bits", at: place())
    let delays = 0...min(delaySlots - 2, 1 << list.format.delayBits - 1)
    let mantissas = list.format.signMode.mantissas
    for synapse in list.synapses {
      try check(Int(synapse.target), below: compartments, "target compartment", at: place())
      try check(Int(synapse.delay), delays, "delay", at: place())
      try check(Int(synapse.weight), mantissas, "weight", at: place())
    }
  }
}

extension LoihiCompartment {
  func validate(place: String) throws(FabricError) {
    try check(Int(currentDecay), 0...4095, "current decay", at: place)
    try check(Int(voltageDecay), 0...4096, "voltage decay", at: place)
    try check(Int(biasMantissa), -4096...4095, "bias mantissa", at: place)
    try check(Int(biasExponent), 0...7, "bias exponent", at: place)
    try check(Int(thresholdMantissa), 0...131_071, "threshold mantissa", at: place)
    try check(Int(refractoryDelay), 1...63, "refractory delay", at: place)
  }
}

extension LoihiNoise {
  func validate(place: String) throws(FabricError) {
    try check(Int(exponent), 0...31, "noise exponent", at: place)
    try check(Int(mantissaOffset), -128...127, "noise mantissa offset", at: place)
    try check(magnitude, 0...Self.largestMagnitude, "largest noise magnitude", at: place)
  }
}

private func check(
  _ value: Int, _ allowed: ClosedRange<Int>, _ field: String, at place: @autoclosure () -> String
) throws(FabricError) {
  guard allowed.contains(value) else {
    throw .outOfRange(place: place(), field: field, value: value, allowed: allowed)
  }
}

private func check(
  _ value: Int, below count: Int, _ field: String, at place: @autoclosure () -> String
) throws(FabricError) {
  guard value >= 0, value < count else {
    throw .noSuchTarget(place: place(), field: field, value: value, count: count)
  }
}
