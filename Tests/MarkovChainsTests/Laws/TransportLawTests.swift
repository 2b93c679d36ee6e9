import MarkovChains
import RealModule
import Testing

/// The telegraph process, the rod, slabs; path functionals.
@Suite struct TransportLawTests {
  @Test(arguments: [(1.0, 1.0, 0.5), (5, 2, 2), (0.01, 1, 1), (40, 3, 5)] as [(Double, Double, Double)])
  func `The telegraph's law has its mass and its mean square`(rate: Double, speed: Double, time: Double)
    throws
  {
    let process = Telegraph(reversalRate: rate, speed: speed)
    let reach = speed * time
    let front = try process.frontProbability(after: time)
    let mass = try integral(from: -reach, to: reach, intervals: 8000) { try process.density($0, after: time) }
    #expect(isNear(mass + front, 1, relative: 1e-9))
    let square = try integral(from: -reach, to: reach, intervals: 8000) {
      $0 * $0 * (try process.density($0, after: time))
    }
    #expect(isNear(square + front * reach * reach, try process.meanSquare(after: time), relative: 1e-8))
    #expect(try process.density(1.01 * reach, after: time) == 0)
  }

  @Test func `What enters the rod comes out or stays`() throws {
    for (absorption, scattering, length) in [
      (0.1, 0.9, 1.0), (0, 1, 10), (1e-14, 2, 3), (3, 0, 200), (0.5, 0.5, 900),
    ] {
      let rod = RodModel(absorption: absorption, scattering: scattering, length: length)
      let sum = try rod.transmission() + rod.reflection() + rod.absorbedShare()
      #expect(isNear(sum, 1, relative: 1e-13))
    }
    #expect(
      isNear(try RodModel(absorption: 0, scattering: 1, length: 10).transmission(), 1.0 / 6, relative: 1e-15))
    // A thin absorber: the share is the cross-section times the path.
    let thin = RodModel(absorption: 1e-14, scattering: 0, length: 1)
    #expect(isNear(try thin.absorbedShare(), 1e-14, relative: 1e-12))
  }

  /// Two directions of cosine 1/sqrt(3) are a rod of sqrt(3) times the thickness.
  @Test(arguments: [(0.5, 1.0), (0.9, 5), (1, 3), (0.3, 40)] as [(Double, Double)])
  func `S2 is the rod`(ratio: Double, thickness: Double) throws {
    let slab = try DiscreteOrdinatesSlab(order: 2, scatteringRatio: ratio, thickness: thickness).currents()
    let rod = RodModel(
      absorption: (1 - ratio), scattering: ratio, length: thickness * 3.0.squareRoot())
    #expect(isNear(slab.reflection, try rod.reflection(), relative: 1e-12))
    #expect(isNear(slab.transmission, try rod.transmission(), relative: 1e-11))
  }

  @Test func `Thick slabs lose no particles, and pure absorbers have their exponential integral`() throws {
    for order in [2, 4, 16, 32] {
      for thickness in [1e-6, 1, 100, 1e5] {
        let slab = try DiscreteOrdinatesSlab(order: order, scatteringRatio: 1, thickness: thickness)
          .currents()
        #expect(abs(slab.reflection + slab.transmission - 1) < 1e-9)
        #expect(slab.transmission > 0)
      }
    }
    // Diffusion theory: T = (4/3) / (L + 2 * 0.7104 mean free paths).
    let thick = try DiscreteOrdinatesSlab(order: 64, scatteringRatio: 1, thickness: 100).currents()
    #expect(isNear(thick.transmission, 4.0 / 3 / (100 + 1.4209), relative: 3e-4))
    let absorber = try DiscreteOrdinatesSlab(order: 64, scatteringRatio: 0, thickness: 1).currents()
    let exact = try DiscreteOrdinatesSlab.pureAbsorberTransmission(thickness: 1)
    #expect(isNear(absorber.transmission, exact, relative: 3e-4))
    #expect(absorber.reflection == 0)
  }

  @Test func `Path functionals have their limits`() throws {
    #expect(isNear(try FeynmanKac.occupationTime(rate: 1e-9, over: 2), 1 - 1e-9, relative: 1e-15))
    // E exp(-b A) is the integral of exp(-b t sin^2 u) over the arcsine law.
    let sum = integral(from: 0, to: Double.pi) { Double.exp(-6 * Double.sin($0 / 2) * Double.sin($0 / 2)) }
    #expect(isNear(try FeynmanKac.occupationTime(rate: 3, over: 2), sum / Double.pi, relative: 1e-12))
    // E of the integral of W^2 is t^2 / 2 from zero.
    let small = 1e-4
    let slope =
      (1 - (try FeynmanKac.harmonicPotential(frequency: small, from: 0, over: 3))) / (small * small / 2)
    #expect(isNear(slope, 4.5, relative: 1e-6))
    #expect(try FeynmanKac.harmonicPotential(frequency: 900, from: 0, over: 1) > 0)
  }

  @Test func `Bad input is refused`() {
    #expect(throws: ChainError.self) { try Telegraph(reversalRate: 0, speed: 1).meanSquare(after: 1) }
    #expect(throws: ChainError.self) { try RodModel(absorption: -1, scattering: 1, length: 1).transmission() }
    for (order, ratio, thickness) in [
      (3, 0.5, 1.0), (0, 0.5, 1), (66, 0.5, 1), (4, 1.1, 1), (4, 0.5, -1), (4, .nan, 1), (4, 1, 1e9),
    ] {
      #expect(throws: ChainError.self) {
        try DiscreteOrdinatesSlab(order: order, scatteringRatio: ratio, thickness: thickness).currents()
      }
    }
    #expect(throws: ChainError.self) { try FeynmanKac.occupationTime(rate: -1, over: 1) }
  }
}
