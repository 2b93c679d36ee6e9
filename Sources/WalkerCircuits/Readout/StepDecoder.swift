import MarkovChains

/// Decodes the spikes at a circuit's ports into walkers per state after every Markov step.
///
/// Feed it the ports of every tick in order. The walkers of step n are known when all nodes have reported in the
/// n-th pay-out; the arrivals of that pay-out belong to step n + 1.
public struct StepDecoder: Sendable {
  private let ports: [Readout.Port]
  private let nodes: [Int]
  private let reportOffset: Int
  private let ticksPerWalker: Int
  /// Ticks from the port's `stepStart` spike to the first pulse, as compiled.
  private let startLatency: Int

  private var firstPulse = 0
  private var reported = 0
  private var piles: [UInt64]
  private var absorbed: [UInt64]
  private var arriving: [UInt64]

  /// What a decoder carries from one step to the next, while it waits for the reports of a pay-out.
  public struct State: Hashable, Sendable {
    /// See `stepStartTick`.
    public var firstPulse: Int
    /// By node: walkers of the pay-out last completed.
    public var piles: [UInt64]
    /// By state: walkers absorbed, and walkers that arrive in the running pay-out.
    public var absorbed: [UInt64]
    public var arriving: [UInt64]

    public init(firstPulse: Int, piles: [UInt64], absorbed: [UInt64], arriving: [UInt64]) {
      self.firstPulse = firstPulse
      self.piles = piles
      self.absorbed = absorbed
      self.arriving = arriving
    }
  }

  /// The state between two steps. Setting it takes up the work of a decoder of the same circuit.
  public var state: State {
    get { State(firstPulse: firstPulse, piles: piles, absorbed: absorbed, arriving: arriving) }
    set {
      precondition(
        newValue.piles.count == piles.count && newValue.absorbed.count == absorbed.count
          && newValue.arriving.count == arriving.count, "the state of another decoder")
      (firstPulse, piles) = (newValue.firstPulse, newValue.piles)
      (absorbed, arriving) = (newValue.absorbed, newValue.arriving)
      reported = 0
    }
  }

  /// First-pulse tick of the pay-out last started.
  public var stepStartTick: Int { firstPulse }

  /// - Parameter start: walkers on every state at the start; those on absorbing states stay there.
  public init(circuit: WalkerCircuit, stateCount: Int, startLatency: Int, absorbed start: [Int]) {
    ports = circuit.readout.ports
    nodes = circuit.nodes
    reportOffset = circuit.readout.reportOffset
    ticksPerWalker = circuit.readout.ticksPerWalker
    self.startLatency = startLatency
    piles = Array(repeating: 0, count: nodes.count)
    absorbed = start.map { UInt64($0) }
    for state in nodes { absorbed[state] = 0 }
    arriving = Array(repeating: 0, count: stateCount)
  }

  /// Takes the ports that spiked in `tick`.
  /// - Returns: whether all nodes have reported in the running pay-out; then read `counts` and call `awaitNextStep`.
  public mutating func take(_ spikes: [Int], tick: Int) -> Bool {
    for port in spikes {
      switch ports[port] {
      case .stepStart:
        firstPulse = tick + startLatency
        settleArrivals()
      case .report(let node):
        piles[node] = UInt64(max(0, (tick - firstPulse - reportOffset) / ticksPerWalker))
        reported += 1
      case .arrival(let state):
        arriving[state] += 1
      }
    }
    return reported == nodes.count
  }

  /// Walkers on every state at the start of the pay-out just completed.
  public var counts: [UInt64] {
    var counts = absorbed
    for (node, state) in nodes.enumerated() { counts[state] = piles[node] }
    return counts
  }

  /// The largest pile of the pay-out just completed.
  public var largestPile: Int { Int(piles.max() ?? 0) }

  /// Starts waiting for the reports of the next pay-out.
  public mutating func awaitNextStep() { reported = 0 }

  /// All walkers of a pay-out have arrived when the next one starts.
  private mutating func settleArrivals() {
    for state in arriving.indices where arriving[state] > 0 {
      absorbed[state] += arriving[state]
      arriving[state] = 0
    }
  }
}
