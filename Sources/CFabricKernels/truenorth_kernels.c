#include "truenorth_kernels.h"

#include <stdlib.h>

#include "kernel_support.h"

// Where the potential is clipped: 20 bits signed, in the units of the published simulator.
static const int32_t TN_POTENTIAL_LIMIT = 393216;

// How an axon that is set in the scheduler is found again: on a list; by a mark of its core; or by that and a mark of
// the core's word, in fabrics of more than 64 cores.
typedef enum { TN_BY_LIST, TN_BY_CORE, TN_BY_WORD } tn_finding;

INLINE tn_finding tn_finding_of(const tn_fabric *fabric) {
  return fabric->lists != NULL ? TN_BY_LIST : fabric->core_count <= 64 ? TN_BY_CORE : TN_BY_WORD;
}

size_t tn_take_cores(const tn_fabric *fabric, uint64_t tick, const tn_work *work, uint32_t *cores) {
  tn_finding finding = tn_finding_of(fabric);
  if (finding == TN_BY_LIST) return 0;
  uint8_t *words = fabric->word_slots[tick % TN_SLOTS];
  uint64_t *scheduled = (uint64_t *)fabric->core_slots[tick % TN_SLOTS];
  size_t count = 0;
  for (uint32_t word = work->first_word; word < work->end_word; word++) {
    uint64_t active = fabric->unsettled_cores[word];
    if ((active | words[word]) == 0 && finding == TN_BY_WORD) continue;
    fabric->unsettled_cores[word] = 0;
    words[word] = 0;
    uint32_t left = fabric->core_count - 64 * word, parts = left < 64 ? (left + 7) / 8 : 8;
    for (uint32_t part = 0; part < parts; part++) {
      // The lowest bits of eight bytes, gathered in the highest.
      active |= (scheduled[8 * word + part] * 0x0102040810204080) >> 56 << (8 * part);
      scheduled[8 * word + part] = 0;
    }
    for (; active != 0; active &= active - 1) cores[count++] = 64 * word + (uint32_t)__builtin_ctzll(active);
  }
  return count;
}

// Returns 1 if the axon was set already: never for a neuron's spike in a listed fabric.
INLINE uint64_t tn_set_axon(const tn_fabric *fabric, tn_send send, uint64_t tick, tn_finding finding) {
  size_t slot = (tick + send.place) % TN_SLOTS, core = send.place / TN_SLOTS;
  if (finding == TN_BY_LIST) {
    *fabric->lists[slot].end++ = send.axon;
    return 0;
  }
  uint64_t *word = fabric->axon_slots[slot] + send.axon / 64, old = *word;
  *word = old | 1ull << (send.axon % 64);
  fabric->core_slots[slot][core] = 1;
  if (finding == TN_BY_WORD) fabric->word_slots[slot][core / 64] = 1;
  return old >> (send.axon % 64) & 1;
}

static bool tn_is_listed(const tn_list *list, uint32_t axon) {
  for (const uint32_t *other = list->axons; other < list->end; other++) {
    if (*other == axon) return true;
  }
  return false;
}

void tn_schedule(const tn_fabric *fabric, tn_send send, uint64_t tick, tn_work *work) {
  tn_finding finding = tn_finding_of(fabric);
  uint64_t merged = finding == TN_BY_LIST && tn_is_listed(fabric->lists + (tick + send.place) % TN_SLOTS, send.axon);
  if (!merged) merged = tn_set_axon(fabric, send, tick, finding);
  work->merged_spikes += merged;
  work->scheduled_axons += 1 - merged;
}

INLINE void tn_prefetch_axon(const tn_fabric *fabric, tn_send send, uint64_t tick) {
  __builtin_prefetch(fabric->axon_slots[(tick + send.place) % TN_SLOTS] + send.axon / 64, 1);
}

// Memory is fetched ahead in fabrics that do not fit the cache.
INLINE void tn_prefetch_send(
  const tn_fabric *fabric, const uint32_t *fired, size_t position, size_t count, uint64_t tick) {
  enum { AHEAD = 16 };
  if (position + AHEAD >= count) return;
  __builtin_prefetch(fabric->senders + fired[position + AHEAD], 1);
  tn_send send = fabric->senders[fired[position + AHEAD / 2]].send;
  if (send.place % TN_SLOTS != 0) tn_prefetch_axon(fabric, send, tick);
}

INLINE void tn_send_blocks(
  const tn_fabric *fabric, uint64_t tick, size_t block_count, tn_work *work, tn_finding finding) {
  tn_outbox *outboxes = work->outboxes + tick % 2 * block_count;
  const uint32_t *fired = work->fired;
  size_t count = work->fired_count, outputs = 0, elsewhere = 0;
  uint64_t merged = 0;
  for (size_t position = 0; position < count; position++) {
    if (finding == TN_BY_WORD) tn_prefetch_send(fabric, fired, position, count, tick);
    uint32_t neuron = fired[position];
    tn_send send = fabric->senders[neuron].send;
    fabric->senders[neuron].spikes++;
    if (__builtin_expect(send.place % TN_SLOTS == 0, 0)) {
      work->outputs[outputs] = neuron;
      outputs += send.axon != TN_NOWHERE;
      elsewhere++;
      continue;
    }
    uint32_t word = send.place / TN_SLOTS / 64;
    if (finding != TN_BY_WORD || (word >= work->first_word && word < work->end_word)) {
      merged += tn_set_axon(fabric, send, tick, finding);
    } else {
      elsewhere++;
      tn_outbox *box = outboxes + (word >> work->block_shift);
      box->sends[box->count++] = send;
    }
  }
  work->output_count = outputs;
  work->merged_spikes += merged;
  work->scheduled_axons += count - elsewhere - merged;
}

void tn_send_fired(const tn_fabric *fabric, uint64_t tick, size_t block_count, tn_work *work) {
  switch (tn_finding_of(fabric)) {
    case TN_BY_LIST: return tn_send_blocks(fabric, tick, block_count, work, TN_BY_LIST);
    case TN_BY_CORE: return tn_send_blocks(fabric, tick, block_count, work, TN_BY_CORE);
    case TN_BY_WORD: return tn_send_blocks(fabric, tick, block_count, work, TN_BY_WORD);
  }
}

void tn_accept(const tn_fabric *fabric, tn_outbox *box, uint64_t tick, tn_work *work) {
  uint64_t merged = 0;
  for (size_t position = 0; position < box->count; position++) {
    if (position + 8 < box->count) tn_prefetch_axon(fabric, box->sends[position + 8], tick);
    merged += tn_set_axon(fabric, box->sends[position], tick, TN_BY_WORD);
  }
  work->merged_spikes += merged;
  work->scheduled_axons += box->count - merged;
  box->count = 0;
}

void tn_reserve(tn_outbox *box, size_t count) {
  if (box->count + count <= box->capacity) return;
  size_t capacity = 2 * (box->count + count);
  tn_send *sends = realloc(box->sends, capacity * sizeof *sends);
  if (sends == NULL) abort();
  box->sends = sends;
  box->capacity = capacity;
}

void tn_clear(tn_outbox *box) {
  free(box->sends);
  *box = (tn_outbox){NULL, 0, 0};
}

#define KERNEL(name) tn_portable_##name
#include "truenorth_body.h"
#undef KERNEL

static const tn_kernels tn_portable = {"portable", tn_portable_tick, tn_portable_run};

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,popcnt"))), apply_to = function)
#define KERNEL(name) tn_avx2_##name
#define KERNEL_HAS_AVX2
#include "truenorth_body.h"
#undef KERNEL_HAS_AVX2
#undef KERNEL
#pragma clang attribute pop

static const tn_kernels tn_avx2 = {"avx2", tn_avx2_tick, tn_avx2_run};
#endif

const tn_kernels *tn_kernels_at(size_t index) {
#if defined(__x86_64__)
  if (kernel_has_avx2()) return index == 0 ? &tn_avx2 : index == 1 ? &tn_portable : NULL;
#endif
  return index == 0 ? &tn_portable : NULL;
}
