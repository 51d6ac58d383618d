// Taylor and Chebyshev series, a continued fraction and a bracketed search.
#include "engine/base/special_functions.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "engine/base/elementary.hpp"

namespace chokepoint::maths {
namespace {

using core::Pair;

/// Polynomial in x, lowest power first.
template <std::size_t n>
double polynomial(const std::array<double, n>& coefficients, double x) {
  double value = 0;
  for (std::size_t i = n; i-- > 0;) value = value * x + coefficients[i];
  return value;
}

/// An angle less whole quarter turns.
struct Reduced {
  Pair rest;         ///< of size below 0.786
  unsigned quarter;  ///< turns taken off, modulo 4
};

/// Cody and Waite (1980): pi/2 in three parts, of which a multiple of each of the first two is exact.
Reduced reduced(double x) {
  const double shifted = x * 0x1.45f306dc9c883p-1 + core::shifter, n = shifted - core::shifter;
  const double first = x - n * 0x1.921fb544p+0, second = n * 0x1.0b4611a6p-34, high = first - second;
  const double low = ((first - high) - second) - n * 0x1.3198a2e037073p-69, rest = high + low;
  return {{rest, (high - rest) + low}, static_cast<unsigned>((core::bits_of(shifted) - 2046) & 3U)};
}

// Taylor's coefficients, (-1)^k / (2k + 1)! from k = 1 and (-1)^k / (2k)! from k = 2: the next would add less than
// 1e-19.
constexpr std::array sine = {-0x1.5555555555555p-3,  0x1.1111111111111p-7,   -0x1.a01a01a01a01ap-13,
                             0x1.71de3a556c734p-19,  -0x1.ae64567f544e4p-26, 0x1.6124613a86d09p-33,
                             -0x1.ae7f3e733b81fp-41, 0x1.952c77030ad4ap-49};
constexpr std::array cosine = {0x1.5555555555555p-5,   -0x1.6c16c16c16c17p-10, 0x1.a01a01a01a01ap-16,
                               -0x1.27e4fb7789f5cp-22, 0x1.1eed8eff8d898p-29,  -0x1.93974a8c07c9dp-37,
                               0x1.ae7f3e733b81fp-45,  -0x1.6827863b97d97p-53};

double sine_of(Pair r) {
  const double square = r.hi * r.hi;
  return r.hi + (r.hi * square * polynomial(sine, square) + r.lo * (1 - square / 2));
}

double cosine_of(Pair r) {
  const double square = r.hi * r.hi, half = square / 2, near = 1 - half;
  return near + (((1 - near) - half) + (square * square * polynomial(cosine, square) - r.hi * r.lo));
}

/// The sine of an angle and so many quarter turns.
double turned_sine(double x, unsigned quarters) {
  if (!(std::fabs(x) <= 1000)) return core::not_a_number;
  const Reduced at = reduced(x);
  const unsigned quarter = (at.quarter + quarters) & 3U;
  const double size = quarter % 2 == 0 ? sine_of(at.rest) : cosine_of(at.rest);
  return quarter < 2 ? size : -size;
}

// Maclaurin's series of erf(x) / x in x^2, 2/sqrt(pi) (-1)^k / (k! (2k + 1)): for |x| < 0.5 the next would add less
// than 1e-20.
constexpr std::array erf_series = {0x1.20dd750429b6dp+0,   -0x1.812746b0379e7p-2,  0x1.ce2f21a042be2p-4,
                                   -0x1.b82ce31288b51p-6,  0x1.565bcd0e6a53fp-8,   -0x1.c02db40040b86p-11,
                                   0x1.f9a326f9b89b7p-14,  -0x1.f4d25c3e0c2ebp-17, 0x1.b9e6c9dc651a3p-20,
                                   -0x1.5f742ec43e71ap-23, 0x1.fcc5720624c1cp-27,  -0x1.51d7181c5d36dp-30,
                                   0x1.9e6ad5e55a730p-34,  -0x1.d8453cb0c46eap-38};

// Chebyshev series of (1 + 2x) e^(x^2) erfc(x) in t = (x - 3.75) / (x + 3.75), the first halved.
constexpr std::array erfc_series = {
    0x1.2d75d0246cee8p+0,   -0x1.2cd0564f8c1b7p-8,  -0x1.59159e8868995p-4,  0x1.e50c3e7c7dccep-5,
    -0x1.b4c68f4569326p-6,  0x1.295e991a7d82dp-7,   -0x1.3c4c54f8d419dp-9,  0x1.014ed1572209ap-11,
    -0x1.221e6f70130b5p-14, 0x1.15c3f597f0492p-18,  0x1.9f8f03ca86fc1p-21,  -0x1.d601c320c8f9cp-23,
    0x1.71e1efca86cf9p-27,  0x1.36bf2885524c9p-28,  -0x1.aa4d7b1cdf20ap-31, -0x1.15df59ca6082bp-34,
    0x1.f8af0a9aa6d31p-36,  0x1.b61b723941781p-43,  -0x1.0fc16c00b50f2p-40, 0x1.24f6a772cbc36p-45,
    0x1.2d8b49ab5f72bp-45,  -0x1.0cb63a80de2c5p-49, -0x1.6884628ace07ap-50, 0x1.561b105822235p-54,
    0x1.d3744857e262bp-55};

/// Clenshaw's sum of a Chebyshev series.
template <std::size_t n>
double chebyshev(const std::array<double, n>& coefficients, double t) {
  double last = 0, before = 0;
  for (std::size_t i = n; i-- > 1;) {
    const double next = coefficients[i] + (2 * t * last - before);
    before = last, last = next;
  }
  return coefficients[0] + (t * last - before);
}

/// e^(-x^2), the square to twice the digits, since its error would be that of the result.
double exp_of_minus_square(double x) {
  const double size = x < 27.5 ? x : 27.5, high = core::top(size);  // 0 from there on
  const double square = high * high, rest = (size - high) * (size + high);
  const double shifted = -square * 0x1.71547652b82fep+0 + core::shifter;
  const Pair r = core::less_ln2(-square, shifted - core::shifter);
  const double sum = r.hi - rest;
  return core::scaled(core::exp_near_0({sum, (r.hi - sum) - rest + r.lo}), shifted);
}

double log_beta(double a, double b) { return log_gamma(a) + log_gamma(b) - log_gamma(a + b); }

/// x^a (1 - x)^b / B(a, b).
double beta_kernel(double a, double b, double x) { return exp(a * log(x) + b * log1p(-x) - log_beta(a, b)); }

/// The continued fraction of I_x(a, b) by the method of Lentz and Thompson, for x below the mean or not far above.
double beta_fraction(double a, double b, double x) {
  constexpr double tiny = 1e-300;
  const auto kept = [](double value) { return std::fabs(value) < tiny ? tiny : value; };
  double c = 1, d = 1 / kept(1 - (a + b) * x / (a + 1)), out = d;
  for (int k = 1; k < 1000; ++k) {
    const double m = k, even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d), c = kept(1 + even / c), out *= c * d;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d), c = kept(1 + odd / c);
    out *= c * d;
    if (std::fabs(c * d - 1) <= std::numeric_limits<double>::epsilon()) break;
  }
  return out;
}

}  // namespace

double sin(double x) { return std::fabs(x) < 0x1p-27 ? x : turned_sine(x, 0); }
double cos(double x) { return turned_sine(x, 1); }

double tanh(double x) {
  const double e = expm1(2 * core::clamped(x, -20, 20));
  return e / (e + 2);
}

double atanh(double x) {
  const double size = std::fabs(x), out = 0.5 * log1p(2 * size / (1 - size));
  return x < 0 ? -out : out;
}

double hypot(double x, double y) { return std::sqrt(x * x + y * y); }

double erfc(double x) {
  const double size = std::fabs(x);
  if (!(size < core::infinity)) return x > 0 ? 0 : x < 0 ? 2 : x;
  if (size < 0.5) return 1 - x * polynomial(erf_series, x * x);
  const double out = exp_of_minus_square(size) * chebyshev(erfc_series, (size - 3.75) / (size + 3.75)) / (1 + 2 * size);
  return x < 0 ? 2 - out : out;
}

double log_gamma(double x) {
  if (!(x > 0)) return core::not_a_number;
  double below = 1;
  for (; x < 10; x += 1) below *= x;
  // Bernoulli numbers B_2k / (2k (2k - 1)).
  constexpr std::array series = {1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156};
  constexpr double half_log_two_pi = 0x1.d67f1c864beb5p-1;
  const double rest = polynomial(series, 1 / (x * x)) / x + half_log_two_pi;
  return ((x - 0.5) * log(x) - x) + (rest - log(below));
}

double beta_share(double a, double b, double x) {
  if (!(x > 0)) return x <= 0 ? 0 : x;
  if (x >= 1) return 1;
  if (x <= (a + 1) / (a + b + 2)) return beta_kernel(a, b, x) / a * beta_fraction(a, b, x);
  return 1 - beta_kernel(b, a, 1 - x) / b * beta_fraction(b, a, 1 - x);
}

double beta_quantile(double a, double b, double share) {
  if (!(share > 0)) return share <= 0 ? 0 : share;
  if (share >= 1) return 1;
  double low = 0, high = 1, x = a / (a + b);
  for (int k = 0; k < 200; ++k) {  // Newton's steps, halving where one leaves the bracket
    const double off = beta_share(a, b, x) - share;
    (off < 0 ? low : high) = x;
    double next = x - off * x * (1 - x) / beta_kernel(a, b, x);
    if (!(low < next && next < high)) next = low + (high - low) / 2;
    if (std::fabs(next - x) <= x * std::numeric_limits<double>::epsilon()) return next;
    x = next;
  }
  return x;
}

}  // namespace chokepoint::maths
