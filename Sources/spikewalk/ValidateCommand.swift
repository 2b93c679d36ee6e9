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
          "  \(name): fits, \(use.cores) cores a replica, \(chip.walk.program.replicas) replicas, "
            + "\(use.allChips) of \(chip.settings.chips) chips")
      }
    }
  }
}
