// Nothing is allocated in a month: operator new is replaced and counted.
#include <atomic>
#include <cstdlib>
#include <new>

#include "bench/neutral/step.hpp"
#include "bench/neutral/watch.hpp"
#include "bench/neutral/world.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace {
std::atomic<bool> counting = false;
std::atomic<long> allocations = 0;
}  // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
  if (counting) ++allocations;
  if (void* memory = std::malloc(size ? size : 1)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

/// In any month after the first.
void require_no_allocation(chokepoint::Simulation& run) {
  run.step();
  while (!run.done()) {
    allocations = 0;
    counting = true;
    run.step();
    counting = false;
    INFO(run.world().month.text());
    REQUIRE(allocations == 0);
  }
}

}  // namespace

TEST_CASE("no month after the first allocates", "[allocation]") {
  using namespace chokepoint;
  const std::string name =
      GENERATE("chip_ban", "policy_agents", "chip_ban, a thousand firms", "diffusion_rule_kept, twenty thousand firms");
  const bool synthetic = name.find(',') != std::string::npos;
  const Scenario scenario = !synthetic
                                ? test::shipped(name)
                                : test::variant(name.substr(0, name.find(',')),
                                                name.starts_with("chip_ban") ? "world: {synthesize: {firms: 1000}}\n"
                                                                             : "world: {synthesize: {firms: 20000}}\n",
                                                "2027-12");
  for (std::uint64_t replicate = 0; replicate < (synthetic ? 1U : 4U); ++replicate) {
    Simulation s = test::simulation(scenario, replicate);
    require_no_allocation(s);
  }
}

TEST_CASE("no month of a measured run allocates, whatever is measured", "[allocation]") {
  using namespace chokepoint;
  const auto wanted = GENERATE(0, 1, 2);
  const Scenario scenario = test::shipped("policy_agents");
  const WorldData& data = *scenario.initial->world.data;
  const Layout layout(data, wanted == 0   ? Wanted::all()
                            : wanted == 1 ? Wanted(std::vector<std::string>{"top20", "links_closed", "compute"})
                                          : Wanted());
  Recorder recorder(layout, data, static_cast<std::size_t>(scenario.end.index) + 1);
  Simulation s(scenario, agents::monthly_schedule(), 1, 0, &recorder);
  require_no_allocation(s);
}

TEST_CASE("no month of the neutral step allocates", "[allocation]") {
  using namespace chokepoint;
  const std::size_t lanes = GENERATE(1U, bench::side_by_side);
  const Scenario scenario = bench::neutral_scenario(200, 12, lanes);
  bench::Watch watch(200, 12, lanes);
  Simulation s(scenario, bench::ensemble_schedule(), 1, 0, &watch);
  s.step();
  while (!s.done()) {
    allocations = 0;
    counting = true;
    s.step();
    counting = false;
    REQUIRE(allocations == 0);
  }
}
