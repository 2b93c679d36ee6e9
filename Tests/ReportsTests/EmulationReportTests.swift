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
    for id in ["run", "spikes", "potentials", "cores", "links", "events"] {
      #expect(page.contains("<section id=\"\(id)\">"), "section \(id)")
      #expect(page.contains("<a href=\"#\(id)\">"), "link to \(id)")
    }
    let main = try #require(page.range(of: "<main>\n"))
    #expect(page[main.upperBound...].hasPrefix("<p class=\"notice\">This is an emulation: "))
    for words in [
      "Every mark is one spike.", "3,000 recorded spikes", "seed 18446744073709551615",
      "Drawn are the first 6 of 8 probed neurons", "core 1, neuron 5", "Synaptic events per core",
      "Messages into the core", "links that carried packets",
      "made-up.h5", "0123", "1,000 of in.csv, 7 of them for later ticks", "4567", "completed", "8.9",
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
    #expect(
      text.contains("a cell is 274 neurons × 28 ticks, its colour the spikes per neuron and tick in it"))
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

  /// Every neuron spikes in every tick: all cells have one colour, the top row of fewer neurons too.
  @Test func colourDoesNotDependOnTheNeuronsOfACell() throws {
    var record = MadeUpRecord.record(side: 1, ticks: 20, spikes: 0)
    record.neurons = [247]
    let spikes = (0..<20).flatMap { tick in
      (0..<247).map { FabricRecording.Spike(tick: tick, core: 0, neuron: $0) }
    }
    record.recording = FabricRecording(
      probes: Probes(spikes: .all), outputs: [], spikes: spikes, potentialTicks: [], potentials: [],
      dropped: .init())
    let page = page(record)
    #expect(page.contains("a cell is 2 neurons × 1 tick, its colour the spikes per neuron and tick in it."))
    let text = try #require(page.firstMatch(of: /base64,([^"]*)"/)?.output.1)
    let png = Array(try #require(Data(base64Encoded: String(text))))
    // Rows of 20 pixels, each after a zero, behind the headers of chunk, stream and block.
    let start = try #require(png.firstRange(of: Array("IDAT".utf8))).upperBound + 7
    for row in 0..<124 {
      let pixels = png[start + row * 21 + 1..<start + (row + 1) * 21]
      #expect(Set(pixels) == [96], "row \(row)")
    }
  }

  @Test func captionsAreOfWhatIsDrawn() {
    let outputs = (0..<5_000).map { FabricRecording.Output(tick: $0, port: 3) }
    var record = MadeUpRecord.record(side: 2, ticks: 5_000, spikes: 0, askedTicks: 6_000)
    record.recording = FabricRecording(
      probes: Probes(), outputs: outputs, spikes: [], potentialTicks: [], potentials: [], dropped: .init())
    let one = page(record)
    #expect(one.contains("5,000 spikes of the one output port that spiked. Spikes are counted by cell"))
    #expect(one.contains("a cell is 1 port × 7 ticks, its colour the spikes per port and tick in it."))
    #expect(one.contains("Interrupted at tick 5,000 of 6,000. 4 cores, 1,024 neurons"))
    #expect(!one.contains("borders of chips"))
    let named = page(MadeUpRecord.record(side: 4, ticks: 3_000))
    #expect(named.contains(">5:0</text>") && named.contains(">core:neuron</text>"))
    let chips = page(MadeUpRecord.record(side: 70, ticks: 2))
    #expect(
      chips.components(separatedBy: "Heavy lines are the borders of chips (64 × 64 mesh points).").count == 3)
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
