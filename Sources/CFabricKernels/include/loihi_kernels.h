// The passes of one tick of the event-driven Loihi engine. See Documentation/Performance.md for the layout.
//
// Whether a compartment spikes is more often than not a coin toss, which no processor predicts. The passes are
// therefore written without branches on the outcome: a compartment is always written to the list of the fired, and
// the list's count moves by 0 or 1; so is a synapse's target to the lists of those to update.

#ifndef LOIHI_KERNELS_H
#define LOIHI_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// Synapses copied into the delay ring at a time, whether or not they all count.
enum { LOIHI_CHUNK = 4 };
// Entries that a list of compartments has room for beyond their number.
enum { LOIHI_LIST_PADDING = 4 };

// The part of a compartment that a tick reads and writes: half a cache line.
typedef struct {
  // Twice the input delivered in this tick, and 1 more while the compartment is on a list of those to update.
  // 64 bits, so that no sum of a tick overflows.
  int64_t input;
  // Ticks in which the compartment was active, less the tick since when it holds a voltage, if it does: a
  // compartment that merely holds one counts as active in every tick, though nothing happens to it.
  int64_t activity;
  int32_t voltage;
  int32_t threshold;
  // -1 if a voltage stays as it is without input, 0 if none is left after the tick. In a general compartment, 0 also
  // while it cannot rest.
  int32_t kept_mask;
  // Of a gate the index of its loihi_gate, of a general compartment the complement of the index of its own state.
  int32_t link;
} loihi_cell;

// A gate's noise: table[word & 255], or with 255 raw values table[(255 * word) >> 32].
typedef struct {
  int32_t noise[256];
  // 0 for 256 raw values.
  uint32_t raw_values;
  // -1 if the noise is added to the current, 0 if to the voltage.
  int32_t to_current;
} loihi_gate;

// A synapse on its way, or in a table.
typedef struct {
  // Compartment, counted over all cores.
  uint32_t target;
  // Twice the effective weight; 1 more if the target is not a simple compartment.
  int32_t weight;
} loihi_synapse;

// What a spike of a compartment sets off: half a cache line.
//
// Most compartments reach a few synapses at one or two delays. Those stand here as two short runs, which are handed
// to the delay ring whatever their lengths, 0 too: that takes no branch that could be guessed wrong.
typedef struct {
  uint64_t spikes;
  // Two runs of up to LOIHI_CHUNK synapses: the first synapse, the number, and the ticks from sending to acting.
  uint32_t first_a;
  uint32_t first_b;
  uint8_t count_a;
  uint8_t ticks_a;
  uint8_t count_b;
  uint8_t ticks_b;
  // Output port, -1 for none.
  int32_t port;
  // The segments that the short runs do not hold.
  uint32_t first_more;
  uint32_t more_count;
} loihi_sender;

// A slot of the delay ring: synapses from `first` up to `next`. As long as that is not beyond `limit` there is room
// for two more chunks.
typedef struct {
  loihi_synapse *first;
  loihi_synapse *next;
  loihi_synapse *limit;
} loihi_slot;

// What the passes of a tick share.
typedef struct {
  loihi_cell *cells;
  const loihi_gate *gates;
  loihi_sender *senders;
  const loihi_synapse *synapses;
  const uint64_t *identities;
  loihi_slot *slots;
  // Slots less 1; the number is a power of two.
  uint64_t slot_mask;
  // Ticks completed.
  uint64_t tick;
  uint32_t key[2];
  uint64_t clipped_potentials;
  // Compartments to update in this tick: simple ones, others, and those of the others that are gates.
  uint32_t *simple;
  uint32_t *others;
  uint32_t *drawing;
  // Compartments that spiked in this tick, and those of them that are probed, or have more segments to send.
  uint32_t *fired;
  uint32_t *probed;
  uint32_t *sending_more;
  size_t simple_count;
  size_t other_count;
  size_t drawing_count;
  size_t fired_count;
  size_t probed_count;
  size_t more_count;
  // How many of the fired have sent.
  size_t sent_count;
  // Scratch: a random word per gate that draws.
  uint32_t *words;
} loihi_work;

typedef struct {
  const char *name;
  // Adds the inputs of a run of synapses and appends compartments that had none to the lists.
  void (*deliver)(loihi_work *work, const loihi_synapse *run, size_t count);
  // Updates the simple compartments on the list, and begins the list of the fired with them.
  void (*update_simple)(loihi_work *work);
  // Draws for the gates on the list and updates them.
  void (*update_gates)(loihi_work *work);
  // Puts the short runs of the fired into the delay ring, from sent_count on; stops where a slot is full.
  void (*send)(loihi_work *work);
} loihi_kernels;

// The widest kernels that this processor can run.
const loihi_kernels *loihi_best_kernels(void);
// All kernels that this processor can run; `index` from 0, null at the end.
const loihi_kernels *loihi_kernels_at(size_t index);

#endif
