/// How the cores of an image are numbered through.
struct TrueNorthLayout {
  /// A core whose drawing neurons are run one by one, each tick, because they draw from one register in turn.
  struct OrderedCore {
    /// Index in the image.
    var core: Int
    /// The neurons that draw, ascending, numbered through all cores.
    var neurons: [Int]
  }

  /// First neuron and first axon of every core, with an end.
  let neuronStarts: [Int]
  let axonStarts: [Int]
  let synapseCount: Int
  let orderedCores: [OrderedCore]

  var neuronCount: Int { neuronStarts.last! }
  var axonCount: Int { axonStarts.last! }

  /// - Throws: `FabricError` if the image is larger than 32-bit numbers reach.
  init(_ image: TrueNorthImage) throws {
    neuronStarts = image.cores.reduce(into: [0]) { $0.append($0.last! + $1.neurons.count) }
    axonStarts = image.cores.reduce(into: [0]) { $0.append($0.last! + $1.axonTypes.count) }
    synapseCount = image.cores.reduce(0) { $0 + $1.crossbar.count }
    orderedCores =
      image.generator == .counterBased ? [] : Self.coresInOrder(image, neuronStarts: neuronStarts)
    for (field, count) in [("neurons", neuronCount), ("axons", axonCount), ("synapses", synapseCount)] {
      if count >= Int(Int32.max) {
        throw FabricError.outOfRange(
          place: "image", field: "number of \(field)", value: count, allowed: 0...Int(Int32.max) - 1)
      }
    }
  }

  private static func coresInOrder(_ image: TrueNorthImage, neuronStarts: [Int]) -> [OrderedCore] {
    let draws = image.types.map(\.draws)
    return image.cores.indices.compactMap { core in
      let neurons = image.cores[core].neurons
      let drawing = neurons.indices.filter { draws[Int(neurons[$0].type)] }
      return drawing.isEmpty
        ? nil : OrderedCore(core: core, neurons: drawing.map { neuronStarts[core] + $0 })
    }
  }
}

extension [Int] {
  /// First index whose element satisfies `predicate`, where all later ones do; `count` if none does.
  func partitioningIndex(where predicate: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
