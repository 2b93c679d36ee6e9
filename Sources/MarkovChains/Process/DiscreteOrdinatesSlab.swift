import RealModule

/// A homogeneous slab with isotropic scattering in the discrete-ordinates (S_N) approximation with Gauss-Legendre
/// directions, lit on one face by an isotropic flux of unit current.
///
/// Reflection and transmission are those of a thin layer, from the Taylor series of its matrix exponential, doubled until
/// the slab is as thick as asked (the doubling method of van de Hulst and of Grant and Hunt, 1969). All matrices are of
/// non-negative numbers, which are only added and multiplied, so thick slabs lose no precision where the exponential
/// of the whole slab, which grows and decays at once, has none left.
public struct DiscreteOrdinatesSlab: Hashable, Sendable {
  /// Number of directions, even: N of S_N.
  public var order: Int
  /// Mean number of particles after a collision, 0 ... 1.
  public var scatteringRatio: Double
  /// Thickness in mean free paths.
  public var thickness: Double

  public init(order: Int, scatteringRatio: Double, thickness: Double) {
    self.order = order
    self.scatteringRatio = scatteringRatio
    self.thickness = thickness
  }

  /// The currents that leave through the lit face and through the other.
  ///
  /// - Throws: `ChainError.badParameter` for an order that is odd or outside 2 ... 64, a scattering ratio outside 0 ... 1,
  ///   or a thickness that is not positive or above 1e6, in that order.
  public func currents() throws -> (reflection: Double, transmission: Double) {
    try check()
    let (cosines, weights) = GaussLegendre.upperHalf(order)
    var layer = thinLayer(cosines, weights)
    for _ in 0..<layer.doublings { layer = try layer.doubled() }
    let current = zip(cosines, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let leaving = { (matrix: SquareMatrix) -> Double in
      (0..<cosines.count).reduce(0) { sum, row in
        let flux = (0..<cosines.count).reduce(0) { $0 + matrix[row, $1] }
        return sum + weights[row] * cosines[row] * flux
      } / current
    }
    return (leaving(layer.reflection), leaving(layer.transmission))
  }

  /// The transmission of an isotropic flux through a slab that only absorbs, all directions: 2 E_3(thickness).
  public static func pureAbsorberTransmission(thickness: Double) throws -> Double {
    try ChainError.requireNotNegative("thickness", thickness)
    return 2 * SpecialFunctions.exponentialIntegral(3, thickness)
  }

  /// A layer so thin that the flux changes by at most a quarter across it, and how often it is to be doubled.
  ///
  /// With u the flux along and d the flux against the light, u' = -A u + B d and -d' = -A d + B u, where
  /// B = (c/2) w / mu and A = 1 / mu - B. From exp([[-A, B], [-B, A]] h) = [[P, Q], [R, S]] and no flux from behind:
  /// reflection -S^-1 R, transmission P + Q times it.
  private func thinLayer(_ cosines: [Double], _ weights: [Double]) -> Layer {
    let count = cosines.count
    let doublings = max(0, Int(Double.log2(4 * thickness / cosines.min()!).rounded(.up)))
    let step = thickness / Double.exp2(Double(doublings))
    var generator = SquareMatrix(size: 2 * count)
    for i in 0..<count {
      for j in 0..<count {
        let gain = scatteringRatio / 2 * weights[j] / cosines[i] * step
        let loss = (i == j ? step / cosines[i] : 0) - gain
        generator[i, j] = -loss
        generator[i, count + j] = gain
        generator[count + i, j] = -gain
        generator[count + i, count + j] = loss
      }
    }
    let whole = generator.exponential()
    let reflection =
      whole.block(1, 1).solve(whole.block(1, 0)).map { -$0 }
    let transmission = whole.block(0, 0) + whole.block(0, 1) * reflection
    return Layer(reflection: reflection, transmission: transmission, doublings: doublings)
  }

  private func check() throws {
    try ChainError.require(
      order >= 2 && order <= 64 && order % 2 == 0, "order", order, allowed: "an even number from 2 to 64")
    try ChainError.requireInside("scattering ratio", scatteringRatio, 0, 1)
    try ChainError.requirePositive("thickness", thickness)
    try ChainError.require(thickness <= 1e6, "thickness", thickness, allowed: "at most 1e6 mean free paths")
  }

  /// Reflection and transmission of a layer that is the same from both sides.
  private struct Layer {
    var reflection: SquareMatrix
    var transmission: SquareMatrix
    var doublings: Int

    /// Two layers, one on the other: the light between them goes to and fro any number of times.
    func doubled() throws -> Layer {
      let between = SquareMatrix.identity(reflection.size) - reflection * reflection
      let onwards = between.solve(transmission)
      return Layer(
        reflection: reflection + transmission * reflection * onwards,
        transmission: transmission * onwards, doublings: doublings)
    }
  }
}
