import ArgumentParser
import Experiments

struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check an experiment file and whether it fits its chips, without running it.",
    discussion: "Example: spikewalk validate my-chain.yaml")

  @OptionGroup var arguments: ExperimentArguments

  func run() throws {
    try ExitStatus.guarding {
      let settings = try arguments.settings()
      let runner = ExperimentRunner(settings, options: RunOptions())
      let chips = try runner.compile()
      let chain = settings.workload.problem.chain
      print("\(arguments.experiment): good")
      print(
        "  \(chain.stateCount) states (\(chain.absorbingStates.count) absorbing), \(chain.transitionCount) transitions, "
          + "\(settings.walkers) walkers in \(settings.batches) batches")
      for (name, chip) in chips {
        let use = chip.walk.program.utilisation
        print(
          "  \(name): fits, \(Self.count(use.cores, "core")) a replica, "
            + "\(Self.count(chip.walk.program.replicas, "replica")), "
            + "\(use.allChips) of \(Self.count(chip.settings.chips, "chip"))")
      }
    }
  }

  private static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }
}
