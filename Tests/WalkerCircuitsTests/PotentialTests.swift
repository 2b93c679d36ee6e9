import Experiments
import FabricCompiler
import MarkovChains
import NeuroFabric
import Testing
import WalkerCircuits

/// What the spikes say of a node's walkers stands in its potentials too.
@Suite struct PotentialTests {
  /// Runs tick by tick; whenever a step begins, all walkers stand as potentials on the count neurons of the set that
  /// pays out next, and the reports of that pay-out must give the same numbers.
  @Test(arguments: WalkerMethod.all.map(\.name), [2, 4, 12])
  func `Count neurons hold what the reports say`(name: String, exits: Int) throws {
    let method = WalkerMethod.named(name)
    let chain = try TrialChains.star(exits: exits) { $0 == 2 }
    let trial = try WalkOnChip(chain, method: method, steps: 15)
    let (walk, circuit) = (trial.walk, trial.walk.circuit)
    let start = [30] + (1...exits).map { $0 == 2 ? 0 : $0 }
    let fabric = try walk.load(start: start, seed: 3, batch: 0, replica: 0)
    for place in walk.program.barrier.kick { fabric.inject(core: place.core, axon: place.axon) }
    var decoder = StepDecoder(
      circuit: circuit, stateCount: chain.stateCount,
      startLatency: walk.program.barrier.startLatency, absorbed: start)
    var (step, standing) = (0, [Int]())
    while step < 15 {
      try #require(fabric.stepUntilOutput(limit: 1_000))
      if fabric.outputs.contains(where: { circuit.readout.ports[$0] == .stepStart }) {
        standing = potentials(fabric, walk, set: method.family == .crossbar ? step % 2 : 0)
      }
      guard decoder.take(fabric.outputs, tick: fabric.tick - 1) else { continue }
      let unit = method.family == .crossbar ? -1 : -4 * 64
      #expect(standing == circuit.nodes.map { Int(decoder.counts[$0]) * unit }, "step \(step)")
      decoder.awaitNextStep()
      step += 1
    }
  }

  /// A crossbar node's second count neuron follows its first.
  private func potentials(_ fabric: any Fabric, _ walk: ChipWalk, set: Int) -> [Int] {
    walk.circuit.countNeurons.map { neuron in
      let place = walk.program.locations[neuron + set]
      return fabric.potential(core: place.core, neuron: place.index)
    }
  }
}
