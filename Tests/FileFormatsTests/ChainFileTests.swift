import FileFormats
import MarkovChains
import Testing

@Suite struct ChainFileTests {
  private func csv(_ text: String, _ options: ChainFileOptions = ChainFileOptions()) throws -> MarkovChain {
    try ChainFile.parse(text, format: .csv, file: "c.csv", options: options)
  }

  @Test(arguments: 0..<60 as Range<UInt64>) func csvGivesTheChainBack(identity: UInt64) throws {
    let chain = try randomChain(identity, displacements: identity % 2 == 0)
    let text = try ChainFile.text(of: chain, format: .csv)
    #expect(try csv(text) == chain)
  }

  @Test(arguments: 100..<160 as Range<UInt64>) func matrixMarketGivesTheChainBack(identity: UInt64) throws {
    let chain = try randomChain(identity, displacements: false)
    let text = try ChainFile.text(of: chain, format: .matrixMarket)
    #expect(try ChainFile.parse(text, format: .matrixMarket, file: "c.mtx") == chain)
  }

  @Test func filesGiveTheChainBack() throws {
    let folder = ScratchFolder()
    let chain = try randomChain(3, displacements: false)
    for name in ["c.csv", "C.MTX", "c.mm"] {
      try ChainFile.write(chain, path: folder.path + "/" + name)
      #expect(try ChainFile.read(path: folder.path + "/" + name) == chain)
    }
    #expect(Set(folder.names) == ["c.csv", "C.MTX", "c.mm"])
  }

  @Test func writtenTextIsAsDocumented() throws {
    let rows: [[MarkovChain.Transition]] = [
      [.init(target: 0, probability: 0.1), .init(target: 1, probability: 0.9, displacement: [1, 0])],
      [.init(target: 1, probability: 1)],
    ]
    let chain = try MarkovChain(rows: rows, space: .graph(count: 2), names: [1: "the end"])
    #expect(
      try ChainFile.text(of: chain, format: .csv) == """
        #! spikewalk-chain 1
        #! states 2 transitions 3
        #! space graph 2
        #! name 1 the end
        from,to,probability,dx,dy
        0,0,0.1,,
        0,1,0.9,1.0,0.0
        1,1,1.0,,

        """)
    #expect(
      try ChainFile.text(of: chain, format: .matrixMarket) == """
        %%MatrixMarket matrix coordinate real general
        %! spikewalk-chain 1
        %! states 2 transitions 3
        %! space graph 2
        %! name 1 the end
        2 2 3
        1 1 0.1
        1 2 0.9
        2 2 1.0

        """)
  }

  @Test func namesCommentsQuotesAndLineEnds() throws {
    let chain = try csv(
      "\u{FEFF}# a walk\r\n\r\n to , probability,from\r\n \"b, or \"\"c\"\"\" ,0.25,a\r\na,0.75,a\r\n")
    #expect(chain.names == [0: "b, or \"c\"", 1: "a"])
    #expect(chain[row: 1].map(\.probability) == [0.25, 0.75])
    #expect(chain.isAbsorbing(0))
    #expect(chain.space == .graph(count: 2))
  }

  @Test func namesFollowTheLargestNumber() throws {
    let chain = try csv("from,to,probability\n0,escaped,0.5\n0,1,0.5\n1,killed,1\n")
    #expect(chain.names == [2: "escaped", 3: "killed"])
    #expect(chain.absorbingStates == [2, 3])
  }

  @Test func oneComponentOfADisplacementMeansALine() throws {
    let chain = try csv("from,to,probability,dx\n0,1,1,-0.5\n1,1,1,\n")
    #expect(chain[row: 0].first?.displacement == [-0.5, 0])
    #expect(chain[row: 1].first?.displacement == nil)
  }

  @Test func missingRowsFollowTheOption() throws {
    let text = "from,to,probability\n0,1,1\n"
    #expect(try csv(text).isAbsorbing(1))
    #expect(
      failure { _ = try csv(text, ChainFileOptions(missingRows: .refused)) }
        == "c.csv: state 1 has no row; add one, or a step from the state to itself if it is absorbing")
    let gap = "from,to,probability\n0,2,1\n"
    #expect(
      failure { _ = try csv(gap) }
        == "c.csv: state 1 appears in no step; number the states without gaps, from 0"
        + ", or read with missing rows as absorbing states")
    #expect(try csv(gap, ChainFileOptions(missingRows: .absorbing)).absorbingStates == [1, 2])
  }

  @Test func matrixMarketAsOthersWriteIt() throws {
    let text = "%%matrixmarket MATRIX coordinate integer general\n% c\n\n 3 3 2\n1 3 1\n\n\t2  3 1\n"
    let chain = try ChainFile.parse(text, format: .matrixMarket, file: "c.mtx")
    #expect(chain.absorbingStates == [2])
    #expect(chain.transitionCount == 3)
  }
}
