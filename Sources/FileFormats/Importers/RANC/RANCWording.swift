/// The texts of errors in RANC's files.
enum RANCWording {
  static let openComment = "the comment that /* opens here is never closed"

  static func notBinary(_ text: String) -> String {
    "found \(Wording.quoted(text)); a memory file holds the digits 0 and 1 and comments alone"
  }

  static func notANumber(_ text: String) -> String {
    "found \(Wording.quoted(text)); needed is a whole number of at most 9 digits"
  }

  static func axons(_ found: Int) -> String {
    "has \(Wording.count(found, "row")), one for every axon; allowed are 2...\(RANCBuilder.axonLimit)"
  }

  static func rows(_ found: Int, needed: Int, of what: String) -> String {
    "has \(Wording.count(found, "row")); the first core has \(Wording.count(needed, what)), and all cores are alike"
  }

  static func neurons(_ found: Int) -> String {
    "has \(Wording.count(found, "row")), one for every neuron; allowed are 1...\(RANCBuilder.neuronLimit)"
  }

  static func typeWidth(_ found: Int) -> String {
    "the axon type has \(Wording.count(found, "digit")); needed are 2"
  }

  static func rowWidth(_ found: Int, axons: Int, allowed: [Int]) -> String {
    let numbers = allowed.map(String.init).joined(separator: ", or with a reset mode ")
    return "the row has \(Wording.count(found, "digit")); a core of \(axons) axons needs \(numbers)"
  }

  static func value(_ field: String, _ value: Int, in allowed: ClosedRange<Int>) -> String {
    "\(field) is \(value), allowed are \(allowed.lowerBound)...\(allowed.upperBound)"
  }

  static func outside(_ x: Int, _ y: Int, of grid: RANCNetwork.Grid) -> String {
    "dx and dy lead to the core (\(x), \(y)), but the grid is \(grid.width)x\(grid.height)"
  }

  static func packetOutside(_ x: Int, _ y: Int, of grid: RANCNetwork.Grid) -> String {
    "the packet is addressed to the core (\(x), \(y)), but the grid is \(grid.width)x\(grid.height)"
  }

  static let connectedOutput =
    "this neuron of the output core has connections, but RANC runs no neurons there; check --output-core"

  static let packetToOutput = "the packet is addressed to the output core, which takes no input"

  static func packetWidth(_ found: Int, needed: Int) -> String {
    "the packet has \(Wording.count(found, "digit")); needed are \(needed)"
  }

  static func axonWidth(_ found: Int, most: Int) -> String {
    "the axon has \(Wording.count(found, "digit")); at most \(most) are allowed"
  }

  static func ticks(limit: Int) -> String { "the test bench has more than \(limit) ticks" }

  static func fewPackets(_ needed: Int, found: Int, file: String) -> String {
    "the ticks up to here have \(Wording.count(needed, "packet")), but \(file) has only \(found)"
  }

  static func manyPackets(_ found: Int, needed: Int, file: String) -> String {
    "has \(Wording.count(found, "packet")), but the ticks of \(file) have only \(needed)"
  }
}
