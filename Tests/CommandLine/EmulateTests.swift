import FileFormats
import Foundation
import NeuroFabric
import TestSupport
import Testing

/// Networks that were not built here: imported, run, recorded, verified.
@Suite struct EmulateTests {
  private static let tea = ProjectFolder.root.appending(path: "Tests/Golden/RANC/tea-128").path(
    percentEncoded: false)

  /// A folder with the tea network in net.h5.
  private func withNetwork(_ body: (ToolFolder) throws -> Void) throws {
    try ToolFolder.with { folder in
      let made = try folder.tool("import ranc \(Self.tea) --grid 8x4 --output-core 0,3 --output net.h5")
      #expect(made.exitCode == 0, "\(made.standardError)")
      #expect(made.standardOutput == "net.h5: 31 cores, 3968 neurons, 1347 input spikes\n")
      try body(folder)
    }
  }

  /// With thousands separated.
  private func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    return digits.indices.map { index in
      (index > 0 && (digits.count - index).isMultiple(of: 3) ? "," : "") + String(digits[index])
    }.joined()
  }

  private func refused(_ line: String, _ code: Int32, _ message: String, in folder: ToolFolder) throws {
    let result = try folder.tool(line)
    #expect(result.exitCode == code, "\(line)")
    #expect(result.standardError == "spikewalk: error: \(message)\n")
    #expect(result.standardOutput == "")
  }

  private func rows(_ name: String, _ folder: ToolFolder) throws -> [[String]] {
    try folder.text(name).split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
  }

  @Test func `A network runs on both engines to the same recording`() throws {
    try withNetwork { folder in
      for engine in ["fast", "reference"] {
        let run = try folder.tool(
          "emulate net.h5 --ticks 20 --engine \(engine) --seed 18446744073709551615 --probe-spikes all --probe-potentials 3:0-4 "
            + "--probe-potentials 0:all --output \(engine) --json")
        #expect(run.exitCode == 0, "\(run.standardError)")
        let summary = try JSON(run.standardOutput)
        #expect(summary["status"].string == "completed")
        #expect(summary["ticks"].number == 20 && summary["ticks_asked"].number == 20)
        #expect(summary["seed"].string == "18446744073709551615")
        #expect(summary["neurons"].number == 3968)
        #expect(summary["inputs"].number == 1347 && summary["inputs_left"].number == 0)
        #expect(summary["events"]["input_spike"].number == 1347)
        #expect(summary["recorded"]["potentials"].number == 2660)
        #expect(summary["recorded"]["spikes"].number == summary["events"]["spike"].number)
        #expect(summary["recorded"]["outputs"].number == summary["events"]["output_spike"].number)
        #expect(summary["dropped"]["spikes"].number == 0)
        #expect(summary["busiest_cores"].list.count == 10)
        #expect(summary["files"].list.count == 6)
      }
      for name in ["outputs.csv", "spikes.csv", "potentials.csv", "cores.csv", "links.csv"] {
        #expect(try folder.text("fast/" + name) == folder.text("reference/" + name), "\(name)")
      }
      #expect(try rows("fast/outputs.csv", folder)[0] == ["tick", "port"])
      #expect(try rows("fast/spikes.csv", folder)[0] == ["tick", "core", "neuron"])
      let potentials = try rows("fast/potentials.csv", folder)
      #expect(potentials[0] == ["tick", "core", "neuron", "potential"])
      #expect(potentials[1][..<3] == ["0", "3", "0"] && potentials[6][..<3] == ["0", "0", "0"])
      #expect(try rows("fast/cores.csv", folder).count == 32)
      #expect(try rows("fast/links.csv", folder)[0] == ["x", "y", "direction", "packets"])
    }
  }

  @Test func `Pictures come with every recording, and again from its file`() throws {
    try withNetwork { folder in
      let options = "--ticks 20 --probe-spikes all --probe-potentials 3:0-4"
      let tables = try folder.tool("emulate net.h5 \(options) --output out")
      #expect(tables.standardOutput.hasSuffix("\nReport:  out/report.html\nOutput:  out\n"))
      let page = try folder.text("out/report.html")
      for words in [
        "This is an emulation", "31 cores, 3,968 neurons", "<section id=\"spikes\">",
        "<section id=\"potentials\">", "<section id=\"cores\">", "<section id=\"links\">",
        "core 3, neuron 4", "input_spike",
      ] {
        #expect(page.contains(words), "\(words)")
      }
      let file = try folder.tool("emulate net.h5 \(options) --output r.h5")
      #expect(file.standardOutput.hasSuffix("\nReport:  r.html\nOutput:  r.h5\n"))
      #expect(try folder.text("r.html") == page)
      let again = try folder.tool("report r.h5 --output again.html").standardOutput
      #expect(again.hasPrefix("net.h5: 20 of 20 ticks on the fast engine, seed 0\n"))
      #expect(again.hasSuffix("\nReport:  again.html\n"))
      #expect(try folder.text("again.html") == page)
      try FileManager.default.removeItem(at: folder.url.appending(path: "r.h5"))
      let advice = "exists already; replace it with --overwrite or choose another place with --output"
      try refused("emulate net.h5 --ticks 2 --output r.h5", 73, "r.html: \(advice)", in: folder)
    }
  }

  @Test func `A recording says what was run, and its summary can be printed again`() throws {
    try withNetwork { folder in
      try folder.write("tick,core,axon\n4,0,7\n", to: "in.csv")
      try FileManager.default.createDirectory(
        at: folder.url.appending(path: "other"), withIntermediateDirectories: true)
      let line = "emulate net.h5 --input in.csv --ticks 9 --seed 3 --json"
      let first = try folder.tool("\(line) --output r.h5")
      #expect(first.exitCode == 0, "\(first.standardError)")
      let summary = try JSON(first.standardOutput)
      #expect(summary["network"].string == "net.h5" && summary["input"].string == "in.csv")
      #expect(
        summary["input_sha256"].string == "9a636b472b1c329f891a909eace2651856d63240f5e8c3aa4aa67ea3356b5bd7")
      let page = try folder.text("r.html")
      for name in ["network_sha256", "input_sha256", "code_version"] {
        #expect(page.contains(try #require(summary[name].string)), "\(name)")
      }
      // Neither date nor folder: equal runs give equal files.
      #expect(try folder.tool("\(line) --output other/r.h5").exitCode == 0)
      for name in ["r.h5", "r.html"] {
        let files = [name, "other/" + name].map { folder.url.appending(path: $0) }
        #expect(try Data(contentsOf: files[0]) == Data(contentsOf: files[1]), "\(name)")
      }
      let again = try folder.tool("report r.h5 --json --output again.html")
      let files = [first.standardOutput, again.standardOutput].map {
        $0.components(separatedBy: "\"files\"")[0]
      }
      #expect(files[0] == files[1])
      #expect(try folder.text("again.html") == page)
    }
  }

  @Test func `Input spikes may come through a pipe`() throws {
    try withNetwork { folder in
      let tool = builtProducts.appending(path: "spikewalk").path(percentEncoded: false)
      let piped = try run(
        URL(filePath: "/bin/sh"),
        [
          "-c",
          "printf 'tick,core,axon\\n4,0,7\\n' | '\(tool)' emulate net.h5 --input /dev/stdin --ticks 9 --json",
        ],
        in: folder.url)
      #expect(piped.exitCode == 0, "\(piped.standardError)")
      #expect(try JSON(piped.standardOutput)["input_sha256"].string == "")
      #expect(try JSON(piped.standardOutput)["inputs"].number == 1)
    }
  }

  @Test func `Packets of the output core are what came with the network`() throws {
    try withNetwork { folder in
      #expect(try folder.tool("emulate net.h5 --ticks 13 --output out").exitCode == 0)
      let counts = try String(contentsOfFile: Self.tea + "/tb_num_outputs.txt", encoding: .utf8)
        .split(separator: "\n").map { Int($0)! }
      let ticks = try rows("out/outputs.csv", folder).dropFirst().map { Int($0[0])! }
      #expect(counts == (3..<13).map { tick in ticks.count { $0 == tick } })
      let verified = try folder.tool("verify ranc \(Self.tea) --grid 8x4 --output-core 0,3 --json")
      #expect(verified.exitCode == 0)
      let answer = try JSON(verified.standardOutput)
      #expect(answer.keys == ["expected", "matched", "missing", "unexpected", "offset"])
      #expect(answer["expected"].number == 220 && answer["matched"].number == 220)
      #expect(answer["offset"].number == 3)
    }
  }

  @Test func `A network that does something else is found out`() throws {
    try ToolFolder.with { folder in
      let copy = folder.url.appending(path: "tea")
      try FileManager.default.copyItem(atPath: Self.tea, toPath: copy.path(percentEncoded: false))
      let file = copy.appending(path: "tb_correct.txt")
      let text = try String(contentsOf: file, encoding: .utf8)
      try FileManager.default.removeItem(at: file)
      try Data(("1111111" + text.dropFirst(7)).utf8).write(to: file)
      let result = try folder.tool("verify ranc tea --grid 8x4 --output-core 0,3")
      #expect(result.exitCode == 3)
      #expect(result.standardOutput == "expected: 220\nmatched: 219\nmissing: 1\nunexpected: 1\noffset: 3\n")
    }
  }

  @Test func `Where nothing is compared or nothing matches, the answer does not pretend`() throws {
    try ToolFolder.with { folder in
      let copy = folder.url.appending(path: "tea")
      try FileManager.default.copyItem(atPath: Self.tea, toPath: copy.path(percentEncoded: false))
      let text = try folder.text("tea/tb_correct.txt")
      // Axons that the network never sends to.
      let lines = text.split(separator: "\n").map { _ in "1111111" }
      try FileManager.default.removeItem(at: copy.appending(path: "tb_correct.txt"))
      try folder.write(lines.joined(separator: "\n"), to: "tea/tb_correct.txt")
      let wrong = try folder.tool("verify ranc tea --grid 8x4 --output-core 0,3 --json")
      #expect(wrong.exitCode == 3)
      let answer = try JSON(wrong.standardOutput)
      #expect(answer["matched"].number == 0 && answer["missing"].number == 220)
      #expect(answer.keys.contains("offset") && answer["offset"].isNull)
      #expect(
        wrong.standardError
          == "spikewalk: warning: no packet matches at any offset; check --output-core and --grid\n")
      let plain = try folder.tool("verify ranc tea --grid 8x4 --output-core 0,3")
      #expect(plain.standardOutput.hasSuffix("\noffset: none\n"))
      for name in ["tb_correct.txt", "tb_num_outputs.txt"] {
        try FileManager.default.removeItem(at: copy.appending(path: name))
        try folder.write("", to: "tea/" + name)
      }
      try refused(
        "verify ranc tea --grid 8x4 --output-core 0,3", 65,
        "tea/tb_correct.txt: holds no packets; without the expected packets there is nothing to verify",
        in: folder)
    }
  }

  @Test func `Probes on the command line replace all of the file's, and without a place there are none`()
    throws
  {
    try ToolFolder.with { folder in
      let path = folder.url.appending(path: "p.h5").path(percentEncoded: false)
      try ProgramFile.write(ImportTests.program(cores: 1, probes: Probes(spikes: .all)), to: path)
      func recorded(_ options: String) throws -> JSON {
        let run = try folder.tool("emulate p.h5 --ticks 4 --overwrite --json " + options)
        #expect(run.exitCode == 0, "\(run.standardError)")
        return try JSON(run.standardOutput)["recorded"]
      }
      let own = try recorded("--output a")
      #expect(own["spikes"].number == 1024 && own["potentials"].number == 0)
      let others = try recorded("--output b --probe-potentials 0:0")
      #expect(others["spikes"].number == 0 && others["potentials"].number == 4)
      #expect(!folder.exists("b/spikes.csv"))
      #expect(try recorded("--probe-limit 10")["spikes"].number == 0)
      // The same after a checkpoint.
      #expect(try folder.tool("emulate p.h5 --ticks 4 --checkpoint c").exitCode == 0)
      try refused(
        "report c", 65,
        "c: is not a result file: its format is \"spikewalk-checkpoint\", not \"spikewalk-result\"",
        in: folder)
      let resumed = try folder.tool("resume c --json")
      #expect(resumed.exitCode == 0, "\(resumed.standardError)")
    }
  }

  @Test func `Wrong probes are wrong usage`() throws {
    try withNetwork { folder in
      for (option, message) in [
        ("--probe-spikes 31:0", "--probe-spikes 31:0: core is 31, allowed are 0...30"),
        ("--probe-potentials 0:5-2", "--probe-potentials 0:5-2: the range 5-2 is reversed; write 2-5"),
        (
          "--probe-potentials core",
          "--probe-potentials core is not of the form CORE:NEURONS, as in 3:all or 3:0-15,200"
        ),
      ] {
        let result = try folder.tool("emulate net.h5 --ticks 1 --output o \(option)")
        #expect(result.exitCode == 64)
        #expect(result.standardError.hasPrefix("Error: \(message)\nUsage: spikewalk "))
      }
    }
  }

  @Test func `Inputs of a table replace those of the network`() throws {
    try withNetwork { folder in
      try folder.write("tick,core,axon\n# one spike\n4,0,7\n", to: "in.csv")
      let run = try folder.tool("emulate net.h5 --ticks 9 --input in.csv --json")
      #expect(try JSON(run.standardOutput)["events"]["input_spike"].number == 1)
      let short = try folder.tool("emulate net.h5 --ticks 4 --input in.csv")
      #expect(short.standardOutput.hasPrefix("net.h5: 4 of 4 ticks on the fast engine, seed 0\n"))
      #expect(short.standardOutput.contains("\n  1 of 1 input spikes were for later ticks\n"))
      try folder.write("tick,core,axon\n4,31,7\n", to: "in.csv")
      try refused(
        "emulate net.h5 --ticks 9 --input in.csv", 65, "in.csv:2:3: core is 31, allowed are 0...30",
        in: folder)
      try refused(
        "emulate net.h5 --ticks 9 --input none.csv", 65, "none.csv: no such file; check the path", in: folder)
    }
  }

  @Test func `A full recording says what it drops`() throws {
    try withNetwork { folder in
      let run = try folder.tool(
        "emulate net.h5 --ticks 9 --probe-spikes 0:all --probe-limit 10 --output o.h5 --json")
      #expect(run.exitCode == 0)
      let summary = try JSON(run.standardOutput)
      #expect(summary["recorded"]["spikes"].number == 10)
      let dropped = Int(summary["dropped"]["spikes"].number!)
      let outputs = Int(summary["dropped"]["outputs"].number!)
      #expect(dropped > 0 && outputs > 0)
      #expect(
        run.standardError
          == "spikewalk: warning: the recording was full at 10 entries: dropped were \(outputs) outputs, \(dropped) "
          + "spikes and 0 potentials; record more with --probe-limit\n")
      #expect(folder.exists("o.h5"))
    }
  }

  @Test func `Nothing is replaced unless the user says so, and no table of an earlier run stays`() throws {
    try withNetwork { folder in
      #expect(try folder.tool("emulate net.h5 --ticks 2 --probe-spikes all --output o").exitCode == 0)
      let advice = "exists already; replace it with --overwrite or choose another place with --output"
      try refused("emulate net.h5 --ticks 2 --output o", 73, "o/outputs.csv: \(advice)", in: folder)
      #expect(try folder.tool("emulate net.h5 --ticks 2 --output o --overwrite").exitCode == 0)
      #expect(!folder.exists("o/spikes.csv") && folder.exists("o/cores.csv"))
      let again = "import ranc \(Self.tea) --grid 8x4 --output-core 0,3 --output net.h5"
      try refused(again, 73, "net.h5: \(advice)", in: folder)
      #expect(try folder.tool(again + " --overwrite").exitCode == 0)
    }
  }

  @Test func `Files and probes that are wrong`() throws {
    try withNetwork { folder in
      try refused("emulate none.h5 --ticks 1", 65, "none.h5: no such file; check the path", in: folder)
      let whole = try Data(contentsOf: folder.url.appending(path: "net.h5"))
      var changed = whole
      changed[whole.count / 2] ^= 4
      try changed.write(to: folder.url.appending(path: "changed.h5"))
      try refused(
        "emulate changed.h5 --ticks 1", 65,
        "changed.h5: is damaged or was changed after it was written: its checksum does not match", in: folder)
      try refused(
        "verify ranc none --grid 1x2 --output-core 0,0", 65, "none/tc_001.mem: no such file; check the path",
        in: folder)
    }
  }

  @Test func `An interrupted run keeps what it has`() throws {
    try withNetwork { folder in
      let run = try folder.tool("emulate net.h5 --ticks 100000000000 --output o --json", interruptAfter: 1)
      #expect(run.exitCode == 130)
      let summary = try JSON(run.standardOutput)
      #expect(summary["status"].string == "interrupted")
      #expect(summary["ticks"].number! > 10)
      #expect(summary["ticks_asked"].number == 1e11)
      #expect(folder.exists("o/outputs.csv"))
      #expect(
        try folder.text("o/report.html").contains(
          "Interrupted at tick \(grouped(Int(summary["ticks"].number!))) of 100,000,000,000."))
    }
  }
}
