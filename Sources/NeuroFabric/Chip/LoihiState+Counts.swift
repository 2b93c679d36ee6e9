import Instrumentation

// What a fabric that came to a state has counted: it follows from the updates, spikes and injections, and the image.

extension LoihiFabricState {
  func traffic(of image: LoihiImage) -> LoihiTraffic {
    var traffic = LoihiTraffic()
    traffic.clippedPotentials = clippedPotentials
    traffic.inputSpikes = injections.reduce(0, +)
    var index = 0
    for core in image.cores {
      for compartment in core.compartments {
        let spikes = spikeCounts[index]
        index += 1
        if spikes == 0 { continue }
        if compartment.port != nil { traffic.outputSpikes += spikes }
        for output in compartment.outputs {
          traffic.add(LoihiRoute(from: core.tile, to: image.cores[output.core].tile), count: spikes)
        }
      }
    }
    return traffic
  }

  func coreLoads(of image: LoihiImage) -> [CoreLoad] {
    var loads = image.cores.map { _ in CoreLoad() }
    var index = 0
    for (number, core) in image.cores.enumerated() {
      for compartment in core.compartments {
        loads[number].neuronAccess += UInt64(tick)
        loads[number].neuronUpdate += updates[index]
        if image.types[Int(compartment.type)].noiseTarget != .none {
          loads[number].noiseDraw += updates[index]
        }
        loads[number].spike += spikeCounts[index]
        loads[number].messageOut += spikeCounts[index] * UInt64(compartment.outputs.count)
        for output in compartment.outputs {
          let synapses = image.cores[output.core].axonLists[output.axonList].synapses.count
          loads[output.core].messageIn += spikeCounts[index]
          loads[output.core].synapticEvent += spikeCounts[index] * UInt64(synapses)
        }
        index += 1
      }
    }
    return zip(loads, injectionLoads(injections, image)).map { $0 + $1 }
  }

  /// What the injections since the last tick have added to the loads.
  func freshLoads(of image: LoihiImage) -> [CoreLoad] {
    var counts = injections.map { _ in UInt64(0) }
    for list in freshInjections { counts[Int(list)] += 1 }
    return injectionLoads(counts, image)
  }

  private func injectionLoads(_ counts: [UInt64], _ image: LoihiImage) -> [CoreLoad] {
    var list = 0
    return image.cores.map { core in
      var load = CoreLoad()
      for axonList in core.axonLists {
        load.messageIn += counts[list]
        load.synapticEvent += counts[list] * UInt64(axonList.synapses.count)
        list += 1
      }
      return load
    }
  }
}

extension LoihiImage {
  /// The output ports of compartments, in their order.
  func ports(of compartments: [NeuronAddress]) -> [Int] {
    compartments.compactMap { cores[$0.core].compartments[$0.neuron].port }
  }
}

extension LoihiCompartment {
  /// A state without what the next update forgets: what of it makes a difference.
  func kept(current: Int, voltage: Int) -> (current: Int32, voltage: Int32) {
    (currentDecay == 4095 ? 0 : Int32(current), voltageDecay == 4096 ? 0 : Int32(voltage))
  }
}
