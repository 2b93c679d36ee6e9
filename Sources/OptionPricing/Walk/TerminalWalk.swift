import FixedPoint
import MarkovChains
import RealModule

/// European contracts of one asset on a co-moving lattice: all strikes, and all maturities, from one walk.
///
/// The walk has no drift and knows no market; the read-out places its nodes for every maturity such that mean and
/// variance of the logarithm (for arithmetic Brownian motion: of the price) are exact.
struct TerminalWalk {
  let strip: OptionStrip
  let settings: LatticeSettings
  let lattice: CoMovingLattice
  /// Steps of every contract, and all of them once, ascending.
  let steps: [Int]
  let records: [Int]
  private let payoffs: [TerminalPayoff]
  private let process: LevyProcess

  /// - Throws: `OptionError` for contracts that are not European contracts of the final price, and for mirror images of
  ///   steps that are not symmetric.
  init(_ strip: OptionStrip, settings: LatticeSettings) throws {
    self.strip = strip
    self.settings = settings
    payoffs = try strip.contracts.map { contract in
      guard let payoff = TerminalPayoff(contract.payoff), contract.exercise == .european else {
        throw OptionError.mismatch("\(contract.label) does not depend on the final price alone")
      }
      return payoff
    }
    guard let process = strip.process else {
      throw OptionError.mismatch("the model has more than one coordinate")
    }
    self.process = process
    let last = strip.horizon
    lattice = try Self.lattice(process, strip, settings)
    guard !settings.antithetic || lattice.law.isSymmetric else {
      throw OptionError.mismatch(
        "antithetic counts mirror images, for a walk that is as likely as its mirror image; this one jumps further to "
          + "one side than to the other; leave antithetic out, or take the control variate")
    }
    let count = Double(lattice.steps)
    steps = strip.contracts.map { contract in
      contract.maturity == last ? Int(count) : max(1, Int((contract.maturity / last * count).rounded()))
    }
    records = Set(steps + [0]).sorted()
  }

  /// The lattice, with steps on which all maturities fall, if there is such a number that leaves most of the freedom to
  /// choose the number of steps.
  private static func lattice(
    _ process: LevyProcess, _ strip: OptionStrip, _ settings: LatticeSettings
  ) throws -> CoMovingLattice {
    func lattice(multiple: Int) throws -> CoMovingLattice {
      try CoMovingLattice(
        process: process, time: strip.horizon, states: settings.states,
        grid: ProbabilityGrid(bits: settings.bits), stepMultiple: multiple, exponent: 1)
    }
    let free = try lattice(multiple: 1)
    let multiple = (1...max(1, free.steps / 4)).first { count in
      strip.contracts.allSatisfy { contract in
        let place = contract.maturity / strip.horizon * Double(count)
        return place > 0.5 && abs(place - place.rounded()) < 1e-9
      }
    }
    guard let multiple, multiple > 1 else { return free }
    return (try? lattice(multiple: multiple)) ?? free
  }

  /// The walk with its score, closed forms and budget.
  func walk() throws -> OptionWalk {
    let (design, drawn) = (try lattice.design(), try LatticeVersion(lattice))
    let laws = drawn.laws(after: records)
    var entries: [LinearEstimate.Entry] = []
    for index in strip.contracts.indices {
      let record = record(of: steps[index])
      let scores = try scores(of: index, on: drawn)
      for (name, score) in zip(names(of: index), scores) {
        entries.append(
          .init(label: name, score: try reduced(score, of: index, laws[record], on: drawn), record: record))
      }
    }
    let answers = try strip.contracts.map { try strip.closedForm(of: $0, greeks: settings.greeks) }
    let start = try StartWeights.point(lattice.startState, of: design.quantized)
    return OptionWalk(
      problem: WalkProblem(stages: [design.quantized], start: start, horizon: .steps(lattice.steps)),
      design: design, recordedSteps: records, estimate: LinearEstimate(name: "price", entries: entries),
      isPrice: strip.contracts.flatMap { _ in [true] + greeks.map { _ in false } },
      closedForms: answers.flatMap(closedForms),
      closedFormName: answers.compactMap { $0?.method.rawValue }.first ?? "",
      budget: try budget(answers), timeStep: lattice.timeStep, scheme: lattice.text)
  }

  private func closedForms(_ answer: ClosedForm.Answer?) -> [Double] {
    [answer?.price ?? .nan] + greeks.map { answer?.greeks?[$0] ?? .nan }
  }

  private var greeks: [Greek] { settings.greeks ? Greek.allCases : [] }

  private func record(of steps: Int) -> Int { records.firstIndex(of: steps)! }

  // MARK: Scores

  private func names(of index: Int) -> [String] {
    let contract = strip.contracts[index]
    return [contract.label] + greeks.map { $0.label(of: contract) }
  }

  /// For the price and every Greek: what a walker that ends on a state is worth.
  private func scores(of index: Int, on version: LatticeVersion) throws -> [[Double]] {
    let (contract, payoff) = (strip.contracts[index], payoffs[index])
    let scale = strip.scale(at: contract.maturity)
    let discount = strip.discount(to: contract.maturity)
    let readOut = try version.readOut(after: steps[index], time: contract.maturity)
    let derivatives = GreekScore(
      market: strip.market, process: process, scale: scale, maturity: contract.maturity)
    let cells = (0..<version.chain.stateCount).map(readOut.cell(of:))
    let average = { (cell: ClosedRange<Double>, shift: Double) in
      discount * payoff.average(over: cell.lowerBound + shift...cell.upperBound + shift, on: scale)
    }
    let scores = cells.map { cell in CellScore(width: readOut.spacing) { average(cell, $0) } }
    return [scores.map(\.value)]
      + greeks.map { greek in
        zip(cells, scores).map { cell, score in
          derivatives.coefficient(greek, score) { average(cell, $0) }
        }
      }
  }

  // MARK: Less noise

  /// The score with the control variate and the mirror images that the settings ask for; its mean stays what it is.
  private func reduced(
    _ score: [Double], of index: Int, _ law: [Double], on version: LatticeVersion
  ) throws -> [Double] {
    var score = score
    if settings.antithetic { score = mirrored(score, law) }
    guard settings.controlVariate else { return score }
    let maturity = strip.contracts[index].maturity
    let (readOut, scale) = (
      try version.readOut(after: steps[index], time: maturity), strip.scale(at: maturity)
    )
    var price = score.indices.map { state in
      let cell = readOut.cell(of: state)
      return scale.integral(from: cell.lowerBound, to: cell.upperBound) / readOut.spacing
    }
    if settings.antithetic { price = mirrored(price, law) }
    return controlled(score, by: price, law)
  }

  /// A walk without drift is as likely as its mirror image: half of each counts. Where the two ends are not equally far
  /// from the start, each counts by its own probability, so that the mean stays exactly what it is.
  private func mirrored(_ score: [Double], _ law: [Double]) -> [Double] {
    score.indices.map { state in
      let image = 2 * lattice.startState - state
      guard score.indices.contains(image), law[state] + law[image] > 0 else { return score[state] }
      return (law[state] * score[state] + law[image] * score[image]) / (law[state] + law[image])
    }
  }

  /// `score - beta (control - E control)` with the beta that leaves the least variance.
  private func controlled(_ score: [Double], by control: [Double], _ law: [Double]) -> [Double] {
    let (mean, level) = (dot(law, score), dot(law, control))
    let spread = law.indices.reduce(0.0) { $0 + law[$1] * (control[$1] - level) * (control[$1] - level) }
    guard spread > 0 else { return score }
    let joint = law.indices.reduce(0.0) { $0 + law[$1] * (control[$1] - level) * (score[$1] - mean) }
    return score.indices.map { score[$0] - joint / spread * (control[$0] - level) }
  }

  // MARK: Bias

  private func budget(_ answers: [ClosedForm.Answer?]) throws -> [BiasBudget] {
    let ideal = lattice.ideal
    let drawn = try prices(on: try LatticeVersion(lattice))
    let unrounded = try prices(on: try LatticeVersion(ideal))
    let continuous = try prices(on: try LatticeVersion(ideal, isContinuous: true))
    return answers.indices.flatMap { index in
      let price = BiasBudget(
        mesh: continuous[index] - (answers[index]?.price ?? .nan),
        timeStep: unrounded[index] - continuous[index], probability: drawn[index] - unrounded[index])
      return [price] + greeks.map { _ in BiasBudget(mesh: .nan, timeStep: .nan, probability: .nan) }
    }
  }

  private func prices(on version: LatticeVersion) throws -> [Double] {
    let laws = version.laws(after: records)
    return try steps.indices.map { index in
      let contract = strip.contracts[index]
      let readOut = try version.readOut(after: steps[index], time: contract.maturity)
      let scale = strip.scale(at: contract.maturity)
      let values = laws[0].indices.map {
        payoffs[index].average(over: readOut.cell(of: $0), on: scale)
      }
      return strip.discount(to: contract.maturity) * dot(laws[record(of: steps[index])], values)
    }
  }
}

func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
