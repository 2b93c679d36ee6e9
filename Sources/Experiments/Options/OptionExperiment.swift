import OptionPricing

/// An option on the command line as the text of an experiment file.
public struct OptionExperiment: Sendable {
  /// How the price is sampled; values as the user wrote them.
  public struct Sampling: Sendable {
    public var walkers: String?
    public var tolerance: String?
    public var mostWalkers: String?
    public var batches: String?
    public var seed: String?
    public var engines: [String]

    public init(
      walkers: String?, tolerance: String?, mostWalkers: String?, batches: String?, seed: String?,
      engines: [String]
    ) {
      self.walkers = walkers
      self.tolerance = tolerance
      self.mostWalkers = mostWalkers
      self.batches = batches
      self.seed = seed
      self.engines = engines
    }
  }

  public let option: [OptionKey: String]
  public let lattice: LatticeSettings
  public let sampling: Sampling

  public init(option: [OptionKey: String], lattice: LatticeSettings, sampling: Sampling) {
    self.option = option
    self.lattice = lattice
    self.sampling = sampling
  }

  /// The experiment file. Without walkers or tolerance it samples 100,000 walkers.
  public var text: String {
    let keys = OptionKey.allCases.compactMap { key in
      option[key].map { "    \(key.rawValue): \(Self.value($0))" }
    }
    let settings = [
      "    states: \(lattice.states)", "    probability_bits: \(lattice.bits)",
      "    discretization: \(lattice.discretization?.rawValue ?? "auto")", "    greeks: \(lattice.greeks)",
      "    control_variate: \(lattice.controlVariate)", "    antithetic: \(lattice.antithetic)",
      "    stopped: \(lattice.stopped)",
    ]
    let walkers = sampling.tolerance == nil ? sampling.walkers ?? "100000" : nil
    let run = [
      ("walkers", walkers), ("tolerance", sampling.tolerance), ("most_walkers", sampling.mostWalkers),
      ("batches", sampling.batches),
      ("seed", sampling.seed),
    ].compactMap { key, value in value.map { "\(key): \($0)" } }
    let engines = ["engines:"] + sampling.engines.map { "  - \($0)" }
    let words = [OptionKey.model, .exercise, .payoff, .optionType].compactMap { option[$0] }
    let title = "title: Option (\(words.joined(separator: " ")))"
    return ([title, "problem:", "  option:"] + keys + settings + run + engines).joined(separator: "\n") + "\n"
  }

  /// A list for several values; words and numbers stand as they are.
  private static func value(_ text: String) -> String { text.contains(",") ? "[\(text)]" : text }
}
