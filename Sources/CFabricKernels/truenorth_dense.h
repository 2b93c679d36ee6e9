// Dense crossbar rows: bits, added up as small numbers in the lanes of vectors. Part of truenorth_body.h.

// The active dense rows of a core, by axon type.
typedef struct {
  const uint32_t *rows[TN_AXON_TYPES][255];
  uint32_t counts[TN_AXON_TYPES];
} KERNEL(dense_rows);

// 0xFF in byte j if bit j is set.
INLINE u8x32 KERNEL(spread)(uint32_t bits) {
  u8x32 all = (u8x32)((u32x8){} + bits);
  u8x32 each = __builtin_shufflevector(
    all, all, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 18, 18, 18, 18, 18, 18, 18, 18, 19, 19, 19,
    19, 19, 19, 19, 19);
  const u8x32 bit = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128,
                     1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  return (u8x32)((each & bit) == bit);
}

// For every neuron the number of `rows` in which its bit is set. At most 255 rows.
INLINE void KERNEL(count_rows)(
  const uint32_t *const *rows, uint32_t row_count, uint32_t words, uint8_t *counts) {
  uint32_t word = 0;
  for (; word + 8 <= words; word += 8) {
    u8x32 sum[8] = {};
    for (uint32_t row = 0; row < row_count; row++) {
      const uint32_t *bits = rows[row] + word;
      for (int i = 0; i < 8; i++) sum[i] -= KERNEL(spread)(bits[i]);
    }
    for (int i = 0; i < 8; i++) *(u8x32 *)(counts + 32 * (word + (uint32_t)i)) = sum[i];
  }
  for (; word < words; word++) {
    u8x32 sum = {};
    for (uint32_t row = 0; row < row_count; row++) sum -= KERNEL(spread)(rows[row][word]);
    *(u8x32 *)(counts + 32 * word) = sum;
  }
}

INLINE i32x8 KERNEL(widened)(const uint8_t *counts) {
  return __builtin_convertvector(*(const u8x8 *)counts, i32x8);
}

INLINE const tn_group *KERNEL(group)(const tn_core *core, const tn_work *work, uint32_t index) {
  return (const tn_group *)((const char *)work->table + core->groups[index]);
}

// Adds the rows of one type to the potentials at once, to make room for more.
static __attribute__((noinline)) void KERNEL(flush)(
  const tn_core *core, const tn_work *work, KERNEL(dense_rows) *dense, uint32_t type) {
  KERNEL(count_rows)(dense->rows[type], dense->counts[type], core->row_words * 2, work->counts);
  for (uint32_t index = 0; index < core->group_count; index++) {
    const tn_group *group = KERNEL(group)(core, work, index);
    i32x8 *potentials = (i32x8 *)(core->potentials + index * TN_LANES);
    *potentials += KERNEL(load)(group->strengths[type]) * KERNEL(widened)(work->counts + index * TN_LANES);
  }
  dense->counts[type] = 0;
}

INLINE void KERNEL(add_dense)(
  const tn_core *core, const tn_work *work, KERNEL(dense_rows) *dense, size_t axon) {
  uint32_t type = core->axon_types[axon];
  if (__builtin_expect(dense->counts[type] == 255, 0)) KERNEL(flush)(core, work, dense, type);
  dense->rows[type][dense->counts[type]++] = (const uint32_t *)(core->crossbar + axon * core->row_words);
}

INLINE uint32_t KERNEL(row_bits)(const tn_core *core, size_t axon) {
  const uint64_t *row = core->crossbar + axon * core->row_words;
  uint32_t count = 0;
  // Rows are short: four words on the chip.
#pragma clang loop vectorize(disable)
  for (uint32_t word = 0; word < core->row_words; word++) count += (uint32_t)__builtin_popcountll(row[word]);
  return count;
}

// The weighted input of eight neurons from the types in use, added to their potentials.
INLINE i32x8 KERNEL(integrated)(
  const tn_group *group, const int32_t *potentials, const uint8_t *counts, size_t stride, const uint32_t *types,
  uint32_t type_count) {
  i32x8 sum = KERNEL(load)(potentials);
  for (uint32_t i = 0; i < type_count; i++) {
    sum += KERNEL(load)(group->strengths[types[i]]) * KERNEL(widened)(counts + types[i] * stride);
  }
  return sum;
}

// Updates all groups of a core under its active dense rows. Returns whether any is unsettled afterwards.
INLINE bool KERNEL(update_dense)(const tn_core *core, tn_work *work, KERNEL(dense_rows) *dense, ends *lists) {
  size_t stride = (size_t)core->row_words * 64;
  uint32_t types[TN_AXON_TYPES], type_count = 0;
  for (uint32_t type = 0; type < TN_AXON_TYPES; type++) {
    if (dense->counts[type] == 0) continue;
    KERNEL(count_rows)(dense->rows[type], dense->counts[type], core->row_words * 2, work->counts + type * stride);
    types[type_count++] = type;
    dense->counts[type] = 0;
  }
  uint64_t any = 0;
  for (uint32_t word = 0; word * 64 < core->group_count; word++) {
    uint32_t end = word * 64 + 64 < core->group_count ? word * 64 + 64 : core->group_count;
    uint64_t unsettled = 0;
    for (uint32_t group = word * 64; group < end; group++) {
      const tn_group *block = KERNEL(group)(core, work, group);
      int32_t *potentials = core->potentials + group * TN_LANES;
      i32x8 sum = KERNEL(integrated)(block, potentials, work->counts + group * TN_LANES, stride, types, type_count);
      uint32_t lanes = KERNEL(update)(block, potentials, core->first + group * TN_LANES, sum, lists);
      unsettled |= (uint64_t)(lanes != 0) << (group % 64);
    }
    core->unsettled[word] = unsettled;
    any |= unsettled;
  }
  return any != 0;
}

// For every neuron the sum of the strengths of the rows in which its bit is set, which fits eight bits.
INLINE void KERNEL(sum_rows)(
  const tn_core *core, const uint32_t *axons, size_t count, const int8_t *strengths, int8_t *sums) {
  uint32_t words = core->row_words * 2, word = 0;
  const uint32_t *rows = (const uint32_t *)core->crossbar;
  for (; word + 8 <= words; word += 8) {
    i8x32 sum[8] = {};
    for (size_t i = 0; i < count; i++) {
      const uint32_t *bits = rows + axons[i] * words + word;
      i8x32 strength = (i8x32){} + strengths[core->axon_types[axons[i]]];
      for (int j = 0; j < 8; j++) sum[j] += (i8x32)KERNEL(spread)(bits[j]) & strength;
    }
    for (int j = 0; j < 8; j++) *(i8x32 *)(sums + 32 * (word + (uint32_t)j)) = sum[j];
  }
  for (; word < words; word++) {
    i8x32 sum = {};
    for (size_t i = 0; i < count; i++) {
      i8x32 strength = (i8x32){} + strengths[core->axon_types[axons[i]]];
      sum += (i8x32)KERNEL(spread)(rows[axons[i] * words + word]) & strength;
    }
    *(i8x32 *)(sums + 32 * word) = sum;
  }
}

// Updates eight of a core's neurons that are all of one type which draws nothing. Returns a bit per spike.
INLINE uint64_t KERNEL(update_alike)(
  const tn_core *core, uint32_t index, const int8_t *sums, bool is_restless, uint64_t *unsettled, ends *lists) {
  const tn_group *group = core->alike;
  int32_t *potentials = core->potentials + index * TN_LANES;
  i32x8 integrated = KERNEL(load)(potentials) + __builtin_convertvector(*(const i8x8 *)(sums + index * TN_LANES), i32x8);
  i32x8 leaked = integrated + KERNEL(load)(group->leak), spiked;
  if (UNLIKELY(KERNEL(bits)(KERNEL(over)(leaked)) != 0)) {
    uint32_t left = KERNEL(update_over)(group, potentials, core->first + index * TN_LANES, integrated, lists);
    *unsettled |= (uint64_t)(left != 0) << (index % 64);
    return 0;
  }
  i32x8 after = KERNEL(thresholded)(group, leaked, &spiked);
  *(i32x8 *)potentials = after;
  bool is_unsettled = is_restless || KERNEL(bits)(KERNEL(unsettled)(group, after)) != 0;
  *unsettled |= (uint64_t)is_unsettled << (index % 64);
  return KERNEL(bits)(spiked);
}

// Updates all groups of a core of such neurons. Few of many spike in a tick, so their bits are gathered, eight groups to
// a word, before they are listed. Returns whether any group is unsettled afterwards.
INLINE bool KERNEL(update_all_alike)(const tn_core *core, const int8_t *sums, ends *lists) {
  bool is_restless = core->alike->settled_low[0] > core->alike->settled_high[0];
  uint64_t any = 0;
  for (uint32_t word = 0; word * 64 < core->group_count; word++) {
    uint32_t end = word * 64 + 64 < core->group_count ? word * 64 + 64 : core->group_count, group = word * 64;
    uint64_t unsettled = 0;
    for (; group + 8 <= end; group += 8) {
      uint64_t spikes = 0;
#pragma clang loop unroll(full)
      for (uint32_t i = 0; i < 8; i++) {
        spikes |= KERNEL(update_alike)(core, group + i, sums, is_restless, &unsettled, lists) << i * TN_LANES;
      }
      lists->fired = KERNEL(list_bits)(lists->fired, spikes, core->first + group * TN_LANES);
    }
    for (; group < end; group++) {
      uint64_t spikes = KERNEL(update_alike)(core, group, sums, is_restless, &unsettled, lists);
      lists->fired = KERNEL(list_bits)(lists->fired, spikes, core->first + group * TN_LANES);
    }
    core->unsettled[word] = unsettled;
    any |= unsettled;
  }
  return any != 0;
}

// Fetches the rows of a core's active axons, without waiting for them: four of every word, which is more than there
// are as a rule.
INLINE void KERNEL(prefetch_rows)(const tn_core *core, const uint64_t *slot) {
  if (core->rows != NULL) return;
  for (uint32_t word = 0; word < core->axon_words; word++) {
    uint64_t active = slot[core->first_axon_word + word];
    const uint64_t *rows = core->crossbar + (size_t)word * 64 * core->row_words;
    for (int i = 0; i < 4; i++, active &= active - 1) {
      const void *row = rows + KERNEL(lowest)(active) * core->row_words;
      __builtin_prefetch(active != 0 ? row : slot);
    }
  }
}

// One tick of a core whose rows are all dense. Returns whether any group is unsettled afterwards.
INLINE bool KERNEL(run_dense)(
  const tn_core *core, size_t count, tn_work *work, KERNEL(dense_rows) *dense, uint64_t *events, ends *lists) {
  uint64_t sum = 0;
  for (size_t i = 0; i < count; i++) sum += KERNEL(row_bits)(core, work->axons[i]);
  *events += sum;
  if (core->alike != NULL && count * core->largest_strength < 128) {
    int8_t strengths[TN_AXON_TYPES];
    for (int type = 0; type < TN_AXON_TYPES; type++) strengths[type] = (int8_t)core->alike->strengths[type][0];
    KERNEL(sum_rows)(core, work->axons, count, strengths, (int8_t *)work->counts);
    return KERNEL(update_all_alike)(core, (const int8_t *)work->counts, lists);
  }
  // Without input, only what is unsettled needs an update.
  if (count == 0) return KERNEL(update_reached)(core, work, lists);
  for (size_t i = 0; i < count; i++) KERNEL(add_dense)(core, work, dense, work->axons[i]);
  return KERNEL(update_dense)(core, work, dense, lists);
}
