// Crossbar rows as lists of what they add to groups. Part of truenorth_body.h.

INLINE void KERNEL(add_part)(int32_t *potentials, const tn_part *part) {
  *(i32x8 *)(potentials + part->first) += __builtin_convertvector(*(const i16x8 *)part->strengths, i32x8);
}

INLINE void KERNEL(add_row)(int32_t *potentials, const tn_row *row, const tn_part *parts) {
  KERNEL(add_part)(potentials, row->parts);
  KERNEL(add_part)(potentials, row->parts + 1);
  for (uint32_t i = 0; i < row->more; i++) KERNEL(add_part)(potentials, parts + row->start + i);
}

INLINE void KERNEL(reach)(const tn_core *core, const tn_part *part) {
  uint32_t group = (part->first - core->first) / TN_LANES;
  core->unsettled[group / 64] |= 1ull << (group % 64);
}

// Notes the groups that a row reaches in a core of more than 64 groups.
INLINE void KERNEL(reach_widely)(const tn_core *core, const tn_work *work, const tn_row *row) {
  for (int i = 0; i < 2; i++) KERNEL(reach)(core, row->parts + i);
  for (uint32_t i = 0; i < row->more; i++) KERNEL(reach)(core, work->parts + row->start + i);
}

// One tick of a core some of whose rows are not dense. Returns whether any group is unsettled afterwards.
INLINE bool KERNEL(run_rows)(
  const tn_fabric *fabric, const tn_core *core, size_t count, tn_work *work, KERNEL(dense_rows) *dense,
  uint64_t *events, ends *lists) {
  uint64_t reached = 0, sum = 0;
  bool any_dense = false;
  for (size_t i = 0; i < count; i++) {
    uint32_t axon = work->axons[i];
    const tn_row *row = core->rows + axon;
    if (row->count == TN_DENSE_ROW) {
      KERNEL(add_dense)(core, work, dense, axon);
      sum += KERNEL(row_bits)(core, axon);
      any_dense = true;
      continue;
    }
    KERNEL(add_row)(fabric->potentials, row, work->parts);
    sum += row->count;
    reached |= row->groups;
    if (UNLIKELY(core->group_count > 64)) KERNEL(reach_widely)(core, work, row);
  }
  *events += sum;
  if (any_dense) return KERNEL(update_dense)(core, work, dense, lists);
  core->unsettled[0] |= reached;
  return KERNEL(update_reached)(core, work, lists);
}

// One tick of a listed fabric. Returns how many cores worked.
INLINE size_t KERNEL(run_listed)(const tn_fabric *fabric, uint64_t tick, tn_work *work, ends *lists) {
  tn_list *slot = fabric->lists + tick % TN_SLOTS;
  uint64_t cores = fabric->unsettled_cores[0], unsettled = 0;
  uint64_t *events = fabric->synaptic_events, *reached = fabric->unsettled_groups;
  int32_t *potentials = fabric->potentials;
  const tn_row *rows = fabric->rows;
  const tn_part *parts = work->parts;
  const uint32_t *end = slot->end;
  for (const uint32_t *axon = slot->axons; axon < end; axon++) {
    const tn_row *row = rows + *axon;
    KERNEL(add_row)(potentials, row, parts);
    events[row->core] += row->count;
    reached[row->core] |= row->groups;
    cores |= 1ull << row->core;
  }
  work->scheduled_axons -= (size_t)(end - slot->axons);
  slot->end = slot->axons;
  for (uint64_t left = cores; left != 0; left &= left - 1) {
    uint32_t index = (uint32_t)__builtin_ctzll(left);
    unsettled |= (uint64_t)KERNEL(update_reached)(fabric->cores + index, work, lists) << index;
  }
  fabric->unsettled_cores[0] = unsettled;
  return (size_t)__builtin_popcountll(cores);
}
