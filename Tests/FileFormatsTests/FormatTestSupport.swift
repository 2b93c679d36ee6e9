import FileFormats
import Glibc
import MarkovChains
import RandomStreams
import Testing

/// A folder of its own that is gone when the value is.
final class ScratchFolder {
  let path: String

  init() {
    var template = Array("/tmp/spikewalk-formats-XXXXXX".utf8CString)
    path = String(cString: mkdtemp(&template)!)
  }

  deinit {
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }

  var names: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = self.path + "/" + name
    let file = try AtomicFile(path: path)
    try file.write(bytes)
    try file.commit()
    return path
  }
}

func testStream(_ identity: UInt64) -> CounterStream {
  CounterStream(key: StreamKey(seed: 20_240, purpose: .test, batch: 7), identity: identity)
}

/// The description of the error that `body` throws, or what went wrong instead.
func failure(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "no error"
  } catch let error as FormatError {
    return error.description
  } catch {
    return "not a FormatError: \(error)"
  }
}

/// A chain with rows of one to six steps, probabilities over many orders of magnitude, some names and
/// displacements.
func randomChain(_ identity: UInt64, displacements: Bool) throws -> MarkovChain {
  var random = testStream(identity)
  let count = Int.random(in: 1...40, using: &random)
  var rows: [[MarkovChain.Transition]] = []
  for _ in 0..<count {
    let drawn = (0..<Int.random(in: 1...6, using: &random)).map { _ in
      Int.random(in: 0..<count, using: &random)
    }
    let targets = Set(drawn).sorted()
    let weights = targets.map { _ in
      Double.random(in: 0.1...1, using: &random) * (Bool.random(using: &random) ? 1 : 1e-9)
    }
    let sum = weights.reduce(0, +)
    rows.append(
      zip(targets, weights).map { target, weight in
        let moved = displacements && Bool.random(using: &random)
        let step = SIMD2(Double.random(in: -2...2, using: &random), Double.random(in: -2...2, using: &random))
        return .init(target: target, probability: weight / sum, displacement: moved ? step : nil)
      })
  }
  var names = [0: "0"]
  names[count / 2] = "#ünï cödé"
  names[count - 1] = "escaped, \"far\" away"
  let spaces: [StateSpace] = [
    .graph(count: count), .interval(count: count, origin: -0.1, spacing: 1.0 / 3),
    .torus(columns: count, rows: 1, spacing: 1e-300), .rectangle(columns: 1, rows: count, spacing: 2),
    .product(cells: count, origin: 1e300, spacing: 0.1, directions: 1), .graph(count: 1),
  ]
  return try MarkovChain(rows: rows, space: spaces[Int(identity) % spaces.count], names: names)
}
