import ArgumentParser
import Experiments
import FileFormats
import Foundation
import NeuroFabric

struct Emulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a fabric program, a network built here or elsewhere, tick by tick.",
    discussion: """
      Prints what was counted. With --output it also writes output spikes, loads of cores and links, and what is \
      probed: tables into a folder, or one file if the name ends in .h5. Pictures of them, a raster of spikes and \
      maps of the chips, are beside them: report.html in the folder, NAME.html for NAME.h5.

      Probes are CORE:NEURONS, as in 3:all or 3:0-15,200. Any of them replace all of the network's file. Without \
      --output nothing is probed.

      Example: spikewalk emulate network.h5 --input spikes.csv --ticks 1000 --probe-spikes all --output out
      """)

  @Argument(help: "The network: a fabric program (HDF5).", completion: .file(extensions: ["h5"]))
  var network: String

  @Option(
    help: "Input spikes (CSV: tick,core,axon), in place of those of the network's file.",
    completion: .file(extensions: ["csv"]))
  var input: String?

  @Option(parsing: .unconditional, help: "Ticks to run.")
  var ticks: Int

  @Option(help: "Engine: fast or reference.")
  var engine: FabricEngine = .fast

  @Option(parsing: .unconditional, help: "Seed, 0 to 2^64 - 1.")
  var seed: UInt64 = 0

  @Option(
    parsing: .unconditional,
    help: "Threads that share a tick of a TrueNorth network; what is found does not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "Record the spikes of these neurons, or of all; may be given several times.")
  var probeSpikes: [String] = []

  @Option(help: "Record the potentials of these neurons; may be given several times.")
  var probePotentials: [String] = []

  @Option(
    parsing: .unconditional,
    help: "Entries kept of each recording; what comes after them is counted and dropped.")
  var probeLimit = 10_000_000

  @Option(help: "Folder for tables, or a file that ends in .h5.")
  var output: String?

  @Flag(help: "Replace a recording or a checkpoint that is there.")
  var overwrite = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  @Flag(help: "No progress.")
  var quiet = false

  @OptionGroup var checkpoints: CheckpointArguments

  func validate() throws {
    let (ticksAllowed, limits) = (EmulationSettings.tickRange, EmulationSettings.probeLimitRange)
    guard ticksAllowed.contains(ticks) else {
      throw ValidationError("--ticks is \(ticks); allowed: 0 to \(ticksAllowed.upperBound)")
    }
    guard limits.contains(probeLimit) else {
      throw ValidationError("--probe-limit is \(probeLimit); allowed: 1 to \(limits.upperBound)")
    }
    guard output != nil || (probeSpikes.isEmpty && probePotentials.isEmpty) else {
      throw ValidationError("probes need a place to be written to; name it with --output")
    }
    try Threads.check(threads)
  }

  func run() throws {
    try ExitStatus.guarding {
      let settings = EmulationSettings(
        ticks: ticks, engine: engine, seed: seed, threads: threads, probeLimit: probeLimit)
      let source = EmulationSource(
        network: network, input: input, probeSpikes: probeSpikes, probePotentials: probePotentials)
      // Read before anything is made or tried: a file that is read is written to by nothing.
      let program = try source.program(isRecorded: output != nil)
      let place = try output.map { try RecordingPlace($0, overwrite: overwrite) }
      let keeper = try checkpoints.keeper(overwrite: overwrite)
      let emulation = try Emulation(program, settings: settings)
      let files = try source.files(forResuming: keeper != nil)
      var run = EmulationRun(emulation, of: files, place: place, json: json, quiet: quiet)
      if let keeper {
        run.checkpoints = (keeper, EmulationCheckpoint(of: source, files, output: output))
        // From the first checkpoint on, Ctrl-C leaves one to go on from, and says so.
        Interrupt.watch()
        try keeper.writeFirst { try run.checkpoints!.of.write(emulation, to: $0) }
      }
      try run.finish()
    }
  }
}

extension FabricEngine: ExpressibleByArgument {}
