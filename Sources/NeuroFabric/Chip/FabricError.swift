/// A chip image that no chip of its family could hold.
public enum FabricError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A field outside its width: (where, field, value, allowed).
  case outOfRange(place: String, field: String, value: Int, allowed: ClosedRange<Int>)
  /// A reference to something that does not exist: (where, field, value, count).
  case noSuchTarget(place: String, field: String, value: Int, count: Int)
  /// A number that the field's encoding cannot write: (where, field, value, the form that it can write).
  case notEncodable(place: String, field: String, value: Int, form: String)
  /// A field that takes a few values only: (where, field, value, allowed).
  case notAllowed(place: String, field: String, value: Int, allowed: [Int])
  /// Two cores at one place of the mesh.
  case samePlace(first: String, second: String)
  /// A state with more or fewer values than the image: (what is counted, found, needed).
  case stateSize(field: String, count: Int, needed: Int)
  /// A state whose entries are not in their order: (which).
  case stateOrder(field: String)
  /// A state of the other family of chips.
  case stateFamily

  public var description: String {
    switch self {
    case .outOfRange(let place, let field, let value, let allowed):
      "\(place): \(field) is \(value), allowed are \(allowed.lowerBound)...\(allowed.upperBound)"
    case .noSuchTarget(let place, let field, let value, let count):
      "\(place): \(field) is \(value), "
        + (count == 0 ? "but there is none" : "allowed are 0...\(count - 1)")
    case .notEncodable(let place, let field, let value, let form):
      "\(place): \(field) is \(value), but the chip can only hold \(form)"
    case .notAllowed(let place, let field, let value, let allowed):
      "\(place): \(field) is \(value), allowed are "
        + allowed.map(String.init).joined(separator: ", ")
    case .samePlace(let first, let second):
      "\(first) and \(second) stand at the same place of the mesh; every core needs its own"
    case .stateSize(let field, let count, let needed):
      "state: \(field) is \(count), but the image needs \(needed)"
    case .stateOrder(let field): "state: the \(field) are not in ascending order"
    case .stateFamily: "the state is one of another family of chips"
    }
  }
}
