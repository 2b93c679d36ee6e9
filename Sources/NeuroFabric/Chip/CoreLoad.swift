/// What one core has done since load: the events that reports draw core by core.
public struct CoreLoad: Hashable, Sendable {
  public var neuronAccess: UInt64 = 0
  public var neuronUpdate: UInt64 = 0
  public var noiseDraw: UInt64 = 0
  public var spike: UInt64 = 0
  public var messageOut: UInt64 = 0
  public var messageIn: UInt64 = 0
  public var synapticEvent: UInt64 = 0

  public init() {}

  /// The events of `later` that are not in `earlier`.
  static func - (later: CoreLoad, earlier: CoreLoad) -> CoreLoad {
    var difference = CoreLoad()
    difference.neuronAccess = later.neuronAccess - earlier.neuronAccess
    difference.neuronUpdate = later.neuronUpdate - earlier.neuronUpdate
    difference.noiseDraw = later.noiseDraw - earlier.noiseDraw
    difference.spike = later.spike - earlier.spike
    difference.messageOut = later.messageOut - earlier.messageOut
    difference.messageIn = later.messageIn - earlier.messageIn
    difference.synapticEvent = later.synapticEvent - earlier.synapticEvent
    return difference
  }
}
