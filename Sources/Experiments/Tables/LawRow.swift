/// A question about the law of a process, as a row of a table asks it: texts, blank where a column says nothing.
public struct LawRow: Hashable, Sendable {
  /// The process and its domain, such as "heat [0;1] u_t=D u_xx Dirichlet".
  public var system: String
  /// What is asked of it.
  public var quantity: String
  /// `name=value` and set phrases, separated by semicolons.
  public var parameters: String
  /// The place, a number or a pair "(x;y)"; also with the coordinate's name, "x=0.25".
  public var place: String
  /// The time, or the number of steps.
  public var time: String

  public init(system: String, quantity: String, parameters: String, place: String, time: String) {
    self.system = system
    self.quantity = quantity
    self.parameters = parameters
    self.place = place
    self.time = time
  }
}

/// The exact answer of a Markov chain on a mesh, and how far it may be from that of the process.
public struct ChainValue: Hashable, Sendable {
  public var value: Double
  /// The bound on the distance, from the answers of coarser meshes alone.
  public var budget: Double

  public init(value: Double, budget: Double) {
    self.value = value
    self.budget = budget
  }
}

/// What is known about a row.
public struct LawAnswer: Hashable, Sendable {
  /// From a closed form, a series or a transform.
  public var closedForm: Double?
  public var chain: ChainValue?
  /// Why something is missing; empty where nothing is.
  public var reason: String

  public init(closedForm: Double? = nil, chain: ChainValue? = nil, reason: String = "") {
    self.closedForm = closedForm
    self.chain = chain
    self.reason = reason
  }
}

/// Why a row has no answer.
struct LawRowError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
