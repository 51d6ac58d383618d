// Elementary functions of many numbers at once, with vectors as wide as the machine has.
#pragma once

#include <span>

#include "engine/base/simd.hpp"

namespace chokepoint::maths {

// Each writes f(in[i]) to out[i], bit by bit what the function of engine/base/elementary.hpp gives. `out` is as long as
// `in` and is `in` itself or apart from it. `simd` is for tests: the machine must have it.
void exp(std::span<const double> in, std::span<double> out, Simd simd = best_simd());
void exp2(std::span<const double> in, std::span<double> out, Simd simd = best_simd());
void exp10(std::span<const double> in, std::span<double> out, Simd simd = best_simd());
void expm1(std::span<const double> in, std::span<double> out, Simd simd = best_simd());
void log(std::span<const double> in, std::span<double> out, Simd simd = best_simd());
void log1p(std::span<const double> in, std::span<double> out, Simd simd = best_simd());
void log2(std::span<const double> in, std::span<double> out, Simd simd = best_simd());
void log10(std::span<const double> in, std::span<double> out, Simd simd = best_simd());
void logistic(std::span<const double> in, std::span<double> out, Simd simd = best_simd());
/// in[i]^exponent.
void pow(std::span<const double> in, double exponent, std::span<double> out, Simd simd = best_simd());

}  // namespace chokepoint::maths
