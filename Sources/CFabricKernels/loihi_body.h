// The passes of loihi_kernels.h, compiled once per instruction set as KERNEL(name).

static void KERNEL(deliver)(loihi_work *work, const loihi_synapse *run, size_t count) {
  loihi_cell *cells = work->cells;
  uint32_t *simple = work->simple + work->simple_count, *others = work->others + work->other_count;
  for (const loihi_synapse *end = run + count; run < end; run++) {
    uint32_t target = run->target;
    loihi_cell *cell = cells + target;
    int64_t weight = run->weight, before = cell->input;
    cell->input = (before + (weight & ~(int64_t)1)) | 1;
    size_t is_new = ~(size_t)before & 1, is_other = is_new & (size_t)weight;
    *simple = target;
    *others = target;
    simple += is_new ^ is_other;
    others += is_other;
  }
  work->simple_count = (size_t)(simple - work->simple);
  work->other_count = (size_t)(others - work->others);
}

// The update of a compartment that rests afterwards and keeps `kept` of its voltage.
// Returns -1 if it spiked, 0 if not.
INLINE int64_t KERNEL(update)(
  loihi_work *work, loihi_cell *cell, int64_t kept, int64_t current_noise, int64_t voltage_noise
) {
  const int64_t limit = (1 << 23) - 1;
  int64_t sum = (cell->input >> 1) + current_noise;
  cell->input = 0;
  int64_t current = (int64_t)((uint64_t)sum << 42) >> 42;
  int64_t voltage = kept + current + voltage_noise;
  if (UNLIKELY(current != sum || (uint64_t)(voltage + limit) > (uint64_t)(2 * limit))) {
    voltage = voltage > limit ? limit : voltage < -limit ? -limit : voltage;
    work->clipped_potentials++;
  }
  int64_t spike = OPAQUE((cell->threshold - voltage) >> 63);
  cell->voltage = (int32_t)(voltage & ~spike);
  return spike;
}

static void KERNEL(update_simple)(loihi_work *work) {
  loihi_cell *cells = work->cells;
  uint32_t *fired = work->fired;
  int64_t completed = (int64_t)work->tick + 1;
  const uint32_t *end = work->simple + work->simple_count;
  for (const uint32_t *next = work->simple; next < end; next++) {
    uint32_t index = *next;
    loihi_cell *cell = cells + index;
    int64_t mask = cell->kept_mask, kept = cell->voltage & mask;
    int64_t spike = KERNEL(update)(work, cell, kept, 0, 0);
    bool was_held = kept != 0, is_held = (cell->voltage & mask) != 0;
    cell->activity += !was_held;
    // Seldom: a count that reaches zero or leaves it.
    if (UNLIKELY(was_held != is_held)) cell->activity += was_held ? completed : -completed;
    *fired = index;
    fired -= spike;
  }
  work->fired_count = (size_t)(fired - work->fired);
}

typedef uint64_t KERNEL(lanes) __attribute__((vector_size(32)));

// Word x of block 0 of Philox4x32-10 for four identities; see Sources/RandomStreams. The upper halves of the lanes
// hold rubbish on the way, which the products do not look at.
INLINE KERNEL(lanes) KERNEL(first_words)(KERNEL(lanes) identities, uint64_t tick, const uint32_t key[2]) {
  const KERNEL(lanes) low = {0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF};
  KERNEL(lanes) c0 = identities;
  KERNEL(lanes) c1 = c0 - c0 + tick;
  KERNEL(lanes) c2 = ((c0 >> 32) & 0xFFFF) | ((tick >> 32 & 0xFFFF) << 16);
  KERNEL(lanes) c3 = c0 - c0;
  uint32_t k0 = key[0], k1 = key[1];
  for (int round = 0; round < 10; round++) {
    KERNEL(lanes) p0 = (c0 & low) * 0xD2511F53;
    KERNEL(lanes) p1 = (c2 & low) * 0xCD9E8D57;
    c0 = (p1 >> 32) ^ (c1 ^ k0);
    c1 = p1;
    c2 = (p0 >> 32) ^ (c3 ^ k1);
    c3 = p0;
    k0 += 0x9E3779B9;
    k1 += 0xBB67AE85;
  }
  return c0;
}

// Fills `words`; the list is padded with its last entry.
INLINE void KERNEL(draw)(loihi_work *work) {
  size_t count = work->drawing_count;
  uint32_t *drawing = work->drawing;
  for (size_t lane = 0; lane < 3; lane++) drawing[count + lane] = drawing[count - 1];
  for (size_t first = 0; first < count; first += 4) {
    KERNEL(lanes) identities;
    for (size_t lane = 0; lane < 4; lane++) identities[lane] = work->identities[drawing[first + lane]];
    KERNEL(lanes) words = KERNEL(first_words)(identities, work->tick, work->key);
    for (size_t lane = 0; lane < 4; lane++) work->words[first + lane] = (uint32_t)words[lane];
  }
}

static void KERNEL(update_gates)(loihi_work *work) {
  if (work->drawing_count == 0) return;
  KERNEL(draw)(work);
  uint32_t *fired = work->fired + work->fired_count;
  for (size_t position = 0; position < work->drawing_count; position++) {
    uint32_t index = work->drawing[position], word = work->words[position];
    loihi_cell *cell = work->cells + index;
    const loihi_gate *gate = work->gates + cell->link;
    uint32_t raw = gate->raw_values == 0 ? word & 255 : (uint32_t)((uint64_t)word * gate->raw_values >> 32);
    int64_t noise = gate->noise[raw], to_current = gate->to_current;
    int64_t spike = KERNEL(update)(work, cell, 0, noise & to_current, noise & ~to_current);
    cell->activity++;
    *fired = index;
    fired -= spike;
  }
  work->fired_count = (size_t)(fired - work->fired);
}

INLINE void KERNEL(push)(loihi_slot *slot, const loihi_synapse *run, size_t count) {
  memcpy(slot->next, run, LOIHI_CHUNK * sizeof(loihi_synapse));
  slot->next += count;
}

static void KERNEL(send)(loihi_work *work) {
  uint32_t *probed = work->probed + work->probed_count, *more = work->sending_more + work->more_count;
  const loihi_synapse *synapses = work->synapses;
  loihi_slot *slots = work->slots;
  uint64_t tick = work->tick, mask = work->slot_mask;
  size_t position = work->sent_count;
  for (; position < work->fired_count; position++) {
    uint32_t index = work->fired[position];
    loihi_sender *sender = work->senders + index;
    loihi_slot *a = slots + ((tick + sender->ticks_a) & mask), *b = slots + ((tick + sender->ticks_b) & mask);
    if (UNLIKELY(a->next > a->limit || b->next > b->limit)) break;
    KERNEL(push)(a, synapses + sender->first_a, sender->count_a);
    KERNEL(push)(b, synapses + sender->first_b, sender->count_b);
    sender->spikes++;
    *probed = index;
    *more = index;
    probed += 1 + (sender->port >> 31);
    more += sender->more_count != 0;
  }
  work->sent_count = position;
  work->probed_count = (size_t)(probed - work->probed);
  work->more_count = (size_t)(more - work->sending_more);
}

static const loihi_kernels KERNEL(kernels) = {
  KERNEL_NAME, KERNEL(deliver), KERNEL(update_simple), KERNEL(update_gates), KERNEL(send),
};
