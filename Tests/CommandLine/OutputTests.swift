import Foundation
import TestSupport
import Testing

/// Files that are not there, cannot be read, cannot be written, or hold something else.
@Suite struct OutputTests {
  private static let file = "problem: { ring: { cells: 4, steps: 3 } }\nwalkers: 10\nengines: [cpu]\n"

  private func refused(_ line: String, _ code: Int32, _ message: String, in folder: ToolFolder) throws {
    let result = try folder.tool(line)
    #expect(result.exitCode == code, "\(line)")
    #expect(result.standardError == "spikewalk: error: \(message)\n")
    #expect(result.standardOutput == "")
  }

  @Test func `A file that is not there`() throws {
    try ToolFolder.with { folder in
      for verb in ["run", "validate", "compile"] {
        try refused("\(verb) nowhere.yaml", 65, "nowhere.yaml: no such file; check the path", in: folder)
      }
      try refused("report nowhere.h5", 65, "nowhere.h5: no such file; check the path", in: folder)
      try refused("run .", 74, ".: cannot be read: Is a directory", in: folder)
      try refused(
        "info --models nowhere", 65, "nowhere/Costs: there is no such folder, or it cannot be read",
        in: folder)
    }
  }

  @Test func `An output folder that cannot be written to is found before the run`() throws {
    try ToolFolder.with(["x.yaml": Self.file, "plain": ""]) { folder in
      let advice = "choose another with --output"
      try refused(
        "run x.yaml --output plain/o", 73,
        "plain/o: cannot make the output folder (Not a directory); \(advice)", in: folder)
      try refused(
        "run x.yaml --output /proc/x", 73,
        "/proc/x: cannot make the output folder (No such file or directory); \(advice)", in: folder)
    }
  }

  @Test func `Results are replaced only where the user says so`() throws {
    try ToolFolder.with(["x.yaml": Self.file]) { folder in
      #expect(try folder.tool("run x.yaml --quiet").exitCode == 0)
      let first = try folder.text("results/x/summary.json")
      try refused(
        "run x.yaml --seed 9 --quiet", 73,
        "results/x/result.h5: exists already; replace it with --overwrite or choose another place with --output",
        in: folder)
      #expect(try folder.text("results/x/summary.json") == first)
      #expect(try folder.tool("run x.yaml --seed 9 --quiet --overwrite").exitCode == 0)
      #expect(try folder.text("results/x/summary.json") != first)
    }
  }

  @Test func `A result file that is cut, changed or of another version is refused`() throws {
    try ToolFolder.with(["x.yaml": Self.file]) { folder in
      #expect(try folder.tool("run x.yaml --quiet --output o").exitCode == 0)
      let whole = try Data(contentsOf: folder.url.appending(path: "o/result.h5"))
      try whole.dropLast(100).write(to: folder.url.appending(path: "cut.h5"))
      try refused(
        "report cut.h5", 65,
        "cut.h5: is not a result file of this program: it does not end with its seal", in: folder)
      var changed = whole
      changed[whole.count / 2] ^= 1
      try changed.write(to: folder.url.appending(path: "changed.h5"))
      try refused(
        "report changed.h5 --json", 65,
        "changed.h5: is damaged or was changed after it was written: its checksum does not match", in: folder)
      var newer = whole
      newer[whole.count - 24] = 2
      try newer.write(to: folder.url.appending(path: "newer.h5"))
      try refused(
        "report newer.h5", 65, "newer.h5: has a seal of version 2; this program reads version 1", in: folder)
      try refused(
        "report o/result.h5 --output nowhere/r.html", 73,
        "nowhere/r.html: cannot be written: No such file or directory", in: folder)
    }
  }

  @Test func `An experiment from a pipe is kept word for word`() throws {
    try ToolFolder.with(["x.yaml": Self.file]) { folder in
      let tool = builtProducts.appending(path: "spikewalk").path(percentEncoded: false)
      let result = try run(
        URL(filePath: "/bin/sh"), ["-c", "cat x.yaml | '\(tool)' run /dev/stdin --quiet --json --output o"],
        in: folder.url)
      #expect(result.exitCode == 0, "\(result.standardError)")
      #expect(try JSON(result.standardOutput)["experiment_text"].string == Self.file)
    }
  }

  @Test func `Engines that are asked for must be there, and once`() throws {
    try ToolFolder.with(["x.yaml": Self.file]) { folder in
      try refused(
        "run x.yaml --engine loihi", 65,
        "x.yaml:3:10: engines: there is no engine called loihi; the experiment has cpu-counts", in: folder)
      try refused(
        "run x.yaml --engine cpu-counts --engine cpu-counts", 65,
        "x.yaml:3:10: engines: the engine cpu-counts is asked for twice on the command line; ask for it once",
        in: folder)
    }
  }
}
