import ArgumentParser
import Experiments

struct Info: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show version, licence, chips, circuits, problems, cost tables and this machine.")

  @OptionGroup var data: ModelArguments

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    try ExitStatus.guarding {
      let folder = try data.shared.costFolder()
      let info = ToolInfo(costTables: try CostTableFolder.read(folder), folder: folder)
      print(json ? info.json.text() : info.text)
    }
  }
}
