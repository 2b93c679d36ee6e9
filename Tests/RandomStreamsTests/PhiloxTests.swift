import RandomStreams
import Testing

@Suite struct PhiloxTests {
  @Test func everyPartOfTheAddressMatters() {
    let addresses: [(identity: UInt64, tick: UInt64, draw: UInt32)] = [
      (0, 0, 0), (1, 0, 0), (1 << 40, 0, 0), (0, 1, 0), (0, 1 << 40, 0), (0, 0, 1),
    ]
    var blocks: Set<PhiloxBlock> = []
    for seed in UInt64(0)..<3 {
      for purpose in StreamPurpose.allCases {
        for batch in UInt32(0)..<3 {
          let key = StreamKey(seed: seed, purpose: purpose, batch: batch)
          for at in addresses {
            blocks.insert(key.block(identity: at.identity, tick: at.tick, draw: at.draw))
          }
        }
      }
    }
    #expect(blocks.count == 3 * StreamPurpose.allCases.count * 3 * addresses.count)
  }

  @Test func counterStreamReadsItsBlocksInOrder() {
    let key = StreamKey(seed: 5, purpose: .walker, batch: 2)
    var stream = CounterStream(key: key, identity: 77, tick: 9)
    for draw in UInt32(0)..<10 {
      let block = key.block(identity: 77, tick: 9, draw: draw)
      #expect(stream.next() == UInt64(block.x) | UInt64(block.y) << 32)
      #expect(stream.next() == UInt64(block.z) | UInt64(block.w) << 32)
    }
  }

  /// The mean of n uniforms has standard error 1 / sqrt(12 n); five of them are a false alarm of 6e-7, and
  /// the check catches a bias of 0.0046.
  @Test func uniformsFillTheUnitInterval() {
    var stream = CounterStream(key: StreamKey(seed: 0, purpose: .test, batch: 0), identity: 0)
    let values = (0..<100_000).map { _ in stream.uniform() }
    #expect(values.allSatisfy { $0 >= 0 && $0 < 1 })
    let standardError = 1 / (12 * Double(values.count)).squareRoot()
    #expect(abs(values.reduce(0, +) / Double(values.count) - 0.5) < 5 * standardError)
  }
}
