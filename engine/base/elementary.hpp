// exp, log, pow and their kin with the same bits on every machine.
//
// The functions of a C library choose instructions by processor and differ in the last bit; these use only + - * / and
// bits of integers, which IEEE 754 rounds in one way, so a result depends on no processor, compiler or library.
// Whatever decides a result calls them instead of std::. Cores have no branches and no tables: a loop over them
// vectorises (engine/base/simd.hpp), and every width of vectors gives the bits of the scalar call.
//
// Stated errors are in units in the last place of the true result. NaN gives NaN; infinities, overflow and underflow
// (subnormal results are rounded twice) are those of the C library. Rounding must be to nearest.
#pragma once

#include <cfloat>
#include <cstdint>
#include <limits>

#ifdef __FAST_MATH__
#error "engine/base/elementary.hpp needs arithmetic as written: no -ffast-math"
#endif

namespace chokepoint::maths {

static_assert(FLT_EVAL_METHOD == 0 && std::numeric_limits<double>::is_iec559);

/// What the functions are made of. Nobody else calls these.
namespace core {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// hi + lo, where lo is what hi leaves.
struct Pair {
  double hi, lo;
};

[[gnu::always_inline]] inline std::uint64_t bits_of(double x) { return __builtin_bit_cast(std::uint64_t, x); }
[[gnu::always_inline]] inline double from_bits(std::uint64_t b) { return __builtin_bit_cast(double, b); }

/// The first 26 bits of x: products of two such are exact.
[[gnu::always_inline]] inline double top(double x) { return from_bits(bits_of(x) & 0xFFFFFFFFF8000000U); }

/// Leaves NaN as it is.
[[gnu::always_inline]] inline double clamped(double x, double low, double high) {
  x = x < low ? low : x;
  return x > high ? high : x;
}

/// Added to a number of size below 2^50, rounds it to a whole one, n, and leaves n + 2046 in the lowest bits.
inline constexpr double shifter = 0x1.8p52 + 2046;

/// v 2^n for -1080 <= n <= 1030, where `shifted` is n + shifter: by two factors, since one may be out of range.
[[gnu::always_inline]] inline double scaled(double v, double shifted) {
  const std::uint64_t n = bits_of(shifted), half = (n >> 1) & 0x7FF;
  return v * from_bits(half << 52) * from_bits((n - half) << 52);
}

/// e^r - 1 - r for |r| < 0.347.
[[gnu::always_inline]] inline double exp_rest(double r) {
  const double r2 = r * r, r4 = r2 * r2;
  const double a =
      (0x1.5555555555556p-3 + r * 0x1.5555555555555p-5) + r2 * (0x1.11111111109a2p-7 + r * 0x1.6c16c16c167d8p-10);
  const double b =
      (0x1.a01a01a7d176dp-13 + r * 0x1.a01a01a482a5bp-16) + r2 * (0x1.71de0d7a972efp-19 + r * 0x1.27e4e1d6ed7e8p-22);
  const double c = 0x1.af3924be99a57p-26 + r * 0x1.1f6725cc8f974p-29;
  return r2 * 0.5 + r * r2 * (a + r4 * (b + r4 * c));
}

/// e^(r.hi + r.lo) for |r.hi| < 0.347.
[[gnu::always_inline]] inline double exp_near_0(Pair r) {
  const double sum = 1 + r.hi;
  return sum + ((r.hi - (sum - 1)) + (r.lo + exp_rest(r.hi)));
}

/// x less n ln 2, where n is whole and nearest.
[[gnu::always_inline]] inline Pair less_ln2(double x, double n) {
  const double hi = x - n * 0x1.62e42fefa4p-1, lo = n * -0x1.8432a1b0e2634p-43, r = hi - lo;
  return {r, (hi - r) - lo};
}

/// 2^(z.hi + z.lo).
[[gnu::always_inline]] inline double exp2_of(Pair z) {
  const double hi = clamped(z.hi, -1080, 1030), lo = hi == z.hi ? z.lo : 0.0;
  const double shifted = hi + shifter, f = hi - (shifted - shifter);
  const double t = top(f + lo), left = lo - (t - f);
  const double u = t * 0x1.62e43p-1, v = left * 0x1.62e42fefa39efp-1 + t * -0x1.05c610ca86c39p-29, r = u + v;
  return scaled(exp_near_0({r, v - (r - u)}), shifted);
}

/// x with the exponent of 1: from [1, 2), whatever x is.
[[gnu::always_inline]] inline double fraction_of(double x) {
  return from_bits((bits_of(x) & 0x000FFFFFFFFFFFFFU) | 0x3FF0000000000000U);
}

/// x = 2^n m, m from [a, 2a), where `a` is given by its bits, the last 32 of them zero; x > 0 and finite.
struct Split {
  double m, n;
};
template <std::uint64_t a>
[[gnu::always_inline]] inline Split split(double x) {
  constexpr std::uint64_t one = 0x3FF0000000000000U, fraction = 0x000FFFFFFFFFFFFFU;
  const bool subnormal = x < 0x1p-1022;
  const std::uint64_t b = bits_of(subnormal ? x * 0x1p54 : x) + (one - a);
  // A whole number below 2^52 becomes a double by its bits: vectors have no other way before AVX-512.
  const double n = from_bits((b >> 52) | 0x4330000000000000U) - (0x1p52 + 1023);
  return {from_bits((b & fraction) + a), subnormal ? n - 54 : n};
}
inline constexpr std::uint64_t root_half = 0x3FE6A09E00000000U, root_three_quarters = 0x3FEBB67A00000000U;

/// log(2^n (1 + f)) + c for 1 + f from [sqrt(1/2), sqrt(2)) and tiny c: log(1+f) = 2 atanh(s) with s = f/(2+f).
[[gnu::always_inline]] inline double log_of(double f, double n, double c) {
  const double s = f / (2 + f), z = s * s, w = z * z, square = 0.5 * f * f;
  const double odd =
      0x1.5555555555558p-1 + w * (0x1.2492492dfd86cp-2 + w * (0x1.7462b91b8df65p-3 + w * 0x1.2b5f68a50d903p-3));
  const double even = 0x1.9999999995273p-2 + w * (0x1.c71c62d5e53e0p-3 + w * 0x1.39fdcceb4bb45p-3);
  const double rest = s * (square + z * (odd + z * even)) + (n * -0x1.718432a1b0e26p-35 + c);
  return n * 0x1.62e42ffp-1 - ((square - rest) - f);
}

/// log2(x) to some 67 bits for x > 0 and finite; hi has 26 of them.
[[gnu::always_inline]] inline Pair log2_of(double x) {
  const auto [m, n] = split<root_three_quarters>(x);
  // m from [sqrt(3)/2, sqrt(3/2)) is seen beside c = 1, the others beside 1.5. By bits, since no processor foretells
  // which.
  const std::uint64_t beside_1 = 0 - ((bits_of(m) - bits_of(1.224744871391589)) >> 63);
  const double c = from_bits(bits_of(1.5) - (beside_1 & (bits_of(1.5) - bits_of(1.0))));
  const double c_hi = from_bits(~beside_1 & bits_of(0x1.2b80348p-1)),
               c_lo = from_bits(~beside_1 & bits_of(-0x1.810a5e1817fd4p-30));
  // s = (m-c)/(m+c) as s_hi + s_lo; log2(m/c) = 2/(3 ln 2) s (3 + s^2 + r).
  const double u = m - c, v = 1 / (m + c), s = u * v, s_hi = top(s);
  const double sum_hi = top(m + c), sum_lo = m - (sum_hi - c);
  const double s_lo = v * ((u - s_hi * sum_hi) - s_hi * sum_lo);
  const double z = s * s, w = z * z;
  const double odd = 0x1.3333333333332p-1 + w * (0x1.5555554764a4ep-2 + w * 0x1.d87c29e505a4fp-3);
  const double even = 0x1.b6db6db6de8eap-2 + w * (0x1.1745e8278b5b1p-2 + w * 0x1.a4dffa8ca3038p-3);
  const double r = w * (odd + z * even) + s_lo * (s_hi + s), square = s_hi * s_hi;
  const double t_hi = top(3 + square + r), t_lo = r - ((t_hi - 3) - square);
  const double p = s_hi * t_hi, q = s_lo * t_hi + t_lo * s, sum = top(p + q), left = q - (sum - p);
  const double log_hi = 0x1.ec709ep-1 * sum, log_lo = -0x1.e2fe0145b01f5p-28 * sum + left * 0x1.ec709dc3a03fdp-1 + c_lo;
  const double hi = top(((log_hi + log_lo) + c_hi) + n);
  return {hi, log_lo - (((hi - n) - c_hi) - log_hi)};
}

}  // namespace core

/// e^x; error below 0.8.
[[gnu::always_inline]] inline double exp(double x) {
  const double at = core::clamped(x, -746, 710);
  const double shifted = at * 0x1.71547652b82fep+0 + core::shifter;
  return core::scaled(core::exp_near_0(core::less_ln2(at, shifted - core::shifter)), shifted);
}

/// 2^x; error below 0.8.
[[gnu::always_inline]] inline double exp2(double x) { return core::exp2_of({x, 0}); }

/// 10^x; error below 0.8; exact where 10^x is a double.
[[gnu::always_inline]] inline double exp10(double x) {
  const double at = core::clamped(x, -330, 310), hi = core::top(at);
  const double p = hi * 0x1.a934f08p+1, q = (at - hi) * 0x1.a934f0979a371p+1 + hi * 0x1.79a3715fc9258p-27, sum = p + q;
  return core::exp2_of({sum, q - (sum - p)});
}

/// e^x - 1; error below 1.2.
[[gnu::always_inline]] inline double expm1(double x) {
  const double at = core::clamped(x, -60, 710);
  const double shifted = at * 0x1.71547652b82fep+0 + core::shifter, n = shifted - core::shifter;
  const core::Pair r = core::less_ln2(at, n);
  const double rest = r.lo + core::exp_rest(r.hi);
  // (2^n - 1) + 2^n (r + rest), all of it halved since 2^1024 is out of range.
  const double half = core::from_bits((core::bits_of(shifted) - 1024) << 52), base = half - 0.5, part = half * r.hi,
               sum = base + part;
  const double far = 2 * (sum + ((part - (sum - base)) + half * rest));
  const double near = n == 0 ? r.hi + rest : far;
  return x < 0x1p-54 ? (x > -0x1p-54 ? x : near) : near;
}

/// Natural logarithm; error below 0.9. log(0) = -inf, of less NaN.
[[gnu::always_inline]] inline double log(double x) {
  const core::Split of = core::split<core::root_half>(x);
  const double r = core::log_of(of.m - 1, of.n, 0);
  const double valid = x > 0 ? r : x == 0 ? -core::infinity : core::not_a_number;
  return x < core::infinity ? valid : x;
}

/// log(1 + x); error below 0.9.
[[gnu::always_inline]] inline double log1p(double x) {
  const double y = 1 + x, back = y - 1, lost = (1 - (y - back)) + (x - back);
  const core::Split of = core::split<core::root_half>(y);
  const double r = core::log_of(of.n == 0 ? x : of.m - 1, of.n, of.n == 0 ? 0.0 : lost / y);
  const double valid = x > -1 ? r : x == -1 ? -core::infinity : core::not_a_number;
  const double finite = x < core::infinity ? valid : x;
  return x == 0 ? x : finite;
}

/// Logarithms to base 2 and 10; error below 0.6, exact where they are whole.
[[gnu::always_inline]] inline double log2(double x) {
  const core::Pair r = core::log2_of(x);
  const double valid = x > 0 ? r.hi + r.lo : x == 0 ? -core::infinity : core::not_a_number;
  return x < core::infinity ? valid : x;
}
[[gnu::always_inline]] inline double log10(double x) {
  const core::Pair r = core::log2_of(x);
  const double ten = r.hi * 0x1.344135p-2 + (r.hi * 0x1.3ef3fde623e25p-31 + r.lo * 0x1.34413509f79ffp-2);
  const double valid = x > 0 ? ten : x == 0 ? -core::infinity : core::not_a_number;
  return x < core::infinity ? valid : x;
}

/// x^y for x >= 0; error below 0.8. NaN for x < 0 (but pow(x, 0) = 1 and pow(x, 1) = x always).
[[gnu::always_inline]] inline double pow(double x, double y) {
  const core::Pair log2 = core::log2_of(x);
  const double y_hi = core::top(y), p = y_hi * log2.hi, q = (y - y_hi) * log2.hi + y * log2.lo;
  const double sum = p * p < 1e8 ? p + q : p;  // for huge y, q may overflow the other way
  // The exponent for x = 0 and infinity is infinite, for x < 0 not a number.
  const double edge = x == 0 ? y * -core::infinity : core::not_a_number;
  const double positive = x > 0 ? sum : edge, exponent = x < core::infinity ? positive : y * x;
  const double power = core::exp2_of({exponent, q - (sum - p)});
  // y is asked through m from [1, 2), for y m = m only where y = 1: a question that does not change from one element
  // to the next keeps GCC from vectorising.
  const double m = core::fraction_of(x), ym = y * m, of_1 = x == 1 ? 1.0 : power, to_1 = ym == m ? x : of_1;
  return ym == 0 ? 1.0 : to_1;
}

/// Logistic function 1/(1+e^-x); error below 2.5, most of it from the sum and the division.
[[gnu::always_inline]] inline double logistic(double x) { return 1 / (1 + maths::exp(-x)); }

}  // namespace chokepoint::maths
