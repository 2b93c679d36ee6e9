import FileFormats
import Testing

@Suite struct ConfigurationTests {
  private func node(_ text: String) throws -> ConfigurationNode {
    try ConfigurationNode.parse(text, file: "e.yaml")
  }

  @Test func valuesOfEveryKind() throws {
    let root = try node(
      """
      base: &base {length: 5}
      seed: "18446744073709551615"
      walkers: 1_000_000
      width: 2.5e-1
      verbose: true
      name: 007
      empty:
      chain: {wire: *base}
      other: ring
      probes: [spikes, 3]
      """)
    let keys = ["base", "seed", "walkers", "width", "verbose", "name", "empty", "chain", "other", "probes"]
    let fields = try root.fields(allowed: keys)
    #expect(fields.keys == keys)
    #expect(try fields.required("seed").unsigned64() == .max)
    #expect(try fields.required("walkers").integer(in: 1...1_000_000) == 1_000_000)
    #expect(try fields.required("width").number(in: 0...1) == 0.25)
    #expect(try fields.required("verbose").bool())
    #expect(try fields.required("name").string() == "007")
    #expect(fields.optional("empty") == nil)
    let (name, wire) = try fields.required("chain").choice(of: ["wire", "ring"])
    #expect(name == "wire")
    #expect(try wire.fields(allowed: ["length"]).required("length").integer(in: 0...9) == 5)
    let (other, none) = try fields.required("other").choice(of: ["wire", "ring"])
    #expect(other == "ring")
    #expect(try none.fields(allowed: []).keys == [])
    #expect(try fields.required("probes").list().map { try $0.string() } == ["spikes", "3"])
    #expect(try fields.required("other").listOrSingle().count == 1)
    #expect(try fields.required("base").namedFields().map(\.name) == ["length"])
  }

  @Test func jsonIsASubset() throws {
    let fields = try node("{\"seed\": \"7\", \"list\": [1, 2.5, true, null]}").fields(allowed: ["seed", "list"])
    #expect(try fields.required("seed").unsigned64() == 7)
    let list = try fields.required("list").list()
    #expect(try list[1].number(in: 0...3) == 2.5)
    #expect(list[3].isNull)
    #expect(list[2].keyPath == "list[2]")
  }

  private static let badIntegersCases: [BadText] = [
    BadText("1.5", "a: is 1.5; expected a whole number from 1 to 9"),
    BadText("abc", "a: is abc; expected a whole number from 1 to 9"),
    BadText("010", "a: is 010; expected a whole number from 1 to 9"),
    BadText("1e3", "a: is 1e3; expected a whole number from 1 to 9"),
    BadText("\"5\"", "a: is \"5\"; expected a whole number from 1 to 9"),
    BadText("--5", "a: is --5; expected a whole number from 1 to 9"),
    BadText("5_", "a: is 5_; expected a whole number from 1 to 9"),
    BadText("12", "a: is 12; allowed: 1 to 9"),
    BadText("-3", "a: is -3; allowed: 1 to 9"),
    BadText("99999999999999999999", "a: is 99999999999999999999; allowed: 1 to 9"),
    BadText("[1]", "a: is a list; expected a whole number from 1 to 9"),
    BadText("", "a: is empty; expected a whole number from 1 to 9"),
  ]

  @Test(arguments: badIntegersCases) func badIntegers(bad: BadText) throws {
    let value = try node("a: \(bad.text)").namedFields()[0].node
    let message = failure { _ = try value.integer(in: 1...9) }
    #expect(message.hasPrefix("e.yaml:1:") && message.hasSuffix(": " + bad.expected), "\(message)")
  }

  private static let badNumbersCases: [BadText] = [
    BadText(".nan", "expected a number above 0.0 up to 1.0"),
    BadText("inf", "expected a number above 0.0 up to 1.0"),
    BadText("0x1", "expected a number above 0.0 up to 1.0"),
    BadText("0", "allowed: above 0.0 up to 1.0"),
    BadText("1e999", "allowed: above 0.0 up to 1.0"),
    BadText("1.5", "allowed: above 0.0 up to 1.0"),
    BadText("-0.0", "allowed: above 0.0 up to 1.0"),
  ]

  @Test(arguments: badNumbersCases) func badNumbers(bad: BadText) throws {
    let value = try node("a: \(bad.text)").namedFields()[0].node
    #expect(
      failure { _ = try value.number(in: 0...1, exclusiveLower: true) } == "e.yaml:1:4: a: is \(bad.text); \(bad.expected)")
  }

  @Test func badScalars() throws {
    let root = try node("a: {b: yes, c: -1, d: wrie, e: 18446744073709551616}").namedFields()[0].node
    let values = try root.fields(allowed: ["b", "c", "d", "e"])
    #expect(failure { _ = try values.required("b").bool() } == "e.yaml:1:8: a.b: is yes; expected true or false")
    #expect(
      failure { _ = try values.required("c").unsigned64() } == "e.yaml:1:16: a.c: is -1; allowed: 0 to 18446744073709551615")
    #expect(
      failure { _ = try values.required("e").unsigned64() }
        == "e.yaml:1:32: a.e: is 18446744073709551616; allowed: 0 to 18446744073709551615")
    #expect(
      failure { _ = try values.required("d").oneOf(["wire", "ring"]) }
        == "e.yaml:1:23: a.d: unknown name \"wrie\"; did you mean \"wire\"? known names: wire, ring"
        || failure { _ = try values.required("d").oneOf(["wire", "ring"]) }
          == "e.yaml:1:23: a.d: unknown name \"wrie\"; known names: wire, ring")
    #expect(failure { _ = try values.required("f") } == "e.yaml:1:4: a: the key \"f\" is missing; add it")
    #expect(failure { _ = try root.list() } == "e.yaml:1:4: a: is a mapping; expected a list")
    #expect(values.node.fail("is odd").description == "e.yaml:1:4: a: is odd")
  }

  @Test func unknownKeys() throws {
    let root = try node("seed: 1\nrun:\n  walker: 3\n")
    #expect(
      failure { _ = try root.fields(allowed: ["seed"]) }
        == "e.yaml:2:1: unknown key \"run\"; known keys: seed")
    #expect(
      failure { _ = try root.namedFields()[1].node.fields(allowed: ["steps", "walkers"]) }
        == "e.yaml:3:3: run: unknown key \"walker\"; did you mean \"walkers\"? known keys: steps, walkers")
  }

  @Test func choicesNeedOneKey() throws {
    let root = try node("{wire: 1, ring: 2}")
    #expect(
      failure { _ = try root.choice(of: ["wire", "ring"]) }
        == "e.yaml:1:1: needs exactly one of wire, ring, but has wire, ring")
    #expect(
      failure { _ = try node("{rings: 2}").choice(of: ["wire", "ring"]) }
        == "e.yaml:1:2: unknown key \"rings\"; did you mean \"ring\"? known keys: wire, ring")
  }

  private static let badDocumentsCases: [BadText] = [
    BadText("", "e.yaml: is empty; a mapping is expected"),
    BadText("a: 1\nb: 2\na: 3\n", "e.yaml:1:1: the key \"a\" appears more than once; keep one of them"),
    BadText("a: 1\n---\nb: 2\n", "e.yaml:2:1: a second document begins here; only one is allowed"),
    BadText("a: *b\n", "e.yaml:1:4: an alias (*name) without an anchor (&name) above it"),
    BadText("a: &a [*a]\n", "e.yaml:1:8: an alias (*name) without an anchor (&name) above it"),
    BadText("[1, 2]: 3\n", "e.yaml:1:1: a key must be a plain name, not a list or a mapping"),
    BadText("a: &x 1\n? [*x]\n: 3\n",
      "e.yaml:2: aliases (*name) in a file whose keys are lists, mappings or aliases; use plain names as keys"),
  ]

  @Test(arguments: badDocumentsCases) func badDocuments(bad: BadText) {
    #expect(failure { _ = try node(bad.text) } == bad.expected)
  }

  @Test func brokenSyntaxNamesItsPlace() {
    #expect(failure { _ = try node("a: [1, 2\nb: 3\n") }.hasPrefix("e.yaml:2:"))
    #expect(failure { _ = try node("a: \u{0}\n") }.hasPrefix("e.yaml:1: is not text"))
  }

  @Test func filesAreReadFromDisk() throws {
    let folder = ScratchFolder()
    let path = try folder.file("e.yaml", Array("seed: 0\n".utf8))
    #expect(try ConfigurationNode.read(path: path).namedFields()[0].node.unsigned64() == 0)
    let bad = try folder.file("bad.yaml", [0x61, 0xFF, 0xFE])
    #expect(failure { _ = try ConfigurationNode.read(path: bad) } == bad + ": is not UTF-8 text; save the file as UTF-8")
    #expect(failure { _ = try ConfigurationNode.read(path: "/nope.yaml") } == "/nope.yaml: no such file; check the path")
    #expect(failure { _ = try ConfigurationNode.read(path: "/tmp") } == "/tmp: cannot be read: Is a directory")
  }
}
