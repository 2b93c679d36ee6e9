import Instrumentation
import NeuroFabric
import Testing

/// What the kernels of the fast engine do by themselves, on every instruction set that this machine has.
@Suite("Loihi: the kernels of the fast engine against the reference loop")
struct LoihiKernelTests {
  static let kernels = Array(LoihiFast.kernelNames.indices)

  @Test("networks of short updates agree tick by tick", arguments: kernels, [true, false])
  func plainNetworks(kernel: Int, withClock: Bool) throws {
    let timing = withClock ? LoihiEquivalenceTests.timing : nil
    var total = EventCounts()
    for number in 0..<25 as Range<UInt64> {
      var network = LoihiPlainNetwork(network: number)
      let image = network.image()
      let reference = try LoihiReference(image: image, key: loihiKey(), timing: timing)
      let fast = try LoihiFast(
        image: image, key: loihiKey(), timing: timing, kernel: kernel, epochLength: 37)
      try compare(&network, number, reference, fast, ticks: 80)
      total += fast.events
    }
    for event in [CountableEvent.noiseDraw, .spike, .clippedPotential, .outputSpike] {
      #expect(total[event] > 1000, "\(event)")
    }
  }

  @Test("networks of all compartments agree tick by tick", arguments: kernels)
  func anyNetworks(kernel: Int) throws {
    for number in 2000..<2040 as Range<UInt64> {
      var network = LoihiRandomNetwork(network: number)
      let image = network.image()
      let reference = try LoihiReference(image: image, key: loihiKey())
      let fast = try LoihiFast(
        image: image, key: loihiKey(), timing: nil, kernel: kernel, epochLength: 64)
      try compare(&network, number, reference, fast, ticks: 120)
    }
  }

  @Test("runs of many ticks stop where the reference does", arguments: kernels)
  func runs(kernel: Int) throws {
    var outputs = 0
    for number in 100..<130 as Range<UInt64> {
      var network = LoihiPlainNetwork(network: number)
      let image = network.image()
      let reference = try LoihiReference(image: image, key: loihiKey())
      let fast = try LoihiFast(
        image: image, key: loihiKey(), timing: nil, kernel: kernel, epochLength: 50)
      for _ in 0..<15 {
        for message in network.injections(image, tick: fast.tick) {
          reference.inject(core: message.core, axon: message.list)
          fast.inject(core: message.core, axon: message.list)
        }
        let limit = network.limit()
        try #require(reference.stepUntilOutput(limit: limit) == fast.stepUntilOutput(limit: limit))
        try compareState(reference, fast, network: number)
        outputs += fast.outputs.count
      }
      #expect(reference.coreLoads == fast.coreLoads)
    }
    #expect(outputs > 50)
  }

  /// 65,793 synapses of 32,640 units of 64 each add up to 128 less than 2^31: in 32 bits that looks like -128.
  @Test("a sum beyond 32 bits is clipped like any other", arguments: kernels, [21_931, 21_930])
  func overrun(kernel: Int, synapses: Int) throws {
    let format = LoihiSynapseFormat(signMode: .excitatory, weightExponent: 7, delayBits: 0)
    var image = oneCompartment(LoihiCompartment(), format: format)
    image.types[0].thresholdMantissa = 100
    image.cores[0].axonLists[0].synapses = Array(
      repeating: .init(target: 0, delay: 0, weight: 255), count: synapses)
    let reference = try LoihiReference(image: image, key: loihiKey())
    let fast = try LoihiFast(
      image: image, key: loihiKey(), timing: nil, kernel: kernel, epochLength: 64)
    for _ in 0..<3 {
      for fabric in [reference, fast] as [any Fabric] {
        for _ in 0..<3 { fabric.inject(core: 0, axon: 0) }
        fabric.step()
      }
      try compareState(reference, fast, network: 0)
    }
    #expect(reference.events == fast.events)
    #expect(format.effectiveWeight(255) == 32_640 * 64)
    #expect(fast.events[.clippedPotential] == 3)
  }
}
