import FileFormats
import NeuroFabric
import TestSupport
import Testing

/// Program files that are whole but wrong: every refusal names the dataset or field, the value and the limit.
@Suite struct ProgramRefusalTests {
  /// A column that a test puts in place of the good one.
  private struct Change {
    var skip: String
    var write: (HDF5Writer) throws -> Void
  }

  /// A good network of one core, two axons and two neurons, one column of which is changed.
  private func refusal(_ name: String, _ write: @escaping (HDF5Writer) throws -> Void) throws -> String {
    let folder = ScratchFolder()
    let path = folder.path + "/p.h5"
    try file(path, Change(skip: name, write: write))
    return String(failure { _ = try ProgramFile.read(path) }.dropFirst(path.count + 2))
  }

  private func file(_ path: String, _ change: Change?) throws {
    let writer = try HDF5Writer(path: path)
    func attribute(_ name: String, _ write: () throws -> Void) throws {
      if change?.skip != name { try write() }
    }
    func column<Number: HDF5Number>(_ name: String, _ values: [Number]) throws {
      if change?.skip != name { try writer.dataset(name, values) }
    }
    try attribute("format") { try writer.attribute("format", "spikewalk-program") }
    try attribute("format_version") { try writer.attribute("format_version", UInt64(1)) }
    try attribute("family") { try writer.attribute("family", "truenorth") }
    try attribute("axons_per_core") { try writer.attribute("axons_per_core", UInt64(256)) }
    try attribute("neurons_per_core") { try writer.attribute("neurons_per_core", UInt64(256)) }
    try attribute("output_ports") { try writer.attribute("output_ports", UInt64(1)) }
    try attribute("generator") { try writer.attribute("generator", "counter") }
    try attribute("reset_potentials") { try writer.attribute("reset_potentials", "encoded") }
    for name in [
      "strength_0", "strength_1", "strength_2", "strength_3", "leak", "threshold", "negative_threshold",
      "reset_potential",
    ] { try column("types/" + name, [Int32(1)]) }
    for name in [
      "stochastic_synapses", "stochastic_leak", "leak_reversal", "threshold_mask_bits", "reset_mode",
      "negative_saturation",
    ] { try column("types/" + name, [UInt8(1)]) }
    try column("cores/x", [Int32(0)])
    try column("cores/y", [Int32(0)])
    try column("cores/axons", [UInt32(2)])
    try column("cores/neurons", [UInt32(2)])
    try column("cores/register_seed", [UInt32(1)])
    try column("axons/type", [UInt8(0), 3])
    try column("neurons/type", [UInt32(0), 0])
    try column("neurons/potential", [Int32(0), -5])
    try column("neurons/identity", [UInt64(0), 1])
    try column("neurons/target_kind", [UInt8(1), 2])
    try column("neurons/target", [UInt32(0), 0])
    try column("neurons/target_axon", [UInt16(1), 0])
    try column("neurons/target_delay", [UInt8(15), 0])
    try column("crossbar/words", [UInt64(3), 1])
    try change?.write(writer)
    try writer.finish()
  }

  @Test func `The network that the others are made from is good`() throws {
    let folder = ScratchFolder()
    let path = folder.path + "/p.h5"
    try file(path, nil)
    let program = try ProgramFile.read(path)
    guard case .trueNorth(let image) = program.image else {
      return #expect(Bool(false), "no TrueNorth image")
    }
    #expect(image.cores[0].crossbar.row(0) == [0, 1])
    #expect(image.cores[0].neurons[0].target == .axon(core: 0, axon: 1, delay: 15))
    #expect(image.cores[0].neurons[1].target == .output(port: 0))
    #expect(program.inputs.isEmpty && program.probes.isEmpty)
  }

  @Test func `Attributes`() throws {
    #expect(
      try refusal("format_version") { try $0.attribute("format_version", UInt64(2)) }
        == "is a fabric program of version 2; this program reads version 1")
    #expect(
      try refusal("family") { try $0.attribute("family", "spinnaker") }
        == "the attribute family is \"spinnaker\"; allowed are truenorth, loihi")
    #expect(
      try refusal("generator") { try $0.attribute("generator", "dice") }
        == "the attribute generator is \"dice\"; allowed are counter, lfsr32, lfsr32-serial")
    #expect(
      try refusal("axons_per_core") { try $0.attribute("axons_per_core", UInt64.max) }
        == "the attribute \"axons_per_core\" is 18446744073709551615, allowed are 1...65536")
    #expect(try refusal("output_ports") { _ in }.hasPrefix("has no attribute \"output_ports\"; there: "))
    #expect(
      try refusal("output_ports") { try $0.attribute("output_ports", "1") }
        == "the attribute \"output_ports\" does not hold values of type 64-bit unsigned integer")
  }

  @Test func `Missing, wrong and unequal columns`() throws {
    #expect(
      try refusal("neurons/identity") { _ in }.hasPrefix("has no dataset \"neurons/identity\"; there: "))
    #expect(
      try refusal("neurons/identity") { try $0.dataset("neurons/identity", [Int64(0), 1]) }
        == "the dataset \"neurons/identity\" does not hold values of type 64-bit unsigned integer")
    #expect(
      try refusal("neurons/identity") { try $0.dataset("neurons/identity", [UInt64(0), 1], shape: [1, 2]) }
        == "the dataset \"neurons/identity\" has 2 dimensions; it needs 1")
    #expect(
      try refusal("neurons/identity") { try $0.dataset("neurons/identity", [UInt64(0)]) }
        == "the dataset \"neurons/identity\" has 1 value; the sums over cores ask for 2")
    #expect(
      try refusal("crossbar/words") { try $0.dataset("crossbar/words", [UInt64(0), 0, 0]) }
        == "the dataset \"crossbar/words\" has 3 values; the sums over cores ask for 2")
  }

  @Test func `Names that nobody knows`() throws {
    func added(_ write: @escaping (HDF5Writer) throws -> Void) throws -> String { try refusal("", write) }
    #expect(
      try added { try $0.dataset("input/tick", [UInt64(0)]) }
        == "unknown group \"input\"; did you mean \"inputs\"? known groups: axons, cores, crossbar, inputs, neurons, "
        + "probes, types")
    #expect(
      try added { try $0.dataset("spikes", [UInt64(0)]) }.hasPrefix(
        "unknown group \"spikes\"; known groups: "))
    #expect(
      try added { try $0.dataset("cores/register_seeds", [UInt32(0)]) }
        == "cores: unknown column \"register_seeds\"; did you mean \"register_seed\"? known columns: axons, neurons, "
        + "register_seed, x, y")
    #expect(
      try added { try $0.group("types/more") }.hasPrefix(
        "types: unknown column \"more\"; known columns: leak, "))
    #expect(
      try added { try $0.attribute("delay_slots", UInt64(8)) }
        == "unknown attribute \"delay_slots\"; known attributes: axons_per_core, family, format, format_version, "
        + "generator, neurons_per_core, output_ports, reset_potentials")
    #expect(
      try added {
        try $0.group("probes")
        try $0.attribute("all_spikes", UInt64(0), on: "probes")
        try $0.attribute("all_potentials", UInt64(1), on: "probes")
      } == "probes: unknown attribute \"all_potentials\"; known attributes: all_spikes")
    #expect(
      try added {
        try $0.group("probes")
        try $0.attribute("all_spikes", UInt64(0), on: "probes")
        try $0.dataset("probes/spike_neuron", [UInt32(0)])
      } == "has no dataset \"probes/spike_core\"; there: spike_neuron")
  }

  @Test func `What h5py writes: texts of fixed length, filters, attributes of other libraries`() throws {
    let path = ProjectFolder.root.appending(path: "Tests/Golden/Programs/h5py.h5").path(percentEncoded: false)
    let program = try ProgramFile.read(path, isSealed: false)
    guard case .trueNorth(let image) = program.image else { return #expect(Bool(false)) }
    #expect(image.generator == .counterBased && image.resetPotentials == .encoded)
    #expect(image.cores[0].crossbar.row(1) == [1] && image.types[0].strengths == SIMD4(1, 0, 0, 0))
    #expect(program.inputs == [InputSpike(tick: 0, core: 0, axon: 0)])
    #expect(try ProgramFile.declaredBytes(ofUnsealed: path) == 140)
  }

  @Test func `Ticks beyond every counter are shown as they are`() throws {
    #expect(
      try refusal("") {
        try $0.dataset("inputs/tick", [UInt64.max])
        try $0.dataset("inputs/core", [UInt32(0)])
        try $0.dataset("inputs/axon", [UInt32(0)])
      } == "inputs/tick[0] is 18446744073709551615, allowed are 0...281474976710655")
  }

  @Test func `Values`() throws {
    #expect(
      try refusal("cores/neurons") { try $0.dataset("cores/neurons", [UInt32.max]) }
        == "cores/neurons[0] is 4294967295, allowed are 0...256")
    #expect(
      try refusal("neurons/target_kind") { try $0.dataset("neurons/target_kind", [UInt8(1), 3]) }
        == "neurons/target_kind[1] is 3, allowed are 0...2")
    #expect(
      try refusal("types/reset_mode") { try $0.dataset("types/reset_mode", [UInt8(3)]) }
        == "types/reset_mode[0] is 3, allowed are 0...2")
    #expect(
      try refusal("types/leak_reversal") { try $0.dataset("types/leak_reversal", [UInt8(2)]) }
        == "types/leak_reversal[0] is 2, allowed are 0...1")
    #expect(
      try refusal("types/leak") { try $0.dataset("types/leak", [Int32.max]) }
        == "types/leak[0] is 2147483647, allowed are -255...255")
    #expect(
      try refusal("types/reset_potential") { try $0.dataset("types/reset_potential", [Int32(5)]) }
        == "neuron type 0: reset potential is 5, but the chip can only hold zero or plus or minus 2^VR - 1")
    #expect(
      try refusal("crossbar/words") { try $0.dataset("crossbar/words", [UInt64(3), 5]) }
        == "crossbar/words of core 0 have bits set beyond its 2 neurons")
    #expect(
      try refusal("neurons/target") { try $0.dataset("neurons/target", [UInt32.max, 0]) }
        == "core 0, neuron 0: target core is 4294967295, allowed are 0...0")
    #expect(
      try refusal("neurons/target_delay") { try $0.dataset("neurons/target_delay", [UInt8(0), 0]) }
        == "core 0, neuron 0: delay is 0, allowed are 1...15")
  }

  @Test func `Huge sizes are refused before memory is taken`() throws {
    #expect(
      try refusal("axons/type") { _ = try $0.slabs("axons/type", of: UInt8.self, count: 1 << 40) }
        == "the dataset \"axons/type\" declares 1099511627776 values, but the file holds only 0 bytes of them"
    )
    #expect(
      try refusal("cores/x") {
        try $0.dataset("cores/x", [Int32](repeating: 0, count: 1 << 20 + 1), compression: 9)
      }
        == "the dataset \"cores/x\" has 1048577 values; at most 1048576 are read")
    let folder = ScratchFolder()
    let path = folder.path + "/p.h5"
    try file(path, nil)
    #expect(
      failure { _ = try ProgramFile.read(path, memoryLimit: 600) }
        == path + ": the network takes 610 bytes of memory; at most 600 are used on this machine")
  }
}
