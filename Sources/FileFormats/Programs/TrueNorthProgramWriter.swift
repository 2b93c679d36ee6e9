import NeuroFabric

/// A TrueNorth image as columns. The image has been validated.
struct TrueNorthProgramWriter {
  let file: HDF5Writer
  let image: TrueNorthImage

  func write() throws {
    try file.attribute("family", ChipProfile.Family.trueNorth.rawValue)
    try file.attribute("axons_per_core", UInt64(image.axonsPerCore))
    try file.attribute("neurons_per_core", UInt64(image.neuronsPerCore))
    try file.attribute("output_ports", UInt64(image.outputPorts))
    try file.attribute("generator", image.generator.rawValue)
    try file.attribute("reset_potentials", image.resetPotentials.rawValue)
    try writeTypes()
    try writeCores()
    try writeNeurons()
    try writeCrossbars()
  }

  private func type<Number: HDF5Number>(_ name: String, _ value: (TrueNorthNeuron) -> Number) throws {
    try file.column("types/" + name, image.types, count: image.types.count, value)
  }

  private func writeTypes() throws {
    for axonType in 0..<4 { try type("strength_\(axonType)") { Int32($0.strengths[axonType]) } }
    try type("stochastic_synapses") { $0.stochasticSynapses }
    try type("leak") { Int32($0.leak) }
    try type("stochastic_leak") { Flag($0.stochasticLeak).rawValue }
    try type("leak_reversal") { Flag($0.leakReversal).rawValue }
    try type("threshold") { $0.threshold }
    try type("negative_threshold") { $0.negativeThreshold }
    try type("threshold_mask_bits") { $0.thresholdMaskBits }
    try type("reset_mode") { $0.resetMode.rawValue }
    try type("negative_saturation") { Flag($0.negativeSaturation).rawValue }
    try type("reset_potential") { $0.resetPotential }
  }

  private func writeCores() throws {
    let (cores, count) = (image.cores, image.cores.count)
    try file.column("cores/x", cores, count: count) { Int32($0.position.x) }
    try file.column("cores/y", cores, count: count) { Int32($0.position.y) }
    try file.column("cores/axons", cores, count: count) { UInt32($0.axonTypes.count) }
    try file.column("cores/neurons", cores, count: count) { UInt32($0.neurons.count) }
    try file.column("cores/register_seed", cores, count: count) { $0.registerSeed }
    let axons = cores.reduce(0) { $0 + $1.axonTypes.count }
    try file.column("axons/type", cores.lazy.flatMap(\.axonTypes), count: axons) { $0 }
  }

  private func neuron<Number: HDF5Number>(
    _ name: String, _ value: (TrueNorthImage.Neuron) -> Number
  ) throws {
    let count = image.cores.reduce(0) { $0 + $1.neurons.count }
    try file.column("neurons/" + name, image.cores.lazy.flatMap(\.neurons), count: count, value)
  }

  private func writeNeurons() throws {
    try neuron("type") { $0.type }
    try neuron("potential") { $0.initialPotential }
    try neuron("identity") { $0.identity }
    try neuron("target_kind") { Self.parts(of: $0.target).kind.rawValue }
    try neuron("target") { Self.parts(of: $0.target).number }
    try neuron("target_axon") { Self.parts(of: $0.target).axon }
    try neuron("target_delay") { Self.parts(of: $0.target).delay }
  }

  private typealias Parts = (kind: TargetKind, number: UInt32, axon: UInt16, delay: UInt8)

  private static func parts(of target: TrueNorthImage.Target) -> Parts {
    switch target {
    case .none: (.none, 0, 0, 0)
    case .axon(let core, let axon, let delay): (.axon, UInt32(core), UInt16(axon), UInt8(delay))
    case .output(let port): (.output, UInt32(port), 0, 0)
    }
  }

  /// Bits are packed where they are few: dense ones would cost time and gain nothing.
  private func writeCrossbars() throws {
    let words = image.cores.reduce(0) { $0 + $1.crossbar.words.count }
    let bits = image.cores.reduce(0) { $0 + $1.crossbar.count }
    let column = try file.slabs(
      "crossbar/words", of: UInt64.self, count: words, compression: bits / 8 < words ? 1 : 0)
    for core in image.cores { try column.append(contentsOf: core.crossbar.words) }
    try column.finish()
  }
}
