import NeuroFabric

/// Builds a TrueNorth image from the memory files of a folder.
struct RANCBuilder {
  static let axonLimit = 512
  static let neuronLimit = 65_536

  let folder: String
  let grid: RANCNetwork.Grid
  private var types: [TrueNorthNeuron: UInt32] = [:]
  /// Of the first core; all others are alike.
  private var axons = 0
  private var neurons = 0
  private var width = 0

  init(folder: String, grid: RANCNetwork.Grid) {
    self.folder = folder
    self.grid = grid
  }

  /// The digits of an axon's number.
  static func axonDigits(_ axons: Int) -> Int { Int.bitWidth - (axons - 1).leadingZeroBitCount }

  mutating func image() throws -> TrueNorthImage {
    var image = TrueNorthImage()
    image.resetPotentials = .any
    for index in 0..<grid.count {
      let isOutput = index == grid.outputIndex
      if isOutput, !RANCLines.exists(path("csram", index)) { continue }
      let core = try core(index, isOutput: isOutput)
      if !isOutput { image.cores.append(core) }
    }
    image.axonsPerCore = axons
    image.neuronsPerCore = neurons
    image.outputPorts = axons
    image.types = types.sorted { $0.value < $1.value }.map(\.key)
    return image
  }

  private func path(_ kind: String, _ index: Int) -> String {
    let number = String(index)
    return folder + "/\(kind)_" + String(repeating: "0", count: max(0, 3 - number.count)) + number + ".mem"
  }

  private mutating func core(_ index: Int, isOutput: Bool) throws -> TrueNorthImage.Core {
    var core = TrueNorthImage.Core(position: grid.point(index))
    core.axonTypes = try axonTypes(path("tc", index))
    let rows = try neuronRows(path("csram", index))
    var crossbar = Crossbar(axons: axons, neurons: neurons)
    for (neuron, row) in rows.enumerated() {
      var fields = RANCFields(row)
      for (position, digit) in fields.digits(axons).enumerated() where digit == 49 {
        if isOutput { throw row.fail(RANCWording.connectedOutput, at: position) }
        crossbar[axons - 1 - position, neuron] = true
      }
      let placed = try self.neuron(&fields, core: index, number: neuron)
      if !isOutput { core.neurons.append(placed) }
    }
    core.crossbar = crossbar
    return core
  }

  private mutating func axonTypes(_ file: String) throws -> [UInt8] {
    let rows = try RANCLines.bits(file: file)
    if axons == 0 {
      guard (2...Self.axonLimit).contains(rows.count) else {
        throw FormatError(file: file, message: RANCWording.axons(rows.count))
      }
      axons = rows.count
    }
    guard rows.count == axons else {
      throw FormatError(file: file, message: RANCWording.rows(rows.count, needed: axons, of: "axon"))
    }
    return try rows.map { row in
      guard row.digits.count == 2 else { throw row.fail(RANCWording.typeWidth(row.digits.count)) }
      var fields = RANCFields(row)
      return UInt8(fields.unsigned(2))
    }
  }

  /// The rows of a core, of one width that fits its axons.
  private mutating func neuronRows(_ file: String) throws -> [RANCLines.Row] {
    let rows = try RANCLines.bits(file: file)
    guard (1...Self.neuronLimit).contains(rows.count) else {
      throw FormatError(file: file, message: RANCWording.neurons(rows.count))
    }
    let plain = axons + 9 * 9 + 9 + 9 + Self.axonDigits(axons) + 4
    if neurons == 0 { (neurons, width) = (rows.count, rows[0].digits.count) }
    guard rows.count == neurons else {
      throw FormatError(file: file, message: RANCWording.rows(rows.count, needed: neurons, of: "neuron"))
    }
    let allowed = [plain, plain + 1].contains(width) ? [width] : [plain, plain + 1]
    for row in rows where row.digits.count != width || allowed.count > 1 {
      throw row.fail(RANCWording.rowWidth(row.digits.count, axons: axons, allowed: allowed))
    }
    return rows
  }

  /// A neuron from the fields behind its crossbar row.
  private mutating func neuron(
    _ fields: inout RANCFields, core: Int, number: Int
  ) throws -> TrueNorthImage.Neuron {
    let potential = fields.signed(9)
    let type = try type(&fields)
    let target = try target(&fields, core: core)
    let index = types[type] ?? UInt32(types.count)
    types[type] = index
    return TrueNorthImage.Neuron(
      type: index, initialPotential: Int32(potential), identity: UInt64(core * neurons + number),
      target: target)
  }

  private func type(_ fields: inout RANCFields) throws -> TrueNorthNeuron {
    var type = TrueNorthNeuron()
    type.resetPotential = Int32(fields.signed(9))
    for axonType in 0..<4 {
      type.strengths[axonType] = Int16(try fields.signed(9, "the weight S\(axonType)", in: -255...255))
    }
    type.leak = Int16(try fields.signed(9, "the leak", in: -255...255))
    type.threshold = Int32(try fields.signed(9, "the positive threshold", in: 0...255))
    // A signed bound in RANC, V < bound; the magnitude of one here, V < -beta.
    type.negativeThreshold = -Int32(try fields.signed(9, "the negative threshold", in: -256...0))
    let hasMode = width == axons + 9 * 9 + 9 + 9 + Self.axonDigits(axons) + 4 + 1
    type.resetMode = hasMode && fields.unsigned(1) == 1 ? .linear : .absolute
    return type
  }

  private func target(_ fields: inout RANCFields, core: Int) throws -> TrueNorthImage.Target {
    let from = grid.point(core)
    let point = MeshPoint(x: from.x + fields.signed(9), y: from.y + fields.signed(9))
    guard let index = grid.index(of: point) else {
      throw fields.fail(RANCWording.outside(point.x, point.y, of: grid), back: 18)
    }
    let axon = try fields.unsigned(Self.axonDigits(axons), "the axon", in: 0...axons - 1)
    // A packet acts one tick after its delivery tick, and the scheduler holds 16 of them.
    let delay = 1 + (try fields.unsigned(4, "the delivery tick", in: 0...14))
    if index == grid.outputIndex { return .output(port: axon) }
    return .axon(core: grid.imageIndex(index), axon: axon, delay: delay)
  }
}
