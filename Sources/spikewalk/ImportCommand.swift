import ArgumentParser
import Experiments
import FileFormats
import Foundation

/// Networks of other programs, as fabric programs.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Turn a network of another program into a fabric program for emulate.",
    subcommands: [ImportRANC.self, ImportHDF5.self])
}

struct ImportRANC: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ranc",
    abstract: "Import a network from RANC's memory files, with the inputs of its test bench.",
    discussion: """
      Packets to the output core become spikes of output ports, one port for every axon.

      Example: spikewalk import ranc tea-128 --grid 8x4 --output-core 0,3 --output tea.h5
      """)

  @OptionGroup var network: RANCArguments
  @OptionGroup var target: ProgramTarget

  func run() throws {
    try ExitStatus.guarding { try target.write(try network.read().program) }
  }
}

struct ImportHDF5: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hdf5",
    abstract: "Check a fabric program that another program wrote, and seal it.",
    discussion: """
      Other programs write HDF5 without the seal by which damage is found later.

      Example: spikewalk import hdf5 mine.h5 --output network.h5
      """)

  @Argument(help: "The fabric program without a seal.", completion: .file(extensions: ["h5"]))
  var file: String

  @OptionGroup var target: ProgramTarget

  @Flag(help: .hidden)
  var inThisProcess = false

  func run() throws {
    try ExitStatus.guarding {
      guard inThisProcess else { return try Quarantine.rerun(adding: "--in-this-process", for: file) }
      Quarantine.limitTime(for: file)
      Quarantine.limitTime(for: file, unfolded: try ProgramFile.declaredBytes(ofUnsealed: file))
      try target.write(try ProgramFile.read(file, isSealed: false))
    }
  }
}

/// The program file that an import makes.
struct ProgramTarget: ParsableArguments {
  @Option(help: "The program file to write.", completion: .file(extensions: ["h5"]))
  var output: String

  @Flag(help: "Replace what is there.")
  var overwrite = false

  func write(_ program: FabricProgram) throws {
    try OutputFiles.claim([output], overwrite: overwrite)
    try ProgramFile.write(program, to: output)
    let counts = [
      ("core", program.image.coreCount), ("neuron", program.image.neuronCount),
      ("input spike", program.inputs.count),
    ]
    print("\(output): " + counts.map { "\($1) \($0)\($1 == 1 ? "" : "s")" }.joined(separator: ", "))
  }
}
