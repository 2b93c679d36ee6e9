// The passes of one tick of the event-driven Loihi engine. See Documentation/Performance.md for the layout.
//
// Whether a compartment spikes is more often than not a coin toss, which no processor predicts. The passes are
// therefore written without branches on the outcome: a compartment is always written to the list of the fired, and
// the list's count moves by 0 or 1; so is a synapse's target to the lists of those to update.

#ifndef LOIHI_KERNELS_H
#define LOIHI_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "philox.h"

// Synapses that a sender's near and far run can have; as many are copied into the delay ring, whether or not they count.
enum { LOIHI_NEAR = 8, LOIHI_FAR = 4 };
// Compartments updated at a time; lists have room for as many entries beyond the number of compartments.
enum { LOIHI_LANES = 8 };
// Bits of loihi_cell.rule.
enum { LOIHI_KEEPS = 1, LOIHI_OTHER = 2, LOIHI_FLAGS = 3 };
// No sum of fewer effective weights than this overruns loihi_cell.input.
enum { LOIHI_SAFE_EVENTS = 32768 };

// The part of a compartment that a tick reads and writes: a quarter of a cache line.
typedef struct {
  // Twice the input delivered in this tick, in units of 64 (the step of all effective weights), and 1 more while the
  // compartment is on a list of those to update.
  int32_t input;
  int32_t voltage;
  // The threshold, a multiple of 64, and LOIHI_KEEPS if a voltage stays as it is without input, and LOIHI_OTHER unless
  // the compartment is simple. A general compartment has LOIHI_KEEPS only while it rests with a voltage.
  int32_t rule;
  // Ticks since the epoch in which the compartment was active, less the tick since when it holds a voltage, if it
  // does: a compartment that merely holds one counts as active in every tick, though nothing happens to it.
  uint32_t activity;
} loihi_cell;

// A gate's noise: raw + offset, shifted left, or divided by a power of two and rounded toward zero.
typedef struct {
  // Number of raw values; 0 for 256, which are taken from the low byte of the random word.
  uint32_t raw_values;
  int32_t offset;
  int32_t left;
  int32_t right;
  // -1 if the noise is added to the current, 0 if to the voltage.
  int32_t to_current;
} loihi_gate;

// A synapse on its way, or in a table.
typedef struct {
  // Compartment, counted over all cores.
  uint32_t target;
  // Twice the effective weight in units of 64.
  int32_t weight;
} loihi_synapse;

// What a spike of a compartment sets off.
//
// Most compartments reach a few synapses at one or two delays. Those stand in the table as two short runs, the near one
// with the fabric's commonest delay, the far one behind it. They are handed to the delay ring whatever their lengths, 0
// too: that takes no branch that could be guessed wrong.
typedef struct {
  uint64_t spikes;
  // First synapse of the near run.
  uint32_t first;
  // 8 times the number of synapses.
  uint8_t near_bytes;
  uint8_t far_bytes;
  // Ticks from sending to acting; of a far run that is not empty, never near_ticks.
  uint8_t far_ticks;
  // 1 if there is more to a spike than the short runs.
  uint8_t is_special;
} loihi_sender;

// A slot of the delay ring: synapses from `first` up to `next`. As long as that is not beyond `limit` there is room
// for one more short run.
typedef struct {
  loihi_synapse *next;
  loihi_synapse *limit;
  loihi_synapse *first;
  // Synapses in runs that are too long to be copied.
  uint64_t referred;
} loihi_slot;

// What the passes of a tick share.
typedef struct {
  // By compartment; an idle one more at the end, which fills up lists.
  loihi_cell *cells;
  uint32_t cell_count;
  // Of a gate its loihi_gate, of a general compartment the complement of the index of its own state.
  const int32_t *links;
  const loihi_gate *gates;
  loihi_sender *senders;
  const loihi_synapse *synapses;
  const uint64_t *identities;
  loihi_slot *slots;
  // Slots less 1; the number is a power of two.
  uint64_t slot_mask;
  // From sending to acting, in ticks, of all near runs.
  uint64_t near_ticks;
  // Ticks completed, in all and since the epoch.
  uint64_t tick;
  uint32_t epoch_tick;
  philox_keys keys;
  uint64_t clipped_potentials;
  // Synapses that act in this tick, and whether an input overran on the way: then some are wrong by 2^32.
  size_t arriving;
  bool has_overrun;
  // Compartments to update in this tick: all that have input, those of them that are not simple with those that cannot
  // rest, and those of the others that are gates.
  uint32_t *reached;
  uint32_t *others;
  uint32_t *drawing;
  // Compartments that spiked in this tick, and those of them to which there is more than the short runs.
  uint32_t *fired;
  uint32_t *special;
  // Compartments at the front of `reached` that start above their threshold; 0 after the first tick.
  size_t waiting_count;
  size_t reached_count;
  size_t other_count;
  size_t drawing_count;
  size_t fired_count;
  size_t special_count;
  // How many of the fired have sent.
  size_t sent_count;
  // The tick is done but for what the short runs do not send.
  bool is_open;
  // Scratch: a random word per gate that draws.
  uint32_t *words;
} loihi_work;

typedef struct {
  const char *name;
  // Adds the inputs of a run of synapses and appends compartments that had none to the list of those reached.
  void (*deliver)(loihi_work *work, const loihi_synapse *run, size_t count);
  // Updates the simple compartments reached and begins the list of the fired with them; lists the others.
  void (*update_simple)(loihi_work *work);
  // Draws for the gates on the list and updates them.
  void (*update_gates)(loihi_work *work);
  // Puts the short runs of the fired into the delay ring, from sent_count on; stops where a slot is full.
  void (*send)(loihi_work *work);
  // Runs up to `limit` ticks of a fabric without general compartments and returns the number completed. Stops before a
  // tick with many synapses, or long runs of them, and in one that it leaves open.
  size_t (*run)(loihi_work *work, size_t limit);
} loihi_kernels;

// The kernels that this processor can run, the fastest first; null at the end.
const loihi_kernels *loihi_kernels_at(size_t index);

#endif
