import EnergyModels
import HostMeters
import NeuroFabric
import WalkerCircuits

/// What the tool is, knows and runs on.
public struct ToolInfo: Sendable {
  private let costTables: [CostTable]
  private let folder: String

  public init(costTables: [CostTable], folder: String) {
    self.costTables = costTables
    self.folder = folder
  }

  private static let licence =
    "sources Apache-2.0; this tool links the GNU Scientific Library and is distributed under GPL-3.0-or-later"

  private var lists: [(key: String, title: String, rows: [(name: String, text: String)])] {
    [
      ("problems", "Problems", WorkloadKind.all.map { ($0.name, $0.summary) }),
      (
        "chips", "Chips (emulated)",
        ChipProfile.all.map {
          (
            $0.name,
            "\($0.coresPerChip) cores of \($0.neuronsPerCore) neurons, up to \($0.maximumChips) chips"
          )
        }
      ),
      ("circuits", "Circuits", WalkerMethod.all.map { ($0.name, $0.summary) }),
      ("cost_tables", "Cost tables (\(folder))", costTables.map { ($0.name, $0.title) }),
    ]
  }

  public var json: JSONValue {
    let heads: [JSONValue.Member] = [
      .init("version", .string(Version.code)), .init("licence", .string(Self.licence)),
      .init("machine", .string(Machine.current().description)), .init("models", .string(folder)),
    ]
    return .object(
      heads
        + lists.map { list in
          .init(
            list.key,
            .array(
              list.rows.map {
                .object([.init("name", .string($0.name)), .init("summary", .string($0.text))])
              }))
        })
  }

  public var text: String {
    var lines = [
      "spikewalk \(Version.code)", "Licence: \(Self.licence)",
      "Machine: \(Machine.current().description)",
    ]
    for list in lists {
      lines += ["", list.title]
      let width = list.rows.map(\.name.count).max() ?? 0
      lines += list.rows.map {
        "  " + $0.name + String(repeating: " ", count: width - $0.name.count + 2) + $0.text
      }
    }
    return lines.joined(separator: "\n")
  }
}
