/// The crossbar of a TrueNorth core: one bit per axon and neuron in use.
///
/// A value; its copies share their bits until one of them changes. A row is `wordsPerRow` words of 64 bits, bit j of
/// word i standing for neuron 64 i + j, so a full core takes the 8 KiB that it takes on the chip.
public struct Crossbar: Sendable {
  /// Axons in use: the rows.
  public let axons: Int
  /// Neurons in use: the columns.
  public let neurons: Int
  private var storage: Storage

  public var wordsPerRow: Int { Self.words(for: neurons) }

  /// A crossbar without connections.
  public init(axons: Int = 0, neurons: Int = 0) {
    precondition(axons >= 0 && neurons >= 0, "a crossbar of \(axons) axons and \(neurons) neurons")
    self.axons = axons
    self.neurons = neurons
    storage = Storage(count: axons * Self.words(for: neurons))
  }

  /// For every axon its connected neurons, in any order.
  public init(rows: some Collection<some Sequence<Int>>, neurons: Int) {
    self.init(axons: rows.count, neurons: neurons)
    for (axon, row) in rows.enumerated() { for neuron in row { self[axon, neuron] = true } }
  }

  /// The words of all rows, in order; bits beyond the last neuron of a row are dropped.
  public init(axons: Int, neurons: Int, words: [UInt64]) {
    self.init(axons: axons, neurons: neurons)
    let count = axons * wordsPerRow
    precondition(words.count == count, "\(words.count) words for \(axons) axons and \(neurons) neurons")
    words.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      storage.words.update(from: base, count: count)
    }
    guard neurons & 63 != 0 else { return }
    for axon in 0..<axons {
      storage.words[(axon + 1) * wordsPerRow - 1] &= mask(word: wordsPerRow - 1)
    }
  }

  /// Whether an axon is connected to a neuron.
  public subscript(axon: Int, neuron: Int) -> Bool {
    get {
      check(axon, neuron)
      return storage.words[axon * wordsPerRow + neuron >> 6] >> UInt64(neuron & 63) & 1 != 0
    }
    set {
      check(axon, neuron)
      if !isKnownUniquelyReferenced(&storage) { storage = Storage(copying: storage) }
      let bit = UInt64(1) << UInt64(neuron & 63)
      let word = axon * wordsPerRow + neuron >> 6
      storage.words[word] = newValue ? storage.words[word] | bit : storage.words[word] & ~bit
    }
  }

  /// The neurons connected to an axon, ascending.
  public func row(_ axon: Int) -> [Int] {
    var row: [Int] = []
    forEachNeuron(of: axon) { row.append($0) }
    return row
  }

  /// Calls `body` with the neurons connected to an axon, ascending.
  @inline(__always)
  func forEachNeuron(of axon: Int, _ body: (Int) -> Void) {
    precondition((0..<axons).contains(axon), "axon \(axon) of \(axons)")
    for index in 0..<wordsPerRow {
      var word = storage.words[axon * wordsPerRow + index]
      while word != 0 {
        body(index << 6 + word.trailingZeroBitCount)
        word &= word - 1
      }
    }
  }

  /// Connections of one axon.
  public func count(axon: Int) -> Int {
    precondition((0..<axons).contains(axon), "axon \(axon) of \(axons)")
    return (0..<wordsPerRow).reduce(0) { $0 + storage.words[axon * wordsPerRow + $1].nonzeroBitCount }
  }

  /// Connections of all axons.
  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// All rows in order. Valid as long as this value is alive and unchanged.
  public var words: UnsafeBufferPointer<UInt64> {
    UnsafeBufferPointer(start: storage.words, count: axons * wordsPerRow)
  }

  private func check(_ axon: Int, _ neuron: Int) {
    precondition((0..<axons).contains(axon), "axon \(axon) of \(axons)")
    precondition((0..<neurons).contains(neuron), "neuron \(neuron) of \(neurons)")
  }

  private func mask(word: Int) -> UInt64 {
    let used = neurons - word << 6
    return used >= 64 ? .max : 1 << UInt64(used) - 1
  }

  static func words(for bits: Int) -> Int { (bits + 63) >> 6 }

  /// The bits, never changed while shared.
  private final class Storage: @unchecked Sendable {
    let words: UnsafeMutablePointer<UInt64>
    let count: Int
    /// What holds them.
    private let slab: CrossbarSlab

    init(count: Int) {
      self.count = count
      (slab, words) = CrossbarSlab.room(for: count)
    }

    convenience init(copying other: Storage) {
      self.init(count: other.count)
      words.update(from: other.words, count: count)
    }
  }
}

extension Crossbar: Hashable {
  public static func == (a: Crossbar, b: Crossbar) -> Bool {
    a.axons == b.axons && a.neurons == b.neurons
      && (a.storage === b.storage || a.words.elementsEqual(b.words))
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(axons)
    hasher.combine(neurons)
    for word in words { hasher.combine(word) }
  }
}
