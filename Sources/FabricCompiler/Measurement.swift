import NeuroFabric

extension Compiler {
  func measure(_ image: TrueNorthImage, slots: CoreSlots) throws -> Utilisation {
    utilisation(
      slots: slots, neurons: image.cores.map(\.neurons.count), axons: image.cores.map(\.axonTypes.count),
      synapses: image.cores.map { $0.crossbar.count },
      // The crossbar is whole in every core; what fills it is set bits.
      memory: image.cores.map {
        Double($0.crossbar.count) / Double(profile.neuronsPerCore * profile.axonsPerCore)
      })
  }

  func measure(_ image: LoihiImage, slots: CoreSlots) throws -> Utilisation {
    utilisation(
      slots: slots, neurons: image.cores.map(\.compartments.count),
      axons: image.cores.map(\.axonLists.count),
      synapses: image.cores.map { $0.axonLists.map(\.synapses.count).reduce(0, +) },
      memory: image.cores.map { Double($0.synapseWords) / Double(profile.synapseWordsPerCore) })
  }

  private func utilisation(
    slots: CoreSlots, neurons: [Int], axons: [Int], synapses: [Int], memory: [Double]
  ) -> Utilisation {
    Utilisation(
      neurons: neurons.reduce(0, +), axons: axons.reduce(0, +), synapses: synapses.reduce(0, +),
      cores: neurons.count, allCores: neurons.count * slots.replicas, allChips: slots.chips,
      fullestNeurons: Double(neurons.max() ?? 0) / Double(profile.neuronsPerCore),
      fullestAxons: Double(axons.max() ?? 0) / Double(profile.axonsPerCore),
      fullestSynapseMemory: memory.max() ?? 0)
  }
}
