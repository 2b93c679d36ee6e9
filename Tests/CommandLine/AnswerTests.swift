import Foundation
import TestSupport
import Testing

/// What the verbs print: for people, and as JSON for programs.
@Suite struct AnswerTests {
  private static let file = """
    problem:
      ring: { cells: 12, steps: 20 }
    walkers: 240
    batches: 4
    engines:
      - loihi: { name: "my chip" }
      - cpu: { method: counts }
    """

  @Test func `validate says what there is and whether it fits`() throws {
    try ToolFolder.with(["a.yaml": Self.file]) { folder in
      let checked = try folder.tool("validate a.yaml")
      #expect(checked.exitCode == 0)
      #expect(
        checked.standardOutput == """
          a.yaml: good
            12 states (0 absorbing), 24 transitions, 240 walkers in 4 batches
            my chip: fits, 3 cores a replica, 1 replica, 1 of 1 chip

          """)
      #expect(!folder.exists("results"))
    }
  }

  @Test func `compile tells how full the chips are, in text and JSON`() throws {
    try ToolFolder.with(["a.yaml": Self.file]) { folder in
      let text = try folder.tool("compile a.yaml")
      #expect(text.exitCode == 0)
      #expect(text.standardOutput.hasPrefix("my chip\n  chip "))
      let chip = try JSON(folder.tool("compile a.yaml --json").standardOutput)[0]
      #expect(chip["engine"].string == "my chip")
      #expect(chip["chip"].string == "loihi")
      #expect(chip["nodes"].number == 12)
      #expect(chip["largest_probability_error"].number == 0)
      #expect(chip["fullest_neurons_percent"].number! > 0)
    }
  }

  @Test func `info names version, licence, chips, problems and cost tables`() throws {
    try ToolFolder.with { folder in
      let info = try JSON(folder.tool("info --json").standardOutput)
      #expect(info["version"].string == (try folder.tool("--version").standardOutput.trimmed))
      #expect(info["chips"].list.map(\.["name"].string) == ["truenorth", "loihi"])
      #expect(
        info["problems"].list.map(\.["name"].string) == [
          "wire", "slab", "two-directions", "torus", "ring", "interval", "rectangle",
          "ornstein-uhlenbeck", "sphere", "barbell", "option", "chain",
        ])
      #expect(info["cost_tables"].list.count >= 4)
      let text = try folder.tool("info")
      #expect(text.exitCode == 0)
      #expect(
        text.standardOutput.contains("\nLicence: sources Apache-2.0; this tool links the GNU Scientific"))
    }
  }

  @Test func `report writes the page again, beside the result or elsewhere`() throws {
    try ToolFolder.with(["a.yaml": Self.file]) { folder in
      #expect(try folder.tool("run a.yaml --quiet --output o").exitCode == 0)
      let page = try folder.text("o/report.html")
      let first = try folder.tool("report o/result.h5 --output again.html")
      #expect(first.exitCode == 0)
      #expect(first.standardOutput.hasSuffix("\nReport:  again.html\n"))
      #expect(try folder.text("again.html") == page)
      let json = try folder.tool("report o/result.h5 --json")
      #expect(json.standardOutput == (try folder.text("o/summary.json")))
    }
  }

  @Test func `bench prints rows of one schema`() throws {
    try ToolFolder.with { folder in
      let bench = try folder.tool("bench w1 --json --repeats 1")
      #expect(bench.exitCode == 0)
      let rows = try JSON(bench.standardOutput).list
      let keys = [
        "name", "chip", "method", "threads", "seconds", "processor_seconds", "ticks", "ticks_per_second",
        "real_time_factor", "walker_steps_per_second", "synaptic_events", "synaptic_events_per_second",
        "spikes", "spikes_per_second", "events_per_walker_step", "neurons", "memory_bytes_per_neuron",
        "draw_seconds", "load_seconds", "peak_memory_bytes", "machine", "paths_per_second",
        "processor_seconds_to_error_0.01",
      ]
      #expect(rows.allSatisfy { $0.keys == Set(keys) })
      let w2 = try JSON(try folder.tool("bench w2 --json --repeats 1 --threads 2").standardOutput).list
      #expect(w2.map(\.keys) == [Set(keys)])
      // The network is drawn by a written rule, and its spikes are known: Tests/Benchmarks/README.md.
      #expect(w2[0]["spikes"].number == 327_730 && w2[0]["synaptic_events"].number == 41_910_262)
      #expect(rows.map(\.["chip"].string) == ["truenorth", "loihi", nil, nil])
      #expect(rows.allSatisfy { $0["name"].string == "w1" && $0["walker_steps_per_second"].number! > 0 })
      #expect(rows[2]["ticks_per_second"].isNull)
    }
  }

  @Test(arguments: ["normals", "black-scholes", "merton", "lattice", "density"])
  func `bench times the computer's own samplers`(name: String) throws {
    try ToolFolder.with { folder in
      let bench = try folder.tool("bench \(name) --json --repeats 1")
      #expect(bench.exitCode == 0)
      let rows = try JSON(bench.standardOutput).list
      #expect(rows.count == (name == "normals" ? 1 : 2))
      #expect(rows.allSatisfy { $0["name"].string == name && $0["walker_steps_per_second"].number! > 0 })
      let isOption = ["black-scholes", "merton"].contains(name)
      #expect(rows.allSatisfy { $0["paths_per_second"].isNull != isOption })
    }
  }

  @Test func `An assumed power is a row of its own, of computers alone, and only when asked for`() throws {
    try ToolFolder.with(["a.yaml": Self.file]) { folder in
      let plain = try folder.tool("run a.yaml --quiet --json --output p")
      #expect(try JSON(plain.standardOutput)["engines"][1]["modelled_energy"].list.isEmpty)
      let options = "--quiet --json --threads 1 --assume-watts-per-core 6.5"
      let engines = try JSON(folder.tool("run a.yaml --output q \(options)").standardOutput)["engines"]
      let energy = engines[1]["modelled_energy"].list
      #expect(energy.map(\.["table"].string) == ["assumed 6.5 W per busy core (not measured)"])
      let seconds = engines[1]["host_seconds"].number!
      #expect(abs(energy[0]["nominal_joules"].number! / (6.5 * seconds) - 1) < 1e-12)
      #expect(energy[0]["low_joules"].number == energy[0]["high_joules"].number)
      #expect(!engines[0]["modelled_energy"].list.contains { $0["table"].string!.contains("assumed") })
      #expect(try folder.text("q/report.html").contains("assumed 6.5 W per busy core (not measured)"))
    }
  }

  @Test func `A generator that is poor on purpose ends with 3 and says which check failed`() throws {
    let engine = "truenorth: { generator: lfsr32-serial }"
    let file =
      "problem: { slab: { cells: 4, directions: 4 } }\nwalkers: 40000\nbatches: 2\nengines: [{ \(engine) }]\n"
    try ToolFolder.with(["poor.yaml": file]) { folder in
      let poor = try folder.tool("run poor.yaml --quiet")
      #expect(poor.exitCode == 3, "\(poor.standardError)")
      #expect(
        poor.standardOutput.contains(
          "\nBAD  truenorth  (chip, emulated, latched-generator)\n  failed: law of the walkers: "))
      let summary = try JSON(folder.text("results/poor/summary.json"))["engines"][0]
      #expect(summary["status"].string == "completed")
      #expect(summary["verdict"]["good"].bool == false)
      try folder.write(file.replacingOccurrences(of: "lfsr32-serial", with: "counter"), to: "good.yaml")
      #expect(try folder.tool("run good.yaml --quiet").exitCode == 0)
    }
  }

  @Test func `A single walker in a single batch has its numbers, and JSON has no others`() throws {
    let file = """
      problem: { ring: { cells: 3, stay: 0.5, steps: 4 } }
      walkers: 1
      engines: [cpu, truenorth]
      """
    try ToolFolder.with(["one.yaml": file]) { folder in
      let run = try folder.tool("run one.yaml --quiet --json")
      #expect(run.exitCode == 0, "\(run.standardError)")
      #expect(try JSON(run.standardOutput)["batches"].number == 1)
      #expect(!run.standardOutput.contains("nan") && !run.standardOutput.contains("inf,"))
    }
  }
}

extension String {
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
