import TestSupport
import Testing

/// How long files and functions are. Data (Models/, Examples/) is free of it.
@Suite struct SizeTests {
  let sources: [SourceFile]

  init() throws {
    sources = try
      (ProjectFolder.files(under: "Sources", suffix: ".swift")
      + ProjectFolder.files(under: "Tests", suffix: ".swift")).map { try SourceFile(path: $0) }
  }

  @Test func `No file is longer than 500 lines`() throws {
    let others = try
      (ProjectFolder.files(under: "Sources", suffix: ".h")
      + ProjectFolder.files(under: "Documentation", suffix: ".md")).map { try SourceFile(path: $0) }
    for file in sources + others {
      #expect(file.lines.count <= 500, "\(file.path)")
    }
  }

  @Test func `Half of the files have at most 150 lines, nine in ten at most 350`() {
    let lengths = sources.map(\.lines.count).sorted()
    #expect(quantile(0.5, of: lengths) <= 150)
    #expect(quantile(0.9, of: lengths) <= 350)
  }

  @Test func `Half of the functions have at most 10 lines, none more than 80`() {
    for file in sources {
      for function in file.functions {
        #expect(function.length <= 80, "\(file.path):\(function.line)")
      }
    }
    let lengths = sources.flatMap { $0.functions.map(\.length) }.sorted()
    #expect(quantile(0.5, of: lengths) <= 10)
  }

  @Test func `The length of a function is that of its body and signature`() {
    let text = """
      protocol Shape {
        func area() -> Int
      }
      struct Square: Shape {
        func side() -> Int { 3 }
        func area() -> Int {
          if true {
            return 9
          }
        }
        static func long(
          first: Int
        ) -> Int {
          first
        }
      }
      """
    let functions = SourceFile(path: "-", text: text).functions
    #expect(functions.map(\.line) == [5, 6, 11])
    #expect(functions.map(\.length) == [1, 5, 5])
  }

  private func quantile(_ share: Double, of sorted: [Int]) -> Int {
    sorted[Int(share * Double(sorted.count - 1))]
  }
}
