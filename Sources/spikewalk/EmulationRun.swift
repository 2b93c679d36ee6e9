import ArgumentParser
import Experiments
import FileFormats
import Foundation
import NeuroFabric

/// An emulation from where it stands to its end or to Ctrl-C, and what is written of it.
struct EmulationRun {
  private var emulation: Emulation
  private let files: EmulationFiles
  private let place: RecordingPlace?
  private let json: Bool
  private let progress: TickProgress?
  var checkpoints: (keeper: CheckpointKeeper, of: EmulationCheckpoint)?

  /// - Parameter files: what the emulation read.
  init(_ emulation: Emulation, of files: EmulationFiles, place: RecordingPlace?, json: Bool, quiet: Bool) {
    self.emulation = emulation
    self.files = files
    self.place = place
    self.json = json
    progress = TickProgress(of: emulation.settings.ticks, isQuiet: quiet)
  }

  /// Runs, writes and prints.
  mutating func finish() throws {
    Interrupt.watch()
    emulation.run(shouldStop: { Interrupt.isRequested }) { emulation in
      progress?.show(emulation.tick)
      guard let checkpoints, checkpoints.keeper.isDue(at: emulation.tick) else { return }
      checkpoints.keeper.write { try checkpoints.of.write(emulation, to: $0) }
    }
    progress?.end()
    // The last one comes before the recording: where there is no room for that, nothing is lost.
    if let checkpoints { checkpoints.keeper.write { try checkpoints.of.write(emulation, to: $0) } }
    let record = emulation.record(of: files)
    let summary = EmulationSummary(record, files: try place?.write(record) ?? [])
    if let warning = summary.warning { StandardError.write("warning", warning) }
    print(json ? summary.json.text() : summary.text, terminator: json ? "" : "\n")
    if !json, let place { print("Report:  \(place.report)\nOutput:  \(place.path)") }
    let isDone = record.status == .completed
    try checkpoints?.keeper.end(isDone: isDone, quiet: json)
    if !isDone { throw ExitCode(ExitStatus.interrupted) }
  }
}
