// Elementary functions: errors against long double, edges, and the same bits at every width of vectors.
#include "engine/base/elementary.hpp"

#include <array>
#include <bit>
#include <cfloat>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "engine/base/elementary_spans.hpp"
#include "tests/support/catch.hpp"

namespace elementary_test {

using namespace chokepoint;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr int points = 300000;

/// Distance in units in the last place of the true value.
double ulps(double got, long double truth) {
  const double rounded = static_cast<double>(truth);
  if (std::isnan(rounded) || std::isnan(got)) return std::isnan(rounded) && std::isnan(got) ? 0 : infinity;
  if (std::isinf(rounded) || std::isinf(got)) return got == rounded ? 0 : infinity;
  int exponent = 0;
  std::frexp(std::max(std::fabs(rounded), DBL_MIN), &exponent);
  return static_cast<double>(std::fabs(static_cast<long double>(got) - truth) / std::ldexp(1.0L, exponent - 53));
}

enum class Spread { even, by_logarithm };

/// The greatest error over points drawn from [low, high].
template <class Truth>
double worst(double (*f)(double), Truth truth, double low, double high, Spread spread = Spread::even) {
  if (LDBL_MANT_DIG < 64) return 0;
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> share(0, 1);
  double out = 0;
  for (int k = 0; k < points; ++k) {
    const double u = share(random), x = spread == Spread::even ? low + (high - low) * u : low * std::pow(high / low, u);
    out = std::max(out, ulps(f(x), truth(static_cast<long double>(x))));
  }
  return out;
}

bool same(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

using Function = double (*)(double);
using SpanFunction = void (*)(std::span<const double>, std::span<double>, Simd);

struct Named {
  const char* name;
  Function ours, library;
  SpanFunction of_many;
};

#define SCALAR(f) [](double x) { return f; }
const std::array<Named, 9> functions = {{
    {"exp", SCALAR(maths::exp(x)), SCALAR(std::exp(x)), maths::exp},
    {"exp2", SCALAR(maths::exp2(x)), SCALAR(std::exp2(x)), maths::exp2},
    {"exp10", SCALAR(maths::exp10(x)), SCALAR(std::pow(10.0, x)), maths::exp10},
    {"expm1", SCALAR(maths::expm1(x)), SCALAR(std::expm1(x)), maths::expm1},
    {"log", SCALAR(maths::log(x)), SCALAR(std::log(x)), maths::log},
    {"log1p", SCALAR(maths::log1p(x)), SCALAR(std::log1p(x)), maths::log1p},
    {"log2", SCALAR(maths::log2(x)), SCALAR(std::log2(x)), maths::log2},
    {"log10", SCALAR(maths::log10(x)), SCALAR(std::log10(x)), maths::log10},
    {"logistic", SCALAR(maths::logistic(x)), SCALAR(1 / (1 + std::exp(-x))), maths::logistic},
}};
#undef SCALAR

const std::vector<double> edges = {
    0.0,     -0.0,    1.0,     -1.0,     0.5,     2.0,   -2.0,  infinity, -infinity, not_a_number, 5e-324,
    -5e-324, 1e-320,  DBL_MIN, -DBL_MIN, 1e-9,    -1e-9, 1e-17, DBL_MAX,  -DBL_MAX,  709.78,       709.79,
    -745.13, -745.14, 1024.0,  -1074.0,  -1075.0, 308.2, 308.3, -323.3,   -324.0,    1 - 0x1p-53,  1 + 0x1p-52};

std::vector<Simd> widths() {
  std::vector<Simd> out = {Simd::baseline};
  for (const Simd simd : {Simd::avx2, Simd::avx512})
    if (simd <= best_simd()) out.push_back(simd);
  return out;
}

/// Numbers of every size and sign, and all edges, of a length that no width divides.
std::vector<double> many_numbers() {
  std::vector<double> out = edges;
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> share(-1, 1);
  while (out.size() < 20011) {
    const double size = std::exp2(share(random) * (out.size() % 2 == 0 ? 8 : 1070));
    out.push_back(out.size() % 3 == 0 ? -size : size);
  }
  return out;
}

/// The neutral trade step of one agent in a nutshell: three exponentials, three logarithms, ten divisions.
[[gnu::always_inline]] inline void trade_step(double* stock, double* price, const double* cost, double memory,
                                              std::size_t n) {
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) {
    const double wanted = maths::exp(-price[i] / (1 + cost[i])), scarcity = maths::log((1 + wanted) / (1 + stock[i]));
    const double made = stock[i] / (1 + maths::exp(-scarcity / memory)) / (1 + cost[i] / price[i]);
    const double moved = maths::log(1 + made / (1 + wanted)) - maths::log(1 + cost[i] / (1 + made));
    price[i] = price[i] > 1 ? price[i] * maths::exp(moved / (8 * memory)) : 1 + made / memory;
    stock[i] = stock[i] + made > wanted ? stock[i] + made - wanted : 0.0;
  }
}

}  // namespace

TEST_CASE("errors of elementary functions are as small as stated", "[unit]") {
  const auto expl_of = [](long double x) { return std::exp(x); };
  CHECK(worst(maths::exp, expl_of, -745, 709.7) < 0.8);
  CHECK(worst(maths::exp, expl_of, -2, 2) < 0.65);
  CHECK(worst(maths::exp, expl_of, 1e-20, 1, Spread::by_logarithm) < 0.65);

  const auto exp2l_of = [](long double x) { return std::exp2(x); };
  CHECK(worst(maths::exp2, exp2l_of, -1074, 1023.9) < 0.8);
  CHECK(worst(maths::exp2, exp2l_of, -2, 2) < 0.8);

  const auto exp10l_of = [](long double x) { return std::pow(10.0L, x); };
  CHECK(worst(maths::exp10, exp10l_of, -323, 308.2) < 0.8);
  CHECK(worst(maths::exp10, exp10l_of, -3, 3) < 0.8);

  const auto expm1l_of = [](long double x) { return std::expm1(x); };
  CHECK(worst(maths::expm1, expm1l_of, -50, 709.7) < 1.2);
  CHECK(worst(maths::expm1, expm1l_of, -2, 2) < 1.2);
  CHECK(worst(maths::expm1, expm1l_of, 1e-300, 1, Spread::by_logarithm) < 1.2);

  const auto logl_of = [](long double x) { return std::log(x); };
  CHECK(worst(maths::log, logl_of, 1e-320, 1e308, Spread::by_logarithm) < 0.9);
  CHECK(worst(maths::log, logl_of, 0.5, 2) < 0.9);
  CHECK(worst(maths::log, logl_of, 0.999, 1.001) < 0.9);

  const auto log1pl_of = [](long double x) { return std::log1p(x); };
  CHECK(worst(maths::log1p, log1pl_of, -0.9999, 5) < 0.9);
  CHECK(worst(maths::log1p, log1pl_of, 1e-300, 1e300, Spread::by_logarithm) < 0.9);

  const auto log2l_of = [](long double x) { return std::log2(x); };
  CHECK(worst(maths::log2, log2l_of, 1e-320, 1e308, Spread::by_logarithm) < 0.6);
  CHECK(worst(maths::log2, log2l_of, 0.5, 2) < 0.6);

  const auto log10l_of = [](long double x) { return std::log10(x); };
  CHECK(worst(maths::log10, log10l_of, 1e-320, 1e308, Spread::by_logarithm) < 0.6);
  CHECK(worst(maths::log10, log10l_of, 0.5, 2) < 0.6);

  const auto logisticl_of = [](long double x) { return 1 / (1 + std::exp(-x)); };
  CHECK(worst(maths::logistic, logisticl_of, -700, 40) < 2.5);
  CHECK(worst(maths::logistic, logisticl_of, -3, 3) < 2.5);
}

TEST_CASE("errors of powers are as small as stated", "[unit]") {
  if (LDBL_MANT_DIG < 64) return;
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> share(0, 1);
  double far = 0, near = 0, common = 0;
  const auto error = [](double x, double y) {
    return ulps(maths::pow(x, y), std::pow(static_cast<long double>(x), static_cast<long double>(y)));
  };
  for (int k = 0; k < points; ++k) {
    const double any = std::exp(1400 * share(random) - 700), beside_1 = 0.8 + 0.4 * share(random),
                 up = (2 * share(random) - 1) * 709;
    far = std::max(far, error(any, up / std::fabs(std::log(any))));
    near = std::max(near, error(beside_1, up / std::fabs(std::log(beside_1))));
    common = std::max(common, error(10 * share(random), 6 * share(random) - 3));
  }
  CHECK(far < 0.8);
  CHECK(near < 0.8);
  CHECK(common < 0.8);
}

TEST_CASE("elementary functions at the edges are those of the C library", "[unit]") {
  for (const Named& f : functions)
    for (const double x : edges) {
      INFO(f.name << "(" << x << ")");
      const double ours = f.ours(x), library = f.library(x);
      const bool same_kind = std::isnan(library) ? std::isnan(ours) : std::signbit(ours) == std::signbit(library);
      CHECK(same_kind);
      CHECK((std::isnan(library) || ours == library ||
             std::fabs(ours - library) <= std::max(1e-15 * std::fabs(library), 5e-324)));
    }
  for (const double x : edges) {
    INFO("x = " << x);
    CHECK(maths::pow(x, 0.0) == 1);
    CHECK(same(maths::pow(x, 1.0), x));
    CHECK(maths::pow(1.0, x) == 1);
    if (x < 0) CHECK(std::isnan(maths::pow(x, 2.0)));
    if (x < 0 || std::signbit(x)) continue;
    for (const double y : edges) {
      INFO("y = " << y);
      const double ours = maths::pow(x, y), library = std::pow(x, y);
      CHECK((std::isnan(library)
                 ? std::isnan(ours)
                 : ours == library || std::fabs(ours - library) <= std::max(1e-15 * std::fabs(library), 5e-324)));
    }
  }
}

TEST_CASE("elementary functions are exact where that can be had", "[unit]") {
  double ten = 1;
  for (int k = 0; k <= 22; ++k, ten *= 10) {
    CHECK(maths::exp10(k) == ten);
    CHECK(maths::log10(ten) == k);
    CHECK(maths::pow(10.0, k) == ten);
  }
  for (int k = -1074; k < 1024; ++k) {
    CHECK(maths::exp2(k) == std::ldexp(1.0, k));
    CHECK(maths::log2(std::ldexp(1.0, k)) == k);
    CHECK(maths::pow(2.0, k) == std::ldexp(1.0, k));
  }
  CHECK(maths::exp(0.0) == 1);
  CHECK(maths::log(1.0) == 0);
  CHECK(maths::logistic(0.0) == 0.5);
  CHECK(maths::pow(9.0, 0.5) == 3);
}

TEST_CASE("elementary functions rise where the true ones do", "[unit]") {
  // Steps of some units in the last place, over borders between reductions too.
  const auto rises = [](Function f, double from, double step, int steps) {
    for (int k = 0; k < steps; ++k)
      if (f(from + step * k) > f(from + step * (k + 1))) return false;
    return true;
  };
  const auto exp = [](double x) { return maths::exp(x); };
  const auto log = [](double x) { return maths::log(x); };
  const auto expm1 = [](double x) { return maths::expm1(x); };
  const auto log10 = [](double x) { return maths::log10(x); };
  const auto root = [](double x) { return maths::pow(x, 0.5); };
  for (const double border : {0.0, 0.34657359, 1.03972077, -0.34657359, 20.0, -3.8123095}) {
    CHECK(rises(exp, border - 1e-6, 0x1p-45, 70000));
    CHECK(rises(expm1, border - 1e-6, 0x1p-45, 70000));
  }
  for (const double border : {1.0, 0.70710678, 1.41421356, 1.22474487, 1.7320508}) {
    CHECK(rises(log, border - 1e-6, 0x1p-45, 70000));
    CHECK(rises(log10, border - 1e-6, 0x1p-45, 70000));
    CHECK(rises(root, border - 1e-6, 0x1p-45, 70000));
  }
}

TEST_CASE("every width of vectors gives the bits of the scalar functions", "[unit]") {
  const std::vector<double> in = many_numbers();
  std::vector<double> out(in.size());
  for (const Simd simd : widths()) {
    INFO("width " << static_cast<int>(simd));
    for (const Named& f : functions) {
      INFO(f.name);
      std::size_t wrong = 0;
      f.of_many(in, out, simd);
      for (std::size_t i = 0; i < in.size(); ++i) wrong += same(out[i], f.ours(in[i])) ? 0U : 1U;
      CHECK(wrong == 0);
      out = in;
      f.of_many(out, out, simd);
      for (std::size_t i = 0; i < in.size(); ++i) wrong += same(out[i], f.ours(in[i])) ? 0U : 1U;
      CHECK(wrong == 0);
    }
    for (const double y : {0.0, 1.0, -1.0, 0.3, -1.7, 12.0, 1e-300, 1e300, infinity, -infinity, not_a_number}) {
      INFO("exponent " << y);
      std::size_t wrong = 0;
      maths::pow(in, y, out, simd);
      for (std::size_t i = 0; i < in.size(); ++i) wrong += same(out[i], maths::pow(in[i], y)) ? 0U : 1U;
      CHECK(wrong == 0);
    }
  }
  for (std::size_t n = 0; n < 20; ++n) {
    std::vector<double> few(in.begin(), in.begin() + static_cast<std::ptrdiff_t>(n)), got(n + 1, 7.0);
    maths::exp(few, std::span(got).first(n));
    for (std::size_t i = 0; i < n; ++i) CHECK(same(got[i], maths::exp(few[i])));
    CHECK(got[n] == 7.0);
  }
}

TEST_CASE("a kernel over the functions gives the same bits at every width", "[unit]") {
  constexpr std::size_t n = 1003;
  std::vector<std::vector<double>> results;
  for (const Simd simd : widths()) {
    std::vector<double> stock(n), price(n), cost(n);
    for (std::size_t i = 0; i < n; ++i) {
      const double x = static_cast<double>(i) / 100;
      stock[i] = 1 + x, price[i] = 0.5 + x * x, cost[i] = 10.1 - x;
    }
    for (int step = 0; step < 20; ++step)
      run_kernel<trade_step>(simd, stock.data(), price.data(), static_cast<const double*>(cost.data()), 3.0, n);
    stock.insert(stock.end(), price.begin(), price.end());
    results.push_back(stock);
  }
  for (const std::vector<double>& result : results) CHECK(result == results[0]);
  CHECK(std::isfinite(results[0][500]));
}

}  // namespace elementary_test
