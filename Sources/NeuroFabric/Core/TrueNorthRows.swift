import CFabricKernels

/// Lays out the rows of cores as what each axon adds to the groups of neurons that it reaches.
struct TrueNorthRows {
  private let rows: UnsafeMutablePointer<tn_row>
  private let parts: UnsafeMutablePointer<tn_part>
  private var nextPart = 0

  init(rows: UnsafeMutablePointer<tn_row>, parts: UnsafeMutablePointer<tn_part>) {
    (self.rows, self.parts) = (rows, parts)
  }

  /// Writes the rows of a core from row `start` on.
  ///
  /// - Parameters:
  ///   - first: number of its first neuron.
  ///   - readsBits: leaves dense rows to be read as bits.
  mutating func write(
    _ core: TrueNorthImage.Core, number: Int, first: Int, start: Int, readsBits: Bool,
    types: UnsafePointer<PackedType>
  ) {
    for (axon, type) in core.axonTypes.enumerated() {
      var row = tn_row()
      row.core = UInt32(number)
      if readsBits && core.crossbar.isDense(axon: axon) {
        row.count = TN_DENSE_ROW
      } else {
        fill(
          &row, first: first,
          synapses: core.crossbar.row(axon).map { neuron in
            let model = types[Int(core.neurons[neuron].type)].neuron
            let isStochastic = model.stochasticSynapses >> type & 1 == 1
            return (neuron, isStochastic ? 0 : model.strengths[Int(type)])
          })
      }
      rows[start + axon] = row
    }
  }

  private mutating func fill(_ row: inout tn_row, first: Int, synapses: [(neuron: Int, strength: Int16)]) {
    let lanes = TrueNorthGroups.lanes
    var list: [tn_part] = []
    for (neuron, strength) in synapses {
      let start = UInt32(first + neuron / lanes * lanes)
      if list.last?.first != start { list.append(tn_part(first: start)) }
      withUnsafeMutableBytes(of: &list[list.count - 1].strengths) {
        $0.storeBytes(of: strength, toByteOffset: 2 * (neuron % lanes), as: Int16.self)
      }
      if neuron < 64 * lanes { row.groups |= 1 << UInt64(neuron / lanes) }
    }
    row.count = UInt32(synapses.count)
    // A part that stands for nothing adds zeros where the row adds something anyway.
    row.parts.0 = list.first ?? tn_part(first: UInt32(first))
    row.parts.1 = list.count > 1 ? list[1] : tn_part(first: row.parts.0.first)
    row.start = UInt32(nextPart)
    row.more = UInt32(max(list.count - 2, 0))
    for part in list.dropFirst(2) {
      parts[nextPart] = part
      nextPart += 1
    }
  }
}

extension tn_part {
  /// Zeros for the group of eight neurons that begins at `first`.
  fileprivate init(first: UInt32) {
    self.init()
    self.first = first
  }
}
