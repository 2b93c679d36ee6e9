import HostMeters
import Instrumentation
import NeuroFabric
import RandomStreams

/// W2 on some cores of one chip, or on part of a system of 64 chips.
public struct CrossbarBenchmark: Sendable {
  /// What stands on the chips.
  public enum System: Hashable, Sendable {
    /// W2 on so many cores.
    case cores(Int)
    /// 64 chips, all crossbars full to the half, with W2 on one core in a hundred; the others are quiet.
    case wholeNS16e4
    /// The same 64 chips with as many neurons and as full crossbars, and no core of W2 among them: nothing ever
    /// spikes. What it costs to find nothing to do.
    case quietNS16e4
  }

  public var name: String
  public var method: String
  public var system: System
  public var threads = 1
  public var ticks: Int
  public var repeats = 5
  public var seed: UInt64 = 1

  public static let w2 = CrossbarBenchmark(name: "w2", system: .cores(64), ticks: 1_000)
  public static let chip = CrossbarBenchmark(name: "chip", system: .cores(4096), ticks: 1_000)
  public static let ns16e4 = CrossbarBenchmark(name: "ns16e4", system: .wholeNS16e4, ticks: 500)

  public static let quiet = CrossbarBenchmark(
    name: "ns16e4", method: "quiet", system: .quietNS16e4, ticks: 10_000)

  private init(name: String, method: String = "fabric", system: System, ticks: Int) {
    self.name = name
    self.method = method
    self.system = system
    self.ticks = ticks
  }

  /// Draws the network, loads it, and times spans of `ticks` ticks.
  public func run() throws -> BenchmarkRow {
    let before = ProcessUse.residentMemory
    let loaded = try load()
    let fabric = loaded.fabric
    // The first span is counted; those after it go on from where it ended, in the same steady state.
    var counted: EventCounts?
    let time = MedianTime(repeats: repeats) {
      for _ in 0..<ticks { fabric.step() }
    } between: {
      counted = counted ?? fabric.events
    }
    let events = counted ?? EventCounts()
    let memory = ProcessUse.residentMemory - before
    var row = BenchmarkRow(name: name, method: method, threads: threads, time: time)
    row.chip = ChipProfile.trueNorth.name
    row.ticks = ticks
    row.tickPeriod = 1e-3
    row.synapticEvents = events[.synapticEvent]
    row.spikes = events[.spike]
    row.neurons = loaded.neurons
    // The quiet chips come after the busy ones and use again what those gave back: growth says nothing of them.
    if system != .quietNS16e4 { row.memoryPerNeuron = Double(memory) / Double(loaded.neurons) }
    row.drawSeconds = loaded.drawSeconds
    row.loadSeconds = loaded.loadSeconds
    return row
  }

  private struct Loaded {
    var fabric: any Fabric
    var neurons: Int
    var drawSeconds: Double
    var loadSeconds: Double
  }

  /// The image itself is gone when this is over: a fabric holds what it needs of it.
  private func load() throws -> Loaded {
    let start = MonotonicTime.now
    let image = self.image()
    let drawn = start.secondsAgo
    let key = StreamKey(seed: seed, purpose: .neuron, batch: 0)
    let fabric = try ChipImage.trueNorth(image).makeFabric(engine: .fast, key: key, threads: threads)
    return Loaded(
      fabric: fabric, neurons: image.cores.reduce(0) { $0 + $1.neurons.count }, drawSeconds: drawn,
      loadSeconds: start.secondsAgo - drawn)
  }

  func image() -> TrueNorthImage {
    switch system {
    case .cores(let count): CrossbarNetwork(cores: count, seed: seed).image()
    case .wholeNS16e4: LargeSystem(seed: seed).image()
    case .quietNS16e4: LargeSystem(seed: seed, active: 0).image()
    }
  }
}

/// The NS16e-4: 8 x 8 chips. One core in a hundred, every fourth in x and y from the corner, is one of a W2 network;
/// they span 4 x 4 chips, as far as a TrueNorth spike can go. The others have crossbars as full, and never spike.
struct LargeSystem {
  var seed: UInt64
  /// Cores of the network along one edge: 51 x 51 = 2,601 of 262,144.
  var active = LargeSystem.busy
  static let busy = 51
  static let edge = 8 * ChipProfile.trueNorth.meshWidth
  static let spacing = 4

  static func position(ofActive core: Int) -> MeshPoint {
    MeshPoint(x: core % busy * spacing, y: core / busy * spacing)
  }

  static func number(of position: MeshPoint) -> Int { position.y * edge + position.x }

  func image() -> TrueNorthImage {
    var image = TrueNorthImage()
    var quiet = TrueNorthNeuron()
    quiet.strengths = SIMD4(1, -1, 0, 0)
    quiet.negativeThreshold = 262_143
    image.types = [CrossbarNetwork.neuronType, quiet]
    let network = CrossbarNetwork(cores: active * active, seed: seed)
    let busy = network.drawnCores(
      number: { Self.number(of: Self.position(ofActive: $0)) }, at: Self.position)
    var busyNumbers: [Int: Int] = [:]
    for core in busy.indices { busyNumbers[Self.number(of: Self.position(ofActive: core))] = core }
    let (seed, numbers) = (seed, busyNumbers)
    image.cores = concurrentMap(Self.edge * Self.edge) { number in
      if let core = numbers[number] { return busy[core] }
      return Self.quietCore(number: number, seed: seed)
    }
    return image
  }

  private static func quietCore(number: Int, seed: UInt64) -> TrueNorthImage.Core {
    let stream = SplitMix64(seed: seed, stream: UInt64(busy * busy + 1 + number))
    let position = MeshPoint(x: number % edge, y: number / edge)
    var core = CrossbarNetwork.core(drawnFrom: stream, at: position)
    for neuron in core.neurons.indices {
      core.neurons[neuron].type = 1
      core.neurons[neuron].initialPotential = 0
      core.neurons[neuron].identity = UInt64(number * CrossbarNetwork.size + neuron)
      core.neurons[neuron].target = .axon(core: number, axon: neuron, delay: 1)
    }
    return core
  }
}
