import CircuitGraph
import NeuroFabric

extension CompartmentPlan {
  /// Exponent of the noise of stochastic cores: noise = 64 x, one weight unit per value of x.
  private static let noiseExponent: Int32 = 13

  /// Writes the plan down as a Loihi image, with the place of the spike that starts the circuit.
  ///
  /// - Throws: `CompilerError.weight` for a weight that no format holds; `FabricError` for a field wider than the
  ///   chip's.
  func emit(
    ports: Int, at positions: [CoreSlots.Position], in profile: ChipProfile
  ) throws -> (image: LoihiImage, kick: [LoweredBarrier.SpikePlace]) {
    var image = LoihiImage()
    image.outputPorts = ports
    var typeNumbers: [CompartmentNeuron: UInt32] = [:]
    for (core, position) in zip(cores, positions) {
      var emitted = LoihiImage.Core(tile: position.router, indexInTile: position.indexAtRouter)
      if core.neurons.contains(where: \.model.isStochastic) {
        emitted.noise.exponent = Self.noiseExponent
      }
      emitted.compartments = core.neurons.map { neuron in
        let next = UInt32(typeNumbers.count)
        let type = typeNumbers[neuron.model] ?? next
        if type == next {
          typeNumbers[neuron.model] = next
          image.types.append(Self.fields(of: neuron.model))
        }
        return LoihiImage.Compartment(type: type, identity: neuron.identity, port: neuron.port)
      }
      image.cores.append(emitted)
    }
    for core in cores.indices {
      for (index, neuron) in cores[core].neurons.enumerated() {
        image.cores[core].compartments[index].outputs = try addLists(for: neuron, to: &image)
      }
    }
    try image.validate()
    let kick = image.cores[starter.core].compartments[starter.index].outputs.map {
      LoweredBarrier.SpikePlace(core: $0.core, axon: $0.axonList)
    }
    return (image, kick)
  }

  private static func fields(of model: CompartmentNeuron) -> LoihiCompartment {
    var fields = LoihiCompartment()
    fields.voltageDecay = model.memory == .integrates ? 0 : 4096
    fields.thresholdMantissa = Int32(model.threshold)
    fields.noiseTarget = model.isStochastic ? .voltage : .none
    return fields
  }

  /// One axon list per target core if a signed format holds all weights exactly, else one per sign.
  private func addLists(
    for neuron: Neuron, to image: inout LoihiImage
  ) throws -> [LoihiImage.Output] {
    var outputs: [LoihiImage.Output] = []
    let byCore = Dictionary(grouping: neuron.synapses) { $0.target.core }
    for core in byCore.keys.sorted() {
      for (mode, synapses) in try Self.formats(byCore[core]!) {
        let list = LoihiImage.AxonList(
          format: LoihiSynapseFormat(signMode: mode),
          synapses: synapses.map {
            LoihiImage.Synapse(
              target: UInt16($0.target.index), delay: UInt8($0.delay), weight: Int16($0.weight))
          })
        image.cores[core].axonLists.append(list)
        outputs.append(
          LoihiImage.Output(core: core, axonList: image.cores[core].axonLists.count - 1))
      }
    }
    return outputs
  }

  private static func formats(
    _ synapses: [Synapse]
  ) throws -> [(LoihiSynapseFormat.SignMode, [Synapse])] {
    for synapse in synapses where !(-256...255).contains(synapse.weight) {
      throw CompilerError.weight(synapse.weight, allowed: -256...255)
    }
    let positive = synapses.filter { $0.weight >= 0 }
    let negative = synapses.filter { $0.weight < 0 }
    if negative.isEmpty { return [(.excitatory, positive)] }
    if positive.isEmpty { return [(.inhibitory, negative)] }
    // A signed weight loses its lowest bit.
    if synapses.allSatisfy({ $0.weight % 2 == 0 && $0.weight <= 254 }) { return [(.mixed, synapses)] }
    return [(.excitatory, positive), (.inhibitory, negative)]
  }
}
