import FileFormats
import Instrumentation
import NeuroFabric
import RandomStreams
import TestSupport

/// Records that no emulator made: cores in squares, spikes drawn from a seed.
enum MadeUpRecord {
  /// - Parameters:
  ///   - side: cores along one edge of the mesh (TrueNorth), tiles of four cores (Loihi).
  ///   - spikes: spikes in each tick; a fifth of them leave through ports, too.
  static func record(
    family: ChipProfile.Family = .trueNorth, side: Int = 4, ticks: Int = 100, spikes: Int = 30,
    askedTicks: Int? = nil, probes: Probes = Probes(spikes: .all), dropped: FabricRecording.Dropped = .init()
  ) -> EmulationRecord {
    let perTile = family == .loihi ? 4 : 1
    let places = (0..<side * side).flatMap { tile in
      (0..<perTile).map { _ in MeshPoint(x: tile % side, y: tile / side) }
    }
    let cores = places.enumerated().map { index, place -> (place: MeshPoint, load: CoreLoad) in
      var load = CoreLoad()
      load.spike = UInt64(index * 7 % 100)
      load.synapticEvent = UInt64(index * 31 % 1000)
      load.messageIn = UInt64(index % 13)
      return (place, load)
    }
    var traffic = LinkTraffic()
    for (place, count) in zip(places, 1...max(places.count, 1)) where side > 1 {
      traffic.add(UInt64(count), from: place, to: MeshPoint(x: (place.x * 5 + 3) % side, y: place.x))
    }
    return EmulationRecord(
      files: EmulationFiles(
        network: .init(name: "made-up.h5", hash: "0123"), input: .init(name: "in.csv", hash: "4567")),
      codeVersion: "8.9", family: family, engine: .fast, seed: .max, ticks: ticks,
      askedTicks: askedTicks ?? ticks,
      inputs: (1_000, 7),
      recording: recording(cores: places.count, ticks: ticks, spikes: spikes, probes, dropped),
      events: EventCounts([.spike: UInt64(ticks * spikes)]), cores: cores,
      neurons: cores.map { _ in 256 }, links: traffic.links)
  }

  private static func recording(
    cores: Int, ticks: Int, spikes: Int, _ probes: Probes, _ dropped: FabricRecording.Dropped
  ) -> FabricRecording {
    var random = testStream(seed: 5)
    var drawn: [FabricRecording.Spike] = []
    var outputs: [FabricRecording.Output] = []
    for tick in 0..<ticks where cores > 0 {
      for index in 0..<spikes {
        let (core, neuron) = (UInt32(random.next() % UInt64(cores)), UInt32(random.next() % 256))
        drawn.append(.init(tick: tick, core: core, neuron: neuron))
        if index % 5 == 4 { outputs.append(.init(tick: tick, port: neuron / 8)) }
      }
    }
    return FabricRecording(
      probes: probes, outputs: outputs, spikes: drawn, potentialTicks: Array(0..<ticks),
      potentials: (0..<ticks).flatMap { tick in
        probes.potentials.map { Int32(($0.core + $0.neuron + 1) * (tick % 50) - 20) }
      },
      dropped: dropped)
  }
}
