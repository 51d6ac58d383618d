// What the instruction counts are of: one function, `gate`, that runs a workload after all has been set up.
//
//   gates_workloads --list | --compiler | NAME
#include <cstdio>
#include <functional>
#include <map>
#include <string>

#include "agents/schedule.hpp"
#include "analysis/compare/shown_series.hpp"
#include "bench/neutral/step.hpp"
#include "bench/neutral/watch.hpp"
#include "bench/neutral/world.hpp"
#include "engine/measure/recorder.hpp"

namespace {

using namespace chokepoint;

/// Called once; callgrind counts what happens in it.
extern "C" [[gnu::noinline]] void gate(const std::function<void()>& work) { work(); }

/// As much as a study asks for: about twenty series.
Wanted charts_of_the_world() {
  Wanted out;
  for (const Chart& chart : charts())
    if (chart.of.agent.empty()) out.add(chart.of.metric);
  return out;
}

void shipped_world(const Wanted& wanted) {
  const std::filesystem::path root = CHOKEPOINT_SOURCE_DIR;
  const Scenario scenario =
      load_scenario(root / "scenarios" / "baseline.yaml",
                    {root / "data", {}, {}, root / "scenarios", Month::parse("2018-12"), metric_catalogue});
  const Layout layout(*scenario.initial->world.data, wanted);
  Recorder recorder(layout, *scenario.initial->world.data, static_cast<std::size_t>(scenario.end.index) + 1);
  Simulation simulation(scenario, agents::monthly_schedule(), 1, 0, &recorder);
  gate([&] { simulation.run(); });
}

void neutral(std::size_t agents, std::size_t months, std::size_t lanes, Simd simd = best_simd()) {
  const Scenario scenario = bench::neutral_scenario(agents, months, lanes);
  bench::Watch watch(agents, months, lanes);
  Simulation simulation(scenario, bench::neutral_schedule(simd), 1, 0, &watch);
  gate([&] { simulation.run(); });
}

const std::map<std::string, std::function<void()>> workloads = {
    {"world", [] { shipped_world(Wanted::all()); }},
    {"world_charts", [] { shipped_world(charts_of_the_world()); }},
    {"neutral", [] { neutral(4000, 25, 1); }},
    {"neutral_baseline_vectors", [] { neutral(4000, 25, 1, Simd::baseline); }},
    {"neutral_side_by_side", [] { neutral(200, 30, bench::side_by_side); }},
    {"beginning_of_a_run",
     [] {
       const Scenario scenario = bench::neutral_scenario(200, 2);
       gate([&] {
         for (std::uint64_t r = 0; r < 20; ++r) Simulation(scenario, bench::ensemble_schedule(), 1, r).step();
       });
     }},
};

}  // namespace

int main(int argc, char** argv) {
  const std::string asked = argc > 1 ? argv[1] : "--list";
  if (asked == "--list") {
    for (const auto& [name, work] : workloads) std::puts(name.c_str());
  } else if (asked == "--compiler") {
    // Vectors are part of what is counted: callgrind knows those of AVX2, not of AVX-512.
#if defined(__clang__)
    const char* compiler = "clang";
    const int major = __clang_major__;
#else
    const char* compiler = "gcc";
    const int major = __GNUC__;
#endif
    std::printf("%s-%d%s\n", compiler, major, best_simd() >= Simd::avx2 ? "" : "-without-avx2");
  } else if (const auto at = workloads.find(asked); at != workloads.end()) {
    at->second();
  } else {
    std::fprintf(stderr, "no workload is called '%s'\n", asked.c_str());
    return 2;
  }
  return 0;
}
