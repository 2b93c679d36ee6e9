/// A link of the mesh, in the direction in which packets go.
public struct MeshLink: Hashable, Sendable {
  public enum Direction: String, Hashable, Sendable, CaseIterable {
    case east, west, north, south
  }

  /// The router that the packets leave.
  public var from: MeshPoint
  public var direction: Direction

  public init(from: MeshPoint, direction: Direction) {
    self.from = from
    self.direction = direction
  }
}

/// Packets that went over every directed link of the mesh.
///
/// Routing is in dimension order, x first, so the counts follow from how often each neuron spiked. A route is
/// at most one run of links along a row and one along a column; only the ends of runs are kept, which makes the
/// cost one step per neuron that spiked and per link that carried a packet, whatever the length of the routes.
public struct LinkTraffic: Sendable {
  /// By line (a row for east and west, a column for north and south): change of the count at a coordinate.
  private var changes: [MeshLink.Direction: [Int: [Int: Int64]]] = [:]

  public init() {}

  /// The traffic of what `fabric` has run of `image` since load. Spikes that the host put in are not on the mesh.
  public init(image: ChipImage, fabric: any Fabric) {
    switch image {
    case .trueNorth(let image): add(image, fabric)
    case .loihi(let image): add(image, fabric)
    }
  }

  /// Adds `packets` packets from one router to another.
  public mutating func add(_ packets: UInt64, from source: MeshPoint, to target: MeshPoint) {
    addRun(.east, line: source.y, from: source.x, to: target.x, packets)
    addRun(.west, line: source.y, from: target.x, to: source.x, packets)
    addRun(.south, line: target.x, from: source.y, to: target.y, packets)
    addRun(.north, line: target.x, from: target.y, to: source.y, packets)
  }

  /// The links that carried packets: by direction, then line, then position along it.
  public var links: [(link: MeshLink, packets: UInt64)] {
    MeshLink.Direction.allCases.flatMap { direction in
      (changes[direction] ?? [:]).sorted { $0.key < $1.key }.flatMap { line, changes in
        Self.counts(changes).map { (Self.link(direction, line: line, at: $0), $1) }
      }
    }
  }

  /// A run of links from `low` to `high`; empty where `low` is not below `high`.
  private mutating func addRun(
    _ direction: MeshLink.Direction, line: Int, from low: Int, to high: Int, _ packets: UInt64
  ) {
    guard low < high, packets > 0 else { return }
    changes[direction, default: [:]][line, default: [:]][low, default: 0] += Int64(clamping: packets)
    changes[direction, default: [:]][line, default: [:]][high, default: 0] -= Int64(clamping: packets)
  }

  /// The coordinates at which the running sum of `changes` is not zero, with that sum.
  private static func counts(_ changes: [Int: Int64]) -> [(at: Int, packets: UInt64)] {
    var counts: [(at: Int, packets: UInt64)] = []
    let ordered = changes.sorted { $0.key < $1.key }
    var sum: Int64 = 0
    for (change, next) in zip(ordered, ordered.dropFirst()) {
      sum += change.value
      if sum > 0 { counts += (change.key..<next.key).map { ($0, UInt64(sum)) } }
    }
    return counts
  }

  /// The link between coordinates `at` and `at + 1` of a line.
  private static func link(_ direction: MeshLink.Direction, line: Int, at: Int) -> MeshLink {
    let from =
      switch direction {
      case .east: MeshPoint(x: at, y: line)
      case .west: MeshPoint(x: at + 1, y: line)
      case .south: MeshPoint(x: line, y: at)
      case .north: MeshPoint(x: line, y: at + 1)
      }
    return MeshLink(from: from, direction: direction)
  }

  private mutating func add(_ image: TrueNorthImage, _ fabric: any Fabric) {
    for (index, core) in image.cores.enumerated() {
      for (number, neuron) in core.neurons.enumerated() {
        let spikes = fabric.spikeCount(core: index, neuron: number)
        guard spikes > 0 else { continue }
        switch neuron.target {
        case .none: break
        case .axon(let target, _, _): add(spikes, from: core.position, to: image.cores[target].position)
        case .output: add(spikes, from: core.position, to: MeshRoute.exit(from: core.position))
        }
      }
    }
  }

  private mutating func add(_ image: LoihiImage, _ fabric: any Fabric) {
    for (index, core) in image.cores.enumerated() {
      for (number, compartment) in core.compartments.enumerated() where !compartment.outputs.isEmpty {
        let spikes = fabric.spikeCount(core: index, neuron: number)
        guard spikes > 0 else { continue }
        for output in compartment.outputs { add(spikes, from: core.tile, to: image.cores[output.core].tile) }
      }
    }
  }
}
