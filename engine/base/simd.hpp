// One loop compiled for several widths of vectors, chosen when the program runs.
//
// A kernel is an always-inline function that runs a loop, over the functions of engine/base/elementary.hpp if it likes:
//
//   [[gnu::always_inline]] inline void halve(const double* in, double* out, std::size_t n) {
//   #pragma omp simd
//     for (std::size_t i = 0; i < n; ++i) out[i] = maths::exp(in[i]) / 2;
//   }
//   run_kernel<halve>(best_simd(), in, out, n);
//
// `omp simd` promises that no element needs what another wrote: a kernel may write where it reads, but not beside it.
// A loop vectorises while it has no branches (?: is none), calls nothing that is not always inline and counts in
// std::size_t. Widths share all bits of their results, since there are only operations that IEEE 754 rounds in one way.
#pragma once

#include <cstdint>

#if defined(__x86_64__)
#define CHOKEPOINT_TARGET(...) __attribute__((target(__VA_ARGS__)))
#else
#define CHOKEPOINT_TARGET(...)
#endif

namespace chokepoint {

/// Widths of vectors, narrow to wide: two doubles (or what the machine's baseline has), four, eight.
enum class Simd : std::uint8_t { baseline, avx2, avx512 };

/// The widest that processor and system can run. Asked once.
[[nodiscard]] Simd best_simd();

namespace compiled_for {

// Only these bodies, and what is always inlined into them, are compiled for more than the baseline: no function that
// another file might share ever holds an instruction that some processor lacks.
template <auto kernel, class... Arguments>
void baseline(Arguments... arguments) {
  kernel(arguments...);
}
template <auto kernel, class... Arguments>
CHOKEPOINT_TARGET("avx2")
void avx2(Arguments... arguments) {
  kernel(arguments...);
}
template <auto kernel, class... Arguments>
#if defined(__clang__)
__attribute__((min_vector_width(512))) CHOKEPOINT_TARGET("avx512f,avx512dq,avx512vl")
#else
CHOKEPOINT_TARGET("avx512f,avx512dq,avx512vl,prefer-vector-width=512")
#endif
    void avx512(Arguments... arguments) {
  kernel(arguments...);
}

}  // namespace compiled_for

/// Runs the kernel with vectors of this width, which the machine must have. Arguments are passed as given (pointers,
/// counts, numbers).
template <auto kernel, class... Arguments>
void run_kernel(Simd simd, Arguments... arguments) {
  switch (simd) {
    case Simd::avx512:
      return compiled_for::avx512<kernel>(arguments...);
    case Simd::avx2:
      return compiled_for::avx2<kernel>(arguments...);
    case Simd::baseline:
      return compiled_for::baseline<kernel>(arguments...);
  }
}

}  // namespace chokepoint
