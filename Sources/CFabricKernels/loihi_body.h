// The passes of loihi_kernels.h, compiled once per instruction set as KERNEL(name).

#include "philox_body.h"

typedef int32_t KERNEL(i32x4) __attribute__((vector_size(16), aligned(4), may_alias));
typedef int32_t KERNEL(i32x8) __attribute__((vector_size(32), aligned(4), may_alias));
#define i32x4 KERNEL(i32x4)
#define i32x8 KERNEL(i32x8)

INLINE void KERNEL(add)(loihi_work *work, const loihi_synapse *run, size_t count, bool checked) {
  loihi_cell *cells = work->cells;
  uint32_t *reached = work->reached + work->reached_count;
  bool has_overrun = work->has_overrun;
  for (const loihi_synapse *end = run + count; run < end; run++) {
    uint32_t target = run->target;
    int32_t *input = &cells[target].input, before = *input, after;
    bool overran = __builtin_add_overflow(before, run->weight, &after);
    if (checked) has_overrun |= overran;
    *input = after | 1;
    *reached = target;
    reached += ~(uint32_t)before & 1;
  }
  work->reached_count = (size_t)(reached - work->reached);
  work->has_overrun = has_overrun;
}

static void KERNEL(deliver)(loihi_work *work, const loihi_synapse *run, size_t count) {
  if (work->arriving < (size_t)LOIHI_SAFE_EVENTS) {
    KERNEL(add)(work, run, count, false);
  } else {
    KERNEL(add)(work, run, count, true);
  }
}

// Eight compartments, a vector per field.
typedef struct {
  i32x8 input, voltage, rule, activity;
} KERNEL(cells);

#define ROW(cells, a, b) \
  __builtin_shufflevector(*(const i32x4 *)(cells + (a)), *(const i32x4 *)(cells + (b)), 0, 1, 2, 3, 4, 5, 6, 7)
#define LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define HIGH(a, b) __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define LOW_PAIRS(a, b) __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define HIGH_PAIRS(a, b) __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15)

INLINE KERNEL(cells) KERNEL(load)(const loihi_cell *cells, const uint32_t *index) {
  i32x8 row0 = ROW(cells, index[0], index[4]), row1 = ROW(cells, index[1], index[5]);
  i32x8 row2 = ROW(cells, index[2], index[6]), row3 = ROW(cells, index[3], index[7]);
  i32x8 low01 = LOW(row0, row1), high01 = HIGH(row0, row1), low23 = LOW(row2, row3), high23 = HIGH(row2, row3);
  return (KERNEL(cells)){
    LOW_PAIRS(low01, low23), HIGH_PAIRS(low01, low23), LOW_PAIRS(high01, high23), HIGH_PAIRS(high01, high23),
  };
}

#define STORE_ROW(cells, a, b, row) \
  *(i32x4 *)(cells + (a)) = __builtin_shufflevector(row, row, 0, 1, 2, 3); \
  *(i32x4 *)(cells + (b)) = __builtin_shufflevector(row, row, 4, 5, 6, 7)

INLINE void KERNEL(store)(loihi_cell *cells, const uint32_t *index, KERNEL(cells) from) {
  i32x8 low_iv = LOW(from.input, from.voltage), high_iv = HIGH(from.input, from.voltage);
  i32x8 low_ra = LOW(from.rule, from.activity), high_ra = HIGH(from.rule, from.activity);
  STORE_ROW(cells, index[0], index[4], LOW_PAIRS(low_iv, low_ra));
  STORE_ROW(cells, index[1], index[5], HIGH_PAIRS(low_iv, low_ra));
  STORE_ROW(cells, index[2], index[6], LOW_PAIRS(high_iv, high_ra));
  STORE_ROW(cells, index[3], index[7], HIGH_PAIRS(high_iv, high_ra));
}

// A bit per lane: set where the lane of a comparison holds.
INLINE uint32_t KERNEL(bits)(i32x8 condition) {
#ifdef KERNEL_HAS_AVX2
  return (uint32_t)_mm256_movemask_ps((__m256)condition);
#else
  uint32_t bits = 0;
  for (int lane = 0; lane < 8; lane++) bits |= (uint32_t)(condition[lane] & 1) << lane;
  return bits;
#endif
}

// Appends the entries of the lanes in `mask`: eight are always written, and as many as there are kept.
INLINE uint32_t *KERNEL(append)(uint32_t *list, const uint32_t *index, uint32_t mask) {
#ifdef KERNEL_HAS_AVX2
  __m256i lanes = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)kernel_lanes_of[mask]));
  __m256i entries = _mm256_loadu_si256((const __m256i *)index);
  _mm256_storeu_si256((__m256i *)list, _mm256_permutevar8x32_epi32(entries, lanes));
  return list + __builtin_popcount(mask);
#else
  for (int lane = 0; lane < 8; lane++) {
    *list = index[lane];
    list += mask >> lane & 1;
  }
  return list;
#endif
}

// Counts the lanes that are clipped, and limits the voltages.
INLINE i32x8 KERNEL(clip)(loihi_work *work, i32x8 voltage, uint32_t clipped) {
  const int32_t limit = (1 << 23) - 1;
  work->clipped_potentials += (uint64_t)__builtin_popcount(clipped);
  i32x8 low = voltage < -limit, high = voltage > limit;
  return (voltage & ~low & ~high) | (low & -limit) | (high & limit);
}

static void KERNEL(update_simple)(loihi_work *work) {
  const int32_t limit = (1 << 23) - 1, completed = (int32_t)(work->epoch_tick + 1);
  size_t count = work->reached_count;
  for (size_t lane = 0; lane < 8; lane++) work->reached[count + lane] = work->cell_count;
  uint32_t *fired = work->fired, *others = work->others + work->other_count;
  for (const uint32_t *index = work->reached, *end = index + count; index < end; index += 8) {
    KERNEL(cells) cells = KERNEL(load)(work->cells, index);
    i32x8 other = (cells.rule & LOIHI_OTHER) != 0, mask = -(cells.rule & LOIHI_KEEPS), kept = cells.voltage & mask;
    i32x8 sum = cells.input >> 1, wrapped = (sum << 16) >> 16;
    i32x8 voltage = kept + (wrapped << 6);
    i32x8 clipped = ((sum != wrapped) | (voltage > limit) | (voltage < -limit)) & ~other;
    uint32_t clips = KERNEL(bits)(clipped);
    if (UNLIKELY(clips != 0)) voltage = KERNEL(clip)(work, voltage, clips);
    i32x8 spiked = (voltage > (cells.rule & ~LOIHI_FLAGS)) & ~other;
    // -1 where a voltage was held, and where one is held now.
    i32x8 after = voltage & ~spiked, was_held = kept != 0, is_held = (after & mask) != 0;
    i32x8 more = 1 + was_held + ((was_held & completed) - (is_held & completed));
    cells.input &= other;
    cells.voltage = (cells.voltage & other) | (after & ~other);
    cells.activity += more & ~other;
    KERNEL(store)(work->cells, index, cells);
    fired = KERNEL(append)(fired, index, KERNEL(bits)(spiked));
    others = KERNEL(append)(others, index, KERNEL(bits)(other));
  }
  work->fired_count = (size_t)(fired - work->fired);
  work->other_count = (size_t)(others - work->others);
}

// Fills `words`, eight at a time; the list is filled up with its last entry.
INLINE void KERNEL(draw)(loihi_work *work) {
  size_t count = work->drawing_count;
  uint32_t *drawing = work->drawing;
  for (size_t lane = 0; lane < 8; lane++) drawing[count + lane] = drawing[count - 1];
  for (size_t first = 0; first < count; first += 8) {
    KERNEL(u64x4) low = KERNEL(first_words)(work->identities, drawing + first, work->tick, &work->keys);
    KERNEL(u64x4) high = KERNEL(first_words)(work->identities, drawing + first + 4, work->tick, &work->keys);
    *(i32x8 *)(work->words + first) =
      __builtin_shufflevector((i32x8)low, (i32x8)high, 0, 2, 4, 6, 8, 10, 12, 14);
  }
}

INLINE int32_t KERNEL(noise)(const loihi_gate *gate, uint32_t word) {
  uint32_t raw = gate->raw_values == 0 ? word & 255 : (uint32_t)((uint64_t)word * gate->raw_values >> 32);
  int32_t mantissa = (int32_t)raw + gate->offset;
  // Rounded toward zero.
  mantissa += (mantissa >> 31) & ((1 << gate->right) - 1);
  return (mantissa >> gate->right) * (1 << gate->left);
}

// Gates keep nothing: they rest after every update.
static void KERNEL(update_gates)(loihi_work *work) {
  if (work->drawing_count == 0) return;
  KERNEL(draw)(work);
  const int64_t limit = (1 << 23) - 1;
  uint32_t *fired = work->fired + work->fired_count;
  for (size_t position = 0; position < work->drawing_count; position++) {
    uint32_t index = work->drawing[position];
    loihi_cell *cell = work->cells + index;
    const loihi_gate *gate = work->gates + work->links[index];
    int64_t noise = KERNEL(noise)(gate, work->words[position]), to_current = gate->to_current;
    int64_t sum = (int64_t)(cell->input >> 1) * 64 + (noise & to_current);
    int64_t current = (int64_t)((uint64_t)sum << 42) >> 42;
    int64_t voltage = current + (noise & ~to_current);
    if (UNLIKELY(current != sum || (uint64_t)(voltage + limit) > (uint64_t)(2 * limit))) {
      voltage = voltage > limit ? limit : voltage < -limit ? -limit : voltage;
      work->clipped_potentials++;
    }
    int64_t spike = OPAQUE(((cell->rule & ~LOIHI_FLAGS) - voltage) >> 63);
    cell->input = 0;
    cell->voltage = (int32_t)(voltage & ~spike);
    cell->activity++;
    *fired = index;
    fired -= spike;
  }
  work->fired_count = (size_t)(fired - work->fired);
}

// The write positions stay in registers, so that no spike waits for the one before.
static void KERNEL(send)(loihi_work *work) {
  uint32_t *special = work->special + work->special_count;
  loihi_slot *slots = work->slots;
  uint64_t tick = work->tick, mask = work->slot_mask;
  size_t position = work->sent_count, count = work->fired_count;
  uint32_t far_ticks = 0;
  loihi_slot *near = slots + ((tick + work->near_ticks) & mask), *far = slots + (tick & mask);
  loihi_synapse *next_near = near->next, *limit_near = near->limit, *next_far = far->next, *limit_far = far->limit;
  for (; position < count; position++) {
    uint32_t index = work->fired[position];
    loihi_sender *sender = work->senders + index;
    const char *run = (const char *)(work->synapses + sender->first);
    size_t near_bytes = sender->near_bytes, far_bytes = sender->far_bytes;
    if (UNLIKELY((sender->far_ticks ^ far_ticks) * far_bytes != 0)) {
      far->next = next_far;
      far_ticks = sender->far_ticks;
      far = slots + ((tick + far_ticks) & mask);
      next_far = far->next;
      limit_far = far->limit;
    }
    if (UNLIKELY(next_near > limit_near || next_far > limit_far)) break;
    memcpy(next_near, run, sizeof(loihi_synapse) * LOIHI_NEAR);
    memcpy(next_far, run + near_bytes, sizeof(loihi_synapse) * LOIHI_FAR);
    next_near = (loihi_synapse *)((char *)next_near + near_bytes);
    next_far = (loihi_synapse *)((char *)next_far + far_bytes);
    sender->spikes++;
    *special = index;
    special += sender->is_special;
  }
  near->next = next_near;
  far->next = next_far;
  work->sent_count = position;
  work->special_count = (size_t)(special - work->special);
}

// One common tick: all that is reached is simple or a gate.
INLINE void KERNEL(tick)(loihi_work *work, loihi_slot *slot) {
  work->reached_count = work->waiting_count;
  work->waiting_count = 0;
  KERNEL(add)(work, slot->first, work->arriving, false);
  slot->next = slot->first;
  KERNEL(update_simple)(work);
  uint32_t *gates = work->others;
  work->others = work->drawing;
  work->drawing = gates;
  work->drawing_count = work->other_count;
  work->other_count = 0;
  KERNEL(update_gates)(work);
  work->special_count = 0;
  work->sent_count = 0;
  KERNEL(send)(work);
}

static size_t KERNEL(run)(loihi_work *work, size_t limit) {
  size_t ticks = 0;
  for (; ticks < limit; ticks++) {
    loihi_slot *slot = work->slots + (work->tick & work->slot_mask);
    work->arriving = (size_t)(slot->next - slot->first);
    if (slot->referred != 0 || work->arriving >= (size_t)LOIHI_SAFE_EVENTS) break;
    if (work->arriving + work->waiting_count == 0) {
      work->reached_count = 0;
      work->drawing_count = 0;
      work->fired_count = 0;
    } else {
      KERNEL(tick)(work, slot);
      work->is_open = work->special_count > 0 || work->sent_count < work->fired_count;
      if (work->is_open) break;
    }
    work->tick++;
    work->epoch_tick++;
  }
  return ticks;
}

#undef STORE_ROW
#undef HIGH_PAIRS
#undef LOW_PAIRS
#undef HIGH
#undef LOW
#undef ROW
#undef i32x8
#undef i32x4

static const loihi_kernels KERNEL(kernels) = {
  KERNEL_NAME, KERNEL(deliver), KERNEL(update_simple), KERNEL(update_gates), KERNEL(send), KERNEL(run),
};
