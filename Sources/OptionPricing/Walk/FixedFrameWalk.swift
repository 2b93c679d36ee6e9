import FixedPoint
import MarkovChains
import RealModule

/// European contracts on a chain in a fixed frame: drift is in the rows, and a chip rounds them. It is for comparison with
/// `TerminalWalk`, and for those who want a scheme from a textbook.
///
/// The read-out is calibrated: places are moved and stretched such that the walked law has the process's mean and variance.
/// What rounding does to higher moments is left, and is in the budget.
struct FixedFrameWalk {
  private let strip: OptionStrip
  private let contracts: [(contract: Contract, payoff: TerminalPayoff)]
  private let process: LevyProcess
  private let maturity: Double
  private let choice: Discretization.Choice
  private let frame: Frame
  private let stages: [QuantizedChain]

  /// - Throws: `OptionError` for contracts of several maturities or for what is only there in the co-moving frame;
  ///   `ChainError` for a discretisation that cannot represent the process, naming those that can.
  init(_ strip: OptionStrip, settings: LatticeSettings, wanted: Discretization) throws {
    guard let process = strip.process else {
      throw OptionError.mismatch("the model has more than one coordinate; leave the discretization out")
    }
    choice = try Discretization.choose(for: .init(process: .levy(process)), wanted: wanted)
    try settings.requirePlain("the co-moving lattice; leave them or the discretization out")
    contracts = try strip.contracts.map { contract in
      guard let payoff = TerminalPayoff(contract.payoff), contract.exercise == .european else {
        throw OptionError.mismatch("\(contract.label) does not depend on the final price alone")
      }
      return (contract, payoff)
    }
    guard Set(strip.contracts.map(\.maturity)).count == 1 else {
      throw OptionError.mismatch("several maturities from one walk are for the co-moving lattice; give one")
    }
    (self.strip, self.process, maturity) = (strip, process, strip.horizon)
    let grid = ProbabilityGrid(bits: settings.bits)
    frame = try Frame(process, wanted, time: maturity, states: settings.states, grid: grid)
    do { stages = try frame.stages(grid) } catch let error as ChainError {
      throw OptionError.mismatch(
        "\(wanted.rawValue) with \(settings.states) states: \(error). Take fewer states, or "
          + Discretization.coMovingLattice.rawValue)
    }
  }

  func walk() throws -> OptionWalk {
    let drawn = try prices(law(stages.map(\.quantized)))
    let ideal = try prices(law(stages.map(\.ideal)))
    let found = try contracts.map { try strip.closedForm(of: $0.contract, greeks: false) }
    let answers = found.map { $0?.price ?? .nan }
    let continuous =
      frame.isExactInTime
      ? ideal
      : try prices(
        ChainVersions(design: stages[0], startState: frame.startState, steps: frame.steps).laws().continuous)
    let problem = WalkProblem(
      stages: stages.map(\.quantized),
      start: try StartWeights.point(frame.startState, of: stages[0].quantized),
      horizon: .steps(frame.steps))
    let scores = scores(law(stages.map(\.quantized)))
    let entries = zip(contracts, scores).map { item, score in
      LinearEstimate.Entry(label: item.contract.label, score: score, record: 1)
    }
    return OptionWalk(
      problem: problem, design: stages.count == 1 ? stages[0] : nil, recordedSteps: [0, frame.steps],
      estimate: LinearEstimate(name: "price", entries: entries), isPrice: entries.map { _ in true },
      closedForms: answers,
      closedFormName: found.compactMap { $0?.method.rawValue }.first ?? "",
      budget: answers.indices.map {
        BiasBudget(
          mesh: continuous[$0] - answers[$0], timeStep: ideal[$0] - continuous[$0],
          probability: drawn[$0] - ideal[$0])
      },
      timeStep: maturity / Double(frame.steps),
      scheme:
        "\(choice.discretization.rawValue): \(frame.states) states, \(frame.steps) steps; error of order "
        + "\(choice.discretization.errorOrder). \(choice.reason).")
  }

  private func law(_ chains: [MarkovChain]) -> [Double] {
    var start = [Double](repeating: 0, count: frame.states)
    start[frame.startState] = 1
    return WalkProblem(stages: chains, start: start, horizon: .steps(frame.steps)).distribution(
      after: frame.steps)
  }

  private func prices(_ law: [Double]) throws -> [Double] { scores(law).map { dot(law, $0) } }

  /// What a walker is worth on every state, if walkers have the law `law`.
  private func scores(_ law: [Double]) -> [[Double]] {
    let places = law.indices.map { Double($0 - frame.startState) * frame.spacing }
    let mean = dot(law, places)
    let spread = dot(law, places.map { ($0 - mean) * ($0 - mean) }) + frame.spacing * frame.spacing / 12
    let scale = (process.cumulant(2) * maturity / spread).squareRoot()
    let (centre, half) = (process.cumulant(1) * maturity, scale * frame.spacing / 2)
    let (prices, discount) = (strip.scale(at: maturity), strip.discount(to: maturity))
    return contracts.map { _, payoff in
      places.map { place in
        let x = centre + scale * (place - mean)
        return discount * payoff.average(over: x - half...x + half, on: prices)
      }
    }
  }
}

/// A mesh in a fixed frame, and the chain on it.
private struct Frame {
  let states: Int
  let steps: Int
  let spacing: Double
  let startState: Int
  /// Whether a step has the process's law up to what the mesh does.
  let isExactInTime: Bool
  private let ideal: [MarkovChain]
  private let twoStages: TwoStageJumps?

  init(
    _ process: LevyProcess, _ scheme: Discretization, time: Double, states: Int, grid: ProbabilityGrid
  ) throws {
    self.states = states
    if scheme == .twoStageJumps {
      let lattice = try TwoStageJumps(process: process, time: time, states: states, grid: grid)
      (twoStages, ideal, steps, isExactInTime) = (lattice, [], 2 * lattice.steps, true)
      (spacing, startState) = (
        try lattice.readOut(after: lattice.steps, time: time).spacing, lattice.startState
      )
      return
    }
    twoStages = nil
    isExactInTime = scheme != .kushnerDupuisUpwind && scheme != .kushnerDupuisCentral
    let deviation = (process.cumulant(2) * time).squareRoot()
    let width = process.intensity > 0 ? 6.5 : 5.0
    let spacing = 2 * (width * deviation + abs(process.cumulant(1)) * time) / Double(states - 1)
    self.spacing = spacing
    startState = (states - 1) / 2
    let origin = -Double(startState) * spacing
    let variance = process.variance
    let diffusion = Diffusion(drift: { _ in process.drift }, variance: { _ in variance })
    switch scheme {
    case .kushnerDupuisUpwind, .kushnerDupuisCentral:
      // The ends are cut off by the absorbing states that the mesh adds, so it is two short.
      let walk = KushnerDupuis(
        diffusion: diffusion, scheme: scheme == .kushnerDupuisUpwind ? .upwind : .central,
        origin: origin + spacing, spacing: spacing, count: states - 2, lower: .absorbing("below"),
        upper: .absorbing("above"))
      steps = Int((time / (try walk.longestTimeStep())).rounded(.up))
      ideal = [try Self.ordered(try walk.chain(timeStep: time / Double(steps)))]
    case .generatorExponential:
      steps = 12
      let nodes = (0..<states).map { origin + Double($0) * spacing }
      let generator = GeneratorExponential(
        diffusion: diffusion, nodes: nodes, intensity: process.intensity, jumps: process.jumps)
      ideal = [try generator.chain(timeStep: time / Double(steps))]
    default:
      let most = deviation * deviation / (spacing * spacing)
      steps = max(1, min(12, Int(most)))
      let step = time / Double(steps)
      let kernel = SampledKernel(origin: origin, spacing: spacing, count: states) { from, to in
        (try? process.density(to - from, after: step)) ?? .nan
      }
      ideal = [try kernel.chain()]
    }
  }

  /// The chains with the trees of gates that draw them.
  func stages(_ grid: ProbabilityGrid) throws -> [QuantizedChain] {
    if let twoStages { return try twoStages.design() }
    return try ideal.map { try ChainQuantizer(grid: grid).quantize($0) }
  }

  /// The states in the order of their places: the ends, which the mesh's chain has last, first and last.
  private static func ordered(_ chain: MarkovChain) throws -> MarkovChain {
    let count = chain.stateCount
    func place(_ state: Int) -> Int { state == count - 2 ? 0 : state == count - 1 ? count - 1 : state + 1 }
    var rows = [[MarkovChain.Transition]](repeating: [], count: count)
    for state in 0..<count {
      rows[place(state)] = chain[row: state].map {
        .init(target: place($0.target), probability: $0.probability, displacement: $0.displacement)
      }
    }
    return try MarkovChain(rows: rows, space: .graph(count: count))
  }
}
