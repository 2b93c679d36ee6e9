/// The events that engines count and cost tables price. Raw values are the names in files: never change one.
///
/// Chips and the computer count into the same table, so that one ruler prices both.
public enum CountableEvent: String, CaseIterable, Sendable, Codable {
  // Chips
  /// One spike arriving at one connected neuron (a set crossbar bit, a synapse list entry).
  case synapticEvent = "synaptic_event"
  /// A neuron read in a tick, whether or not it changes (every neuron of every used core, every tick).
  case neuronAccess = "neuron_access"
  /// A neuron that was active in a tick: it had input, bias, noise, or a non-zero current or voltage before the tick.
  case neuronUpdate = "neuron_update"
  /// An active neuron that also drew noise.
  case noiseDraw = "noise_draw"
  /// A neuron's spike.
  case spike = "spike"
  /// A packet handed to the network (TrueNorth: one per spike with a target; Loihi: one per output axon of a spike).
  case messageOut = "message_out"
  /// A packet accepted by a core.
  case messageIn = "message_in"
  /// One router-to-router move east or west.
  case hopEastWest = "hop_east_west"
  /// One router-to-router move north or south.
  case hopNorthSouth = "hop_north_south"
  /// A packet delivered inside its own tile or core without a hop.
  case localDelivery = "local_delivery"
  /// A packet that crosses from one chip to the next.
  case chipCrossing = "chip_crossing"
  /// A spike that leaves the fabric for the host.
  case outputSpike = "output_spike"
  /// A spike that the host puts into the fabric.
  case inputSpike = "input_spike"
  /// Two spikes that reached one TrueNorth axon in one tick and became one.
  case mergedSpike = "merged_spike"
  /// A potential that touched a clamp of its register.
  case clippedPotential = "clipped_potential"

  // The computer
  /// One walker moved by one Markov step.
  case walkerStep = "walker_step"
  /// One 64-bit random number drawn.
  case randomDraw = "random_draw"
  /// One binomial variate drawn.
  case binomialDraw = "binomial_draw"
  /// One multiply-add of a matrix-vector product.
  case multiplyAdd = "multiply_add"
}
