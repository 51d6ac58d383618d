// The program behind the tests of arithmetic: `probe count FUNCTION WIDTH N` works on N numbers, `probe hash WIDTH`
// tells a hash of results. Widths are one (the scalar function, called for one number after the other), baseline, avx2,
// avx512.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/elementary.hpp"
#include "engine/base/elementary_spans.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/special_functions.hpp"

using namespace chokepoint;

namespace {

using Numbers = std::vector<double>;
using Work = void (*)(const Numbers&, Numbers&, std::optional<Simd>);

/// Keeps the compiler from making a loop of vectors out of calls.
template <double (*f)(double)>
[[gnu::noinline]] double alone(double x) {
  return f(x);
}

template <double (*f)(double), void (*of_many)(std::span<const double>, std::span<double>, Simd)>
void work(const Numbers& in, Numbers& out, std::optional<Simd> simd) {
  if (simd) return of_many(in, out, *simd);
  for (std::size_t i = 0; i < in.size(); ++i) out[i] = alone<f>(in[i]);
}

double power(double x) { return maths::pow(x, -1.7); }
void powers(std::span<const double> in, std::span<double> out, Simd simd) { maths::pow(in, -1.7, out, simd); }

const std::map<std::string, Work>& functions() {
  static const std::map<std::string, Work> all = {
      {"exp", work<maths::exp, maths::exp>},
      {"exp2", work<maths::exp2, maths::exp2>},
      {"exp10", work<maths::exp10, maths::exp10>},
      {"expm1", work<maths::expm1, maths::expm1>},
      {"log", work<maths::log, maths::log>},
      {"log1p", work<maths::log1p, maths::log1p>},
      {"log2", work<maths::log2, maths::log2>},
      {"log10", work<maths::log10, maths::log10>},
      {"logistic", work<maths::logistic, maths::logistic>},
      {"pow", work<power, powers>},
  };
  return all;
}

Numbers numbers(std::size_t n) {
  Numbers out(n);
  for (std::size_t i = 0; i < n; ++i) out[i] = 0.00037 * static_cast<double>(i + 1);
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const std::map<std::string, std::optional<Simd>> widths = {
      {"one", {}}, {"baseline", Simd::baseline}, {"avx2", Simd::avx2}, {"avx512", Simd::avx512}};
  if (words.size() < 2) return 2;
  const std::optional<Simd> simd = widths.at(words[words[0] == "hash" ? 1 : 2]);
  if (simd && *simd > best_simd()) return 77;
  if (words[0] == "hash") {
    StateHash hash;
    const Numbers in = numbers(100003);
    Numbers out(in.size());
    for (const auto& [name, f] : functions()) {
      f(in, out, simd);
      hash.add(std::span<const double>(out));
    }
    for (const double x : in)  // one at a time at every width
      for (double (*f)(double) : {maths::sin, maths::cos, maths::tanh, maths::erfc, maths::log_gamma}) hash.add(f(x));
    for (int k = 1; k < 1000; ++k)
      hash.add(maths::atanh(k / 1000.0)), hash.add(maths::beta_quantile(1 + k / 250.0, 5 - k / 250.0, k / 1000.0));
    std::printf("%016llx\n", static_cast<unsigned long long>(hash.value()));
    return 0;
  }
  const Numbers in = numbers(std::strtoul(words[3].c_str(), nullptr, 10));
  Numbers out(in.size());
  functions().at(words[1])(in, out, simd);
  return 0;
}
