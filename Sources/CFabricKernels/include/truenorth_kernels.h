// One tick of a TrueNorth core on vector registers. See Documentation/Performance.md for the layout.
//
// Eight neurons with consecutive numbers form a group, the unit of updating. Groups whose eight neurons have
// the same types share one block of parameters.

#ifndef TRUENORTH_KERNELS_H
#define TRUENORTH_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "philox.h"

enum { TN_LANES = 8, TN_AXON_TYPES = 4, TN_SLOTS = 16 };

// In tn_row.count: the row is read as bits of the crossbar.
static const uint32_t TN_DENSE_ROW = UINT32_MAX;

// Parameters of eight neurons. A neuron that draws random numbers is inert here: it only integrates.
typedef struct {
  int32_t leak[TN_LANES];
  int32_t threshold[TN_LANES];
  int32_t floor[TN_LANES];
  // After a spike, and after falling below the floor: the potential under a mask, plus a number.
  int32_t kept_at_spike[TN_LANES];
  int32_t added_at_spike[TN_LANES];
  int32_t kept_at_floor[TN_LANES];
  int32_t added_at_floor[TN_LANES];
  // Between these a tick without input changes nothing.
  int32_t settled_low[TN_LANES];
  int32_t settled_high[TN_LANES];
  // By axon type; 0 where the synapse is stochastic.
  int32_t strengths[TN_AXON_TYPES][TN_LANES];
  // Lanes that are gates, and lanes that are left to the caller: while they are unsettled.
  uint32_t gates;
  uint32_t scalar;
  // Lanes that the caller updates in every tick, whatever their potential.
  uint32_t ordered;
} tn_group;

// What a row adds to the potentials of one group.
typedef struct {
  int16_t strengths[TN_LANES];
  // Number of the group's first neuron.
  uint32_t first;
} tn_part;

// A crossbar row as the groups that it reaches; a dense one is read as bits. Stochastic synapses are here with strength
// 0: the caller adds what they draw.
typedef struct {
  // Two parts are always added; one that stands for nothing adds zeros.
  tn_part parts[2];
  // A bit per group reached, in cores of at most 64 groups; 0 in larger ones.
  uint64_t groups;
  uint32_t core;
  // Number of synapses, or TN_DENSE_ROW.
  uint32_t count;
  // Further parts, and where they start.
  uint32_t start;
  uint32_t more;
} tn_row;

// Where a neuron's spike goes.
typedef struct {
  // The axon, numbered through all cores (a core's axons begin a word of 64), or the output port.
  uint32_t axon;
  // Target core times 16, plus the delay in ticks. A delay of 0 marks an output port, or with axon TN_NOWHERE nothing.
  uint32_t place;
} tn_send;

static const uint32_t TN_NOWHERE = UINT32_MAX;

// What a spike reads and writes of its neuron: its target, and its spikes since load.
typedef struct {
  tn_send send;
  uint64_t spikes;
} tn_sender;

// Spikes for the cores of another block.
typedef struct {
  tn_send *sends;
  size_t count;
  size_t capacity;
} tn_outbox;

// A type that draws for its threshold alone: without leak or reset, its potential stays what it is.
typedef struct {
  int32_t threshold;
  int32_t mask;
  int32_t floor;
  int32_t unused;
} tn_gate;

typedef struct {
  int32_t *potentials;
  // A bit per group that must be updated even without input.
  uint64_t *unsettled;
  // By group: where its parameters are in the table, in bytes.
  const uint32_t *groups;
  // The parameters of all groups, if all neurons are of one type that draws nothing, else null; and the largest
  // magnitude of its strengths.
  const tn_group *alike;
  size_t largest_strength;
  // By axon; null if all rows are read as bits.
  const tn_row *rows;
  const uint8_t *axon_types;
  const uint64_t *crossbar;
  // Number of the first neuron, a multiple of 8, and of the first word in a scheduler slot.
  uint32_t first;
  uint32_t first_axon_word;
  uint32_t group_count;
  // Words of a crossbar row and of a scheduler slot.
  uint32_t row_words;
  uint32_t axon_words;
} tn_core;

// What a tick of several cores shares. The lists have room for 8 entries more than there are neurons.
typedef struct {
  const tn_group *table;
  // Parts of rows that have more than two.
  const tn_part *parts;
  // Scratch: active axons of each type at each neuron.
  uint8_t *counts;
  // Scratch: active axons of a core, with room for three more.
  uint32_t *axons;
  // Neurons that spiked, and neurons left to the caller.
  uint32_t *fired;
  uint32_t *scalar;
  size_t fired_count;
  size_t scalar_count;
  // Scratch: gates that draw.
  uint32_t *gates;
  // Neurons with an output port that spiked.
  uint32_t *outputs;
  size_t output_count;
  // For each of two ticks in turn, by destination block.
  tn_outbox *outboxes;
  // Words of cores of this block, and the power of two that blocks have.
  uint32_t first_word;
  uint32_t end_word;
  uint32_t block_shift;
  // Axons set in the scheduler, and spikes that found theirs set.
  size_t scheduled_axons;
  uint64_t merged_spikes;
  philox_keys keys;
} tn_work;

// Axons that are set in a slot of the scheduler.
typedef struct {
  uint32_t *axons;
  uint32_t *end;
} tn_list;

// All cores of an image, and the scheduler.
typedef struct {
  const tn_core *cores;
  // In a listed fabric, which is small and sparse and has no axon that two neurons drive: the axons of every slot as a
  // list, instead of bits and marks; all rows, by axon; and the one word of unsettled groups of every core. `lists` is
  // null in others.
  tn_list *lists;
  const tn_row *rows;
  uint64_t *unsettled_groups;
  // By core, since load.
  uint64_t *synaptic_events;
  // A bit per core with an unsettled group.
  uint64_t *unsettled_cores;
  // The scheduler: for each slot a bit per axon; a byte per core with such an axon, and per 64 cores with such a core.
  // (Bytes are written without being read: many spikes for one core do not wait for each other.)
  uint64_t *axon_slots[TN_SLOTS];
  uint8_t *core_slots[TN_SLOTS];
  uint8_t *word_slots[TN_SLOTS];
  uint32_t core_count;
  // The crossbars do not fit the cache.
  bool is_large;
  // By neuron.
  tn_sender *senders;
  const uint64_t *identities;
  int32_t *potentials;
  // By neuron, where it is a gate: its type; by type.
  const uint32_t *gate_types;
  const tn_gate *gates;
} tn_fabric;

typedef struct {
  const char *name;
  // One tick of a block but for sending: takes the active axons from the scheduler, integrates them, updates all groups
  // that were reached or are unsettled, and draws for the gates among them: word x of Philox block 0 of (identity,
  // tick). `cores` lists those that work, from `tn_take_cores`; a listed fabric finds them itself.
  // Returns how many cores worked.
  size_t (*tick)(
    const tn_fabric *fabric, const uint32_t *cores, size_t count, uint64_t tick, tn_work *work);
  // Ticks of a fabric of one block, up to `end`: stops after a tick with an output, after a tick in which nothing was
  // left to do, or in a tick whose list for the caller is not empty: that tick is not yet sent. Returns the ticks
  // completed.
  uint64_t (*run)(
    const tn_fabric *fabric, uint32_t *cores, uint64_t tick, uint64_t end, tn_work *work);
} tn_kernels;

// Sets the bit of a spike's axon; a bit that was set already makes two spikes one.
void tn_schedule(const tn_fabric *fabric, tn_send send, uint64_t tick, tn_work *work);

// Lists the cores of a block with active axons or unsettled groups in this tick, and clears their marks. Returns how
// many there are; 0 in a listed fabric.
size_t tn_take_cores(const tn_fabric *fabric, uint64_t tick, const tn_work *work, uint32_t *cores);

// Sends what fired. The outboxes have room for it.
void tn_send_fired(const tn_fabric *fabric, uint64_t tick, size_t block_count, tn_work *work);

// Puts what an outbox holds, sent in tick `tick`, into the scheduler, and empties it.
void tn_accept(const tn_fabric *fabric, tn_outbox *box, uint64_t tick, tn_work *work);
// Makes room for `count` more sends, and gives all room back.
void tn_reserve(tn_outbox *box, size_t count);
void tn_clear(tn_outbox *box);

// All kernels that this processor can run, the widest first; `index` from 0, null at the end.
const tn_kernels *tn_kernels_at(size_t index);

#endif
