// Loops over the elementary functions, one for each width of vectors.
#include "engine/base/elementary_spans.hpp"

#include <cassert>
#include <cstddef>

#include "engine/base/elementary.hpp"

namespace chokepoint::maths {
namespace {

template <double (*f)(double)>
[[gnu::always_inline]] inline void each(const double* in, double* out, std::size_t n) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) out[i] = f(in[i]);
}

[[gnu::always_inline]] inline void each_pow(const double* in, double exponent, double* out, std::size_t n) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) out[i] = pow(in[i], exponent);
}

template <double (*f)(double)>
void map(std::span<const double> in, std::span<double> out, Simd simd) {
  assert(in.size() == out.size());
  run_kernel<each<f>>(simd, in.data(), out.data(), in.size());
}

}  // namespace

void exp(std::span<const double> in, std::span<double> out, Simd simd) { map<exp>(in, out, simd); }
void exp2(std::span<const double> in, std::span<double> out, Simd simd) { map<exp2>(in, out, simd); }
void exp10(std::span<const double> in, std::span<double> out, Simd simd) { map<exp10>(in, out, simd); }
void expm1(std::span<const double> in, std::span<double> out, Simd simd) { map<expm1>(in, out, simd); }
void log(std::span<const double> in, std::span<double> out, Simd simd) { map<log>(in, out, simd); }
void log1p(std::span<const double> in, std::span<double> out, Simd simd) { map<log1p>(in, out, simd); }
void log2(std::span<const double> in, std::span<double> out, Simd simd) { map<log2>(in, out, simd); }
void log10(std::span<const double> in, std::span<double> out, Simd simd) { map<log10>(in, out, simd); }
void logistic(std::span<const double> in, std::span<double> out, Simd simd) { map<logistic>(in, out, simd); }

void pow(std::span<const double> in, double exponent, std::span<double> out, Simd simd) {
  assert(in.size() == out.size());
  run_kernel<each_pow>(simd, in.data(), exponent, out.data(), in.size());
}

}  // namespace chokepoint::maths
