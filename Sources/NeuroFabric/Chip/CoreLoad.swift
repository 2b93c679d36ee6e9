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

  /// The events of both.
  public static func + (a: CoreLoad, b: CoreLoad) -> CoreLoad {
    var sum = a
    sum.neuronAccess += b.neuronAccess
    sum.neuronUpdate += b.neuronUpdate
    sum.noiseDraw += b.noiseDraw
    sum.spike += b.spike
    sum.messageOut += b.messageOut
    sum.messageIn += b.messageIn
    sum.synapticEvent += b.synapticEvent
    return sum
  }

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
