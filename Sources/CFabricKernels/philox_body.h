// Random numbers of four neurons at once, compiled once per instruction set as KERNEL(name).

typedef uint64_t KERNEL(u64x4) __attribute__((vector_size(32)));
// Where memory is aligned for one number only.
typedef uint64_t KERNEL(u64x4_loose) __attribute__((vector_size(32), aligned(8)));

// Word x of block 0 of Philox4x32-10 for four identities. The upper halves of the lanes hold rubbish on the way, which
// the products do not look at.
INLINE KERNEL(u64x4) KERNEL(first_words)(
  const uint64_t *identities, const uint32_t *index, uint64_t tick, const philox_keys *keys) {
  KERNEL(u64x4) c0 = {identities[index[0]], identities[index[1]], identities[index[2]], identities[index[3]]};
  KERNEL(u64x4) c1 = c0 - c0 + (tick & UINT32_MAX), c3 = c0 - c0;
  KERNEL(u64x4) c2 = ((c0 >> 32) & 0xFFFF) | ((tick >> 32 & 0xFFFF) << 16);
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
    KERNEL(u64x4) k0 = *(const KERNEL(u64x4_loose) *)keys->rounds[round][0];
    KERNEL(u64x4) k1 = *(const KERNEL(u64x4_loose) *)keys->rounds[round][1];
    KERNEL(u64x4) p0 = (c0 & UINT32_MAX) * 0xD2511F53, p1 = (c2 & UINT32_MAX) * 0xCD9E8D57;
    c0 = (p1 >> 32) ^ (c1 ^ k0);
    c1 = p1;
    c2 = (p0 >> 32) ^ (c3 ^ k1);
    c3 = p0;
  }
  return c0;
}
