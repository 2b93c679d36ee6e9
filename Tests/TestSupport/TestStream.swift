import RandomStreams

/// The random numbers of a test: a stream of its own purpose, which no engine draws from.
///
/// A statistical test names its seed in its source and is never run again with another one.
public func testStream(seed: UInt64, identity: UInt64 = 0) -> CounterStream {
  CounterStream(key: StreamKey(seed: seed, purpose: .test, batch: 0), identity: identity)
}
