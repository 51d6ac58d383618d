// Asking the processor.
#include "engine/base/simd.hpp"

namespace chokepoint {

Simd best_simd() {
#if defined(__x86_64__)
  static const Simd best = [] {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
      return Simd::avx512;
    return __builtin_cpu_supports("avx2") ? Simd::avx2 : Simd::baseline;
  }();
  return best;
#else
  return Simd::baseline;
#endif
}

}  // namespace chokepoint
