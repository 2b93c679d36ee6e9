import Instrumentation
import RandomStreams

/// A running fabric: a chip image with its state.
///
/// Two engines conform for each chip family: the *reference* loop, written straight from the equations, and the
/// *fast* engine. They agree tick by tick, potential by potential and event count by event count.
public protocol Fabric: AnyObject {
  /// Ticks completed since load.
  var tick: Int { get }
  /// Output ports that spiked in the tick last completed, in core order then neuron order.
  var outputs: [Int] { get }
  /// Neurons that spiked in the tick last completed, in core order then neuron order. Assembled on demand.
  var spikes: [NeuronAddress] { get }
  /// Events counted since load.
  var events: EventCounts { get }
  /// What every core did since load, in the order of the image.
  var coreLoads: [CoreLoad] { get }
  /// Time of the busiest core added up over the ticks, in picoseconds; 0 where ticks go by the clock.
  var busyPicoseconds: UInt64 { get }

  /// Puts a spike on an axon (TrueNorth) or an axon list (Loihi) of a core, to act in the next tick.
  func inject(core: Int, axon: Int)
  /// Runs one tick.
  func step()
  /// Runs ticks until at least one output port has spiked or `limit` further ticks have passed.
  /// - Returns: whether an output spiked.
  func stepUntilOutput(limit: Int) -> Bool
  /// Returns to the state at load, with the random numbers of `key`: far cheaper than a new engine.
  func reset(key: StreamKey)
  /// The membrane potential (TrueNorth) or voltage (Loihi) after the tick last completed.
  func potential(core: Int, neuron: Int) -> Int
  /// Spikes of a neuron since load.
  func spikeCount(core: Int, neuron: Int) -> UInt64

  /// The state after the tick last completed, and with what has been injected since: a copy.
  var state: FabricState { get }
  /// Goes on from a state of this image, with the random numbers of the key that this fabric has.
  /// - Throws: `FabricError` if the state does not fit the image; the fabric is then as it was.
  func restore(_ state: FabricState) throws
}

/// A neuron or compartment of an image.
public struct NeuronAddress: Hashable, Sendable {
  public var core: Int
  public var neuron: Int

  public init(core: Int, neuron: Int) {
    self.core = core
    self.neuron = neuron
  }
}

extension Fabric {
  /// Ticks go by the clock unless an engine knows better.
  public var busyPicoseconds: UInt64 { 0 }
}
