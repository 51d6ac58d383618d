// In every run and on every way back the parts of a difference add up to it.
#include <cmath>
#include <set>

#include "analysis/why/mechanisms.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/pairs.hpp"

namespace why_test {

using namespace chokepoint;
using namespace chokepoint::test;

namespace {

/// Splits that leave nothing, unless parameters differ: the others say what they leave.
const std::set<std::string> exact = {"capability gap",
                                     "best model",
                                     "model of a lab",
                                     "training run",
                                     "adaptation",
                                     "share of the world's accelerators",
                                     "accelerators in place",
                                     "accelerators bought",
                                     "orders",
                                     "chip budget",
                                     "packaged units",
                                     "accelerators made",
                                     "dies",
                                     "fab capacity",
                                     "memory"};

void check(const Chain& chain) {
  for (std::size_t s = 0; s < chain.size(); ++s) {
    const Step& step = chain[s];
    INFO(step.quantity << " of " << step.whom << ": " << step.a << " " << step.b << " " << step.remainder());
    CHECK((std::isfinite(step.a) && std::isfinite(step.b) && std::isfinite(step.share)));
    double sum = step.remainder();
    for (const Contribution& part : step.parts) {
      CHECK((std::isfinite(part.effect) && std::isfinite(part.a) && std::isfinite(part.b)));
      sum += part.effect;
    }
    const double size = std::max({std::fabs(step.a), std::fabs(step.b), 1.0});
    CHECK(std::fabs(sum - step.difference()) <= 1e-9 * size);
    if (exact.contains(step.quantity) && !step.parts.empty()) CHECK(std::fabs(step.remainder()) <= 1e-7 * size);
    CHECK(step.parent <= s);
  }
}

}  // namespace

TEST_CASE("parts add up in every run", "[property]") {
  const Scenario a = shipped("no_ban"), b = shipped("chip_ban");
  struct Asked {
    const char *metric, *agent;
  };
  for (const auto& [metric, agent] : {Asked{"eci_gap", ""}, Asked{"compute_share", "CN"}, Asked{"compute", "CN"},
                                      Asked{"huawei_units", ""}, Asked{"lab_eci", "DeepSeek"}, Asked{"eci", "US"}})
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      INFO(metric << ", seed " << seed);
      const Found found(a, b, metric, agent, "2030-12", seed % 2, seed);
      REQUIRE_FALSE(found.why.chain.empty());
      CHECK(found.why.chain[0].a == Approx(found.why.explained_a));
      CHECK(found.why.chain[0].b == Approx(found.why.explained_b));
      check(found.why.chain);
    }
}

TEST_CASE("A and B changed round, every effect has the other sign", "[property]") {
  const Scenario a = shipped("no_ban"), b = shipped("chip_ban");
  const Found there(a, b, "compute", "CN", "2029-06"), back(b, a, "compute", "CN", "2029-06");
  REQUIRE(there.why.chain.size() == back.why.chain.size());
  for (std::size_t s = 0; s < there.why.chain.size(); ++s) {
    const Step &x = there.why.chain[s], &y = back.why.chain[s];
    REQUIRE(x.quantity == y.quantity);
    REQUIRE(x.parts.size() == y.parts.size());
    for (std::size_t p = 0; p < x.parts.size(); ++p)
      CHECK(std::fabs(x.parts[p].effect + y.parts[p].effect) <= 1e-9 * std::max(1.0, std::fabs(x.parts[p].effect)));
  }
}

TEST_CASE("accelerators by origin are the stock", "[property]") {
  const Scenario scenario = shipped("chip_ban", "2028-12");
  const RunPair pair = pair_of(scenario, scenario, 3);
  const Trace trace(pair, scenario, pair.in_a, Month::of(2028, 12));
  for (const FirmId i : trace[Month{0}].firms.nation.ids())
    for (const bool raw : {true, false}) {
      const Month end = Month::of(2028, 12);
      // The rest is what was there at the start, worn down: it never grows.
      const Supplies supplies(trace, i, raw, end);
      const double size = std::max(1.0, raw ? trace[end].firms.raw[i] : trace[end].firms.training[i]);
      for (Month m{1}; m <= end; m = m + 1)
        CHECK(supplies.at(supplies.count() - 1, m) <= supplies.at(supplies.count() - 1, m - 1) + 1e-9 * size);
    }
}

}  // namespace why_test
