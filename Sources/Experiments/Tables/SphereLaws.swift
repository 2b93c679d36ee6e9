import MarkovChains
import RealModule

/// Heat on the unit sphere, from the north pole.
enum SphereLaws {
  static let systems: [LawSystem] = [
    LawSystem(
      name: "heat on unit sphere (Brownian motion generator D Laplace-Beltrami)", quantities: [density]),
    LawSystem(name: "heat on unit sphere", quantities: [cap, meanCosine]),
  ]

  private static let density = LawSystem.Quantity("density per steradian from north pole") { row in
    let heat = HeatOnSphere(diffusion: try row.number("D"))
    return LawResult(
      try heat.density(colatitude: try row.place("colatitude"), time: try row.time()), noChain: noParallel)
  }

  private static let cap = LawSystem.Quantity("P(cos colatitude >= c)") { row in
    let (heat, cosine) = (HeatOnSphere(diffusion: try row.number("D")), try row.number("c"))
    return LawResult(
      try heat.probability(cosineAtLeast: cosine, time: try row.time()), noChain: noParallel)
  }

  private static let noParallel = "no parallel of the sphere lies on the vertices of a mesh"

  /// The walk on the vertices of icospheres, each with edges half as long.
  private static let meanCosine = LawSystem.Quantity("E cos(colatitude)") { row in
    let (diffusion, t) = (try row.number("D"), try row.time())
    return LawResult(try HeatOnSphere(diffusion: diffusion).meanCosine(time: t)) {
      try .refined(1, order: 2) { size in
        let walk = try SphereWalk(
          refinement: 2 + size.trailingZeroBitCount, diffusion: diffusion, time: t)
        try MeshWork.check(states: walk.surface.mesh.vertices.count, steps: walk.steps)
        let law = try walk.problem().distribution(after: walk.steps)
        return zip(law, walk.colatitudes).reduce(0) { $0 + $1.0 * Double.cos($1.1) }
      }
    }
  }
}
