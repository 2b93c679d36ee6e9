import MarkovChains

/// Particles that run and scatter: the rod, the slab, the telegraph process.
enum TransportLaws {
  static let systems: [LawSystem] = [
    LawSystem(name: "rod model (two directions) slab", quantities: rodQuantities),
    LawSystem(name: "slab transport S# Gauss-Legendre", quantities: slabQuantities),
    LawSystem(name: "slab pure absorber exact", quantities: [absorber]),
    LawSystem(name: "telegraph (Goldstein-Kac)", quantities: telegraphQuantities),
  ]

  private static let rodQuantities: [LawSystem.Quantity] = [
    .init("transmission") { row in
      let rod = try rod(row)
      return LawResult(try rod.transmission()) { try TransportWalk.rod(rod, ending: "transmitted") }
    },
    .init("reflection") { row in
      let rod = try rod(row)
      return LawResult(try rod.reflection()) { try TransportWalk.rod(rod, ending: "reflected") }
    },
    .init("absorption") { row in
      let rod = try rod(row)
      return LawResult(try rod.absorbedShare()) { try TransportWalk.rod(rod, ending: "absorbed") }
    },
  ]

  private static func rod(_ row: LawArguments) throws -> RodModel {
    row.phrase("isotropic (half flip)")
    return RodModel(
      absorption: try row.number("Sigma_a"), scattering: try row.number("Sigma_s"),
      length: try row.number("L"))
  }

  private static let slabQuantities: [LawSystem.Quantity] = [
    .init("reflection (isotropic incident flux; unit current)") { row in
      let slab = try slab(row)
      return LawResult(try slab.currents().reflection) {
        try TransportWalk.slab(slab, ending: "reflected")
      }
    },
    .init("transmission (isotropic incident flux; unit current)") { row in
      let slab = try slab(row)
      return LawResult(try slab.currents().transmission) {
        try TransportWalk.slab(slab, ending: "transmitted")
      }
    },
  ]

  private static func slab(_ row: LawArguments) throws -> DiscreteOrdinatesSlab {
    let order = try LawArguments.number(row.captured.first ?? "", "the order N of S_N")
    return DiscreteOrdinatesSlab(
      order: try LawArguments.count(order, "the order N of S_N"), scatteringRatio: try row.number("c"),
      thickness: try row.number("L", unit: "mfp"))
  }

  private static let absorber = LawSystem.Quantity("transmission isotropic incident flux: 2 E3(tau)") { row in
    let thickness = try row.number("tau")
    return LawResult(
      try DiscreteOrdinatesSlab.pureAbsorberTransmission(thickness: thickness),
      noChain: "its directions are a continuum")
  }

  private static let telegraphQuantities: [LawSystem.Quantity] = [
    .init("density of the continuous part") { row in
      let process = try telegraph(row)
      let (x, t) = (try row.place(), try row.time())
      return LawResult(try process.density(x, after: t)) {
        try TelegraphWalk(process, time: t).density(at: x)
      }
    },
    .init("mean square displacement") { row in
      let (process, t) = (try telegraph(row), try row.time())
      return LawResult(try process.meanSquare(after: t)) {
        try TelegraphWalk(process, time: t).meanSquare()
      }
    },
    .init("mass at the two fronts |x|=vt") { row in
      let (process, t) = (try telegraph(row), try row.time())
      return LawResult(try process.frontProbability(after: t)) {
        try TelegraphWalk(process, time: t).frontProbability()
      }
    },
  ]

  private static func telegraph(_ row: LawArguments) throws -> Telegraph {
    row.phrase("start 0 with random direction")
    return Telegraph(reversalRate: try row.number("reversal rate lambda"), speed: try row.number("v"))
  }
}
