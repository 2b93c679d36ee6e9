import CircuitGraph
import NeuroFabric

extension CrossbarPlan {
  /// Writes the plan down as a TrueNorth image.
  ///
  /// - Throws: `FabricError` for a field wider than the chip's.
  func emit(
    ports: Int, at positions: [CoreSlots.Position], in profile: ChipProfile
  ) throws -> TrueNorthImage {
    var image = TrueNorthImage()
    image.axonsPerCore = profile.axonsPerCore
    image.neuronsPerCore = profile.neuronsPerCore
    image.outputPorts = ports
    var typeNumbers: [CrossbarNeuron: UInt32] = [:]
    for (core, position) in zip(cores, positions) {
      var emitted = TrueNorthImage.Core(position: position.router)
      emitted.axonTypes = core.lines.map { UInt8($0.type) }
      emitted.crossbar = Crossbar(rows: core.lines.map(\.targets), neurons: core.neurons.count)
      emitted.registerSeed = UInt32(image.cores.count + 1)
      emitted.neurons = core.neurons.map { neuron in
        let next = UInt32(typeNumbers.count)
        let type = typeNumbers[neuron.model] ?? next
        if type == next {
          typeNumbers[neuron.model] = next
          image.types.append(Self.fields(of: neuron.model))
        }
        return TrueNorthImage.Neuron(
          type: type, initialPotential: Int32(neuron.initialPotential), identity: neuron.identity,
          target: Self.target(neuron.target))
      }
      image.cores.append(emitted)
    }
    try image.validate()
    return image
  }

  private static func fields(of model: CrossbarNeuron) -> TrueNorthNeuron {
    var fields = TrueNorthNeuron()
    fields.strengths = SIMD4(truncatingIfNeeded: model.strengths)
    fields.leak = Int16(model.leak)
    fields.threshold = Int32(model.threshold)
    fields.negativeThreshold = Int32(model.floor)
    fields.thresholdMaskBits = UInt8(model.thresholdNoiseBits)
    fields.negativeSaturation = model.saturatesAtFloor
    fields.resetMode =
      switch model.reset {
      case .toZero: .absolute
      case .subtractThreshold: .linear
      case .keep: .none
      }
    return fields
  }

  private static func target(_ target: Target) -> TrueNorthImage.Target {
    switch target {
    case .none: .none
    case .axon(let line, let delay): .axon(core: line.core, axon: line.axon, delay: delay)
    case .port(let port): .output(port: port)
    }
  }
}
