import Foundation
import TestSupport
import Testing

/// The examples as a new user meets them: listed, copied, run.
@Suite struct ExampleTests {
  /// Every example with walkers few enough for a test.
  static let examples: [(name: String, walkers: Int)] = [
    ("heat-on-a-barbell", 6400), ("heat-on-a-sphere", 6400), ("heat-on-a-wire", 8),
    ("option-american-put", 6400), ("option-bates-call", 3200), ("option-down-and-out", 6400),
    ("option-kou-call", 6400), ("option-merton-call", 6400),
    ("ornstein-uhlenbeck", 3200), ("rat-in-a-maze", 6400), ("slab-fluence", 8400),
    ("torus-diffusion-1000", 1000), ("torus-diffusion", 32_000), ("two-direction-flux", 6400),
  ]

  @Test func `The tests run every example there is`() {
    let files = ProjectFolder.files(under: "Examples", suffix: ".yaml").map {
      URL(filePath: $0).deletingPathExtension().lastPathComponent
    }
    #expect(files == Self.examples.map(\.name))
  }

  @Test(arguments: examples)
  func `An example is copied, runs elsewhere and its answer is good`(name: String, walkers: Int) throws {
    try ToolFolder.with { folder in
      let copied = try folder.tool("examples \(name) --copy")
      #expect(copied.exitCode == 0 && copied.standardError == "")
      #expect(copied.standardOutput.hasPrefix("./\(name).yaml\n"))
      // Every batch walks to its last walker's end, of a mean of 15,564 steps: a test has time for a few batches.
      if name == "heat-on-a-wire" {
        try folder.write(
          folder.text("\(name).yaml").replacingOccurrences(of: "batches: 64", with: "batches: 4"),
          to: "\(name).yaml")
      }
      let run = try folder.tool("run \(name).yaml --walkers \(walkers) --quiet")
      #expect(run.exitCode == 0, "\(run.standardOutput)\(run.standardError)")
      #expect(run.standardError == "")
      #expect(
        run.standardOutput.hasSuffix(
          "\nReport:  results/\(name)/report.html\nResult:  results/\(name)/result.h5\n"))
      let summary = try JSON(folder.text("results/\(name)/summary.json"))
      let engines = summary["engines"].list
      #expect(engines.count >= 3)
      #expect(engines.allSatisfy { $0["status"].string == "completed" && $0["verdict"]["good"].bool == true })
      #expect(engines.allSatisfy { $0["walkers"].number == Double(walkers) })
      if name.hasPrefix("option-") { expectPricesWithinFourErrors(summary) }
      #expect(try folder.text("results/\(name)/report.html").hasPrefix("<!DOCTYPE html>"))
      #expect(folder.exists("results/\(name)/result.h5"))
    }
  }

  /// Prices of every engine lie within 4 standard errors of the quantised chain's exact ones (docs:
  /// Statistics.md has the chance that they do not).
  private func expectPricesWithinFourErrors(_ summary: JSON) {
    let kinds = summary["engines"].list.map { $0["name"].string ?? "" }
    #expect(kinds.contains("truenorth") && kinds.contains("loihi"))
    for engine in summary["engines"].list {
      let estimates = engine["estimates"]
      let (values, errors) = (estimates["values"].list, estimates["standard_errors"].list)
      let exact = estimates["exact"].list
      #expect(!values.isEmpty && values.count == exact.count && values.count == errors.count)
      let judged = values.indices.filter { summary["estimate"]["budget"]["total"][$0].number != nil }
      #expect(!judged.isEmpty, "prices have a budget, Greeks have none")
      for index in judged {
        guard let value = values[index].number, let error = errors[index].number,
          let exact = exact[index].number
        else {
          Issue.record("\(engine["name"]), entry \(index): not a number")
          continue
        }
        #expect(error > 0 && abs(value - exact) <= 4 * error, "\(engine["name"]), entry \(index)")
      }
    }
  }

  @Test func `The list names every example with its title`() throws {
    try ToolFolder.with { folder in
      let list = try folder.tool("examples")
      #expect(list.exitCode == 0)
      let lines = list.standardOutput.split(separator: "\n").map(String.init)
      #expect(lines.dropLast().map { $0.prefix { $0 != " " } } == Self.examples.map { $0.name[...] })
      #expect(lines.last == "Tables: questions.csv, rat-in-a-maze.csv")
      #expect(lines[9] == "rat-in-a-maze           A rat in a maze")
    }
  }

  @Test func `Copying takes the chain's file along, and shows what it wrote`() throws {
    try ToolFolder.with { folder in
      let copied = try folder.tool("examples rat-in-a-maze --copy")
      #expect(copied.standardOutput == "./rat-in-a-maze.yaml\n./rat-in-a-maze.csv\n")
      #expect(try folder.text("rat-in-a-maze.csv") == ProjectFolder.text(of: "Examples/rat-in-a-maze.csv"))
    }
  }

  @Test func `A table is copied by its whole name`() throws {
    try ToolFolder.with { folder in
      let copied = try folder.tool("examples questions.csv --copy")
      #expect(copied.standardOutput == "./questions.csv\n")
      #expect(try folder.text("questions.csv") == ProjectFolder.text(of: "Examples/questions.csv"))
    }
  }

  @Test func `Nothing is copied onto a file that exists, also if it is only the chain's`() throws {
    try ToolFolder.with(["rat-in-a-maze.csv": "mine"]) { folder in
      let copied = try folder.tool("examples rat-in-a-maze --copy")
      #expect(copied.exitCode == 73)
      #expect(
        copied.standardError
          == "spikewalk: error: ./rat-in-a-maze.csv: exists already; copy to another folder with --to\n")
      #expect(try folder.text("rat-in-a-maze.csv") == "mine")
      #expect(!folder.exists("rat-in-a-maze.yaml"))
    }
  }

  @Test func `A folder to copy to that does not exist is named`() throws {
    try ToolFolder.with { folder in
      let copied = try folder.tool("examples rat-in-a-maze --copy --to nowhere")
      #expect(copied.exitCode == 73)
      #expect(
        copied.standardError
          == "spikewalk: error: nowhere/rat-in-a-maze.yaml: cannot be written: No such file or directory\n")
    }
  }

  @Test func `An example is shown word for word, and an unknown one refused`() throws {
    try ToolFolder.with { folder in
      let shown = try folder.tool("examples two-direction-flux")
      #expect(shown.standardOutput == (try ProjectFolder.text(of: "Examples/two-direction-flux.yaml")))
      let unknown = try folder.tool("examples torus")
      #expect(unknown.exitCode == 65)
      #expect(
        unknown.standardError
          == "spikewalk: error: torus: there is no such example; there are "
          + (Self.examples.map(\.name) + ["questions.csv", "rat-in-a-maze.csv"]).joined(separator: ", ")
          + "\n")
    }
  }
}
