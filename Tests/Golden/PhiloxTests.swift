import RandomStreams
import TestSupport
import Testing

@Suite("Philox4x32-10: the known answers of Random123")
struct PhiloxTests {
  @Test func knownAnswers() throws {
    let text = try ProjectFolder.text(of: "Tests/Golden/Random123/philox4x32-10.txt")
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(lines.count == 3)
    for line in lines {
      let words = line.split(separator: " ").compactMap { UInt32($0, radix: 16) }
      try #require(words.count == 10)
      let answer = philox4x32(
        counter: PhiloxBlock(words[0], words[1], words[2], words[3]), key: SIMD2(words[4], words[5]))
      #expect(answer == PhiloxBlock(words[6], words[7], words[8], words[9]), "\(line)")
    }
  }
}
