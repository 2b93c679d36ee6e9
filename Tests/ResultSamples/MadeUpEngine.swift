import EnergyModels
import Experiments
import Instrumentation
import MarkovChains

extension MadeUpResult {
  private static let names = ["truenorth", "loihi", "cpu-counts"]
  private static let methods = ["latched-generator", "density-two-phase", "counts"]

  static func engine(
    _ index: Int, status: RunStatus, space: StateSpace, walkers: Int, recordedSteps: [Int], entries: [Int]
  ) -> EngineResult {
    let isChip = index % 3 < 2
    let walk = MadeUpWalk(space: space, leave: isChip ? 0.5 + 0.02 * Double(index + 1) : 0.5)
    let laws = recordedSteps.map(walk.law)
    let tally = tally(
      laws, states: walk.stateCount, walkers: walkers, steps: recordedSteps.last ?? 0, salt: index)
    let isGood = status == .completed
    return EngineResult(
      name: names[index % 3], kind: isChip ? .chip : .computer, method: methods[index % 3], status: status,
      advice: isGood ? "" : "raise the limit of steps from 80 & run again",
      completedBatches: isGood ? 64 : 12,
      tally: tally, exactLaw: laws,
      estimates: estimates(tally, laws.last, walkers: walkers, entries: entries),
      fits: recordedSteps.dropFirst().enumerated().map { fit($0.offset, step: $0.element, salt: index) },
      relativeBias: isChip ? 0.0123 : 0, events: events(isChip, tally.walkerSteps),
      chip: isChip ? chip(index) : nil,
      energies: energies(isChip, tally.walkerSteps), hostSeconds: isChip ? 12.5 : 0.0123,
      hostEnergy: index == 2
        ? .measured(joules: 0.62, source: "powercap package-0")
        : .notMeasured(reason: "/sys/class/powercap is absent"),
      verdict: Verdict(checks: [
        .init(passed: true, text: "worst residual 2.1 standard errors, allowed 4.9"),
        .init(passed: isGood, text: "smallest p-value 0.03 > 1e-6 <checked>"),
      ]))
  }

  private static func tally(_ laws: [[Double]], states: Int, walkers: Int, steps: Int, salt: Int) -> WalkTally
  {
    var tally = WalkTally(recordCount: laws.count, stateCount: states)
    tally.walkers = UInt64(walkers)
    tally.steps = steps
    tally.walkerSteps = UInt64(walkers * steps)
    for (record, law) in laws.enumerated() {
      for (state, share) in law.enumerated() {
        let spread = (Double(walkers) * share * (1 - share)).squareRoot()
        let count = Double(walkers) * share + spread * wobble(state + 100 * record, salt) * 1.7
        tally.densities[record][state] = UInt64(max(0, count.rounded()))
      }
    }
    for state in 0..<states { tally.visits[state] = tally.densities.reduce(0) { $0 + $1[state] } }
    if states > 0 { tally.arrivals[states - 1] = tally.densities.last?.last ?? 0 }
    return tally
  }

  private static func estimates(_ tally: WalkTally, _ law: [Double]?, walkers: Int, entries: [Int])
    -> [Estimate]
  {
    guard let law, let counts = tally.densities.last else { return [] }
    return entries.map { state in
      let error = (law[state] * (1 - law[state]) / Double(max(walkers, 1))).squareRoot()
      let value = walkers > 0 ? Double(counts[state]) / Double(walkers) : .nan
      return Estimate(value: value, standardError: error, halfWidth: error * 1.998, exact: law[state])
    }
  }

  private static func fit(_ index: Int, step: Int, salt: Int) -> GoodnessOfFit {
    GoodnessOfFit(
      step: step, statistic: 28 + 4 * wobble(index, salt), degreesOfFreedom: 29,
      pValue: 0.5 + 0.45 * wobble(index, salt + 7), detectableShift: 0.031)
  }

  private static func events(_ isChip: Bool, _ steps: UInt64) -> EventCounts {
    isChip
      ? EventCounts([
        .synapticEvent: steps * 6, .spike: steps * 5 / 2, .neuronAccess: steps * 40, .messageOut: steps * 2,
        .hopEastWest: steps * 3, .hopNorthSouth: steps, .chipCrossing: 12, .outputSpike: 77,
      ])
      : EventCounts([.walkerStep: steps, .binomialDraw: steps / 9])
  }

  private static func chip(_ index: Int) -> ChipRun {
    let side = index == 0 ? 6 : 4
    let loads = (0..<side * side * (index == 0 ? 1 : 4)).map { core -> ChipRun.PlacedLoad in
      let tile = index == 0 ? core : core / 4
      return .init(
        x: tile % side, y: tile / side, indexInTile: index == 0 ? 0 : core % 4, neurons: 200 + core,
        spikes: UInt64(1000 + 37 * core), synapticEvents: UInt64(2_000_000 * (1.2 + wobble(core, index))))
    }
    return ChipRun(
      profile: names[index], replicas: 2, ticks: 123_456, totalTicks: 240_000, chipSeconds: 123.456,
      tickNote: "1 ms per tick", ticksPerStep: (0..<2000).map { 40 + 3000 / ($0 + 10) + $0 % 3 },
      utilisation: .init(
        nodes: 31, neurons: 434, axons: 512, synapses: 9000, cores: loads.count, chips: 1,
        fullestNeurons: 0.97,
        fullestAxons: 0.5, fullestSynapseMemory: 0.123, neuronsPerNode: 14),
      coreLoads: loads, imageHash: "00112233445566778899aabbccddeeff", chipWidth: index == 0 ? 64 : 8,
      chipHeight: index == 0 ? 64 : 4)
  }
}
