import TestSupport
import Testing

/// What is wrong with an option, by flags and by file: the same words, with the flag or the key and its place.
@Suite struct PriceRefusalTests {
  /// An option that must be refused.
  struct Trial: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let flags: String
    /// The message behind the name of the key.
    let message: String
    let key: String
    /// Line of the key in the experiment file; nil where the message is about the whole option.
    let line: Int?

    /// - Parameters:
    ///   - flags: the option; the last value given for a flag counts, so a trial appends what it changes.
    init(_ name: String, _ flags: String, changing change: String = "", key: String, _ message: String) {
      testDescription = name
      let all = Self.merged(flags + " " + change)
      self.flags = all.map { "\($0.flag) \($0.value)" }.joined(separator: " ")
      self.key = key
      self.message = message
      line = all.firstIndex { $0.flag == key }.map { $0 + 3 }
    }

    private static func merged(_ text: String) -> [(flag: String, value: String)] {
      let words = text.split(separator: " ").map(String.init)
      var all: [(flag: String, value: String)] = []
      for place in stride(from: 0, to: words.count, by: 2) {
        if let found = all.firstIndex(where: { $0.flag == words[place] }) {
          all[found].value = words[place + 1]
        } else {
          all.append((words[place], words[place + 1]))
        }
      }
      return all
    }
  }

  static let trials = [
    Trial(
      "negative volatility", PriceFlags.plain, changing: "--volatility -0.2", key: "--volatility",
      "is -0.2; allowed: 0 to 1e100"),
    Trial(
      "negative maturity", PriceFlags.plain, changing: "--maturity -1", key: "--maturity",
      "is -1.0; allowed: above 0, at most 1e100"),
    Trial(
      "negative intensity", PriceFlags.merton, changing: "--intensity -1", key: "--intensity",
      "is -1.0; allowed: 0 to 1e100"),
    Trial(
      "a volatility beyond the maturity's", PriceFlags.plain, changing: "--volatility 30",
      key: "--volatility", "is 30.0; allowed: 0 to 20.0 at this maturity"),
    Trial(
      "a lower barrier above the spot", PriceFlags.plain,
      changing: "--payoff barrier_continuous --barrier 110 --barrier-type down-out", key: "--barrier",
      "is 110.0; allowed: below the spot, 100.0, for a barrier that is down"),
    Trial(
      "an upper barrier below the spot", PriceFlags.plain,
      changing: "--payoff barrier_continuous --barrier 90 --barrier-type up-in", key: "--barrier",
      "is 90.0; allowed: above the spot, 100.0, for a barrier that is up"),
    Trial(
      "two barriers below the spot", PriceFlags.plain,
      changing: "--payoff double_barrier_continuous --barrier 80 --upper-barrier 95 --barrier-type knock-out",
      key: "--upper-barrier", "is 95.0; allowed: above the spot, 100.0, for a barrier that is up"),
    Trial(
      "eta1 of 1", PriceFlags.kou, changing: "--eta1 1", key: "--eta1",
      "is 1.0; allowed: above 1, so that the price has a mean"),
    Trial(
      "eta1 below 1", PriceFlags.kou, changing: "--eta1 -3", key: "--eta1",
      "is -3.0; allowed: above 1, so that the price has a mean"),
    Trial(
      "a correlation beyond 1", PriceFlags.two, changing: "--payoff exchange --correlation 1.5",
      key: "--correlation", "is 1.5; allowed: -1 to 1"),
    Trial(
      "a key without use", PriceFlags.plain, changing: "--jump-mean 0.1", key: "--jump-mean",
      "is 0.1, but BS vanilla has no such parameter; leave it out"),
    Trial(
      "a strike list with junk", PriceFlags.plain, changing: "--strike 90,abc", key: "--strike",
      "is \"abc\"; expected a finite decimal number"),
    Trial(
      "a strike that is infinite", PriceFlags.plain, changing: "--strike 1e999", key: "--strike",
      "is \"1e999\"; expected a finite decimal number"),
    Trial(
      "an unknown payoff", PriceFlags.plain, changing: "--payoff vanila", key: "--payoff",
      "is \"vanila\"; did you mean vanilla? known: vanilla, digital_cash, digital_asset, barrier_continuous, "
        + "barrier_discrete, double_barrier_continuous, one_touch_pay_at_hit, running_max_hit_probability, "
        + "asian_geometric_continuous, asian_geometric_discrete, asian_arithmetic_continuous, "
        + "asian_arithmetic_discrete, lookback_floating, lookback_fixed, exchange, geometric_basket, max_of_two, "
        + "min_of_two"),
    Trial(
      "an unknown model", PriceFlags.plain, changing: "--model Vasicek", key: "--model",
      "is \"Vasicek\"; known: BS, Bachelier, Merton, Kou, Heston, Bates, BS2"),
    Trial(
      "dates beyond a contract's", PriceFlags.plain, changing: "--exercise bermudan --dates 0",
      key: "--dates", "is 0; allowed: 1 to 100000"),
  ]

  @Test(arguments: trials) func `By flags`(trial: Trial) throws {
    try ToolFolder.with { folder in
      let result = try folder.tool("price \(trial.flags)")
      #expect(
        result.standardError == """
          Error: \(trial.key) \(trial.message)
          Usage: spikewalk price <options>
            See 'spikewalk price --help' for more information.

          """)
      #expect(result.exitCode == 64 && result.standardOutput == "")
    }
  }

  @Test(arguments: trials) func `By file`(trial: Trial) throws {
    try ToolFolder.with(["x.yaml": PriceFlags.experiment(trial.flags)]) { folder in
      let result = try folder.tool("validate x.yaml")
      let key = trial.key.dropFirst(2).map { $0 == "-" ? "_" : String($0) }.joined()
      let error = result.standardError
      #expect(error.hasPrefix("spikewalk: error: x.yaml:\(try #require(trial.line)):"), "\(error)")
      #expect(error.hasSuffix(": problem.option.\(key): \(trial.message)\n"), "\(error)")
      #expect(result.exitCode == 65 && result.standardOutput == "")
    }
  }

  @Test(arguments: [
    (
      "--model BS --spot 100 --maturity 1 --option-type call --strike 100", "--volatility is missing; give it"
    ),
    (
      "--model Merton --rate 0.05",
      "--spot, --volatility, --intensity, --jump-mean, --jump-deviation, --maturity, "
        + "--option-type, --strike are missing; give them"
    ),
    ("--spot 100", "--model is missing; give it"),
    ("--model BS --volatilty 0.2", "Unknown option '--volatilty'. Did you mean '--volatility'?"),
    (
      PriceFlags.plain + " --walkers 10 --engine cpu --engine loihi --engine cpu",
      "--engine cpu is given twice; give every engine once"
    ),
    (PriceFlags.plain + " --seed 3", "--seed is for sampling; give --walkers or --tolerance as well"),
    (
      PriceFlags.plain + " --walkers 10 --tolerance 1",
      "--tolerance says how many walkers are needed; give either it or --walkers"
    ),
    (PriceFlags.plain + " --states 3", "--states is 3; allowed: 5 to 1001"),
    (PriceFlags.plain + " --probability-bits 17", "--probability-bits is 17; allowed: 1 to 16"),
  ])
  func `Flags that are missing or do not go together`(flags: String, message: String) throws {
    try ToolFolder.with { folder in
      let result = try folder.tool("price \(flags)")
      #expect(
        result.standardError.hasPrefix("Error: \(message)\nUsage: spikewalk price <options>\n"),
        "\(result.standardError)")
      #expect(result.exitCode == 64 && result.standardOutput == "")
    }
  }

  @Test(arguments: [
    (
      PriceFlags.plain + " --tolerance 0.0001",
      "--tolerance needs 113608377826 walkers, but --most-walkers is 1000000000; allow more, up to 1000000000000, "
        + "or accept a wider interval"
    ),
    (
      PriceFlags.plain + " --tolerance 0.01 --most-walkers 1000",
      "--tolerance needs 11360838 walkers, but --most-walkers is 1000; allow more, up to 1000000000000, or accept a "
        + "wider interval"
    ),
    (
      PriceFlags.plain + " --tolerance -1",
      "--tolerance is \"-1\"; expected a number above 0, or one with a blank and the unit bp, such as 5 bp"
    ),
    (PriceFlags.plain + " --walkers 0", "--walkers is 0; allowed: 1 to 1000000000000"),
    (
      PriceFlags.plain + " --walkers 10 --seed x",
      "--seed is x; expected a whole number from 0 to 18446744073709551615"
    ),
    (
      PriceFlags.plain + " --walkers 10 --engine quantum",
      "--engine: unknown name \"quantum\"; known names: truenorth, loihi, cpu"
    ),
    (
      PriceFlags.merton + " --states 5",
      "--states is 5; allowed: more, for jumps that reach as far as these beside a diffusion of this size; 11 are enough"
    ),
    (
      PriceFlags.merton + " --antithetic",
      "antithetic counts mirror images, for a walk that is as likely as its mirror image; this one jumps further to one "
        + "side than to the other; leave antithetic out, or take the control variate"
    ),
    (
      PriceFlags.plain + " --exercise american --control-variate",
      "mirror images, the control variate and Greeks are for European payoffs of the final price; leave them out"
    ),
    (
      PriceFlags.plain + " --probability-bits 16 --walkers 100 --engine loihi",
      "engine loihi: the problem was designed for gates of 16 bits, loihi is to draw 8; give both the same probability_bits, or "
        + "the engine more"
    ),
  ])
  func `What no walk can do`(flags: String, message: String) throws {
    try ToolFolder.with { folder in
      let result = try folder.tool("price \(flags)")
      #expect(result.standardError == "spikewalk: error: \(message)\n")
      #expect(result.exitCode == 65 && result.standardOutput == "")
    }
  }

  @Test func `A flag with an empty value`() throws {
    try ToolFolder.with { folder in
      let flags = PriceFlags.plain.split(separator: " ").map(String.init)
      let result = try folder.tool(["price"] + flags + ["--dates", ""])
      #expect(
        result.standardError.hasPrefix("Error: --dates is empty; give it a value, or leave it out\nUsage: "),
        "\(result.standardError)")
      #expect(result.exitCode == 64 && result.standardOutput == "")
    }
  }

  @Test func `One batch has no spread`() throws {
    try ToolFolder.with { folder in
      let result = try folder.tool("price \(PriceFlags.plain) --walkers 10 --batches 1")
      let message = "spikewalk: error: --batches: one batch gives no standard error for price"
      #expect(result.standardError.hasPrefix(message), "\(result.standardError)")
      #expect(result.exitCode == 65 && result.standardOutput == "")
    }
  }

  @Test func `A tolerance beyond most_walkers, and too few states, have their places in a file`() throws {
    let tolerance = PriceFlags.experiment(PriceFlags.plain, more: "tolerance: 1 bp\nmost_walkers: 1000")
    let narrow = PriceFlags.experiment(PriceFlags.merton + " --states 5")
    try ToolFolder.with(["tolerance.yaml": tolerance, "narrow.yaml": narrow]) { folder in
      let costly = try folder.tool("validate tolerance.yaml").standardError
      #expect(
        costly
          == "spikewalk: error: tolerance.yaml:10:12: tolerance: needs 11360838 walkers, but most_walkers is "
          + "1000; allow more, up to 1000000000000, or accept a wider interval\n")
      let few = try folder.tool("validate narrow.yaml").standardError
      #expect(
        few
          == "spikewalk: error: narrow.yaml:13:13: problem.option.states: is 5; allowed: more, for jumps that reach "
          + "as far as these beside a diffusion of this size; 11 are enough\n")
    }
  }
}
