import RandomStreams

/// Cores whose drawing neurons are run one by one, each tick, because they draw from one register in turn: all of
/// them in order, draws in the order synapses, leak, threshold.
///
/// Their deterministic synapses have been added by the kernel; the order of those does not matter.
final class TrueNorthOrderedCores {
  private struct Core {
    let index: Int
    /// The neurons that draw, ascending, numbered through all cores, and their stochastic synapses by axon.
    var neurons: [(number: Int, synapses: [(axon: Int, strength: Int16)])]
    var draws: RegisterDraws
  }

  private var cores: [Core] = []
  /// For every axon of the block the tick in which it was last active.
  private var lastActive: [Int: Int] = [:]

  var isEmpty: Bool { cores.isEmpty }

  func removeAll() {
    cores.removeAll()
    lastActive.removeAll()
  }

  /// The registers of the cores that are run here.
  var registers: [(core: Int, register: ShiftRegister)] { cores.map { ($0.index, $0.draws.register) } }

  /// Puts all registers into states that are given by core.
  func setRegisters(_ states: [UInt32]) {
    for index in cores.indices {
      cores[index].draws.register = ShiftRegister(seed: states[cores[index].index])
    }
  }

  func markActive(axon: Int, tick: Int) { lastActive[axon] = tick }

  /// Adds the core called `index`, if any of its neurons draws.
  func add(
    _ core: TrueNorthImage.Core, index: Int, types: [TrueNorthNeuron], layout: TrueNorthLayout,
    draws: RegisterDraws
  ) {
    let drawing = core.neurons.indices.filter { types[Int(core.neurons[$0].type)].draws }
    if drawing.isEmpty { return }
    let neurons = drawing.map { neuron in
      let model = types[Int(core.neurons[neuron].type)]
      let synapses = core.axonTypes.indices.compactMap { axon -> (axon: Int, strength: Int16)? in
        let type = core.axonTypes[axon]
        guard model.stochasticSynapses >> type & 1 == 1, core.crossbar[axon, neuron] else { return nil }
        return (layout.axon(core: index, index: axon), model.strengths[Int(type)])
      }
      return (layout.neuron(core: index, index: neuron), synapses)
    }
    cores.append(Core(index: index, neurons: neurons, draws: draws))
  }

  func run(block: TrueNorthBlock, tick: Int) {
    for index in cores.indices {
      for (neuron, synapses) in cores[index].neurons {
        let model = block.tables.type(ofNeuron: neuron).pointee.neuron
        var potential = block.tables.potentials[neuron]
        for synapse in synapses where lastActive[synapse.axon] == tick {
          potential += TrueNorthNeuron.stochasticUnit(
            synapse.strength, byte: cores[index].draws.nextByte())
        }
        potential = model.leaked(potential, byte: model.stochasticLeak ? cores[index].draws.leakByte() : 0)
        let bits = model.thresholdMaskBits
        let eta = bits > 0 ? cores[index].draws.thresholdBits(bits) : 0
        block.take(model.thresholded(potential, eta: eta), of: neuron)
      }
    }
  }
}
