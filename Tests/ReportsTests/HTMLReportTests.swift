import Experiments
import Reports
import ResultSamples
import Testing

@Suite struct HTMLReportTests {
  @Test(arguments: MadeUpResult.spaces.indices)
  func pageOfEverySpaceIsWellFormed(index: Int) {
    let page = HTMLReport(result: MadeUpResult.result(space: MadeUpResult.spaces[index])).page()
    #expect(MarkupChecker.problem(in: page) == nil)
    for id in ["verdict", "run", "density", "estimate", "ticks", "load", "use", "energy", "fit", "text"] {
      #expect(page.contains("<section id=\"\(id)\">"), "section \(id)")
    }
    #expect(!page.contains("NaN") && !page.contains("nan") && !page.contains("inf\""))
  }

  @Test func checkerFindsWhatIsBroken() {
    for broken in [
      "<p>a", "<p>a</b>", "a & b", "<p a=b>x</p>", "<p a=\"1\" a=\"2\"/>", "a > b", "<p a=\"<\"/>",
    ] {
      #expect(MarkupChecker.problem(in: broken) != nil, "\(broken)")
    }
    #expect(MarkupChecker.problem(in: "<p class=\"x\">a &amp; <b/></p>") == nil)
  }

  @Test(arguments: RunStatus.allCases)
  func everyStatusIsShown(status: RunStatus) {
    let page = HTMLReport(result: MadeUpResult.result(statuses: [status])).page()
    #expect(MarkupChecker.problem(in: page) == nil)
    #expect(page.contains("Status: \(status.rawValue)") == (status != .completed))
    #expect(page.contains("<article class=\"card good\">") == (status == .completed))
  }

  @Test func firstLineSaysThatTheChipIsEmulated() throws {
    let page = HTMLReport(result: MadeUpResult.result()).page()
    let main = try #require(page.range(of: "<main>\n"))
    #expect(
      page[main.upperBound...].hasPrefix(
        "<p class=\"notice\">The chip is emulated: modelled joules are event counts × cited constants; no silicon was measured.</p>"
      ))
    var computer = MadeUpResult.result()
    computer.engines = computer.engines.filter { $0.kind == .computer }
    #expect(HTMLReport(result: computer).page().contains("No chip was emulated in this run"))
  }

  @Test func pageAsksNothingOfOthers() {
    let page = HTMLReport(result: MadeUpResult.result()).page()
    for request in ["<script", "<link", "<img", "src=", "url(", "@import", "href=\"http"] {
      #expect(!page.contains(request), "\(request)")
    }
    #expect(page.contains("prefers-color-scheme: dark") && page.contains("@media print"))
  }

  @Test func textOfUsersIsEscaped() {
    var result = MadeUpResult.result()
    let attack = "</pre><script>alert('x')</script>\u{0}\u{1B}[2J & \"quote\""
    result.title = attack
    result.experimentText = attack
    result.machine = attack
    result.estimateName = attack
    result.labels[0] = attack
    result.estimateLabels[0] = attack
    result.engines[0].name = attack
    result.engines[0].advice = attack
    let page = HTMLReport(result: result).page()
    #expect(MarkupChecker.problem(in: page) == nil)
    #expect(!page.contains("<script"))
    #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
    #expect(page.contains("&lt;/pre&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"))
  }

  @Test func experimentTextIsShownWordForWord() {
    let result = MadeUpResult.result()
    #expect(HTMLReport(result: result).page().contains("<pre>\(result.experimentText.escaped)</pre>"))
  }

  @Test func sameResultGivesSameBytes() {
    let result = MadeUpResult.result()
    #expect(HTMLReport(result: result).page() == HTMLReport(result: result).page())
  }

  @Test func emptyAndBrokenResultsAreDrawn() {
    #expect(MarkupChecker.problem(in: HTMLReport(result: MadeUpResult.empty).page()) == nil)
    #expect(MarkupChecker.problem(in: HTMLReport(result: MadeUpResult.result(walkers: 0)).page()) == nil)
    var broken = MadeUpResult.result()
    broken.idealLaw[1][3] = .nan
    broken.idealLaw[2][3] = .infinity
    broken.stepTime = .greatestFiniteMagnitude
    broken.engines[0].hostSeconds = 0
    broken.engines[0].estimates[0] = Estimate(
      value: .nan, standardError: 0, halfWidth: .infinity, exact: -.infinity)
    broken.engines[0].estimates[1].value = -1e308
    broken.engines[0].chip?.coreLoads[0].x = .max
    broken.engines[1].chip?.coreLoads = []
    broken.engines[1].chip?.ticksPerStep = []
    broken.engines[2].tally.densities = []
    #expect(MarkupChecker.problem(in: HTMLReport(result: broken).page()) == nil)
  }

  @Test func measuredAndModelledStayApart() {
    let page = HTMLReport(result: MadeUpResult.result()).page()
    for words in [
      "truenorth: modelled, chip", "cpu-counts: measured, computer solving the problem", "not measured",
      "Modelled joules of the chip", "Measured joules of this computer", "Unpriced events", "output_spike",
    ] {
      #expect(page.contains(words), "\(words)")
    }
  }

  @Test func longSeriesAreThinnedAndItIsSaid() {
    let page = HTMLReport(result: MadeUpResult.result()).page()
    #expect(page.contains("Thinned for drawing only (truenorth: 1 point in 3 of 2,000"))
  }

  @Test func largeMapsAreSummedAndStaySmall() {
    let result = MadeUpResult.result(
      space: .torus(columns: 240, rows: 200, spacing: 1), recordedSteps: [4], statuses: [.completed])
    let page = HTMLReport(result: result).page()
    #expect(page.contains("Cells are summed in groups of"))
    #expect(page.utf8.count < 1_500_000, "\(page.utf8.count) bytes")
  }
}
