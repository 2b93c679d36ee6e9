import FileFormats
import NeuroFabric
import Testing

@Suite struct InputSpikeFileTests {
  private let image = ChipImage.trueNorth(ProgramFileTests.chip(cores: 2, density: 0.5))

  private func read(_ text: String) throws -> [InputSpike] {
    let folder = ScratchFolder()
    return try InputSpikeFile.read(try folder.file("s.csv", Array(text.utf8)), for: image)
  }

  private func refusal(_ text: String) throws -> String {
    let folder = ScratchFolder()
    let path = try folder.file("s.csv", Array(text.utf8))
    return String(failure { _ = try InputSpikeFile.read(path, for: image) }.dropFirst(path.count + 1))
  }

  @Test func `Comments, empty lines and any order`() throws {
    let spikes = try read("# from a camera\n\ntick, core ,axon\r\n7,1,255\n  # later\n 3 , 0,\t9\n")
    #expect(spikes == [InputSpike(tick: 3, core: 0, axon: 9), InputSpike(tick: 7, core: 1, axon: 255)])
    #expect(try read("tick,core,axon").isEmpty)
  }

  @Test(arguments: [
    ("", " has no header; needed: tick,core,axon"),
    ("1,0,0\n", "1:1: the header is \"1,0,0\"; needed: tick,core,axon"),
    ("tick,core,axon\n1,0\n", "2:4: has 2 fields, needed are 3: tick,core,axon"),
    ("tick,core,axon\n\n1,0,0,0\n", "3:7: has 4 fields, needed are 3: tick,core,axon"),
    ("tick,core,axon\n17\n", "2:3: has 1 field, needed are 3: tick,core,axon"),
    ("  tick;core;axon\n", "1:3: the header is \"tick;core;axon\"; needed: tick,core,axon"),
    ("tick,core,axon\n-1,0,0\n", "2:1: tick is \"-1\", which is no whole number from 0 to 281474976710655"),
    ("tick,core,axon\n1,,0\n", "2:3: core is \"\", which is no whole number from 0 to 4294967295"),
    (
      "tick,core,axon\n1, 0x1,0\n", "2:4: core is \"0x1\", which is no whole number from 0 to 4294967295"
    ),
    (
      "tick,core,axon\n99999999999999999999,0,0\n",
      "2:1: tick is \"99999999999999999999\", which is no whole number from 0 to 281474976710655"
    ),
    ("tick,core,axon\n1,2,0\n", "2:3: core is 2, allowed are 0...1"),
    ("tick,core,axon\n1,1, 256\n", "2:6: axon is 256, allowed on core 1 are 0...255"),
  ])
  func `What is wrong is named with its line`(text: String, message: String) throws {
    #expect(try refusal(text) == message)
  }
}
