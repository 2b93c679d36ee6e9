import MarkovChains
import RealModule
import Testing

/// Heat on the unit sphere against rows D242 to D262 of the table of diffusion answers (Legendre series in extended
/// precision).
@Suite struct HeatOnSphereTests {
  let heat = HeatOnSphere(diffusion: 1)

  /// D242, D243, D245, D250 to D252, D256 to D258: also where the series cancels twenty digits. D245 is given here as
  /// the series has it in sixty digits; the table's own value is 1.8e-12 of it too low.
  @Test(arguments: [
    (0.0, 0.05, 1.618343071442), (0.5, 0.05, 0.4735419063756), (Double.pi, 0.05, 1.4856447402806e-20),
    (0.5, 0.2, 0.3180228666033), (Double.pi / 2, 0.2, 0.02450340093945),
    (Double.pi, 0.2, 0.00002284500530103), (0, 1, 0.1128760787152), (0.5, 1, 0.1085787198351),
    (Double.pi / 2, 1, 0.0790843400225),
  ])
  func density(colatitude: Double, time: Double, value: Double) throws {
    #expect(isNear(try heat.density(colatitude: colatitude, time: time), value, relative: 1e-12))
    // Twice the diffusion is half the time.
    let fast = try HeatOnSphere(diffusion: 2).density(colatitude: colatitude, time: time / 2)
    #expect(isNear(fast, value, relative: 1e-12))
  }

  /// D246, D247, D253, D260, D261.
  @Test(arguments: [
    (0.5, 0.05, 0.996224132371), (0, 0.05, 0.9999965097259), (0.5, 0.2, 0.7700811888956),
    (0.5, 1, 0.3272885153773), (0, 1, 0.6014987743346),
  ])
  func probability(cosine: Double, time: Double, value: Double) throws {
    #expect(isNear(try heat.probability(cosineAtLeast: cosine, time: time), value, relative: 1e-12))
  }

  /// D248, D255, D262.
  @Test(arguments: [(0.05, 0.904837418036), (0.2, 0.6703200460356), (1, 0.1353352832366)])
  func meanCosine(time: Double, value: Double) throws {
    #expect(isNear(try heat.meanCosine(time: time), value, relative: 1e-12))
  }

  /// Below D t = 1/2 the images are used, above it the series: they agree where they meet.
  @Test(arguments: [0.0, 0.3, 1, 2, 3, Double.pi])
  func bothFormsAgree(colatitude: Double) throws {
    let below = try heat.density(colatitude: colatitude, time: 0.5.nextDown)
    let above = try heat.density(colatitude: colatitude, time: 0.5)
    #expect(isNear(below, above, relative: 1e-14))
    let cosine = Double.cos(colatitude)
    let inner = try heat.probability(cosineAtLeast: cosine, time: 0.5.nextDown)
    #expect(abs(inner - (try heat.probability(cosineAtLeast: cosine, time: 0.5))) < 1e-15)
  }

  /// The plane's heat kernel after a short time, the uniform law after a long one.
  @Test func shortAndLongTimes() throws {
    let peak = try heat.density(colatitude: 0, time: 1e-12)
    #expect(isNear(peak, 1 / (4 * Double.pi * 1e-12), relative: 1e-11))
    let beside = try heat.density(colatitude: 2e-6, time: 1e-12)
    #expect(isNear(beside, peak * Double.exp(-1), relative: 1e-11))
    #expect(try heat.density(colatitude: 1, time: 1e-12) == 0)
    #expect(try heat.density(colatitude: 1, time: 1e300) == 1 / (4 * Double.pi))
    #expect(try heat.meanCosine(time: 1e300) == 0)
    for time in [1e-12, 1e-3, 0.4, 3, 1e300] {
      #expect(abs(try heat.probability(cosineAtLeast: -1, time: time) - 1) < 1e-14)
      #expect(abs(try heat.probability(cosineAtLeast: 1, time: time)) < 1e-14)
    }
  }

  /// The probability is the integral of the density, and the mean cosine that of the cosine.
  @Test(arguments: [0.003, 0.1, 0.7])
  func densityIntegrates(time: Double) throws {
    let count = 4000
    let width = Double.pi / 2 / Double(count)
    var (mass, tilted) = (0.0, 0.0)
    for point in 0..<2 * count {
      let colatitude = (Double(point) + 0.5) * width
      let ring = 2 * Double.pi * Double.sin(colatitude) * width
      let share = try heat.density(colatitude: colatitude, time: time) * ring
      tilted += share * Double.cos(colatitude)
      if point < count { mass += share }
    }
    #expect(abs(mass - (try heat.probability(cosineAtLeast: 0, time: time))) < 1e-5)
    #expect(abs(tilted - (try heat.meanCosine(time: time))) < 1e-5)
  }

  @Test func badInput() {
    func text(_ diffusion: Double, _ colatitude: Double, _ time: Double) -> String {
      do {
        return "\(try HeatOnSphere(diffusion: diffusion).density(colatitude: colatitude, time: time))"
      } catch { return "\(error)" }
    }
    #expect(text(-1, 0, 1) == "diffusion is -1.0; allowed: a positive finite number")
    #expect(text(.nan, 9, 1) == "diffusion is nan; allowed: a positive finite number")
    #expect(text(1, 9, 0) == "time is 0.0; allowed: a positive finite number")
    #expect(text(1, 0, 1e-13) == "diffusion x time is 1e-13; allowed: 1e-12 to 1e300")
    #expect(text(1e200, 0, 1e200) == "diffusion x time is inf; allowed: 1e-12 to 1e300")
    #expect(text(1, 3.2, 1) == "colatitude is 3.2; allowed: 0 to pi")
    #expect(text(1, .nan, 1) == "colatitude is nan; allowed: 0 to pi")
    #expect(
      throws: ChainError.badParameter(name: "cosine", value: "1.5", allowed: "-1 to 1")
    ) { try heat.probability(cosineAtLeast: 1.5, time: 1) }
  }
}
