import ArgumentParser
import Experiments
import Foundation
import MarkovChains
import OptionPricing

/// How contracts become chains.
struct LatticeArguments: ParsableArguments {
  @Option(
    parsing: .unconditional, help: "States of the chain, for a price of two coordinates along each of them.")
  var states = OptionLimits.standardStates

  @Option(parsing: .unconditional, help: "Bits of a gate.")
  var probabilityBits = OptionLimits.standardBits

  @Option(
    help: """
      \(Discretization.allCases.map(\.rawValue).joined(separator: ", ")), or auto, which says why it chose (default).
      """)
  var discretization = "auto"

  @Flag(help: "Greeks beside the prices.")
  var greeks = false

  @Flag(help: "Lower the noise by the final price, whose mean is known.")
  var controlVariate = false

  @Flag(help: "Count every walker together with its mirror image.")
  var antithetic = false

  @Flag(help: "Stop walkers of an American option when they exercise; the computer alone can.")
  var stopped = false

  var settings: LatticeSettings {
    LatticeSettings(
      states: states, bits: probabilityBits, discretization: Discretization(rawValue: discretization),
      greeks: greeks, controlVariate: controlVariate,
      antithetic: antithetic, stopped: stopped)
  }

  func validate() throws {
    guard discretization == "auto" || Discretization(rawValue: discretization) != nil else {
      throw ValidationError(
        "--discretization is \(discretization); known: auto, "
          + Discretization.allCases.map(\.rawValue).joined(separator: ", "))
    }
    for (flag, value, range) in [
      ("--states", states, OptionLimits.states), ("--probability-bits", probabilityBits, OptionLimits.bits),
    ] where !range.contains(value) {
      throw ValidationError("\(flag) is \(value); allowed: \(range.lowerBound) to \(range.upperBound)")
    }
  }
}

/// Whether and how a price is sampled.
struct SamplingArguments: ParsableArguments {
  @Option(parsing: .unconditional, help: "Sample with so many walkers.")
  var walkers: String?

  @Option(
    parsing: .unconditional,
    help:
      "Sample until the 95 % interval reaches so far either way: a number, or one with a unit as in '1 bp'.")
  var tolerance: String?

  @Option(parsing: .unconditional, help: "Most walkers that a tolerance may need.")
  var mostWalkers: String?

  @Option(parsing: .unconditional, help: "Batches, whose spread gives the interval (default: 64).")
  var batches: String?

  @Option(parsing: .unconditional, help: "Seed, 0 to 2^64 - 1 (default: 0).")
  var seed: String?

  @Option(help: "truenorth, loihi or cpu; may be given several times (default: cpu).")
  var engine: [String] = []

  @Option(parsing: .unconditional, help: "Threads; the result does not depend on it.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  var isAsked: Bool { walkers != nil || tolerance != nil }

  var settings: OptionExperiment.Sampling {
    .init(
      walkers: walkers, tolerance: tolerance, mostWalkers: mostWalkers, batches: batches, seed: seed,
      engines: engine.isEmpty ? ["cpu"] : engine)
  }

  func validate() throws {
    try Threads.check(threads)
    if walkers != nil, tolerance != nil {
      throw ValidationError("--tolerance says how many walkers are needed; give either it or --walkers")
    }
    if let twice = engine.indices.first(where: { engine[..<$0].contains(engine[$0]) }) {
      throw ValidationError("--engine \(engine[twice]) is given twice; give every engine once")
    }
    guard !isAsked else { return }
    for (flag, value) in [
      ("--most-walkers", mostWalkers), ("--batches", batches), ("--seed", seed), ("--engine", engine.first),
    ] {
      if value != nil {
        throw ValidationError("\(flag) is for sampling; give --walkers or --tolerance as well")
      }
    }
  }
}
