/// How the cores of an image are numbered through: groups of eight neurons, and words of 64 axons. Every core
/// begins a group and a word of its own.
struct TrueNorthLayout {
  /// First group, first word of group bits and first word of axons of every core, with an end.
  let groupStarts: [Int]
  let groupWordStarts: [Int]
  let axonWordStarts: [Int]
  /// The fabric keeps its active axons in lists, and reads no row as bits: it is small and sparse.
  let isListed: Bool
  /// First row of every core that is laid out, with an end: none of a core whose rows are all read as bits. In a listed
  /// fabric an axon's number through all cores is that of its row.
  let rowStarts: [Int]
  /// The parts of rows beyond two.
  let partCount: Int

  var groupCount: Int { groupStarts.last! }
  var groupWordCount: Int { groupWordStarts.last! }
  var axonWordCount: Int { axonWordStarts.last! }
  var rowCount: Int { rowStarts.last! }
  func hasRows(core: Int) -> Bool { rowStarts[core + 1] > rowStarts[core] }
  func axonWords(core: Int) -> Int { axonWordStarts[core + 1] - axonWordStarts[core] }

  /// - Throws: `FabricError` if the image is larger than 32-bit numbers reach.
  init(_ image: TrueNorthImage, mayList: Bool) throws {
    func starts(_ size: (TrueNorthImage.Core) -> Int) -> [Int] {
      image.cores.reduce(into: [0]) { $0.append($0.last! + size($1)) }
    }
    let groupsOf = { (core: TrueNorthImage.Core) in (core.neurons.count + 7) / 8 }
    groupStarts = starts(groupsOf)
    groupWordStarts = starts { max(Crossbar.words(for: groupsOf($0)), 1) }
    axonWordStarts = starts { Crossbar.words(for: $0.axonTypes.count) }
    let denseRows = image.cores.map { core in core.crossbar.denseRowCount }
    let isListed = mayList && Self.isListed(image, denseRows: denseRows.reduce(0, +))
    self.isListed = isListed
    var partCount = 0
    var rowStarts = [0]
    for (core, dense) in zip(image.cores, denseRows) {
      let (crossbar, axons) = (core.crossbar, core.axonTypes.count)
      let hasRows = isListed || !core.neurons.isEmpty && dense < axons
      rowStarts.append(rowStarts.last! + (isListed ? 64 * Crossbar.words(for: axons) : hasRows ? axons : 0))
      for axon in 0..<axons where hasRows && (isListed || !crossbar.isDense(axon: axon)) {
        partCount += max(crossbar.groupCount(axon: axon) - 2, 0)
      }
    }
    (self.rowStarts, self.partCount) = (rowStarts, partCount)
    let sizes = [
      ("groups that sparse rows reach", partCount, 1 << 32 - 2),
      ("neurons, in eights", groupCount, 1 << 28), ("axons, in 64s", axonWordCount, 1 << 25),
      ("cores", image.cores.count, 1 << 27),
    ]
    for (field, count, limit) in sizes where count > limit {
      throw FabricError.outOfRange(
        place: "image", field: "number of \(field)", value: count, allowed: 0...limit)
    }
  }

  /// At most a word of cores and a word of groups in each, few dense rows, no draws but those of a neuron's update from
  /// its counter, and no spikes that could merge but those put in from outside.
  private static func isListed(_ image: TrueNorthImage, denseRows: Int) -> Bool {
    image.cores.count <= 64 && image.generator == .counterBased
      && image.types.allSatisfy { $0.stochasticSynapses == 0 }
      && image.cores.allSatisfy { $0.neurons.count <= 64 * TrueNorthGroups.lanes }
      && denseRows * 8 <= image.cores.reduce(0) { $0 + $1.axonTypes.count }
      && !hasSharedAxons(image)
  }

  /// Whether two neurons drive one axon, so that their spikes may merge.
  private static func hasSharedAxons(_ image: TrueNorthImage) -> Bool {
    var isDriven = image.cores.map { [Bool](repeating: false, count: $0.axonTypes.count) }
    for case .axon(let core, let axon, _) in image.cores.lazy.flatMap(\.neurons).map(\.target) {
      if isDriven[core][axon] { return true }
      isDriven[core][axon] = true
    }
    return false
  }

  /// Number of a neuron through all cores.
  func neuron(core: Int, index: Int) -> Int { groupStarts[core] * TrueNorthGroups.lanes + index }

  /// Number of an axon through all cores.
  func axon(core: Int, index: Int) -> Int { axonWordStarts[core] << 6 + index }

  /// The core and index of a neuron.
  func address(ofNeuron neuron: Int) -> NeuronAddress {
    let group = neuron / TrueNorthGroups.lanes
    let core = groupStarts.partitioningIndex { $0 > group } - 1
    return NeuronAddress(core: core, neuron: neuron - groupStarts[core] * TrueNorthGroups.lanes)
  }
}

extension Crossbar {
  /// A row with a bit for more than one neuron in eight is read as bits, any other as what it adds to groups.
  func isDense(axon: Int) -> Bool { neurons >= 64 && count(axon: axon) * 8 > neurons }

  fileprivate var denseRowCount: Int { neurons < 64 ? 0 : (0..<axons).count(where: isDense) }

  /// Groups of eight neurons that a row reaches: its bytes that are not zero.
  fileprivate func groupCount(axon: Int) -> Int {
    words[axon * wordsPerRow..<(axon + 1) * wordsPerRow].reduce(0) { sum, word in
      sum + (0..<8).count { word >> (8 * $0) & 0xFF != 0 }
    }
  }
}

extension [Int] {
  /// First index whose element satisfies `predicate`, where all later ones do; `count` if none does.
  fileprivate func partitioningIndex(where predicate: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
