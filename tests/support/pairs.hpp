// Two runs of the same random numbers under two scenarios, for tests of what explains their difference.
#pragma once

#include <memory>
#include <string>

#include "analysis/why/why.hpp"
#include "tests/support/runs.hpp"

namespace chokepoint::test {

inline RunPair pair_of(const Scenario& a, const Scenario& b, std::uint64_t replicate = 0, std::uint64_t seed = 1) {
  return {a, b, agents::monthly_schedule(), seed, replicate, a.initial->parameters, b.initial->parameters};
}

/// Home of a firm by name, or "".
inline std::string home_of(const Scenario& scenario, const std::string& firm) {
  const World& w = scenario.initial->world;
  const FirmId i = w.data->firms.find<FirmId>(firm);
  return i.exists() ? w.data->nations.text[w.firms.nation[i].index()] : "";
}

/// All that is found of one pair.
struct Found {
  Found(const Scenario& a, const Scenario& b, const std::string& metric, const std::string& agent,
        const std::string& month, std::uint64_t replicate = 0, std::uint64_t seed = 1) {
    why.question = {find_metric(metric), agent, *Month::parse(month)};
    why.all_producers = true;
    explain(pair_of(a, b, replicate, seed), why);
  }
  Why why;
};

/// Measured pairs of runs.
inline Results results_of(const Scenario& a, const Scenario& b, std::size_t runs) {
  Results out;
  out.layout = std::make_shared<const Layout>(*a.initial->world.data);
  const auto ensemble = [&](const Scenario& scenario) {
    auto all = std::make_shared<Ensemble>();
    all->scenario = &scenario;
    for (std::size_t r = 0; r < runs; ++r)
      all->records.push_back(measure_run(scenario, agents::monthly_schedule(), *out.layout, 1, r).record);
    return all;
  };
  out.main = ensemble(a), out.other = ensemble(b);
  return out;
}

}  // namespace chokepoint::test
