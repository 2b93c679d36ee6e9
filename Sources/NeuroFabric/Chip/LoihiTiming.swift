/// How long a Loihi core's work takes, in picoseconds per event; integers, so that sums do not depend on
/// order.
///
/// A tick lasts max(longest send time of a core, longest receive time of a core) + barrier. Sending is
/// reading and updating compartments, spiking and handing out messages; receiving is accepting messages and
/// walking their synapses. Messages are received in the tick that sends them; a spike that the host puts in
/// is received in the tick that runs next.
public struct LoihiTiming: Hashable, Sendable {
  /// A compartment read, every tick.
  public var access: UInt64
  /// An active compartment without noise.
  public var update: UInt64
  /// An active compartment that draws noise, in place of `update`.
  public var noiseUpdate: UInt64
  public var spike: UInt64
  public var messageOut: UInt64
  public var messageIn: UInt64
  public var synapse: UInt64
  /// Once per tick.
  public var barrier: UInt64

  public init(
    access: UInt64, update: UInt64, noiseUpdate: UInt64, spike: UInt64, messageOut: UInt64,
    messageIn: UInt64, synapse: UInt64, barrier: UInt64
  ) {
    self.access = access
    self.update = update
    self.noiseUpdate = noiseUpdate
    self.spike = spike
    self.messageOut = messageOut
    self.messageIn = messageIn
    self.synapse = synapse
    self.barrier = barrier
  }

  /// Send time of what a core did in one tick, in picoseconds.
  func sendTime(_ load: CoreLoad) -> UInt64 {
    access * load.neuronAccess + update * (load.neuronUpdate - load.noiseDraw)
      + noiseUpdate * load.noiseDraw + spike * load.spike + messageOut * load.messageOut
  }

  /// Receive time of what a core did in one tick, in picoseconds.
  func receiveTime(_ load: CoreLoad) -> UInt64 {
    messageIn * load.messageIn + synapse * load.synapticEvent
  }
}
