import MarkovChains
import RealModule

/// Particles in a rod or slab as walks until they leave it or are absorbed.
enum TransportWalk {
  /// A cell a tick; collisions at the centres of cells: second order.
  static func rod(_ rod: RodModel, ending: String) throws -> ChainValue {
    let thickness = (rod.absorption + rod.scattering) * rod.length
    let coarsest = try MeshWork.count(max(20, 4 * thickness), "cells")
    try MeshWork.check(states: 8 * coarsest, steps: 100)
    return try .refined(coarsest, order: 2) { cells in
      let dx = rod.length / Double(cells)
      let turn = -Double.expMinusOne(-rod.scattering * dx) / 2
      let walk = DirectionWalk(
        cells: cells, directions: 2, spacing: dx, lower: .absorbing("reflected"),
        upper: .absorbing("transmitted"))
      let chain = try walk.chain { _, direction in
        let step = 2 * direction - 1
        return [(step, direction, 1 - turn), (-step, 1 - direction, turn)]
      }.killing(probability: -Double.expMinusOne(-rod.absorption * dx), name: "absorbed")
      return try arrivals(chain, from: [(1, 1)], ending)
    }
  }

  /// Crossings of cells: a particle that collides in a cell is emitted anew as if from anywhere in it (a flat source):
  /// second order.
  static func slab(_ slab: DiscreteOrdinatesSlab, ending: String) throws -> ChainValue {
    let coarsest = try MeshWork.count(max(10, 3 * slab.thickness), "cells")
    try MeshWork.check(states: 4 * coarsest * (slab.order + 1), steps: 1000)
    return try .refined(coarsest, order: 2) { cells in
      let mesh = SlabMesh(slab, cells: cells)
      return try arrivals(try mesh.chain(), from: mesh.start, ending)
    }
  }

  private static func arrivals(
    _ chain: MarkovChain, from start: [(state: Int, weight: Double)], _ ending: String
  ) throws -> Double {
    var weights = [Double](repeating: 0, count: chain.stateCount)
    for (state, weight) in start { weights[state] += weight }
    guard let end = chain.absorbingStates.first(where: { chain.names[$0] == ending }) else {
      return 0  // Nothing is absorbed where the cross-section is zero.
    }
    return try Absorption(chain).arrivals(from: weights)[end]
  }
}

/// States: for every cell one of particles that have collided in it, and one for every direction of entering it.
private struct SlabMesh {
  private let slab: DiscreteOrdinatesSlab
  private let cells: Int
  private let cosines: [Double]
  private let weights: [Double]

  init(_ slab: DiscreteOrdinatesSlab, cells: Int) {
    self.slab = slab
    self.cells = cells
    let (upper, weights) = GaussLegendre.upperHalf(slab.order)
    cosines = upper.map { -$0 } + upper
    self.weights = weights + weights
  }

  /// Unit current through the lower face.
  var start: [(state: Int, weight: Double)] {
    let forward = cosines.indices.filter { cosines[$0] > 0 }
    let current = forward.reduce(0) { $0 + cosines[$1] * weights[$1] }
    return forward.map { (1 + $0, cosines[$0] * weights[$0] / current) }
  }

  func chain() throws -> MarkovChain {
    let reflected = cells * (cosines.count + 1)
    let (transmitted, absorbed) = (reflected + 1, reflected + 2)
    let rows = (0..<cells).flatMap { cell in
      [collided(cell, absorbed)] + cosines.indices.map { entering(cell, $0, absorbed) }
    }
    let names = [reflected: "reflected", transmitted: "transmitted", absorbed: "absorbed"]
    let last = names.keys.sorted().map { [MarkovChain.Transition(target: $0, probability: 1)] }
    return try MarkovChain(rows: rows + last, space: .graph(count: reflected), names: names)
  }

  private func entering(_ cell: Int, _ direction: Int, _ absorbed: Int) -> [MarkovChain.Transition] {
    let through = Double.exp(-depth(direction))
    return [.init(target: next(cell, direction), probability: through)]
      + collision(cell, -Double.expMinusOne(-depth(direction)), absorbed)
  }

  private func collided(_ cell: Int, _ absorbed: Int) -> [MarkovChain.Transition] {
    let out = cosines.indices.map { direction -> MarkovChain.Transition in
      let depth = depth(direction)
      let escape = -Double.expMinusOne(-depth) / depth
      return .init(target: next(cell, direction), probability: weights[direction] / 2 * escape)
    }
    return out + collision(cell, max(0, 1 - out.reduce(0) { $0 + $1.probability }), absorbed)
  }

  private func collision(_ cell: Int, _ share: Double, _ absorbed: Int) -> [MarkovChain.Transition] {
    [
      .init(target: cell * (cosines.count + 1), probability: share * slab.scatteringRatio),
      .init(target: absorbed, probability: share * (1 - slab.scatteringRatio)),
    ]
  }

  /// The optical depth of a cell along a direction.
  private func depth(_ direction: Int) -> Double {
    slab.thickness / Double(cells) / abs(cosines[direction])
  }

  private func next(_ cell: Int, _ direction: Int) -> Int {
    let target = cosines[direction] > 0 ? cell + 1 : cell - 1
    if target < 0 { return cells * (cosines.count + 1) }
    if target == cells { return cells * (cosines.count + 1) + 1 }
    return target * (cosines.count + 1) + 1 + direction
  }
}
