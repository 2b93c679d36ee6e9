extension TrueNorthImage {
  /// Checks every field against its width and every reference against what exists.
  ///
  /// - Throws: `FabricError` for the first fault found: image fields, then types, then cores in order.
  public func validate() throws {
    try check(axonsPerCore, "axons per core", in: 1...65_536, "image")
    try check(neuronsPerCore, "neurons per core", in: 1...65_536, "image")
    try check(outputPorts, "number of output ports", in: ChipImage.outputPorts, "image")
    for index in types.indices {
      try types[index].validate(place: "neuron type \(index)", resetPotentials: resetPotentials)
    }
    for index in cores.indices { try validateCore(index) }
    try validatePositions()
  }

  private func validateCore(_ index: Int) throws {
    let core = cores[index]
    try check(core.position.x, "position x", in: Self.coordinates, "core \(index)")
    try check(core.position.y, "position y", in: Self.coordinates, "core \(index)")
    try check(core.axonTypes.count, "number of axons", in: 0...axonsPerCore, "core \(index)")
    try check(core.neurons.count, "number of neurons", in: 0...neuronsPerCore, "core \(index)")
    let (rows, columns) = (core.axonTypes.count, core.neurons.count)
    try check(core.crossbar.axons, "number of crossbar rows", in: rows...rows, "core \(index)")
    try check(core.crossbar.neurons, "number of crossbar columns", in: columns...columns, "core \(index)")
    for (axon, type) in core.axonTypes.enumerated() where type > 3 {
      try check(Int(type), "axon type", in: 0...3, "core \(index), axon \(axon)")
    }
    for neuron in core.neurons.indices { try validateNeuron(neuron, core: index) }
  }

  private func validateNeuron(_ neuron: Int, core index: Int) throws {
    let value = cores[index].neurons[neuron]
    func place() -> String { "core \(index), neuron \(neuron)" }
    if value.type >= types.count {
      throw FabricError.noSuchTarget(
        place: place(), field: "neuron type", value: Int(value.type), count: types.count)
    }
    let limit = Int(TrueNorthNeuron.potentialLimit)
    try check(Int(value.initialPotential), "initial potential", in: -limit...limit, place())
    try check(Int(clamping: value.identity), "identity", in: 0...(1 << 48) - 1, place())
    switch value.target {
    case .none: break
    case .output(let port):
      if !(0..<outputPorts).contains(port) {
        throw FabricError.noSuchTarget(place: place(), field: "output port", value: port, count: outputPorts)
      }
    case .axon(let core, let axon, let delay):
      try validateDestination(of: index, core: core, axon: axon, place: place)
      try check(delay, "delay", in: 1...15, place())
    }
  }

  private func validateDestination(of source: Int, core: Int, axon: Int, place: () -> String) throws {
    guard cores.indices.contains(core) else {
      throw FabricError.noSuchTarget(place: place(), field: "target core", value: core, count: cores.count)
    }
    guard cores[core].axonTypes.indices.contains(axon) else {
      throw FabricError.noSuchTarget(
        place: place(), field: "target axon of core \(core)", value: axon, count: cores[core].axonTypes.count)
    }
    let (from, to) = (cores[source].position, cores[core].position)
    guard Self.coordinates.contains(to.x), Self.coordinates.contains(to.y) else { return }
    // 9-bit signed offsets.
    try check(to.x - from.x, "distance to the target in x", in: -256...255, place())
    try check(to.y - from.y, "distance to the target in y", in: -256...255, place())
  }

  private func validatePositions() throws {
    var first: [MeshPoint: Int] = [:]
    for (index, core) in cores.enumerated() {
      if let earlier = first.updateValue(index, forKey: core.position) {
        throw FabricError.samePlace(first: "core \(earlier)", second: "core \(index)")
      }
    }
  }

  /// Far beyond any system built (64 chips in a row need 4096), and safe to subtract.
  private static let coordinates = -(1 << 20)...(1 << 20)
}

extension TrueNorthNeuron {
  fileprivate func validate(place: String, resetPotentials: TrueNorthResetPotentials) throws {
    for type in 0..<4 { try check(Int(strengths[type]), "strength S\(type)", in: -255...255, place) }
    try check(Int(stochasticSynapses), "stochastic synapse bits", in: 0...15, place)
    try check(Int(leak), "leak", in: -255...255, place)
    try check(Int(threshold), "threshold", in: 0...262_143, place)
    try check(Int(negativeThreshold), "negative threshold", in: 0...262_143, place)
    try check(Int(thresholdMaskBits), "threshold mask bits", in: 0...18, place)
    try check(Int(resetPotential), "reset potential", in: -262_143...262_143, place)
    let successor = Int(resetPotential.magnitude) + 1
    if resetPotentials == .encoded, successor & (successor - 1) != 0 {
      throw FabricError.notEncodable(
        place: place, field: "reset potential", value: Int(resetPotential),
        form: "zero or plus or minus 2^VR - 1")
    }
  }
}

private func check(
  _ value: Int, _ field: String, in allowed: ClosedRange<Int>, _ place: @autoclosure () -> String
) throws {
  if !allowed.contains(value) {
    throw FabricError.outOfRange(place: place(), field: field, value: value, allowed: allowed)
  }
}
