#include "philox.h"

void philox_set_keys(philox_keys *keys, uint32_t key0, uint32_t key1) {
  for (int round = 0; round < 10; round++) {
    for (int lane = 0; lane < 4; lane++) {
      keys->rounds[round][0][lane] = key0;
      keys->rounds[round][1][lane] = key1;
    }
    key0 += 0x9E3779B9;
    key1 += 0xBB67AE85;
  }
}
