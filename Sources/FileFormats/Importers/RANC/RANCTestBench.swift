import NeuroFabric

/// The packets of RANC's test bench: what is put in, and what is to come out.
struct RANCTestBench {
  let folder: String
  let grid: RANCNetwork.Grid
  let axons: Int

  static let tickLimit = 1_000_000

  /// The input packets as spikes; none where the folder has no test bench.
  ///
  /// A packet of tick t with delivery tick d acts in tick t + d + 1, as a packet between cores does.
  func inputs() throws -> [InputSpike] {
    let (counts, packets) = (folder + "/tb_num_inputs.txt", folder + "/tb_input.txt")
    guard RANCLines.exists(counts) || RANCLines.exists(packets) else { return [] }
    let rows = try RANCLines.bits(file: packets)
    let ticks = try RANCTestBench.ticks(of: rows.count, counts: counts, packets: packets)
    return try zip(rows, ticks).map { try input($0, tick: $1) }.inOrder
  }

  /// By tick, the axons that packets arrive at; nil where the folder has no test bench.
  func expected() throws -> [[Int]]? {
    let (counts, packets) = (folder + "/tb_num_outputs.txt", folder + "/tb_correct.txt")
    guard RANCLines.exists(counts) || RANCLines.exists(packets) else { return nil }
    let rows = try RANCLines.bits(file: packets)
    let ticks = try RANCTestBench.ticks(of: rows.count, counts: counts, packets: packets)
    var expected = [[Int]](repeating: [], count: try RANCTestBench.lineCount(counts))
    for (row, tick) in zip(rows, ticks) { expected[tick].append(try axon(row)) }
    return expected
  }

  private func input(_ row: RANCLines.Row, tick: Int) throws -> InputSpike {
    let digits = RANCBuilder.axonDigits(axons)
    let width = 9 + 9 + digits + 4
    guard row.digits.count == width else {
      throw row.fail(RANCWording.packetWidth(row.digits.count, needed: width))
    }
    var fields = RANCFields(row)
    let point = MeshPoint(x: fields.signed(9), y: fields.signed(9))
    guard let index = grid.index(of: point) else {
      throw row.fail(RANCWording.packetOutside(point.x, point.y, of: grid))
    }
    guard index != grid.outputIndex else { throw row.fail(RANCWording.packetToOutput) }
    let axon = try fields.unsigned(digits, "the axon", in: 0...axons - 1)
    let delay = try fields.unsigned(4, "the delivery tick", in: 0...14)
    return InputSpike(tick: tick + delay + 1, core: UInt32(grid.imageIndex(index)), axon: UInt32(axon))
  }

  private func axon(_ row: RANCLines.Row) throws -> Int {
    guard row.digits.count <= 16 else { throw row.fail(RANCWording.axonWidth(row.digits.count, most: 16)) }
    var fields = RANCFields(row)
    return try fields.unsigned(row.digits.count, "the axon", in: 0...axons - 1)
  }

  /// The tick of every packet, from the packets of every tick.
  private static func ticks(of count: Int, counts file: String, packets: String) throws -> [Int] {
    var (lines, ticks, tick) = (try RANCLines(file: file), [Int](), 0)
    while let row = try lines.next() {
      let number = try number(row)
      guard tick < tickLimit else { throw row.fail(RANCWording.ticks(limit: tickLimit)) }
      guard number <= count - ticks.count else {
        throw row.fail(RANCWording.fewPackets(ticks.count + number, found: count, file: packets))
      }
      ticks += repeatElement(tick, count: number)
      tick += 1
    }
    guard ticks.count == count else {
      throw FormatError(
        file: packets, message: RANCWording.manyPackets(count, needed: ticks.count, file: file))
    }
    return ticks
  }

  private static func lineCount(_ file: String) throws -> Int {
    var (lines, count) = (try RANCLines(file: file), 0)
    while try lines.next() != nil { count += 1 }
    return count
  }

  private static func number(_ row: RANCLines.Row) throws -> Int {
    let text = row.digits.shown
    guard (1...9).contains(row.digits.count), let number = TextNumber.natural(text) else {
      throw row.fail(RANCWording.notANumber(text))
    }
    return number
  }
}
