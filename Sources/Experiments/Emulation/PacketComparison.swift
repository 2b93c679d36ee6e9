import FileFormats
import NeuroFabric

/// What a fabric sent out, held against what was expected, tick by tick and as often as it came.
///
/// The tick that a recording calls its first may lie behind the fabric's first by a constant offset, the length
/// of the pipeline; the offset that matches most is taken. Compared are the ticks of the recording alone: what
/// the fabric sends before them and after them is nobody's expectation.
public struct PacketComparison: Hashable, Sendable {
  public static let offsets = 0...16

  public let expected: Int
  public let matched: Int
  /// Expected, but not sent.
  public var missing: Int { expected - matched }
  /// Sent in the ticks compared, but not expected.
  public let unexpected: Int
  /// Nil where nothing matches.
  public let offset: Int?

  public var isGood: Bool { missing == 0 && unexpected == 0 }

  /// - Parameters:
  ///   - expected: by tick, the ports.
  ///   - sent: by tick of the fabric, the ports; ticks beyond its end sent nothing.
  public init(expected: [[Int]], sent: [[Int]]) {
    let all = Self.offsets.map { Self.compare(expected, sent, offset: $0) }
    let best = all.indices.max {
      (all[$0].matched, all[$1].unexpected, $1) < (all[$1].matched, all[$0].unexpected, $0)
    }!
    self.expected = expected.reduce(0) { $0 + $1.count }
    (matched, unexpected) = all[best]
    offset = matched > 0 ? Self.offsets.lowerBound + best : nil
  }

  private static func compare(
    _ expected: [[Int]], _ sent: [[Int]], offset: Int
  ) -> (matched: Int, unexpected: Int) {
    var (matched, unexpected) = (0, 0)
    for (tick, ports) in expected.enumerated() where tick + offset < sent.count {
      var left: [Int: Int] = [:]
      for port in ports { left[port, default: 0] += 1 }
      for port in sent[tick + offset] {
        if let count = left[port], count > 0 {
          left[port] = count - 1
          matched += 1
        } else {
          unexpected += 1
        }
      }
    }
    return (matched, unexpected)
  }

  /// Runs a RANC network on its own inputs.
  ///
  /// - Throws: `FabricError` if the network does not fit the fabric.
  public init(_ network: RANCNetwork, expected: [[Int]], engine: FabricEngine) throws {
    let ticks = expected.count + Self.offsets.upperBound
    var emulation = try Emulation(
      network.program, settings: EmulationSettings(ticks: ticks, engine: engine))
    var sent: [[Int]] = []
    for _ in 0..<ticks {
      emulation.step()
      sent.append(emulation.fabric.outputs)
    }
    self.init(expected: expected, sent: sent)
  }
}
