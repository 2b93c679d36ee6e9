import FileFormats
import Testing

@Suite struct WordingTests {
  @Test(arguments: [
    ("", "abc", 3), ("kitten", "sitting", 3), ("wrie", "wire", 1), ("ab", "ab", 0), ("walker", "walkers", 1),
    ("ca", "abc", 3),
  ])
  func editDistances(a: String, b: String, distance: Int) {
    #expect(Wording.editDistance(Array(a), Array(b)) == distance)
    #expect(Wording.editDistance(Array(b), Array(a)) == distance)
  }

  @Test func quotedTextIsShortAndVisible() {
    #expect(Wording.quoted("a\"b\n\u{7}") == "\"a\\\"b\\n\\u{7}\"")
    #expect(Wording.quoted(String(repeating: "x", count: 70)).utf8.count == 65)
  }

  @Test func onlyNearNamesAreProposed() {
    #expect(Wording.nearest(to: "Walkers", among: ["seed", "walkers"]) == "walkers")
    #expect(Wording.nearest(to: "colour", among: ["seed", "walkers"]) == nil)
    #expect(Wording.nearest(to: String(repeating: "x", count: 10_000), among: ["seed"]) == nil)
  }
}
