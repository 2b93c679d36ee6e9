import Experiments
import FileFormats
import NeuroFabric
import TestSupport
import Testing

/// Two published networks of the RANC project with the packets that its hardware sends, both engines.
@Suite struct RANCGoldenTests {
  @Test(arguments: FabricEngine.allCases)
  func `Ten digits through the tea network`(engine: FabricEngine) throws {
    try check("tea-128", width: 8, height: 4, output: (0, 3), packets: 220, offset: 3, engine)
  }

  @Test(arguments: FabricEngine.allCases)
  func `The product of a vector and a matrix`(engine: FabricEngine) throws {
    try check("vmm", width: 3, height: 3, output: (2, 2), packets: 372, offset: 4, engine)
  }

  private func check(
    _ name: String, width: Int, height: Int, output: (x: Int, y: Int), packets: Int, offset: Int,
    _ engine: FabricEngine
  ) throws {
    let folder = ProjectFolder.root.appending(path: "Tests/Golden/RANC/" + name)
    let grid = RANCNetwork.Grid(
      width: width, height: height, outputCore: MeshPoint(x: output.x, y: output.y))!
    let network = try RANCNetwork.read(folder: folder.path(percentEncoded: false), grid: grid)
    let found = try PacketComparison(network, expected: network.expected!, engine: engine)
    #expect(found.expected == packets)
    #expect(found.matched == packets && found.missing == 0 && found.unexpected == 0)
    #expect(found.offset == offset)
    // A packet too many and one too few are both seen.
    var wrong = network.expected!
    wrong[0][0] = (wrong[0][0] + 1) % 128
    let other = try PacketComparison(network, expected: wrong, engine: engine)
    #expect(other.missing >= 1 && other.unexpected >= 1 && other.offset == offset && !other.isGood)
  }

  @Test func `Packets are compared as often as they come, at the best offset`() {
    let expected = [[1, 1, 2], [], [3]]
    let sent = [[9], [1, 2, 2, 1], [], [3], [7]]
    let found = PacketComparison(expected: expected, sent: sent)
    #expect(found.expected == 4 && found.matched == 4 && found.missing == 0)
    #expect(found.unexpected == 1 && found.offset == 1 && !found.isGood)
    let nothing = PacketComparison(expected: expected, sent: [])
    #expect(nothing.missing == 4 && nothing.unexpected == 0 && nothing.offset == nil)
  }
}
