import Instrumentation
import NeuroFabric
import RandomStreams
import Testing

/// Packets of links and spikes of neurons, counted from the outside.
@Suite struct LinkTrafficTests {
  private func counts(_ traffic: LinkTraffic) -> [MeshLink: UInt64] {
    Dictionary(uniqueKeysWithValues: traffic.links.map { ($0.link, $0.packets) })
  }

  @Test func `A packet goes along x first`() {
    var traffic = LinkTraffic()
    traffic.add(3, from: MeshPoint(x: 1, y: 5), to: MeshPoint(x: -1, y: 7))
    traffic.add(2, from: MeshPoint(x: 0, y: 5), to: MeshPoint(x: -1, y: 5))
    traffic.add(9, from: MeshPoint(x: 4, y: 4), to: MeshPoint(x: 4, y: 4))
    traffic.add(0, from: MeshPoint(x: 4, y: 4), to: MeshPoint(x: 5, y: 4))
    traffic.add(1, from: MeshPoint(x: 0, y: 1), to: MeshPoint(x: 2, y: 0))
    #expect(
      counts(traffic) == [
        MeshLink(from: MeshPoint(x: 1, y: 5), direction: .west): 3,
        MeshLink(from: MeshPoint(x: 0, y: 5), direction: .west): 5,
        MeshLink(from: MeshPoint(x: -1, y: 5), direction: .south): 3,
        MeshLink(from: MeshPoint(x: -1, y: 6), direction: .south): 3,
        MeshLink(from: MeshPoint(x: 0, y: 1), direction: .east): 1,
        MeshLink(from: MeshPoint(x: 1, y: 1), direction: .east): 1,
        MeshLink(from: MeshPoint(x: 2, y: 1), direction: .north): 1,
      ])
  }

  /// Packets of every link of a drawn network, one packet and one link at a time.
  private func walked(_ sends: [(from: MeshPoint, to: MeshPoint)]) -> [MeshLink: UInt64] {
    var counts: [MeshLink: UInt64] = [:]
    for (from, to) in sends {
      var at = from
      while at != to {
        let direction: MeshLink.Direction =
          at.x != to.x ? (at.x < to.x ? .east : .west) : (at.y < to.y ? .south : .north)
        counts[MeshLink(from: at, direction: direction), default: 0] += 1
        switch direction {
        case .east: at.x += 1
        case .west: at.x -= 1
        case .south: at.y += 1
        case .north: at.y -= 1
        }
      }
    }
    return counts
  }

  @Test(arguments: FabricEngine.allCases)
  func `Links and spikes of TrueNorth networks, packet by packet`(engine: FabricEngine) throws {
    for seed in 0..<30 as Range<UInt64> {
      var source = TrueNorthRandomImage(seed: seed)
      let image = source.image(generator: .counterBased)
      let fabric = try ChipImage.trueNorth(image).makeFabric(
        engine: engine, key: StreamKey(seed: seed, purpose: .neuron, batch: 0))
      var (sends, spikes) = ([(from: MeshPoint, to: MeshPoint)](), [NeuronAddress: UInt64]())
      for tick in 0..<60 {
        for spike in source.injections(image, tick: tick) { fabric.inject(core: spike.core, axon: spike.axon) }
        fabric.step()
        for spike in fabric.spikes {
          spikes[spike, default: 0] += 1
          let from = image.cores[spike.core].position
          switch image.cores[spike.core].neurons[spike.neuron].target {
          case .none: break
          case .axon(let core, _, _): sends.append((from, image.cores[core].position))
          case .output:
            // Over the west edge of the chip, whose first column is a multiple of 64.
            sends.append((from, MeshPoint(x: (from.x & ~63) - 1, y: from.y)))
          }
        }
      }
      let links = LinkTraffic(image: .trueNorth(image), fabric: fabric).links
      #expect(
        Dictionary(uniqueKeysWithValues: links.map { ($0.link, $0.packets) }) == walked(sends), "seed \(seed)"
      )
      let hops = fabric.events[.hopEastWest] + fabric.events[.hopNorthSouth]
      #expect(links.reduce(0) { $0 + $1.packets } == hops)
      for core in image.cores.indices {
        for neuron in image.cores[core].neurons.indices {
          let counted = spikes[NeuronAddress(core: core, neuron: neuron), default: 0]
          #expect(fabric.spikeCount(core: core, neuron: neuron) == counted)
        }
      }
    }
  }

  @Test(arguments: FabricEngine.allCases)
  func `Links and spikes of Loihi networks, message by message`(engine: FabricEngine) throws {
    for network in 0..<30 as Range<UInt64> {
      var drawn = LoihiRandomNetwork(network: network)
      let image = drawn.image()
      let fabric = try ChipImage.loihi(image).makeFabric(engine: engine, key: loihiKey())
      var (sends, spikes) = ([(from: MeshPoint, to: MeshPoint)](), [NeuronAddress: UInt64]())
      for tick in 0..<60 {
        if tick % 3 == 0 { fabric.inject(core: 0, axon: 0) }
        fabric.step()
        for spike in fabric.spikes {
          spikes[spike, default: 0] += 1
          for output in image.cores[spike.core].compartments[spike.neuron].outputs {
            sends.append((image.cores[spike.core].tile, image.cores[output.core].tile))
          }
        }
      }
      let links = LinkTraffic(image: .loihi(image), fabric: fabric).links
      #expect(
        Dictionary(uniqueKeysWithValues: links.map { ($0.link, $0.packets) }) == walked(sends),
        "network \(network)")
      let hops = fabric.events[.hopEastWest] + fabric.events[.hopNorthSouth]
      #expect(links.reduce(0) { $0 + $1.packets } == hops)
      for (spike, count) in spikes {
        #expect(fabric.spikeCount(core: spike.core, neuron: spike.neuron) == count)
      }
    }
  }

  @Test(arguments: FabricEngine.allCases)
  func `After a reset no neuron has spiked`(engine: FabricEngine) throws {
    var builder = TrueNorthBuilder()
    let axon = builder.axon()
    let neuron = builder.neuron(.relay, from: [axon], to: .output(port: 0))
    let fabric = try builder.fabric(engine)
    fabric.inject(core: 0, axon: axon)
    fabric.step()
    #expect(fabric.spikeCount(core: 0, neuron: neuron) == 1)
    fabric.reset(key: TrueNorthBuilder.key(0))
    #expect(fabric.spikeCount(core: 0, neuron: neuron) == 0)
    #expect(LinkTraffic(image: .trueNorth(builder.image), fabric: fabric).links.isEmpty)
  }
}
