// The kernel itself, compiled once for every instruction set. KERNEL(name) gives each copy its own name.
// Plain C with the vector types of GCC and clang: eight lanes, which the compiler cuts to the machine's width.

typedef int32_t KERNEL(i32x8) __attribute__((vector_size(32), aligned(4)));
typedef int8_t KERNEL(i8x8) __attribute__((vector_size(8), aligned(1)));
typedef int8_t KERNEL(i8x32) __attribute__((vector_size(32), aligned(1)));
typedef uint8_t KERNEL(u8x32) __attribute__((vector_size(32), aligned(1)));
typedef uint32_t KERNEL(u32x8) __attribute__((vector_size(32), aligned(4)));
typedef uint8_t KERNEL(u8x8) __attribute__((vector_size(8), aligned(1)));
typedef uint64_t KERNEL(u64x8) __attribute__((vector_size(64), aligned(8)));
typedef bool KERNEL(b8) __attribute__((ext_vector_type(8)));

#define i32x8 KERNEL(i32x8)
#define i8x8 KERNEL(i8x8)
#define i8x32 KERNEL(i8x32)
#define u8x32 KERNEL(u8x32)
#define u32x8 KERNEL(u32x8)
#define u8x8 KERNEL(u8x8)
#define u64x8 KERNEL(u64x8)
#define b8 KERNEL(b8)

// The ends of the lists that a tick fills: in registers, so that no list waits for its own length.
typedef struct {
  uint32_t *fired;
  uint32_t *gates;
  uint32_t *scalar;
} KERNEL(ends);
#define ends KERNEL(ends)

// A bit per lane: set where the lane of a comparison holds.
INLINE uint32_t KERNEL(bits)(i32x8 condition) {
#ifdef KERNEL_HAS_AVX2
  return (uint32_t)_mm256_movemask_ps((__m256)condition);
#else
  b8 lanes = __builtin_convertvector(condition, b8);
  uint8_t bits;
  memcpy(&bits, &lanes, sizeof bits);
  return bits;
#endif
}

INLINE i32x8 KERNEL(load)(const int32_t *lanes) { return *(const i32x8 *)lanes; }

INLINE i32x8 KERNEL(choose)(i32x8 condition, i32x8 yes, i32x8 no) {
  return (yes & condition) | (no & ~condition);
}

// Appends the neurons of the lanes in `mask`: eight are always written, and as many as there are kept.
INLINE uint32_t *KERNEL(append)(uint32_t *end, uint32_t first, uint32_t mask) {
  *(u32x8 *)end = __builtin_convertvector(*(const u8x8 *)tn_lanes_of[mask], u32x8) + first;
  return end + __builtin_popcount(mask);
}

// The place of the lowest set bit; any number for 0.
INLINE uint32_t KERNEL(lowest)(uint64_t word) {
#ifdef KERNEL_HAS_AVX2
  return (uint32_t)_tzcnt_u64(word);
#else
  return (uint32_t)__builtin_ctzll(word | 1ull << 63);
#endif
}

// Lists the set bits of a word, four at a time and without a branch on how many there are; room for three more.
INLINE uint16_t *KERNEL(list_bits)(uint16_t *list, uint64_t word, uint32_t first) {
  uint16_t *end = list + __builtin_popcountll(word);
  for (; list < end; list += 4) {
    for (int i = 0; i < 4; i++, word &= word - 1) list[i] = (uint16_t)(first + KERNEL(lowest)(word));
  }
  return end;
}

// Lanes in which a tick without input might change something.
INLINE i32x8 KERNEL(unsettled)(const tn_group *group, i32x8 potentials) {
  return (potentials < KERNEL(load)(group->settled_low)) | (potentials > KERNEL(load)(group->settled_high));
}

INLINE i32x8 KERNEL(over)(i32x8 potentials) {
  return (potentials > TN_POTENTIAL_LIMIT) | (potentials < -TN_POTENTIAL_LIMIT);
}

// The potentials after the threshold step; `spiked` takes the lanes that spiked.
INLINE i32x8 KERNEL(thresholded)(const tn_group *group, i32x8 leaked, i32x8 *spiked) {
  i32x8 fell = leaked < KERNEL(load)(group->floor);
  i32x8 raised = (leaked & KERNEL(load)(group->kept_at_spike)) + KERNEL(load)(group->added_at_spike);
  i32x8 lifted = (leaked & KERNEL(load)(group->kept_at_floor)) + KERNEL(load)(group->added_at_floor);
  *spiked = leaked >= KERNEL(load)(group->threshold);
  return KERNEL(choose)(*spiked, raised, KERNEL(choose)(fell, lifted, leaked));
}

// Updates eight neurons of which some leave the register's range: these keep what they had and are left to the
// caller.
static __attribute__((noinline)) uint32_t KERNEL(update_over)(
  const tn_group *group, int32_t *potentials, uint32_t first, const int32_t *integrated, ends *lists) {
  i32x8 before = KERNEL(load)(integrated), leaked = before + KERNEL(load)(group->leak), spiked;
  i32x8 over = KERNEL(over)(leaked);
  i32x8 after = KERNEL(choose)(over, before, KERNEL(thresholded)(group, leaked, &spiked));
  *(i32x8 *)potentials = after;
  uint32_t over_lanes = KERNEL(bits)(over) & ~group->ordered;
  uint32_t unsettled = KERNEL(bits)(KERNEL(unsettled)(group, after)) | over_lanes;
  lists->fired = KERNEL(append)(lists->fired, first, KERNEL(bits)(spiked) & ~over_lanes);
  lists->gates = KERNEL(append)(lists->gates, first, unsettled & group->gates & ~over_lanes);
  lists->scalar = KERNEL(append)(lists->scalar, first, (unsettled & group->scalar) | over_lanes);
  return unsettled;
}

// Updates eight neurons. Returns the lanes that are unsettled afterwards.
INLINE uint32_t KERNEL(update)(
  const tn_group *group, int32_t *potentials, uint32_t first, i32x8 integrated, ends *lists) {
  i32x8 leaked = integrated + KERNEL(load)(group->leak), spiked;
  if (__builtin_expect(KERNEL(bits)(KERNEL(over)(leaked)) != 0, 0)) {
    int32_t lanes[TN_LANES];
    memcpy(lanes, &integrated, sizeof lanes);
    ends spilled = *lists;
    uint32_t unsettled = KERNEL(update_over)(group, potentials, first, lanes, &spilled);
    *lists = spilled;
    return unsettled;
  }
  i32x8 after = KERNEL(thresholded)(group, leaked, &spiked);
  *(i32x8 *)potentials = after;
  lists->fired = KERNEL(append)(lists->fired, first, KERNEL(bits)(spiked));
  uint32_t unsettled = KERNEL(bits)(KERNEL(unsettled)(group, after));
  if (group->gates) lists->gates = KERNEL(append)(lists->gates, first, unsettled & group->gates);
  if (group->scalar) lists->scalar = KERNEL(append)(lists->scalar, first, unsettled & group->scalar);
  return unsettled;
}

INLINE const tn_group *KERNEL(group)(const tn_core *core, const tn_work *work, uint32_t index) {
  return work->table + core->groups[index];
}

// Updates the groups of a core that were reached or are unsettled.
INLINE void KERNEL(update_reached)(const tn_fabric *fabric, uint32_t index, tn_work *work, ends *lists) {
  const tn_core *core = fabric->cores + index;
  uint64_t any = 0;
  for (uint32_t word = 0; word * 64 < core->group_count; word++) {
    uint64_t unsettled = 0;
    for (uint64_t active = core->unsettled[word]; active != 0; active &= active - 1) {
      uint32_t bit = (uint32_t)__builtin_ctzll(active), group = word * 64 + bit;
      int32_t *potentials = core->potentials + group * TN_LANES;
      uint32_t lanes = KERNEL(update)(
        KERNEL(group)(core, work, group), potentials, core->first + group * TN_LANES, KERNEL(load)(potentials), lists);
      unsettled |= (uint64_t)(lanes != 0) << bit;
    }
    core->unsettled[word] = unsettled;
    any |= unsettled;
  }
  fabric->unsettled_cores[index / 64] |= (uint64_t)(any != 0) << (index % 64);
}

#include "truenorth_dense.h"

// Adds the strengths of a core's active axons and notes the groups reached. A row on a list is added at once.
INLINE void KERNEL(integrate)(
  const tn_fabric *fabric, uint32_t index, uint64_t *slot, tn_work *work, KERNEL(dense_rows) *dense) {
  const tn_core *core = fabric->cores + index;
  int32_t *potentials = core->potentials;
  uint16_t *end = work->axons;
  for (uint32_t word = 0; word < core->axon_words; word++) {
    uint64_t active = slot[word];
    slot[word] = 0;
    end = KERNEL(list_bits)(end, active, word * 64);
  }
  work->scheduled_axons -= (size_t)(end - work->axons);
  uint64_t events = 0, reached = 0;
  bool is_wide = core->group_count > 64;
  for (const uint16_t *axon = work->axons; axon < end; axon++) {
    const tn_row *row = core->rows + *axon;
    if (__builtin_expect(row->count <= 4, 1)) {
      for (int i = 0; i < 4; i++) potentials[row->first[i].neuron] += row->first[i].strength;
    } else if (row->count == TN_DENSE_ROW) {
      KERNEL(add_dense)(core, work, dense, *axon);
      events += KERNEL(row_bits)(core, *axon);
      continue;
    } else {
      const tn_synapse *synapse = work->synapses + row->start;
      for (uint32_t i = 0; i < row->count; i++) potentials[synapse[i].neuron] += synapse[i].strength;
    }
    events += row->count;
    reached |= row->groups;
    if (__builtin_expect(is_wide, 0)) tn_reach_widely(core, work, row);
  }
  core->unsettled[0] |= reached;
  fabric->synaptic_events[index] += events;
}

// Fetches the rows of a core's active axons, without waiting for them: four of every word, which is more than there
// are as a rule.
INLINE void KERNEL(prefetch_rows)(const tn_core *core, const uint64_t *slot) {
  if (core->rows != NULL) return;
  for (uint32_t word = 0; word < core->axon_words; word++) {
    uint64_t active = slot[core->first_axon_word + word];
    const uint64_t *rows = core->crossbar + (size_t)word * 64 * core->row_words;
    for (int i = 0; i < 4; i++, active &= active - 1) {
      __builtin_prefetch(rows + KERNEL(lowest)(active) * core->row_words);
    }
  }
}

// Potentials that were just written one by one cannot be read at once as a vector without a wait: hence some cores
// are integrated before the first of them is updated. Cores with active dense rows are updated when their rows are
// known.
INLINE void KERNEL(run_cores)(
  const tn_fabric *fabric, const uint32_t *cores, size_t count, uint64_t tick, tn_work *work, ends *lists) {
  enum { BATCH = 8 };
  uint64_t *slot = fabric->axon_slots[tick % TN_SLOTS];
  KERNEL(dense_rows) dense;
  memset(dense.counts, 0, sizeof dense.counts);
  for (size_t first = 0; first < count; first += BATCH) {
    size_t end = first + BATCH < count ? first + BATCH : count;
    uint32_t waiting[BATCH];
    size_t waiting_count = 0;
    for (size_t position = first; position < end; position++) {
      if (fabric->is_large && position + 3 < count) KERNEL(prefetch_rows)(fabric->cores + cores[position + 3], slot);
      uint32_t index = cores[position];
      const tn_core *core = fabric->cores + index;
      if (core->rows == NULL) {
        KERNEL(run_dense)(fabric, index, slot + core->first_axon_word, work, &dense, lists);
        continue;
      }
      KERNEL(integrate)(fabric, index, slot + core->first_axon_word, work, &dense);
      if (dense.counts[0] | dense.counts[1] | dense.counts[2] | dense.counts[3]) {
        KERNEL(update_dense)(fabric, index, work, &dense, lists);
      } else {
        waiting[waiting_count++] = index;
      }
    }
    for (size_t position = 0; position < waiting_count; position++) {
      KERNEL(update_reached)(fabric, waiting[position], work, lists);
    }
  }
}

// Word x of Philox4x32-10 for eight counters, eight numbers of 32 bits, each in a lane of 64. See RandomStreams for the
// generator and its source.
INLINE u64x8 KERNEL(philox)(u64x8 identities, uint64_t tick, uint32_t key0, uint32_t key1) {
  const uint64_t low = 0xFFFFFFFF;
  u64x8 c0 = identities & low, c1 = (u64x8){} + (tick & low);
  u64x8 c2 = (identities >> 32 & 0xFFFF) | (tick >> 32 & 0xFFFF) << 16, c3 = {};
  for (int round = 0; round < 10; round++) {
    u64x8 p0 = (c0 & low) * 0xD2511F53ull, p1 = (c2 & low) * 0xCD9E8D57ull;
    c0 = p1 >> 32 ^ c1 ^ (uint64_t)key0;
    c1 = p1 & low;
    c2 = p0 >> 32 ^ c3 ^ (uint64_t)key1;
    c3 = p0 & low;
    key0 += 0x9E3779B9;
    key1 += 0xBB67AE85;
  }
  return c0;
}

// Decides the gates that draw. One that is out of range or below its floor is left to the caller.
INLINE void KERNEL(draw_gates)(
  const tn_fabric *fabric, uint64_t tick, uint32_t key0, uint32_t key1, tn_work *work, ends *lists) {
  uint32_t *fired = lists->fired, *scalar = lists->scalar, *end = lists->gates;
  for (uint32_t *gates = work->gates; gates < end; gates += 8) {
    size_t lanes = end - gates < 8 ? (size_t)(end - gates) : 8;
    // The list has room for a whole vector; lanes without a gate draw for the first.
    for (size_t lane = lanes; lane < 8; lane++) gates[lane] = gates[0];
    uint64_t identities[8], words[8];
    for (size_t lane = 0; lane < 8; lane++) identities[lane] = fabric->identities[gates[lane]];
    u64x8 drawn = KERNEL(philox)(*(const u64x8 *)identities, tick, key0, key1);
    memcpy(words, &drawn, sizeof words);
    for (size_t lane = 0; lane < lanes; lane++) {
      uint32_t neuron = gates[lane];
      const tn_gate *gate = fabric->gates + fabric->gate_types[neuron];
      int32_t potential = fabric->potentials[neuron];
      bool is_odd = (uint32_t)potential - (uint32_t)gate->floor > (uint32_t)(TN_POTENTIAL_LIMIT - gate->floor);
      bool spikes = potential >= gate->threshold + ((int32_t)words[lane] & gate->mask);
      *scalar = neuron;
      scalar += is_odd;
      *fired = neuron;
      fired += spikes && !is_odd;
    }
  }
  lists->fired = fired;
  lists->scalar = scalar;
}

INLINE void KERNEL(tick_lists)(
  const tn_fabric *fabric, const uint32_t *cores, size_t count, uint64_t tick, uint32_t key0, uint32_t key1,
  tn_work *work) {
  ends lists = {work->fired, work->gates, work->scalar};
  KERNEL(run_cores)(fabric, cores, count, tick, work, &lists);
  if (lists.gates != work->gates) KERNEL(draw_gates)(fabric, tick, key0, key1, work, &lists);
  work->fired_count = (size_t)(lists.fired - work->fired);
  work->scalar_count = (size_t)(lists.scalar - work->scalar);
}

static void KERNEL(tick)(
  const tn_fabric *fabric, const uint32_t *cores, size_t count, uint64_t tick, uint32_t key0, uint32_t key1,
  tn_work *work) {
  KERNEL(tick_lists)(fabric, cores, count, tick, key0, key1, work);
}

static uint64_t KERNEL(run)(
  const tn_fabric *fabric, uint32_t *cores, uint64_t tick, uint64_t end, uint32_t key0, uint32_t key1,
  tn_work *work) {
  while (tick < end) {
    size_t count = tn_take_cores(fabric, tick, work, cores);
    KERNEL(tick_lists)(fabric, cores, count, tick, key0, key1, work);
    if (work->scalar_count > 0) return tick;
    tn_send_fired(fabric, tick, 1, work);
    tick++;
    if (work->output_count > 0 || (count == 0 && work->scheduled_axons == 0)) break;
  }
  return tick;
}

#undef i32x8
#undef i8x8
#undef i8x32
#undef u8x32
#undef u32x8
#undef u8x8
#undef u64x8
#undef b8
#undef ends
