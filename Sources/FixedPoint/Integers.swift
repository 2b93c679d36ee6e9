// Integers of a named width.
//
// Every value is held in a Swift `Int`; the functions below give it the range of a hardware register.
// Sources: the register rules of TrueNorth and Loihi as collected in Documentation/Chips.md.

/// Wraps `value` into a signed two's-complement register of `bits` bits (1...63).
@inlinable
public func wrapped(_ value: Int, bits: Int) -> Int {
  let shift = Int.bitWidth - bits
  return (value &<< shift) &>> shift
}

/// Clamps `value` into `range`.
@inlinable
public func saturated(_ value: Int, to range: ClosedRange<Int>) -> Int {
  min(max(value, range.lowerBound), range.upperBound)
}

/// `sgn(value) * ((|value| * factor) >> shift)`: a product scaled down with truncation toward zero.
///
/// This is the decay rule of Loihi's current and voltage (factor = 4096 - decay, shift = 12).
@inlinable
public func scaledTowardZero(_ value: Int, by factor: Int, shift: Int) -> Int {
  let magnitude = (value.magnitude &* UInt(bitPattern: factor)) &>> UInt(bitPattern: shift)
  return value < 0 ? 0 &- Int(bitPattern: magnitude) : Int(bitPattern: magnitude)
}

/// The sign of `value`: -1, 0 or 1.
@inlinable
public func sign(_ value: Int) -> Int { value.signum() }
