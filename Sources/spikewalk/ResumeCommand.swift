import ArgumentParser
import Experiments
import FileFormats
import Foundation

struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Go on with a run from its checkpoint.",
    discussion: """
      Writes what the uninterrupted run would have written, bit for bit, whatever the number of threads, and goes
      on writing checkpoints to the same file. The network and input files must be those that the run began with.

      Example: spikewalk resume long.checkpoint --output out
      """)

  @Argument(help: "The checkpoint.", completion: .file())
  var checkpoint: String

  @Option(parsing: .unconditional, help: "Threads; the result does not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "Where to write (default: where the run was told to).")
  var output: String?

  @Flag(help: "Replace what is there.")
  var overwrite = false

  @Option(parsing: .unconditional, help: "Write a checkpoint every so many ticks (default: every minute).")
  var checkpointEvery: Int?

  @Option(help: "The network, if it is not where it was.", completion: .file(extensions: ["h5"]))
  var network: String?

  @Option(help: "The input spikes, if they are not where they were.", completion: .file(extensions: ["csv"]))
  var input: String?

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func validate() throws {
    try Threads.check(threads)
    if let checkpointEvery, checkpointEvery < 1 {
      throw ValidationError("--checkpoint-every is \(checkpointEvery); allowed: 1 or more")
    }
  }

  func run() throws {
    try ExitStatus.guarding {
      let (stored, emulation) = try EmulationCheckpoint.resume(
        checkpoint, network: network, input: input, threads: threads)
      let target = output ?? (stored.output.isEmpty ? nil : stored.output)
      let place = try target.map { try RecordingPlace($0, overwrite: overwrite) }
      var run = EmulationRun(emulation, name: network ?? stored.source.network, place: place, json: json)
      let interval = checkpointEvery.map(CheckpointKeeper.Interval.ticks)
      run.checkpoints = (CheckpointKeeper(path: checkpoint, interval: interval), stored)
      try run.finish()
    }
  }
}
