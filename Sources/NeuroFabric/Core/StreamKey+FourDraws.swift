import RandomStreams

extension StreamKey {
  /// Calls `body` with every neuron of `list` and word x of block 0 of its identity in `tick`.
  ///
  /// Draws four at a time, the last block perhaps for three; one or two are cheaper singly.
  @inline(__always)
  func drawFirstWords<Index: FixedWidthInteger>(
    for list: UnsafeMutablePointer<Index>, count: Int, identities: UnsafeMutablePointer<UInt64>,
    tick: UInt64, _ body: (_ index: Index, _ word: UInt32) -> Void
  ) {
    var first = 0
    while count &- first > 2 {
      // Where the fourth is missing the third is drawn twice: no lane is written from memory one by one.
      let isFull = count &- first > 3
      let (a, b, c) = (list[first], list[first &+ 1], list[first &+ 2])
      let d = isFull ? list[first &+ 3] : c
      let words = firstWords(
        identities: PhiloxLanes(
          identities[Int(a)], identities[Int(b)], identities[Int(c)], identities[Int(d)]),
        tick: tick)
      body(a, UInt32(truncatingIfNeeded: words.x))
      body(b, UInt32(truncatingIfNeeded: words.y))
      body(c, UInt32(truncatingIfNeeded: words.z))
      if isFull { body(d, UInt32(truncatingIfNeeded: words.w)) }
      first &+= 4
    }
    while first < count {
      body(list[first], block(identity: identities[Int(list[first])], tick: tick).x)
      first &+= 1
    }
  }
}
