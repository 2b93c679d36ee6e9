import Experiments
import FileFormats
import Foundation
import NeuroFabric
import Reports
import Testing

@Suite struct EmulationReportTests {
  private func page(_ record: EmulationRecord) -> String {
    let page = EmulationReport(record).page()
    #expect(MarkupChecker.problem(in: page) == nil)
    #expect(!page.contains("NaN") && !page.contains("nan\"") && !page.contains("inf\""))
    return page
  }

  @Test(arguments: ChipProfile.Family.allCases)
  func everythingIsThere(family: ChipProfile.Family) throws {
    let neurons = (0..<8).map { NeuronAddress(core: 1, neuron: $0) }
    let page = page(
      MadeUpRecord.record(family: family, probes: Probes(spikes: .all, potentials: neurons)))
    for id in ["spikes", "potentials", "cores", "links", "events"] {
      #expect(page.contains("<section id=\"\(id)\">"), "section \(id)")
      #expect(page.contains("<a href=\"#\(id)\">"), "link to \(id)")
    }
    let main = try #require(page.range(of: "<main>\n"))
    #expect(page[main.upperBound...].hasPrefix("<p class=\"notice\">This is an emulation: "))
    for words in [
      "Every mark is one spike.", "3,000 recorded spikes", "seed 18446744073709551615",
      "Drawn are the first 6 of 8 probed neurons", "core 1, neuron 5", "Synaptic events per core",
      "Messages into the core", "links that carried packets",
    ] {
      #expect(page.contains(words), "\(words)")
    }
    #expect(page.contains("Cores of one tile are drawn together, 2 × 2.") == (family == .loihi))
    for request in ["<script", "<link", "<img", "src=", "url(", "href=\"http"] {
      #expect(!page.contains(request), "\(request)")
    }
  }

  @Test func everySpikeIsAMark() {
    let few = page(MadeUpRecord.record(ticks: 10, spikes: 7))
    let path = few.components(separatedBy: "\" fill=\"none\" stroke=\"#1c2126\"")[0]
      .components(separatedBy: "<path d=\"").last
    #expect(path?.count { $0 == "M" } == 70)
  }

  @Test func aMillionSpikesStaySmallAndFast() {
    let record = MadeUpRecord.record(side: 16, ticks: 20_000, spikes: 50)
    #expect(record.recording.spikes.count == 1_000_000)
    var text = ""
    let time = ContinuousClock().measure { text = EmulationReport(record).page() }
    #expect(time < .seconds(1), "\(time)")
    #expect(text.utf8.count < 900_000, "\(text.utf8.count) bytes")
    #expect(MarkupChecker.problem(in: text) == nil)
    // 65,536 neurons on at most 240 rows of pixels, 20,000 ticks on at most 720 columns.
    #expect(text.contains("a cell is 274 rows × 28 ticks"))
    #expect(text.contains("A point is the mean of 25 ticks"))
  }

  @Test func sixtyFourChipsAreSummed() {
    let record = MadeUpRecord.record(side: 512, ticks: 2, spikes: 40)
    var text = ""
    let time = ContinuousClock().measure { text = EmulationReport(record).page() }
    #expect(time < .seconds(3), "\(time)")
    #expect(text.utf8.count < 500_000, "\(text.utf8.count) bytes")
    #expect(MarkupChecker.problem(in: text) == nil)
    #expect(text.contains("Cells are means of groups of 6 × 6 for drawing only."))
    #expect(text.contains("The 1,000 busiest of "))
    // Seven borders between eight chips, twice, on each of the four maps.
    #expect(text.components(separatedBy: "class=\"mark\"").count - 1 == 4 * 14)
  }

  @Test func emptyRecordsAreDrawn() {
    #expect(page(MadeUpRecord.record(side: 0, ticks: 0)).contains("Nothing happened"))
    let silent = page(MadeUpRecord.record(side: 1, ticks: 0, spikes: 0))
    #expect(silent.contains("No output port spiked.") && silent.contains("No packet went"))
    let unprobed = page(MadeUpRecord.record(side: 1, probes: Probes()))
    #expect(unprobed.contains("choose neurons with --probe-spikes"))
    #expect(unprobed.contains("All cores, those with the most synaptic events first."))
  }

  @Test func probedNeuronsAreNamedAndFullRecordingsSaySo() {
    let neurons = [NeuronAddress(core: 3, neuron: 9), NeuronAddress(core: 0, neuron: 4)]
    var dropped = FabricRecording.Dropped()
    (dropped.outputs, dropped.potentials) = (12, 4_000)
    let record = MadeUpRecord.record(
      ticks: 3_000, probes: Probes(spikes: .some(neurons), potentials: neurons), dropped: dropped)
    let page = page(record)
    #expect(page.contains(">3:9</text>") && page.contains(">0:4</text>"))
    #expect(page.contains("12 later output spikes were dropped and are not drawn"))
    #expect(page.contains("Of every 8 ticks only the lowest and the highest value are drawn."))
    #expect(page.contains("4,000 later values were dropped"))
  }

  @Test func placesThatCannotBeDrawnAreRefused() {
    var record = MadeUpRecord.record(side: 2)
    record.cores[0].place = MeshPoint(x: .max, y: .min)
    let page = page(record)
    #expect(page.contains("The cores lie too far apart to be drawn."))
    #expect(page.contains("The links lie too far apart to be drawn."))
  }

  @Test func sameRecordGivesSameBytes() {
    let record = MadeUpRecord.record()
    #expect(EmulationReport(record).page() == EmulationReport(record).page())
  }
}
