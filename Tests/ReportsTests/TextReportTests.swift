import Experiments
import Reports
import ResultSamples
import Testing

@Suite struct TextReportTests {
  @Test func linesAreNarrowAndClean() {
    var result = MadeUpResult.result(statuses: [.completed, .walkersLost, .interrupted])
    result.title = "\u{1B}[31m" + String(repeating: "long ", count: 60)
    result.engines[0].name = String(repeating: "n", count: 300)
    let text = TextReport(result: result).text()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(line.count <= TextReport.width, "\(line)")
      #expect(line.last != " ")
    }
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test func everyEngineSaysWhatItFound() {
    let text = TextReport(result: MadeUpResult.result()).text()
    for words in [
      "The chip is emulated", "GOOD  truenorth", "GOOD  cpu-counts", "512,000", "123 s, modelled",
      "worst z-score",
      "smallest", "published-2018 (incomplete)", "not measured", "measured, computer solving the problem",
      "seed 18446744073709551615",
    ] {
      #expect(text.contains(words), "\(words)")
    }
  }

  @Test func failuresComeWithTheirReason() {
    let text = TextReport(result: MadeUpResult.result(statuses: [.limitReached])).text()
    #expect(text.contains("BAD  truenorth"))
    #expect(text.contains("limit reached"))
    #expect(text.contains("failed: smallest p-value") && text.contains("advice: raise the limit"))
  }

  @Test func emptyResultHasText() {
    #expect(TextReport(result: MadeUpResult.empty).text().contains("No engine ran."))
  }
}
