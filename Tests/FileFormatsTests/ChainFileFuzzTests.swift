import FileFormats
import MarkovChains
import RandomStreams
import Testing

/// Damaged chain files are read or refused, with a `FormatError` and nothing else; they never crash.
@Suite struct ChainFileFuzzTests {
  private static func sample(_ format: ChainFile.Format) throws -> (chain: MarkovChain, bytes: [UInt8]) {
    let chain = try randomChain(12, displacements: format == .csv)
    return (chain, Array(try ChainFile.text(of: chain, format: format).utf8))
  }

  /// The chain, or nil for a refusal; any other error is a failure of the test.
  private func parse(_ bytes: [UInt8], _ format: ChainFile.Format) -> MarkovChain? {
    do {
      return try ChainFile.parse(bytes, format: format, file: "f", options: ChainFileOptions(maximumStates: 1000))
    } catch {
      #expect(error is FormatError)
      return nil
    }
  }

  @Test(arguments: ChainFile.Format.allCases) func truncationAnywhere(format: ChainFile.Format) throws {
    let (chain, bytes) = try Self.sample(format)
    #expect(parse(bytes, format) == chain)
    for length in bytes.indices {
      let read = parse(Array(bytes[..<length]), format)
      // Cutting the last step's trailing zeros or line end changes nothing; all else must be noticed.
      #expect(read == nil || (read == chain && length > bytes.count - 8), "cut to \(length) bytes")
    }
  }

  @Test(arguments: ChainFile.Format.allCases) func flippedBits(format: ChainFile.Format) throws {
    let (_, bytes) = try Self.sample(format)
    var random = testStream(900)
    var refused = 0
    for _ in 0..<3000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        damaged[Int.random(in: damaged.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
      if parse(damaged, format) == nil { refused += 1 }
    }
    #expect(refused > 2000)
  }

  @Test(arguments: ChainFile.Format.allCases) func randomTokens(format: ChainFile.Format) {
    let tokens = [
      "from", ",", "to", "probability", "\n", "\"", "0", "1", "-", "e", "9999999999999999999", "#!", "%!", "%%", "name ",
      "states 1 transitions 1", "space product 9 0 1 99", "MatrixMarket matrix coordinate real general", " ", "\r", "\0",
      "é", "dx", "1e-320", "0.5",
    ]
    var random = testStream(901)
    let heads = [
      "", "from,to,probability\n", "%%MatrixMarket matrix coordinate real general\n",
      "%%MatrixMarket matrix coordinate real general\n2 2 2\n",
    ]
    for _ in 0..<5000 {
      let count = Int.random(in: 0...30, using: &random)
      let text = heads.randomElement(using: &random)!
        + (0..<count).map { _ in tokens.randomElement(using: &random)! }.joined()
      _ = parse(Array(text.utf8), format)
    }
  }
}
