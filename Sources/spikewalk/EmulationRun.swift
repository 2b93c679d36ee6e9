import ArgumentParser
import Experiments
import FileFormats
import Foundation
import NeuroFabric

/// An emulation from where it stands to its end or to Ctrl-C, and what is written of it.
struct EmulationRun {
  private var emulation: Emulation
  private let name: String
  private let place: RecordingPlace?
  private let json: Bool
  var checkpoints: (keeper: CheckpointKeeper, of: EmulationCheckpoint)?

  /// - Parameter name: what the summary calls the network.
  init(_ emulation: Emulation, name: String, place: RecordingPlace?, json: Bool) {
    self.emulation = emulation
    self.name = name
    self.place = place
    self.json = json
  }

  /// Runs, writes and prints.
  mutating func finish() throws {
    Interrupt.watch()
    emulation.run(shouldStop: { Interrupt.isRequested }) { emulation in
      guard let checkpoints, checkpoints.keeper.isDue(at: emulation.tick) else { return }
      checkpoints.keeper.write { try checkpoints.of.write(emulation, to: $0) }
    }
    // The last one comes before the recording: where there is no room for that, nothing is lost.
    if let checkpoints { checkpoints.keeper.write { try checkpoints.of.write(emulation, to: $0) } }
    let record = emulation.record
    let summary = EmulationSummary(
      emulation, record: record, network: name, files: try place?.write(record) ?? [])
    if let warning = summary.warning { StandardError.write("warning", warning) }
    print(json ? summary.json.text() : summary.text, terminator: json ? "" : "\n")
    if !json, let place { print("Report:  \(place.report)\nOutput:  \(place.path)") }
    let isDone = emulation.tick == emulation.settings.ticks
    try checkpoints?.keeper.end(isDone: isDone, quiet: json)
    if !isDone { throw ExitCode(ExitStatus.interrupted) }
  }
}
