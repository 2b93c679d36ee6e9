import ArgumentParser
import Experiments

/// The command line.
@main
struct SpikeWalk: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spikewalk",
    abstract: "Random walks on emulated neuromorphic cores, held against exact answers and priced in energy.",
    discussion: """
      Start with an example:
        spikewalk examples                     list them
        spikewalk examples torus-diffusion --copy
        spikewalk run torus-diffusion.yaml     run it, write results/torus-diffusion

      Exit codes:
        0    done, verdict good
        3    done, verdict bad
        64   wrong usage
        65   bad input
        73   cannot write
        74   input or output failed
        75   stopped by a limit, results kept
        130  interrupted, results kept
      """,
    version: Version.code,
    subcommands: [
      Run.self, Price.self, Resume.self, Validate.self, Compile.self, Chain.self, Report.self, Emulate.self,
      Import.self, Verify.self, Check.self, Info.self, Examples.self, Bench.self,
    ])
}
