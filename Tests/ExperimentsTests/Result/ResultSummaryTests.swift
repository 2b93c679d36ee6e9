import Experiments
import Foundation
import Instrumentation
import ResultSamples
import Testing

@Suite struct ResultSummaryTests {
  @Test func summaryIsJSONWithTheNumbersOfTheResult() throws {
    let result = MadeUpResult.result()
    let text = summaryJSON(result)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["seed"] as? String == "18446744073709551615")
    #expect(object["content_hash"] as? String == contentHash(of: result))
    #expect(object["experiment_text"] as? String == result.experimentText)
    let engines = try #require(object["engines"] as? [[String: Any]])
    #expect(engines.map { $0["name"] as? String } == ["truenorth", "loihi", "cpu-counts"])
    #expect(engines[0]["walker_steps"] as? Int == 512_000)
    let measured = try #require(engines[0]["measured_host_energy"] as? [String: Any])
    #expect(measured["joules"] is NSNull)
    #expect(text == summaryJSON(result))
  }

  @Test func emptyResultHasASummary() throws {
    _ = try JSONSerialization.jsonObject(with: Data(summaryJSON(MadeUpResult.empty).utf8))
  }

  @Test func jsonIsEscapedAndKeepsItsOrder() {
    let value = JSONValue.object([
      .init("z", .string("a\"\\\n\u{1}é")),
      .init("a", .array([.number(.nan), .integer(-1), .count(.max), .bool(true)])),
      .init("m", .object([])), .init("k", .null), .init("x", .number(1e-300)),
    ])
    #expect(
      value.text() == """
        {
          "z": "a\\"\\\\\\n\\u0001é",
          "a": [null, -1, 18446744073709551615, true],
          "m": {},
          "k": null,
          "x": 1e-300
        }

        """)
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func sha256GivesThePublishedDigests(text: String, digest: String) {
    var hash = SHA256()
    hash.update(text.utf8)
    #expect(hash.digest() == digest)
  }

  @Test(arguments: [1, 7, 63, 64, 65, 1000, 4096])
  func sha256DoesNotDependOnThePieces(size: Int) {
    var hash = SHA256()
    for start in stride(from: 0, to: 1_000_000, by: size) {
      hash.update(repeatElement(UInt8(ascii: "a"), count: min(size, 1_000_000 - start)))
    }
    #expect(hash.digest() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func contentHashFollowsWhatWasFound() {
    let result = MadeUpResult.result()
    let hash = contentHash(of: result)
    let found: [(inout ExperimentResult) -> Void] = [
      { $0.experimentText += " " }, { $0.seed = 0 }, { $0.engines[1].tally.visits[3] += 1 },
      { $0.engines[0].events[.spike] += 1 }, { $0.engines[0].chip?.imageHash = "0" },
      { $0.engines.removeLast() },
      { $0.engines[2].tally.densities[1][1] += 1 },
    ]
    for (index, change) in found.enumerated() {
      var other = result
      change(&other)
      #expect(contentHash(of: other) != hash, "change \(index)")
    }
    var later = result
    later.date = "2021-01-01T00:00:00Z"
    later.machine = "another"
    later.codeVersion = "9"
    later.engines[0].hostSeconds = 99
    later.engines[0].hostEnergy = .measured(joules: 1, source: "meter")
    #expect(contentHash(of: later) == hash)
  }
}
