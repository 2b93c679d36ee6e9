import Foundation

/// A picture of few colours as a PNG file (ISO/IEC 15948), for drawings of more cells than shapes can carry.
///
/// One byte a pixel, stored without compression: its size is known beforehand, about `width` x `height` bytes and
/// a third more as text in a page.
struct IndexedImage {
  let width: Int
  let height: Int
  /// Row-major, the top row first: 0 is transparent, `n` is colour `n - 1` of `ColourMap`.
  let pixels: [UInt8]

  init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && pixels.count == width * height, "\(pixels.count) pixels")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The pixel of a level of `ColourMap`.
  static func pixel(level: Int) -> UInt8 { UInt8(level + 1) }

  /// The file as an address that a page can hold.
  var address: String { "data:image/png;base64," + Data(png).base64EncodedString() }

  var png: [UInt8] {
    var header = Self.bytes(UInt32(width)) + Self.bytes(UInt32(height))
    header += [8, 3, 0, 0, 0]
    var colours: [UInt8] = [0, 0, 0]
    for level in 0..<ColourMap.levels { colours += ColourMap.channels(level: level) }
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let chunks: [(String, [UInt8])] = [
      ("IHDR", header), ("PLTE", colours), ("tRNS", [0]), ("IDAT", stored), ("IEND", []),
    ]
    for (type, data) in chunks { file += Self.chunk(type, data) }
    return file
  }

  /// The rows, each after a byte that says it is not filtered, as a zlib stream (RFC 1950) of stored blocks.
  private var stored: [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity((width + 1) * height)
    for row in 0..<height {
      rows.append(0)
      rows += pixels[row * width..<(row + 1) * width]
    }
    var stream: [UInt8] = [0x78, 0x01]
    for start in stride(from: 0, to: rows.count, by: 0xFFFF) {
      let length = UInt16(min(rows.count - start, 0xFFFF))
      stream.append(start + Int(length) == rows.count ? 1 : 0)
      for word in [length, ~length] { stream += [UInt8(word & 0xFF), UInt8(word >> 8)] }
      stream += rows[start..<start + Int(length)]
    }
    var (a, b) = (UInt32(1), UInt32(0))
    for byte in rows {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return stream + Self.bytes(b << 16 | a)
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return bytes(UInt32(data.count)) + body + bytes(checksum(body))
  }

  private static func bytes(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { (shift: UInt32) in UInt8(truncatingIfNeeded: number >> shift) }
  }

  /// CRC-32 as PNG defines it.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var rest = ~UInt32(0)
    for byte in bytes { rest = remainders[Int((rest ^ UInt32(byte)) & 0xFF)] ^ (rest >> 8) }
    return ~rest
  }

  private static let remainders: [UInt32] = (0..<256).map { (byte: UInt32) in
    var rest = byte
    for _ in 0..<8 { rest = rest & 1 == 0 ? rest >> 1 : 0xEDB8_8320 ^ (rest >> 1) }
    return rest
  }
}

extension SVG {
  /// Draws a picture with hard edges between its pixels.
  mutating func image(_ image: IndexedImage, frame: Frame) {
    let place =
      "x=\"\(n(frame.left))\" y=\"\(n(frame.top))\" width=\"\(n(frame.width))\" height=\"\(n(frame.height))\""
    add(
      "<image \(place) preserveAspectRatio=\"none\" style=\"image-rendering: pixelated\" href=\"\(image.address)\"/>\n"
    )
  }
}
