import FileFormats
import MarkovChains

/// Sizes beyond which an experiment is refused before memory or days are spent on it.
enum SizeLimits {
  /// States of a mesh or a chain file.
  static let states = 1_000_000
  /// Transitions of a chain: about 100 bytes each while it is built.
  static let transitions = 10_000_000
  /// Numbers in one table of a run (states times recorded steps, states times batches): 8 bytes each.
  static let tableEntries = 30_000_000
  /// Steps times transitions of a walk of fixed length: the exact answer takes about a second per thousand million.
  static let exactWork = 1_000_000_000_000
}

extension ConfigurationNode {
  /// Refuses a mesh of too many states or transitions. Ranges of the factors keep the products within `Int`.
  func checkMesh(_ what: String, states: Int, exitsPerState: Int) throws {
    guard states <= SizeLimits.states else {
      throw fail("\(what) make \(states) states; allowed: up to \(SizeLimits.states)")
    }
    guard states * exitsPerState <= SizeLimits.transitions else {
      throw fail(
        "\(what) make \(states * exitsPerState) transitions; allowed: up to \(SizeLimits.transitions)")
    }
  }

  /// Refuses a run whose tables would not fit into memory, or whose exact answer would take days.
  func checkSize(of workload: Workload, batches: Int) throws {
    let chain = workload.problem.chain
    let (states, records) = (chain.stateCount, workload.recordedSteps.count)
    try checkChain(chain)
    guard Self.product(states, records) <= SizeLimits.tableEntries else {
      throw fail(
        "\(states) states at \(records) recorded steps are too many to keep; allowed: up to "
          + "\(SizeLimits.tableEntries) numbers, here \(SizeLimits.tableEntries / states) recorded steps")
    }
    guard Self.product(states, batches) <= SizeLimits.tableEntries else {
      throw fail(
        "\(states) states in \(batches) batches are too many to keep; allowed: up to "
          + "\(SizeLimits.tableEntries) numbers, here \(SizeLimits.tableEntries / states) batches")
    }
    guard case .steps(let steps) = workload.problem.horizon,
      Self.product(steps, chain.transitionCount) > SizeLimits.exactWork
    else { return }
    throw fail(
      "\(steps) steps of \(chain.transitionCount) transitions are too many for an exact answer; allowed: up to "
        + "\(SizeLimits.exactWork) in all, here \(SizeLimits.exactWork / chain.transitionCount) steps")
  }

  private func checkChain(_ chain: MarkovChain) throws {
    guard chain.stateCount <= SizeLimits.states, chain.transitionCount <= SizeLimits.transitions else {
      throw fail(
        "the chain has \(chain.stateCount) states and \(chain.transitionCount) transitions; allowed: up to "
          + "\(SizeLimits.states) states and \(SizeLimits.transitions) transitions")
    }
  }

  private static func product(_ a: Int, _ b: Int) -> Int {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? .max : product
  }
}

/// A number in a label, rounded to `places` decimals where that is possible.
func roundedLabel(_ value: Double, places: Int) -> String {
  let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
  let scaled = (value * scale).rounded()
  return scaled.isFinite && abs(scaled) < 1e15 ? "\((scaled + 0) / scale)" : "\(value)"
}
