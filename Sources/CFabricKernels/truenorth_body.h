// The kernel itself, compiled once for every instruction set. KERNEL(name) gives each copy its own name.
// Plain C with the vector types of GCC and clang: eight lanes, which the compiler cuts to the machine's width.

#include "philox_body.h"

typedef int32_t KERNEL(i32x8) __attribute__((vector_size(32), aligned(4)));
typedef int16_t KERNEL(i16x8) __attribute__((vector_size(16), aligned(4)));
typedef int8_t KERNEL(i8x8) __attribute__((vector_size(8), aligned(1)));
typedef int8_t KERNEL(i8x32) __attribute__((vector_size(32), aligned(1)));
typedef uint8_t KERNEL(u8x32) __attribute__((vector_size(32), aligned(1)));
typedef uint32_t KERNEL(u32x8) __attribute__((vector_size(32), aligned(4)));
typedef uint8_t KERNEL(u8x8) __attribute__((vector_size(8), aligned(1)));
typedef bool KERNEL(b8) __attribute__((ext_vector_type(8)));

#define i32x8 KERNEL(i32x8)
#define i16x8 KERNEL(i16x8)
#define i8x8 KERNEL(i8x8)
#define i8x32 KERNEL(i8x32)
#define u8x32 KERNEL(u8x32)
#define u32x8 KERNEL(u32x8)
#define u8x8 KERNEL(u8x8)
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
  *(u32x8 *)end = __builtin_convertvector(*(const u8x8 *)kernel_lanes_of[mask], u32x8) + first;
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
INLINE uint32_t *KERNEL(list_bits)(uint32_t *list, uint64_t word, uint32_t first) {
  uint32_t *end = list + __builtin_popcountll(word);
  for (; list < end; list += 4) {
    for (int i = 0; i < 4; i++, word &= word - 1) list[i] = first + KERNEL(lowest)(word);
  }
  return end;
}

// Lanes in which a tick without input might change something.
INLINE i32x8 KERNEL(unsettled)(const tn_group *group, i32x8 potentials) {
  return (potentials < KERNEL(load)(group->settled_low)) | (potentials > KERNEL(load)(group->settled_high));
}

INLINE i32x8 KERNEL(over)(i32x8 potentials) {
  return __builtin_elementwise_abs(potentials) > TN_POTENTIAL_LIMIT;
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
static __attribute__((noinline)) uint32_t KERNEL(update_spilled)(
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

// The same, called so that the ends of the lists stay in registers elsewhere.
INLINE uint32_t KERNEL(update_over)(
  const tn_group *group, int32_t *potentials, uint32_t first, i32x8 integrated, ends *lists) {
  int32_t lanes[TN_LANES];
  memcpy(lanes, &integrated, sizeof lanes);
  ends spilled = *lists;
  uint32_t unsettled = KERNEL(update_spilled)(group, potentials, first, lanes, &spilled);
  *lists = spilled;
  return unsettled;
}

// Updates eight neurons. Returns the lanes that are unsettled afterwards.
INLINE uint32_t KERNEL(update)(
  const tn_group *group, int32_t *potentials, uint32_t first, i32x8 integrated, ends *lists) {
  i32x8 leaked = integrated + KERNEL(load)(group->leak), spiked;
  if (UNLIKELY(KERNEL(bits)(KERNEL(over)(leaked)) != 0)) {
    return KERNEL(update_over)(group, potentials, first, integrated, lists);
  }
  i32x8 after = KERNEL(thresholded)(group, leaked, &spiked);
  *(i32x8 *)potentials = after;
  lists->fired = KERNEL(append)(lists->fired, first, KERNEL(bits)(spiked));
  uint32_t unsettled = KERNEL(bits)(KERNEL(unsettled)(group, after));
  if (group->gates) lists->gates = KERNEL(append)(lists->gates, first, unsettled & group->gates);
  if (group->scalar) lists->scalar = KERNEL(append)(lists->scalar, first, unsettled & group->scalar);
  return unsettled;
}

// Updates the groups of a core that were reached or are unsettled. Returns whether any is unsettled afterwards.
INLINE bool KERNEL(update_reached)(const tn_core *core, tn_work *work, ends *lists) {
  const char *table = (const char *)work->table;
  uint64_t any = 0;
  for (uint32_t word = 0; word * 64 < core->group_count; word++) {
    int32_t *potentials = core->potentials + word * 64 * TN_LANES;
    const uint32_t *groups = core->groups + word * 64;
    uint32_t first = core->first + word * 64 * TN_LANES;
    uint64_t unsettled = 0;
    for (uint64_t active = core->unsettled[word]; active != 0; active &= active - 1) {
      uint32_t bit = (uint32_t)__builtin_ctzll(active), lane = bit * TN_LANES;
      uint32_t lanes = KERNEL(update)(
        (const tn_group *)(table + groups[bit]), potentials + lane, first + lane, KERNEL(load)(potentials + lane), lists);
      unsettled |= (uint64_t)(lanes != 0) << bit;
    }
    core->unsettled[word] = unsettled;
    any |= unsettled;
  }
  return any != 0;
}

// Takes a core's active axons from a slot of the scheduler and lists them. Returns how many there are.
INLINE size_t KERNEL(take_axons)(const tn_core *core, uint64_t *slot, tn_work *work) {
  uint32_t *end = work->axons;
  for (uint32_t word = 0; word < core->axon_words; word++) {
    uint64_t active = slot[word];
    slot[word] = 0;
    end = KERNEL(list_bits)(end, active, word * 64);
  }
  size_t count = (size_t)(end - work->axons);
  work->scheduled_axons -= count;
  return count;
}

#include "truenorth_dense.h"
#include "truenorth_rows.h"

// Runs the listed cores of a block.
INLINE void KERNEL(run_cores)(
  const tn_fabric *fabric, const uint32_t *cores, size_t count, uint64_t tick, tn_work *work, ends *lists) {
  uint64_t *slot = fabric->axon_slots[tick % TN_SLOTS];
  KERNEL(dense_rows) dense;
  memset(dense.counts, 0, sizeof dense.counts);
  for (size_t position = 0; position < count; position++) {
    if (fabric->is_large && position + 4 < count) KERNEL(prefetch_rows)(fabric->cores + cores[position + 4], slot);
    uint32_t index = cores[position];
    const tn_core *core = fabric->cores + index;
    size_t axons = KERNEL(take_axons)(core, slot + core->first_axon_word, work);
    uint64_t *events = fabric->synaptic_events + index;
    bool is_unsettled = core->rows == NULL ? KERNEL(run_dense)(core, axons, work, &dense, events, lists)
                                           : KERNEL(run_rows)(fabric, core, axons, work, &dense, events, lists);
    fabric->unsettled_cores[index / 64] |= (uint64_t)is_unsettled << (index % 64);
  }
}

// Decides the gates that draw. One that is out of range or below its floor is left to the caller.
INLINE void KERNEL(draw_gates)(
  const tn_fabric *fabric, uint64_t tick, tn_work *work, ends *lists) {
  enum { CHUNK = 32 };
  KERNEL(u64x4) words[CHUNK / 4];
  uint32_t *fired = lists->fired, *scalar = lists->scalar;
  for (const uint32_t *gates = work->gates; gates < lists->gates; gates += CHUNK) {
    size_t count = lists->gates - gates < CHUNK ? (size_t)(lists->gates - gates) : CHUNK;
    // Four at a time: behind the end of the list stand numbers of neurons, whichever.
    for (size_t i = 0; i < count; i += 4) {
      words[i / 4] = KERNEL(first_words)(fabric->identities, gates + i, tick, &work->keys);
    }
    for (size_t i = 0; i < count; i++) {
      uint32_t neuron = gates[i];
      const tn_gate *gate = fabric->gates + fabric->gate_types[neuron];
      int32_t potential = fabric->potentials[neuron];
      bool is_odd = (uint32_t)potential - (uint32_t)gate->floor > (uint32_t)(TN_POTENTIAL_LIMIT - gate->floor);
      bool spikes = potential >= gate->threshold + ((int32_t)((const uint64_t *)words)[i] & gate->mask);
      *scalar = neuron;
      scalar += is_odd;
      *fired = neuron;
      fired += spikes && !is_odd;
    }
  }
  lists->fired = fired;
  lists->scalar = scalar;
}

static size_t KERNEL(tick)(
  const tn_fabric *fabric, const uint32_t *cores, size_t count, uint64_t tick, tn_work *work) {
  ends lists = {work->fired, work->gates, work->scalar};
  if (fabric->lists != NULL) {
    count = KERNEL(run_listed)(fabric, tick, work, &lists);
  } else {
    KERNEL(run_cores)(fabric, cores, count, tick, work, &lists);
  }
  if (lists.gates != work->gates) KERNEL(draw_gates)(fabric, tick, work, &lists);
  work->fired_count = (size_t)(lists.fired - work->fired);
  work->scalar_count = (size_t)(lists.scalar - work->scalar);
  return count;
}

static uint64_t KERNEL(run)(
  const tn_fabric *fabric, uint32_t *cores, uint64_t tick, uint64_t end, tn_work *work) {
  while (tick < end) {
    size_t count = tn_take_cores(fabric, tick, work, cores);
    count = KERNEL(tick)(fabric, cores, count, tick, work);
    if (work->scalar_count > 0) return tick;
    tn_send_fired(fabric, tick, 1, work);
    tick++;
    if (work->output_count > 0 || (count == 0 && work->scheduled_axons == 0)) break;
  }
  return tick;
}

#undef i32x8
#undef i16x8
#undef i8x8
#undef i8x32
#undef u8x32
#undef u32x8
#undef u8x8
#undef b8
#undef ends
