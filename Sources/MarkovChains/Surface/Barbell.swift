import RealModule

/// A closed barbell: two balls joined by a thin cylinder, with rounded shoulders.
///
/// The surface turns about the z axis, symmetric to z = 0. From the pole of a ball the profile follows the ball, then
/// the shoulder, an arc of the neck's own radius that bends outwards, and then the straight neck; the parts touch
/// without a kink, so the surface has tangent planes everywhere, and curvature jumps where parts meet.
public struct Barbell: Hashable, Sendable {
  /// Radius of the balls.
  public var bellRadius: Double
  /// Radius of the neck, and of the shoulders' arcs.
  public var neckRadius: Double
  /// Length of the straight part of the neck.
  public var neckLength: Double

  public init(bellRadius: Double = 1, neckRadius: Double = 0.3, neckLength: Double = 1) {
    self.bellRadius = bellRadius
    self.neckRadius = neckRadius
    self.neckLength = neckLength
  }

  /// The three parts of the surface. The neck is all between the balls, shoulders included.
  public enum Part: String, CaseIterable, Sendable {
    case leftBell = "left bell"
    case neck
    case rightBell = "right bell"
  }

  /// Half the distance, along the axis, of the circles where the balls end.
  public var neckEnd: Double { ballCentre - bellRadius * cosine }

  /// The part to which a height belongs; the left bell is the one of negative z.
  public func part(at z: Double) -> Part {
    abs(z) < neckEnd ? .neck : z < 0 ? .leftBell : .rightBell
  }

  /// The area of a part, in closed form.
  public func area(of part: Part) -> Double {
    switch part {
    case .leftBell, .rightBell: return 2 * Double.pi * bellRadius * bellRadius * (1 + cosine)
    case .neck:
      let shoulder = neckRadius * (2 * neckRadius * shoulderAngle - neckRadius * cosine)
      return 4 * Double.pi * shoulder + 2 * Double.pi * neckRadius * neckLength
    }
  }

  /// The area of the whole surface, in closed form.
  public var area: Double { Part.allCases.reduce(0) { $0 + area(of: $1) } }

  /// - Throws: `ChainError.badParameter` for a bell radius that is not positive and finite (or is beyond 1e-100 to
  ///   1e90), a neck radius outside 0.05 to 0.6 of it, or a neck length outside 0 to 20 of it, in this order.
  public func check() throws {
    try ChainError.require(
      bellRadius >= 1e-100 && bellRadius <= 1e90, "bellRadius", bellRadius, allowed: "1e-100 to 1e90")
    let (thin, thick) = (0.05 * bellRadius, 0.6 * bellRadius)
    try ChainError.require(
      neckRadius >= thin && neckRadius <= thick, "neckRadius", neckRadius,
      allowed: "\(thin) to \(thick), 0.05 to 0.6 of the bell's radius")
    try ChainError.require(
      neckLength >= 0 && neckLength <= 20 * bellRadius, "neckLength", neckLength,
      allowed: "0 to \(20 * bellRadius), 20 of the bell's radii")
  }
}

extension Barbell {
  /// Cosine of the angle at the ball's centre between the axis, towards the neck, and the end of the ball.
  private var cosine: Double { (1 - sine * sine).squareRoot() }
  private var sine: Double { 2 * neckRadius / (bellRadius + neckRadius) }
  /// The angle through which a shoulder bends.
  private var shoulderAngle: Double { Double.acos(sine) }
  private var ballCentre: Double { neckLength / 2 + (bellRadius + neckRadius) * cosine }
  private var ballArc: Double { bellRadius * (Double.pi / 2 + Double.acos(sine)) }

  /// Length of the profile from a pole to the middle.
  var halfProfile: Double { ballArc + neckRadius * shoulderAngle + neckLength / 2 }

  /// The height and the distance from the axis of the point `arc` along the profile from the right pole, for
  /// `0 ... 2 * halfProfile`.
  func profile(at arc: Double) -> (height: Double, radius: Double) {
    if arc > halfProfile {
      let mirrored = profile(at: 2 * halfProfile - arc)
      return (-mirrored.height, mirrored.radius)
    }
    if arc <= ballArc {
      let angle = arc / bellRadius
      return (ballCentre + bellRadius * Double.cos(angle), bellRadius * Double.sin(angle))
    }
    let left = halfProfile - arc
    if left <= neckLength / 2 { return (left, neckRadius) }
    let angle = (left - neckLength / 2) / neckRadius
    return (neckLength / 2 + neckRadius * Double.sin(angle), neckRadius * (2 - Double.cos(angle)))
  }
}
