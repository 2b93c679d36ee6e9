import Experiments
import FileFormats
import RandomStreams
import TestSupport
import Testing

/// Damaged experiment files are read or refused with a place; they never crash and never hang.
@Suite struct ExperimentFuzzTests {
  private static let examples = ProjectFolder.files(under: "Examples", suffix: ".yaml")

  /// Whether the text was read. Any error but `FormatError` fails the test.
  private func isRead(_ bytes: [UInt8], _ path: String) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      let file = ProjectFolder.root.path(percentEncoded: false) + path
      let settings = try ExperimentSettings.parse(text: text, file: file)
      #expect(settings.walkers >= settings.batches && settings.batches >= 1, "\(text)")
      #expect(settings.workload.problem.start.contains { $0 > 0 }, "\(text)")
      return true
    } catch {
      #expect(error is FormatError, "\(error)")
      return false
    }
  }

  /// What an example says, without its comments: they would take most of the damage. Lattices are coarse, for the
  /// reader is tried and not the exact answers that it has a lattice for.
  private static func bytes(of path: String) throws -> [UInt8] {
    let lines = try ProjectFolder.text(of: path).split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.hasPrefix("    states: ") ? "    states: 51" : $0 }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  @Test(arguments: examples) func `Bytes changed, lost and doubled`(path: String) throws {
    let whole = try Self.bytes(of: path)
    #expect(isRead(whole, path))
    var random = testStream(seed: 41)
    let letters = Array("0189-+.e:,{}[]\"'#&*!\n \t_na\u{0}".utf8)
    var refused = 0
    for _ in 0..<500 {
      var damaged = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: damaged.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: damaged[place] = letters.randomElement(using: &random)!
        case 1: damaged.remove(at: place)
        case 2: damaged.insert(letters.randomElement(using: &random)!, at: place)
        default: damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        }
      }
      if !isRead(damaged, path) { refused += 1 }
    }
    #expect(refused > 100 && refused < 500)
  }

  @Test(arguments: examples) func `Values replaced by hostile ones`(path: String) throws {
    let whole = String(decoding: try Self.bytes(of: path), as: UTF8.self)
    let hostile = [
      "0", "-1", "1", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e308", "1e-308",
      "5e-324", "1e999", "nan", ".inf", "-0", "1e15", "0x10", "\"\"", "[]", "{}", "~",
      "*a",
      "{ 0: 1e15, 1: 5e-324 }",
      "uniform", "auto", "99999",
    ]
    var random = testStream(seed: 42)
    for _ in 0..<400 {
      var words = whole.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = Int.random(in: words.indices, using: &random)
        guard let value = words[place].first(where: { $0 != "\n" }), value.isNumber || value == "[" else {
          continue
        }
        let tail = words[place].drop { $0 != "," && $0 != "\n" && $0 != "]" && $0 != "}" }
        words[place] = hostile.randomElement(using: &random)! + tail
      }
      _ = isRead(Array(words.joined(separator: " ").utf8), path)
    }
  }

  @Test(arguments: examples) func `A file cut short anywhere`(path: String) throws {
    let whole = try Self.bytes(of: path)
    for length in whole.indices { _ = isRead(Array(whole[..<length]), path) }
  }
}
