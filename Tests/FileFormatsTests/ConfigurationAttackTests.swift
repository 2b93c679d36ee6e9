import FileFormats
import RandomStreams
import Testing

/// Texts made to exhaust time, memory or the stack.
@Suite struct ConfigurationAttackTests {
  private func parse(_ text: String) -> String {
    failure { _ = try ConfigurationNode.parse(text, file: "e") }
  }

  @Test func aliasBombsAreRefused() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let copies = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(copies)]\n"
    }
    #expect(parse(text).hasSuffix("more than 1000000 values, aliases expanded"))
    #expect(parse(text + "? *a30\n: 1\n").contains("use plain names as keys"))
    #expect(parse(text + "*a30 : 1\n").contains("use plain names as keys"))
    #expect(parse(text + "b: {[*a30, *a30]: 1}\n").contains("use plain names as keys"))
    #expect(parse(text + "b: {*a30: 1}\n").contains("use plain names as keys"))
  }

  @Test(arguments: ["[", "{a: ", "- ", "a:\n "]) func deepNestingIsRefused(opening: String) {
    for depth in [150, 900, 5_000, 200_000] {
      #expect(parse(String(repeating: opening, count: depth)) != "no error")
    }
    let closed = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
    #expect(parse(closed).hasSuffix("nested more than 100 deep"))
  }

  @Test func hugeTextIsRefused() {
    let text = String(repeating: "#", count: ConfigurationNode.maximumSize + 1)
    #expect(parse(text) == "e: is 16777217 bytes; at most 16777216 bytes are read")
  }

  @Test func damagedTextsAreReadOrRefused() {
    let text = Array("run: {seed: \"1\", list: [1, 2.5, &x y]}\nchain:\n  wire: *x\n  s: |\n    a\n    b\n".utf8)
    for length in text.indices {
      let message = parse(String(decoding: text[..<length], as: UTF8.self))
      #expect(!message.hasPrefix("not a FormatError"))
    }
    var random = testStream(77)
    var refused = 0
    for _ in 0..<3000 {
      var damaged = text
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        damaged[Int.random(in: damaged.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<7, using: &random)
      }
      let message = parse(String(decoding: damaged, as: UTF8.self))
      #expect(!message.hasPrefix("not a FormatError"))
      if message != "no error" { refused += 1 }
    }
    #expect(refused > 300)
  }
}
