import Foundation
import TestSupport
import Testing

/// The command line itself: what it refuses, and what it says about itself.
@Suite struct UsageTests {
  private static let file = "problem: ring\nwalkers: 10\nengines: [cpu]\n"

  @Test(arguments: [
    ("run x.yaml --seed -1", "The value '-1' is invalid for '--seed <seed>'"),
    (
      "run x.yaml --seed 18446744073709551616",
      "The value '18446744073709551616' is invalid for '--seed <seed>'"
    ),
    ("run x.yaml --seed 1.5", "The value '1.5' is invalid for '--seed <seed>'"),
    ("run x.yaml --seed lucky", "The value 'lucky' is invalid for '--seed <seed>'"),
    ("run x.yaml --walkers 0", "--walkers is 0; allowed: 1 to 1000000000000"),
    ("validate x.yaml --walkers -5", "--walkers is -5; allowed: 1 to 1000000000000"),
    ("compile x.yaml --walkers 1e6", "The value '1e6' is invalid for '--walkers <walkers>'"),
    ("run x.yaml --threads 0", "--threads is 0; allowed: 1 to 1024"),
    (
      "run x.yaml --threads 99999999999999999999",
      "The value '99999999999999999999' is invalid for '--threads <threads>'"
    ),
    (
      "run x.yaml --assume-watts-per-core 0", "--assume-watts-per-core is 0.0; allowed: above 0, at most 1000"
    ),
    (
      "run x.yaml --assume-watts-per-core nan",
      "--assume-watts-per-core is nan; allowed: above 0, at most 1000"
    ),
    ("run x.yaml --fast", "Unknown option '--fast'"),
    ("run", "Missing expected argument '<experiment>'"),
    (
      "bench w9",
      "The value 'w9' is invalid for '<workload>'. Please provide one of the following:"
    ),
    ("bench w2 --threads 0", "--threads is 0; allowed: 1 to 1024"),
    ("bench w2 --only cpu", "--only is cpu; allowed, with w1: truenorth, loihi, cpu"),
    ("bench w1 --repeats 0", "--repeats is 0; allowed: 1 to 1000"),
    ("walk", "Unexpected argument 'walk'"),
    ("check --output o.csv", "Missing expected argument '--table <table>'"),
    ("check --table t.csv", "Missing expected argument '--output <output>'"),
    ("emulate x.h5", "Missing expected argument '--ticks <ticks>'"),
    ("emulate x.h5 --ticks -1", "--ticks is -1; allowed: 0 to 281474976710655"),
    ("emulate x.h5 --ticks 281474976710656", "--ticks is 281474976710656; allowed: 0 to 281474976710655"),
    (
      "emulate x.h5 --ticks 1 --engine slow",
      "The value 'slow' is invalid for '--engine <engine>'. Please provide one of 'reference' and 'fast'."
    ),
    (
      "emulate x.h5 --ticks 1 --checkpoint c --checkpoint-every 0",
      "--checkpoint-every is 0; allowed: 1 or more"
    ),
    (
      "emulate x.h5 --ticks 1 --checkpoint-every 5",
      "checkpoints need a file to be written to; name it with --checkpoint"
    ),
    ("run x.yaml --checkpoint c --checkpoint-every -1", "--checkpoint-every is -1.0; allowed: 0 to 1e9"),
    (
      "run x.yaml --checkpoint-every 5", "checkpoints need a file to be written to; name it with --checkpoint"
    ),
    ("resume c --threads 0", "--threads is 0; allowed: 1 to 1024"),
    ("resume", "Missing expected argument '<checkpoint>'"),
    ("emulate x.h5 --ticks 1 --threads 0", "--threads is 0; allowed: 1 to 1024"),
    (
      "emulate x.h5 --ticks 1 --probe-limit 0",
      "--probe-limit is 0; allowed: 1 to 1000000000"
    ),
    (
      "emulate x.h5 --ticks 1 --probe-spikes all",
      "probes need a place to be written to; name it with --output"
    ),
    (
      "import ranc d --grid 8 --output-core 0,0 --output x.h5",
      "The value '8' is invalid for '--grid <grid>'"
    ),
    (
      "import ranc d --grid 0x0 --output-core 0,0 --output x.h5",
      "--grid is 0x0; allowed: 1 to 512 each way"
    ),
    (
      "verify ranc d --grid 99999x4 --output-core 0,0",
      "--grid is 99999x4; allowed: 1 to 512 each way"
    ),
    (
      "verify ranc d --grid 3x4 --output-core 3,0",
      "--output-core is 3,0; it is one of the 3x4 cores, and not the only one"
    ),
    ("verify ranc d --grid 3x4", "Missing expected argument '--output-core <output-core>'"),
  ])
  func `Wrong usage ends with 64, one line of what is wrong and the usage`(line: String, message: String)
    throws
  {
    try ToolFolder.with(["x.yaml": Self.file]) { folder in
      let result = try folder.tool(line)
      #expect(result.exitCode == 64)
      #expect(result.standardOutput == "")
      let lines = result.standardError.split(separator: "\n")
      #expect(lines.first.map(String.init) == "Error: " + message)
      #expect(lines.contains { $0.hasPrefix("Usage: spikewalk") })
      #expect(!folder.exists("results"))
    }
  }

  @Test(arguments: [
    (
      "--help",
      "OVERVIEW: Random walks on emulated neuromorphic cores, held against exact answers and priced in energy."
    ),
    ("run --help", "OVERVIEW: Run an experiment on all its engines and write results and report."),
    (
      "validate --help",
      "OVERVIEW: Check an experiment file and whether it fits its chips, without running it."
    ),
    (
      "compile --help",
      "OVERVIEW: Compile an experiment for its chips and show how full they are and what quantising cost."
    ),
    ("resume --help", "OVERVIEW: Go on with a run from its checkpoint."),
    ("report --help", "OVERVIEW: Write the report of a result file or of a recording again."),
    (
      "info --help",
      "OVERVIEW: Show version, licence, chips, circuits, problems, cost tables and this machine."
    ),
    ("examples --help", "OVERVIEW: List the examples that come with the tool, show one, or copy it."),
    ("bench --help", "OVERVIEW: Time the engines on fixed workloads."),
    (
      "emulate --help",
      "OVERVIEW: Run a fabric program, a network built here or elsewhere, tick by tick."
    ),
    (
      "import --help",
      "OVERVIEW: Turn a network of another program into a fabric program for emulate."
    ),
    (
      "import ranc --help",
      "OVERVIEW: Import a network from RANC's memory files, with the inputs of its test bench."
    ),
    ("import hdf5 --help", "OVERVIEW: Check a fabric program that another program wrote, and seal it."),
    (
      "verify --help",
      "OVERVIEW: Run a network of another program and compare with the output that came with it."
    ),
    (
      "verify ranc --help",
      "OVERVIEW: Run a RANC network on the inputs of its test bench and compare every packet."
    ),
    ("check --help", "OVERVIEW: Answer a table of questions about processes by closed forms and by chains."),
  ])
  func `Every verb explains itself`(line: String, overview: String) throws {
    try ToolFolder.with { folder in
      let help = try folder.tool(line)
      #expect(help.exitCode == 0)
      #expect(help.standardError == "")
      let unwrapped = help.standardOutput.replacingOccurrences(of: "\n", with: " ")
      #expect(unwrapped.hasPrefix(overview), "\(help.standardOutput)")
      #expect(help.standardOutput.contains("\nUSAGE: spikewalk "))
    }
  }

  /// Lines are broken where 80 columns end and nowhere else, but for those that end a paragraph.
  @Test(arguments: [
    "run", "validate", "compile", "chain", "resume", "report", "info", "examples", "bench", "emulate",
    "import ranc", "import hdf5", "verify ranc", "check",
  ])
  func `Overviews have no ragged lines`(verb: String) throws {
    try ToolFolder.with { folder in
      let help = try folder.tool(verb + " --help").standardOutput
      let lines = help.components(separatedBy: "\nUSAGE:")[0].components(separatedBy: "\n")
      for (line, next) in zip(lines, lines.dropFirst()) {
        guard !line.isEmpty, let word = next.split(separator: " ").first else { continue }
        #expect(line.count + 1 + word.count >= 80, "\(line)")
      }
    }
  }

  @Test func `The tool's help lists the verbs, the exit codes and how to start`() throws {
    try ToolFolder.with { folder in
      let help = try folder.tool("--help").standardOutput
      let verbs = help.components(separatedBy: "SUBCOMMANDS:\n").last!.split(separator: "\n")
        .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  See") }
        .map { String($0.split(separator: " ")[0]) }
      #expect(
        verbs == [
          "run", "price", "resume", "validate", "compile", "chain", "report", "emulate", "import", "verify",
          "check", "info", "examples", "bench",
        ])
      #expect(help.contains("\nStart with an example:\n  spikewalk examples                     list them\n"))
      for code in [
        "0    done, verdict good", "3    done, verdict bad", "64   wrong usage", "65   bad input",
        "73   cannot write", "74   input or output failed", "75   stopped by a limit, results kept",
        "130  interrupted, results kept",
      ] {
        #expect(help.contains(code), "\(code)")
      }
    }
  }

  @Test func `The version is that of the citation file`() throws {
    try ToolFolder.with { folder in
      let version = try folder.tool("--version")
      #expect(version.exitCode == 0)
      let citation = try ProjectFolder.text(of: "CITATION.cff")
      #expect(citation.contains("\nversion: \(version.standardOutput.trimmed)\n"))
    }
  }

  @Test(arguments: [("bash", "#!/bin/bash"), ("zsh", "#compdef spikewalk"), ("fish", "function __spikewalk")])
  func `There are completions for shells`(shell: String, start: String) throws {
    try ToolFolder.with { folder in
      let script = try folder.tool("--generate-completion-script \(shell)")
      #expect(script.exitCode == 0)
      #expect(script.standardOutput.hasPrefix(start), "\(script.standardOutput.prefix(60))")
      for verb in ["validate", "assume-watts-per-core"] { #expect(script.standardOutput.contains(verb)) }
    }
  }
}
