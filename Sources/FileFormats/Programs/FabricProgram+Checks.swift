import NeuroFabric

extension FabricProgram {
  /// Checks that the image fits its chip and that inputs and probes name what is in it.
  ///
  /// - Parameter file: the file that errors are about.
  /// - Throws: `FormatError`.
  public func validate(file: String) throws {
    do {
      try image.validate()
    } catch {
      throw FormatError(file: file, message: "\(error)")
    }
    for (index, input) in inputs.enumerated() {
      if let fault = image.fault(of: input) {
        throw FormatError(file: file, message: "inputs, spike \(index): \(fault.message)")
      }
    }
    if case .some(let neurons) = probes.spikes { try check(neurons, "spike probe", file: file) }
    try check(probes.potentials, "potential probe", file: file)
  }

  private func check(_ neurons: [NeuronAddress], _ what: String, file: String) throws {
    for (index, neuron) in neurons.enumerated() {
      if let fault = image.fault(of: neuron) {
        throw FormatError(file: file, message: "probes, \(what) \(index): \(fault)")
      }
    }
  }
}

extension ChipImage {
  /// What is wrong with an input spike, and in which of its fields (0 tick, 1 core, 2 axon), or nil.
  func fault(of input: InputSpike) -> (field: Int, message: String)? {
    if !InputSpike.ticks.contains(input.tick) {
      return (0, ProgramWording.range("tick", input.tick, in: InputSpike.ticks))
    }
    if input.core >= coreCount { return (1, ProgramWording.none("core", Int(input.core), of: coreCount)) }
    let axons = axonCount(core: Int(input.core))
    guard input.axon >= axons else { return nil }
    return (2, ProgramWording.none("axon", Int(input.axon), of: axons, on: "core \(input.core)"))
  }

  /// What is wrong with a neuron's address, or nil.
  public func fault(of address: NeuronAddress) -> String? {
    if !(0..<coreCount).contains(address.core) {
      return ProgramWording.none("core", address.core, of: coreCount)
    }
    let neurons = neuronCount(core: address.core)
    if (0..<neurons).contains(address.neuron) { return nil }
    return ProgramWording.none("neuron", address.neuron, of: neurons, on: "core \(address.core)")
  }
}
