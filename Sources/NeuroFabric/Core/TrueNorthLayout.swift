/// How the cores of an image are numbered through: groups of eight neurons, and words of 64 axons. Every core
/// begins a group and a word of its own.
struct TrueNorthLayout {
  /// First group, first word of group bits and first word of axons of every core, with an end.
  let groupStarts: [Int]
  let groupWordStarts: [Int]
  let axonWordStarts: [Int]
  /// Rows of the cores that are not dense throughout, and the synapses on lists of more than four.
  let rowCount: Int
  let synapseCount: Int

  var coreCount: Int { groupStarts.count - 1 }
  var groupCount: Int { groupStarts.last! }
  var axonWordCount: Int { axonWordStarts.last! }

  /// - Throws: `FabricError` if the image is larger than 32-bit numbers reach.
  init(_ image: TrueNorthImage) throws {
    func starts(_ size: (TrueNorthImage.Core) -> Int) -> [Int] {
      image.cores.reduce(into: [0]) { $0.append($0.last! + size($1)) }
    }
    let groupsOf = { (core: TrueNorthImage.Core) in (core.neurons.count + 7) / 8 }
    groupStarts = starts(groupsOf)
    groupWordStarts = starts { (groupsOf($0) + 63) / 64 }
    axonWordStarts = starts { ($0.axonTypes.count + 63) / 64 }
    let sparse = image.cores.lazy.map(\.crossbar).filter { !$0.isDense }
    rowCount = sparse.reduce(0) { $0 + $1.axons }
    synapseCount = sparse.reduce(0) { total, crossbar in
      (0..<crossbar.axons).reduce(total) {
        $0 + (crossbar.isDense(axon: $1) || crossbar.count(axon: $1) <= 4 ? 0 : crossbar.count(axon: $1))
      }
    }
    let sizes = [
      ("synapses of sparse rows", synapseCount, 1 << 32 - 2),
      ("neurons, in eights", groupCount, 1 << 28), ("axons, in 64s", axonWordCount, 1 << 25),
      ("cores", image.cores.count, 1 << 27),
    ]
    for (field, count, limit) in sizes where count > limit {
      throw FabricError.outOfRange(
        place: "image", field: "number of \(field)", value: count, allowed: 0...limit)
    }
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
  /// A row with a bit for more than one neuron in eight is read as bits, any other as a list.
  func isDense(axon: Int) -> Bool { neurons >= 64 && count(axon: axon) * 8 > neurons }

  var isDense: Bool { (0..<axons).allSatisfy(isDense) }
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
