// The kernels, once for every instruction set: included with KERNEL(name) defined.

INLINE words KERNEL(next)(path_state *g) {
  words sum = g->s0 + g->s3, out = (sum << 7 | sum >> 25) + g->s0, shifted = g->s1 << 9;
  g->s2 ^= g->s0;
  g->s3 ^= g->s1;
  g->s1 ^= g->s2;
  g->s0 ^= g->s3;
  g->s2 ^= shifted;
  g->s3 = g->s3 << 11 | g->s3 >> 21;
  return out;
}

// ln((a + 1) / 2^32) to single precision, by the polynomial of Cephes' logf.
INLINE floats KERNEL(logarithm)(words a) {
  floats scaled = FLOATS((ints)(a >> 1)) + 0.5f;
  words bits = (words)scaled;
  // The mantissa is taken between sqrt(1/2) and sqrt(2).
  ints exponent = (ints)(bits - 0x3f3504f3u) >> 23;
  floats m = (floats)(bits - ((words)exponent << 23)) - 1.0f, n = FLOATS(exponent - 31), z = m * m;
  floats y = m * 7.0376836292e-2f - 1.1514610310e-1f;
  y = y * m + 1.1676998740e-1f;
  y = y * m - 1.2420140846e-1f;
  y = y * m + 1.4249322787e-1f;
  y = y * m - 1.6668057665e-1f;
  y = y * m + 2.0000714765e-1f;
  y = y * m - 2.4999993993e-1f;
  y = y * m + 3.3333331174e-1f;
  y = y * m * z - n * 2.12194440e-4f - 0.5f * z;
  return m + y + n * 0.693359375f;
}

// Sine and cosine of 2 pi a / 2^32, by the polynomials of Cephes' sinf and cosf on an eighth of the circle.
INLINE void KERNEL(turn)(words a, floats *sine, floats *cosine) {
  words quarter = (a + 0x20000000u) >> 30;
  floats x = FLOATS((ints)(a - (quarter << 30))) * 1.4629180792671596e-9f, z = x * x;
  floats s = ((-1.9515295891e-4f * z + 8.3321608736e-3f) * z - 1.6666654611e-1f) * z * x + x;
  floats c = ((2.443315711809948e-5f * z - 1.388731625493765e-3f) * z + 4.166664568298827e-2f) * z * z
    - 0.5f * z + 1.0f;
  ints odd = -(ints)(quarter & 1);
  *sine = (floats)((words)SELECT(odd, c, s) ^ (quarter & 2) << 30);
  *cosine = (floats)((words)SELECT(odd, s, c) ^ (quarter + 1 & 2) << 30);
}

INLINE void KERNEL(normal_pair)(path_state *g, floats *first, floats *second) {
  floats square = -2.0f * KERNEL(logarithm)(KERNEL(next)(g)), sine, cosine;
  KERNEL(turn)(KERNEL(next)(g), &sine, &cosine);
  floats radius = __builtin_elementwise_sqrt(SELECT(square > 0.0f, square, FLOATS((ints){0})));
  *first = radius * cosine;
  *second = radius * sine;
}

// The jumps of one step. `spare` is a normal number that is still to be had, or NULL. Returns the words drawn.
INLINE uint64_t KERNEL(jump)(path_state *g, const path_step *step, floats *place, const floats *spare) {
  words drawn = KERNEL(next)(g);
  words count = {0};
  for (size_t k = 0; k < step->threshold_count; k++) {
    words reached = (words)(drawn >= step->thresholds[k]);
    if (!ANY(reached)) break;
    count -= reached;
  }
  if (!ANY(count)) return 1;
  floats jumps = FLOATS((ints)count);
  if (step->jumps == PATH_NORMAL_JUMPS) {
    floats first, second;
    if (spare != NULL) first = *spare;
    else KERNEL(normal_pair)(g, &first, &second);
    *place += jumps * step->jump_mean + __builtin_elementwise_sqrt(jumps) * step->jump_deviation * first;
    return spare != NULL ? 1 : 3;
  }
  uint64_t words_drawn = 1;
  for (uint32_t k = 0; ANY((words)(count > k)); k++, words_drawn += 2) {
    ints jumping = (ints)(count > k), upward = (ints)(KERNEL(next)(g) < step->up);
    floats size = -KERNEL(logarithm)(KERNEL(next)(g));
    floats move = SELECT(upward, size * step->up_mean, -size * step->down_mean);
    *place += SELECT(jumping, move, FLOATS((ints){0}));
  }
  return words_drawn;
}

static void KERNEL(normals)(path_lanes *lanes, float *out, size_t pairs) {
  path_state g = path_load(lanes);
  for (size_t pair = 0; pair < pairs; pair++, out += 2 * PATH_LANES) {
    floats first, second;
    KERNEL(normal_pair)(&g, &first, &second);
    memcpy(out, &first, sizeof first);
    memcpy(out + PATH_LANES, &second, sizeof second);
  }
  path_store(lanes, &g);
}

static uint64_t KERNEL(advance)(
  path_lanes *lanes, const path_step *step, float *places, size_t groups, uint32_t steps
) {
  path_state g = path_load(lanes);
  uint64_t drawn = (uint64_t)groups * ((uint64_t)steps + (steps & 1));
  for (size_t group = 0; group < groups; group++, places += PATH_LANES) {
    floats place, first, second, moved = {0};
    memcpy(&place, places, sizeof place);
    for (uint32_t pair = 0; pair < steps / 2; pair++) {
      KERNEL(normal_pair)(&g, &first, &second);
      moved += first;
      if (step->jumps != PATH_NO_JUMPS) drawn += KERNEL(jump)(&g, step, &place, NULL);
      moved += second;
      if (step->jumps != PATH_NO_JUMPS) drawn += KERNEL(jump)(&g, step, &place, NULL);
    }
    if (steps & 1) {
      KERNEL(normal_pair)(&g, &first, &second);
      moved += first;
      if (step->jumps != PATH_NO_JUMPS) drawn += KERNEL(jump)(&g, step, &place, &second);
    }
    place += moved * step->deviation + (float)steps * step->drift;
    memcpy(places, &place, sizeof place);
  }
  path_store(lanes, &g);
  return drawn;
}

// By the polynomial of Cephes' expf; places beyond single precision's range give 0 and infinity.
static void KERNEL(exponentials)(float *places, size_t groups) {
  for (size_t group = 0; group < groups; group++, places += PATH_LANES) {
    floats x, zero = {0};
    memcpy(&x, places, sizeof x);
    ints low = (ints)(x < -87.0f), high = (ints)(x > 88.0f);
    x = SELECT(low | high, zero, x);
    floats shifted = x * 1.44269504088896341f + 12582912.0f, n = shifted - 12582912.0f;
    x = x - n * 0.693359375f + n * 2.12194440e-4f;
    floats y = x * 1.9875691500e-4f + 1.3981999507e-3f;
    y = y * x + 8.3334519073e-3f;
    y = y * x + 4.1665795894e-2f;
    y = y * x + 1.6666665459e-1f;
    y = y * x + 5.0000001201e-1f;
    y = y * x * x + x + 1.0f;
    y *= (floats)((words)(INTS(n) + 127) << 23);
    y = SELECT(low, zero, y);
    y = SELECT(high, zero + __builtin_inff(), y);
    memcpy(places, &y, sizeof y);
  }
}

// Adds a bit to every walker's digits, which are fewer than `count`.
INLINE void KERNEL(ripple)(words *planes, uint32_t count, words bit) {
  for (uint32_t plane = 0; plane < count; plane++) {
    words carry = planes[plane] & bit;
    planes[plane] ^= bit;
    bit = carry;
  }
}

// The binary digits of the largest gain after `step` steps.
INLINE uint32_t KERNEL(digits)(uint64_t gain) { return gain == 0 ? 0 : 64 - (uint32_t)__builtin_clzll(gain); }

static uint64_t KERNEL(slide)(
  path_lanes *lanes, path_slice *slice, uint32_t from, uint32_t to, uint32_t moves, uint32_t bits
) {
  path_state g = path_load(lanes);
  words planes[PATH_PLANES];
  memcpy(planes, slice, sizeof planes);
  uint32_t each = bits == 0 ? 1 : 2;
  for (uint32_t step = from; step < to; step++) {
    uint32_t count = KERNEL(digits)((uint64_t)each * (step + 1));
    words up = KERNEL(next)(&g);
    if (bits == 0) {
      KERNEL(ripple)(planes, count, up);
      continue;
    }
    // Digit by digit, the lowest first, a random binary fraction is compared with moves / 2^bits.
    words move = {0};
    for (uint32_t bit = 0; bit < bits; bit++) {
      words drawn = KERNEL(next)(&g);
      move = moves >> bit & 1 ? ~drawn | move : ~drawn & move;
    }
    KERNEL(ripple)(planes, count, up & move);
    KERNEL(ripple)(planes, count, up | ~move);
  }
  memcpy(slice, planes, sizeof planes);
  path_store(lanes, &g);
  return (uint64_t)(to - from) * (1 + bits);
}
