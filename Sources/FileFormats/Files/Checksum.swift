/// The 64-bit FNV-1a hash (G. Fowler, L. C. Noll, K.-P. Vo; RFC 9923).
///
/// Every step is a bijection of the state, so a change of any single byte always changes the sum. It guards
/// against damage, not against forgery.
package struct Checksum {
  package private(set) var sum: UInt64 = 0xcbf2_9ce4_8422_2325

  package init() {}

  package static func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var checksum = Checksum()
    checksum.add(bytes)
    return checksum.sum
  }

  package mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }
}
