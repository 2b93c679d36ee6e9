import FileFormats
import NeuroFabric

/// Probes in words: `CORE:NEURONS`, where NEURONS is `all` or numbers and ranges with commas between, as in
/// `3:0-15,200`.
public struct ProbeText {
  private let image: ChipImage
  /// What errors say that the probes were given to.
  private let option: String
  /// Neurons that may be named in all.
  private static let limit = 100_000_000

  public init(_ image: ChipImage, option: String) { (self.image, self.option) = (image, option) }

  /// - Parameter texts: probes, or `all` alone for every neuron.
  /// - Throws: `ProbeError`.
  public func spikes(_ texts: [String]) throws -> Probes.Spikes {
    texts.contains("all") ? .all : .some(try neurons(texts))
  }

  /// - Throws: `ProbeError`.
  public func neurons(_ texts: [String]) throws -> [NeuronAddress] {
    var neurons: [NeuronAddress] = []
    for text in texts { try append(text, to: &neurons) }
    return neurons
  }

  private func append(_ text: String, to neurons: inout [NeuronAddress]) throws {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let core = Self.natural(parts[0]) else { throw fail(text, .form) }
    // A core that does not exist has no neurons to list.
    if core >= image.coreCount {
      throw fail(text, .nowhere(image.fault(of: .init(core: core, neuron: 0))!))
    }
    let ranges =
      parts[1] == "all"
      ? [0...max(image.neuronCount(core: core) - 1, 0)]
      : try parts[1].split(separator: ",", omittingEmptySubsequences: false).map {
        try range($0, in: text)
      }
    for range in ranges {
      let last = NeuronAddress(core: core, neuron: range.upperBound)
      if let fault = image.fault(of: last) { throw fail(text, .nowhere(fault)) }
      guard neurons.count + range.count <= Self.limit else {
        throw fail(text, .tooMany(limit: Self.limit))
      }
      neurons += range.map { NeuronAddress(core: core, neuron: $0) }
    }
  }

  private func range(_ part: Substring, in text: String) throws -> ClosedRange<Int> {
    let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(Self.natural)
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else {
      throw fail(text, .form)
    }
    guard first <= last else { throw fail(text, .reversed(first, last)) }
    return first...last
  }

  private func fail(_ text: String, _ fault: ProbeError.Fault) -> ProbeError {
    ProbeError(option: option, text: text, fault: fault)
  }

  private static func natural(_ text: Substring) -> Int? {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(text)
  }
}

/// A probe that names nothing.
public struct ProbeError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Fault: Hashable, Sendable {
    case form
    case reversed(Int, Int)
    case nowhere(String)
    case tooMany(limit: Int)
  }

  public var option: String
  /// The probe as given.
  public var text: String
  public var fault: Fault

  public init(option: String, text: String, fault: Fault) {
    (self.option, self.text, self.fault) = (option, text, fault)
  }

  public var description: String {
    let what =
      switch fault {
      case .form: "is not of the form CORE:NEURONS, as in 3:all or 3:0-15,200"
      case .reversed(let first, let last): "the range \(first)-\(last) is reversed; write \(last)-\(first)"
      case .nowhere(let fault): fault
      case .tooMany(let limit): "with it the probes name more than \(limit) neurons; probe fewer"
      }
    return "\(option) \(text)\(fault == .form ? "" : ":") \(what)"
  }
}
