import FileFormats
import NeuroFabric

/// Probes in words: `CORE:NEURONS`, where NEURONS is `all` or numbers and ranges with commas between, as in
/// `3:0-15,200`.
public struct ProbeText {
  private let image: ChipImage
  /// Neurons that may be named in all.
  private static let limit = 100_000_000

  public init(_ image: ChipImage) { self.image = image }

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
    guard parts.count == 2, let core = Self.natural(parts[0]) else { throw ProbeError.form(text) }
    // A core that does not exist has no neurons to list.
    if core >= image.coreCount {
      throw ProbeError.nowhere(text, image.fault(of: .init(core: core, neuron: 0))!)
    }
    let ranges =
      parts[1] == "all"
      ? [0...max(image.neuronCount(core: core) - 1, 0)]
      : try parts[1].split(separator: ",", omittingEmptySubsequences: false).map {
        try Self.range($0, in: text)
      }
    for range in ranges {
      let last = NeuronAddress(core: core, neuron: range.upperBound)
      if let fault = image.fault(of: last) { throw ProbeError.nowhere(text, fault) }
      guard neurons.count + range.count <= Self.limit else { throw ProbeError.tooMany(limit: Self.limit) }
      neurons += range.map { NeuronAddress(core: core, neuron: $0) }
    }
  }

  private static func range(_ part: Substring, in text: String) throws -> ClosedRange<Int> {
    let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(natural)
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last
    else {
      throw ProbeError.form(text)
    }
    return first...last
  }

  private static func natural(_ text: Substring) -> Int? {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    return Int(text)
  }
}

/// A probe that names nothing.
public enum ProbeError: Error, Hashable, Sendable, CustomStringConvertible {
  case form(String)
  case nowhere(String, String)
  case tooMany(limit: Int)

  public var description: String {
    switch self {
    case .form(let text):
      "the probe \(text) is not of the form CORE:NEURONS, as in 3:all or 3:0-15,200"
    case .nowhere(let text, let fault): "the probe \(text): \(fault)"
    case .tooMany(let limit): "the probes name more than \(limit) neurons; probe fewer"
    }
  }
}
