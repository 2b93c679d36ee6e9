import FileFormats
import NeuroFabric
import TestSupport
import Testing

/// RANC's memory files: what becomes of each field, and what is refused.
@Suite struct RANCTests {
  /// Two cores in a row, 2 axons and 1 neuron each, the right one being the output core.
  private static let row = [
    "10", v(1), v(2), v(3), v(-4), v(5), v(-6), v(-7), v(8), v(-9), "1", v(1), v(0), "1", "0011",
  ]

  private static func v(_ value: Int) -> String { bits(value & 511, 9) }

  private static func bits(_ value: Int, _ width: Int) -> String {
    let text = String(value, radix: 2)
    return String(repeating: "0", count: width - text.count) + text
  }

  /// The row with fields changed.
  private static func row(_ changes: [Int: String]) -> String {
    row.enumerated().map { changes[$0.offset] ?? $0.element }.joined()
  }

  private static let good = [
    "csram_000.mem": "/* one\n core */ " + row.joined() + " // neuron 0\n", "tc_000.mem": "11\n10\n",
    "tb_num_inputs.txt": "0\n2\n", "tb_input.txt": packet(0, 0, 1, 14) + "\n" + packet(0, 0, 0, 0),
    "tb_num_outputs.txt": "1\n0\n", "tb_correct.txt": "1\n",
  ]

  private static func packet(_ x: Int, _ y: Int, _ axon: Int, _ tick: Int) -> String {
    v(x) + v(y) + bits(axon, 1) + bits(tick, 4)
  }

  private static let grid = RANCNetwork.Grid(width: 2, height: 1, outputCore: MeshPoint(x: 1, y: 0))!

  private func read(_ changes: [String: String?] = [:], grid: RANCNetwork.Grid = grid) throws -> RANCNetwork {
    let folder = ScratchFolder()
    try write(changes, to: folder)
    return try RANCNetwork.read(folder: folder.path, grid: grid)
  }

  private func write(_ changes: [String: String?], to folder: ScratchFolder) throws {
    let files = Self.good.mapValues { Optional($0) }.merging(changes) { $1 }
    for (name, text) in files { if let text { _ = try folder.file(name, Array(text.utf8)) } }
  }

  private func refusal(_ changes: [String: String?], grid: RANCNetwork.Grid = grid) throws -> String {
    let folder = ScratchFolder()
    try write(changes, to: folder)
    return failure { _ = try RANCNetwork.read(folder: folder.path, grid: grid) }
      .replacing(folder.path + "/", with: "")
  }

  @Test func `Every field finds its place`() throws {
    let network = try read()
    guard case .trueNorth(let image) = network.program.image else { return #expect(Bool(false)) }
    #expect(image.axonsPerCore == 2 && image.neuronsPerCore == 1 && image.outputPorts == 2)
    #expect(image.cores.count == 1 && image.cores[0].axonTypes == [3, 2])
    // Character 0 is the last axon.
    #expect(image.cores[0].crossbar.row(1) == [0] && image.cores[0].crossbar.row(0) == [])
    var type = TrueNorthNeuron()
    type.resetPotential = 2
    type.strengths = SIMD4(3, -4, 5, -6)
    type.leak = -7
    type.threshold = 8
    type.negativeThreshold = 9
    type.resetMode = .linear
    #expect(image.types == [type])
    #expect(image.resetPotentials == .any)
    #expect(image.cores[0].neurons[0].initialPotential == 1)
    #expect(image.cores[0].neurons[0].target == .output(port: 1))
    #expect(
      network.program.inputs == [
        InputSpike(tick: 2, core: 0, axon: 0), InputSpike(tick: 16, core: 0, axon: 1),
      ])
    #expect(network.expected == [[1], []])
    try network.program.validate(file: "f")
  }

  @Test func `Without a reset mode, a target in the grid, and without a test bench`() throws {
    let changes = [
      "csram_000.mem": Self.row([10: "", 11: Self.v(0)]),
      "tb_num_inputs.txt": nil, "tb_input.txt": nil, "tb_num_outputs.txt": nil, "tb_correct.txt": nil,
    ]
    let network = try read(changes)
    guard case .trueNorth(let image) = network.program.image else { return #expect(Bool(false)) }
    #expect(image.types[0].resetMode == .absolute)
    #expect(image.cores[0].neurons[0].target == .axon(core: 0, axon: 1, delay: 4))
    #expect(network.program.inputs.isEmpty && network.expected == nil)
  }

  @Test(arguments: [
    (4, v(-256), "csram_000.mem:1:30: the weight S1 is -256, allowed are -255...255"),
    (7, v(-256), "csram_000.mem:1:57: the leak is -256, allowed are -255...255"),
    (8, v(-1), "csram_000.mem:1:66: the positive threshold is -1, allowed are 0...255"),
    (9, v(1), "csram_000.mem:1:75: the negative threshold is 1, allowed are -256...0"),
    (14, "1111", "csram_000.mem:1:104: the delivery tick is 15, allowed are 0...14"),
    (11, v(2), "csram_000.mem:1:85: dx and dy lead to the core (2, 0), but the grid is 2x1"),
    (12, v(-1), "csram_000.mem:1:85: dx and dy lead to the core (1, -1), but the grid is 2x1"),
    (
      0, "12",
      "csram_000.mem:1:2: found \"20000000\"; a memory file holds the digits 0 and 1 and comments alone"
    ),
    (
      0, "101",
      "csram_000.mem:1:1: the row has 108 digits; a core of 2 axons needs 106, or with a reset mode 107"
    ),
  ])
  func `Fields that no TrueNorth neuron can hold`(field: Int, value: String, message: String) throws {
    #expect(try refusal(["csram_000.mem": Self.row([field: value])]) == message)
  }

  @Test(
    arguments: [
      ("csram_000.mem", nil, "csram_000.mem: no such file; check the path"),
      ("tc_000.mem", nil, "tc_000.mem: no such file; check the path"),
      ("tb_input.txt", nil, "tb_input.txt: no such file; check the path"),
      ("tb_num_outputs.txt", nil, "tb_num_outputs.txt: no such file; check the path"),
      ("csram_000.mem", "", "csram_000.mem: has 0 rows, one for every neuron; allowed are 1...65536"),
      ("csram_000.mem", "/* open\n", "csram_000.mem:1:1: the comment that /* opens here is never closed"),
      (
        "csram_000.mem", "/* one */\n  /* two */ /* open\n*\n",
        "csram_000.mem:2:13: the comment that /* opens here is never closed"
      ),
      ("tc_000.mem", "11\n", "tc_000.mem: has 1 row, one for every axon; allowed are 2...512"),
      ("tc_000.mem", "11\n100\n", "tc_000.mem:2:1: the axon type has 3 digits; needed are 2"),
      (
        "tb_num_inputs.txt", "0\nx\n",
        "tb_num_inputs.txt:2:1: found \"x\"; needed is a whole number of at most 9 digits"
      ),
      (
        "tb_num_inputs.txt", "3\n",
        "tb_num_inputs.txt:1:1: the ticks up to here have 3 packets, but tb_input.txt has only 2"
      ),
      (
        "tb_num_inputs.txt", "1\n",
        "tb_input.txt: has 2 packets, but the ticks of tb_num_inputs.txt have only 1"
      ),
      (
        "tb_num_outputs.txt", "9999999999\n",
        "tb_num_outputs.txt:1:1: found \"9999999999\"; needed is a whole number of at most 9 digits"
      ),
      (
        "tb_correct.txt", "01010101010101010\n",
        "tb_correct.txt:1:1: the axon has 17 digits; at most 16 are allowed"
      ),
      ("tb_correct.txt", "10\n", "tb_correct.txt:1:1: the axon is 2, allowed are 0...1"),
      ("tb_input.txt", "0\n0\n", "tb_input.txt:1:1: the packet has 1 digit; needed are 23"),
      (
        "tb_input.txt", packet(0, 0, 0, 0) + "\n" + packet(1, 0, 0, 0),
        "tb_input.txt:2:1: the packet is addressed to the output core, which takes no input"
      ),
      (
        "tb_input.txt", packet(0, 0, 0, 0) + "\n" + packet(0, 1, 0, 0),
        "tb_input.txt:2:1: the packet is addressed to the core (0, 1), but the grid is 2x1"
      ),
    ] as [(String, String?, String)])
  func `Files that are missing or do not agree`(name: String, text: String?, message: String) throws {
    #expect(try refusal([name: text]) == message)
  }

  @Test func `Cores are alike, and the output core runs nothing`() throws {
    let wide = RANCNetwork.Grid(width: 3, height: 1, outputCore: MeshPoint(x: 1, y: 0))!
    let two = [
      "csram_002.mem": Self.row([11: Self.v(0)]) + "\n" + Self.row([11: Self.v(0)]), "tc_002.mem": "00\n00\n",
    ]
    #expect(
      try refusal(two, grid: wide)
        == "csram_002.mem: has 2 rows; the first core has 1 neuron, and all cores are alike")
    #expect(
      try refusal(["csram_001.mem": Self.row([11: Self.v(0)]), "tc_001.mem": "00\n00\n"])
        == "csram_001.mem:1:1: this neuron of the output core has connections, but RANC runs no neurons there; "
        + "check --output-core")
    #expect(
      try read([
        "csram_001.mem": Self.row([0: "00", 11: Self.v(0)]),
        "tc_001.mem": "00\n00\n",
      ]).program.image.coreCount == 1)
  }

  @Test(arguments: [(0, 1), (1, 0), (1, 1), (513, 2), (2, 513), (Int.max, Int.max)])
  func `Grids that are none`(width: Int, height: Int) {
    #expect(RANCNetwork.Grid(width: width, height: height, outputCore: MeshPoint(x: 0, y: 0)) == nil)
    #expect(RANCNetwork.Grid(width: 4, height: 4, outputCore: MeshPoint(x: 4, y: 0)) == nil)
    #expect(RANCNetwork.Grid(width: 4, height: 4, outputCore: MeshPoint(x: 0, y: -1)) == nil)
  }
}
