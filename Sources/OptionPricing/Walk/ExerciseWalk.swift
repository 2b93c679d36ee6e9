import FixedPoint
import MarkovChains
import RealModule

/// American and Bermudan contracts on a co-moving lattice, for walkers that nobody can stop.
///
/// Backward dynamic programming on the chain gives the value of holding on at every node and step. On a chip walkers
/// are anonymous and go on to the end; what the right to exercise is worth is then read from where they were on the way:
///
///     V_0 = E[ sum_n e^{-r t_n} (g_n - e^{-r dt} P V_{n+1})^+ (X_n) + e^{-r T} g(X_N) ]
///
/// since V_n = e^{-r dt} P V_{n+1} + (g_n - e^{-r dt} P V_{n+1})^+ telescopes (the early exercise premium of
/// Carr, Jarrow and Myneni, Mathematical Finance 2, 87, 1992, on a chain). It is linear in the histograms of all steps.
///
/// Where walkers can be stopped, on the computer, `stopped` gives the same price by exercising them.
///
/// Values are means over cells, as payoffs are: second order in the spacing, where the boundary of exercise falls between
/// nodes.
struct ExerciseWalk {
  let strip: OptionStrip
  let contract: Contract
  let lattice: CoMovingLattice
  private let payoff: TerminalPayoff
  private let settings: LatticeSettings
  /// Steps after which the holder may exercise, the last one included.
  private let dates: Set<Int>

  /// - Throws: `OptionError` for a payoff that is not of the price alone, or a model of more than one coordinate.
  init(_ strip: OptionStrip, _ contract: Contract, settings: LatticeSettings) throws {
    guard case .vanilla = contract.payoff, let payoff = TerminalPayoff(contract.payoff),
      let process = strip.process
    else {
      throw OptionError.mismatch(
        "exercise before maturity is walked for vanilla options of one asset without stochastic variance; a digital "
          + "option with early exercise is a touch"
      )
    }
    try settings.requirePlain()
    (self.strip, self.contract, self.payoff, self.settings) = (strip, contract, payoff, settings)
    // Three outcomes take the shortest steps, and a step is also the shortest time between two choices.
    lattice = try CoMovingLattice(
      process: process, time: contract.maturity, states: settings.states,
      grid: ProbabilityGrid(bits: settings.bits), stencil: .threeOutcomes, exponent: 1)
    let count = lattice.steps
    switch contract.exercise {
    case .european: dates = [count]
    case .american: dates = Set(0...count)
    case .bermudan(let number):
      try OptionError.require(
        number <= count, "dates", number,
        allowed: "1 to \(count), the steps of a chain of \(settings.states) states; take more states")
      dates = Set((1...number).map { Int((Double($0) * Double(count) / Double(number)).rounded()) })
    }
  }

  /// Values and premiums of all nodes and steps.
  struct Values {
    /// The value now.
    var price: Double
    /// `premiums[n][state]`: what exercising there gains over holding on, discounted to now; zero on other dates.
    var premiums: [[Double]]
    /// `exercised[n][state]`: what exercising there pays, discounted to now; empty on other dates.
    var exercised: [[Double]]
    /// What is paid at maturity, discounted to now.
    var terminal: [Double]
  }

  /// Backward dynamic programming on a version of the lattice.
  func values(on version: LatticeVersion) throws -> Values {
    let count = version.lattice.steps
    let end = try version.readOut(after: count, time: contract.maturity)
    let payoffs = { (step: Int) in exercised(after: step, on: version, end: end) }
    var value = payoffs(count)
    let terminal = value.map { $0 * strip.discount(to: contract.maturity) }
    var premiums = [[Double]](repeating: [], count: count)
    var worth = premiums
    let (dt, start) = (contract.maturity / Double(count), version.lattice.startState)
    let discount = strip.discount(to: dt)
    for step in (0..<count).reversed() {
      let held = version.expectation(value).map { $0 * discount }
      guard dates.contains(step) else {
        (value, premiums[step]) = (held, held.map { _ in 0 })
        continue
      }
      // Today the price is known: only the start is a place, and it is no cell.
      let now = step == 0 ? payoff.value(at: 0, on: strip.scale(at: 0)) : 0
      let exercised = step == 0 ? held.indices.map { $0 == start ? now : 0 } : payoffs(step)
      value = zip(held, exercised).map(max)
      let factor = strip.discount(to: Double(step) * dt)
      premiums[step] = zip(held, exercised).map { max(0, $1 - $0) * factor }
      worth[step] = exercised.map { $0 * factor }
    }
    return Values(price: value[start], premiums: premiums, exercised: worth, terminal: terminal)
  }

  /// The mean payoff over every cell after `step` steps. Nodes keep their spacing on the way: only so the value of a
  /// cell is the mean of its neighbours' values.
  private func exercised(
    after step: Int, on version: LatticeVersion, end: LatticeReadOut
  ) -> [Double] {
    let share = Double(step) / Double(version.lattice.steps)
    let start = version.lattice.startState
    let scale = strip.scale(at: contract.maturity * share)
    let drift = end.center(of: start) * share
    return (0..<version.chain.stateCount).map { state in
      let centre = drift + Double(state - start) * end.spacing
      return payoff.average(over: centre - end.spacing / 2...centre + end.spacing / 2, on: scale)
    }
  }

  /// The walk with its score, its reference and its budget.
  func walk() throws -> OptionWalk {
    let design = try lattice.design()
    let drawn = try values(on: try LatticeVersion(lattice))
    let unrounded = try values(on: try LatticeVersion(lattice.ideal)).price
    let continuous = try values(on: try LatticeVersion(lattice.ideal, isContinuous: true)).price
    let reference = try reference()
    let walked =
      settings.stopped
      ? try stopped(drawn, chain: design.quantized)
      : (
        WalkProblem(
          stages: [design.quantized], start: try StartWeights.point(lattice.startState, of: design.quantized),
          horizon: .steps(lattice.steps)), entry(drawn)
      )
    return OptionWalk(
      problem: walked.0, design: settings.stopped ? nil : design, recordedSteps: Array(0...lattice.steps),
      estimate: LinearEstimate(name: "price", entries: [walked.1]), isPrice: [true],
      closedForms: [reference.value],
      closedFormName: reference.name,
      budget: [
        BiasBudget(
          mesh: continuous - reference.value, timeStep: unrounded - continuous,
          probability: drawn.price - unrounded)
      ],
      timeStep: lattice.timeStep, scheme: lattice.text)
  }

  /// The closed form or a like answer; without one what two finer meshes say, extrapolated: choosing among as many dates
  /// as steps is of first order in the step, and so is the spacing's square.
  private func reference() throws -> (value: Double, name: String) {
    // A method that does not converge for these numbers is no reason to have no price.
    if let answer = (try? strip.closedForm(of: contract, greeks: false)) ?? nil {
      return (answer.price, answer.method.rawValue)
    }
    let states = max(settings.states, Self.referenceStates)
    let meshes = try [states, 2 * states - 1].map { states in
      var finer = settings
      finer.states = states
      let walk = try ExerciseWalk(strip, contract, settings: finer)
      return (
        steps: Double(walk.lattice.steps),
        price: try walk.values(on: try LatticeVersion(walk.lattice.ideal)).price
      )
    }
    let (coarse, fine) = (meshes[0], meshes[1])
    return (
      fine.price + (fine.price - coarse.price) / (fine.steps / coarse.steps - 1),
      "extrapolated from chains of \(states) and \(2 * states - 1) states"
    )
  }

  /// Fewest states of a mesh that stands in for a closed form.
  private static let referenceStates = 201

  /// The score: the premium on every node and step, and the payoff at the end. Records are all steps.
  private func entry(_ values: Values) -> LinearEstimate.Entry {
    let steps = values.premiums + [values.terminal]
    return LinearEstimate.Entry(
      label: contract.label,
      terms: steps.enumerated().flatMap { step, worth in LinearEstimate.Term.terms(of: worth, record: step) })
  }
}
