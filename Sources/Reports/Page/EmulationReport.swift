import Experiments
import FileFormats
import NeuroFabric

/// One page that shows what the emulation of a fabric program recorded and counted: a single HTML file without
/// scripts or outside requests, the same bytes for the same record, bounded in size whatever was recorded.
public struct EmulationReport: Sendable {
  private let record: EmulationRecord

  public init(_ record: EmulationRecord) { self.record = record }

  static let notice =
    "This is an emulation: spikes, potentials and counts are those of the emulator; nothing was measured on silicon."

  /// The whole page; also well-formed XML.
  public func page() -> String {
    let profile = record.profile
    return Document(
      title: "\(record.files.network.name) on \(profile.title): \(NumberText.count(record.ticks, "tick"))",
      subtitle:
        "\(interruption)\(NumberText.count(record.cores.count, "core")), "
        + "\(NumberText.count(record.neurons.reduce(0, +), "neuron")), "
        + "\(record.engine.rawValue) engine, seed \(record.seed).",
      notice: Self.notice, codeVersion: record.codeVersion,
      sections: [
        EmulationRunSection(record: record).html, SpikeSection(record: record).html,
        PotentialSection(record: record).html,
        CoreSection(record: record).html, LinkSection(record: record).html, EventSection(record: record).html,
      ],
      names: [
        ("run", "What was run"),
        ("spikes", "Spikes"), ("potentials", "Potentials"), ("cores", "Cores"), ("links", "Links"),
        ("events", "Events"),
      ]
    ).page()
  }

  private var interruption: String {
    guard record.status == .interrupted else { return "" }
    return "Interrupted at tick \(NumberText.count(record.ticks)) of \(NumberText.count(record.askedTicks)). "
  }
}

extension EmulationRecord {
  var profile: ChipProfile {
    switch family {
    case .trueNorth: .trueNorth
    case .loihi: .loihi
    }
  }

  var chip: (width: Int, height: Int) { (profile.meshWidth, profile.meshHeight) }
}

extension ChipProfile {
  var title: String {
    switch family {
    case .trueNorth: "TrueNorth"
    case .loihi: "Loihi"
    }
  }
}
