import RandomStreams

extension LoihiNoise.Law {
  /// The raw noise integers, all equally likely.
  public var rawValues: ClosedRange<Int> {
    switch self {
    case .uniform256: -127...128
    case .uniform255: -127...127
    }
  }

  /// The raw noise integer that a random word gives. With 255 values the bias of the multiplication is below
  /// 2^-24.
  @inlinable
  public func raw(from word: UInt32) -> Int {
    switch self {
    case .uniform256: Int(word & 0xFF) &- 127
    case .uniform255: Int((UInt64(word) &* 255) &>> 32) &- 127
    }
  }
}

extension LoihiNoise {
  /// The largest magnitude of a noise value that an image may ask for: what the voltage register can about
  /// hold. Beyond it, noise would do nothing but wrap and clamp. With offset 0 it allows exponents up to 23.
  public static let largestMagnitude = 1 << 23

  /// trunc((raw + 64 mantissaOffset) 2^(exponent - 7)), toward zero.
  @inlinable
  public func value(ofRaw raw: Int) -> Int {
    let mantissa = raw &+ 64 &* Int(mantissaOffset)
    return exponent >= 7
      ? mantissa &<< Int(exponent &- 7)
      : mantissa / (1 &<< Int(7 &- exponent))
  }

  /// The noise of the compartment called `identity` in tick `tick` (0-based).
  @inlinable
  public func value(key: StreamKey, identity: UInt64, tick: UInt64) -> Int {
    value(from: key.block(identity: identity, tick: tick).x)
  }

  /// The noise that a random word gives.
  @inlinable
  public func value(from word: UInt32) -> Int { value(ofRaw: law.raw(from: word)) }

  /// The largest |noise|.
  var magnitude: Int {
    let raw = law.rawValues
    return max(abs(value(ofRaw: raw.lowerBound)), abs(value(ofRaw: raw.upperBound)))
  }
}
