import NeuroFabric
import RandomStreams

// Networks for the tests of the Loihi fabric.

/// Key of the fabrics in these tests.
func loihiKey(_ batch: UInt32 = 0) -> StreamKey {
  StreamKey(seed: 2018, purpose: .neuron, batch: batch)
}

/// One core with one compartment of `type`, and one axon list with one synapse to it.
func oneCompartment(
  _ type: LoihiCompartment, weight: Int16 = 1, format: LoihiSynapseFormat = .init(signMode: .mixed),
  delay: UInt8 = 0, slots: Int = 8, noise: LoihiNoise = .init(), initialVoltage: Int32 = 0
) -> LoihiImage {
  var image = LoihiImage()
  image.types = [type]
  image.outputPorts = 1
  image.delaySlots = slots
  var core = LoihiImage.Core(tile: MeshPoint(x: 0, y: 0), indexInTile: 0)
  core.noise = noise
  core.compartments = [
    .init(type: 0, initialVoltage: initialVoltage, identity: 1, port: 0)
  ]
  core.axonLists = [
    .init(format: format, synapses: [.init(target: 0, delay: delay, weight: weight)])
  ]
  image.cores = [core]
  return image
}
