// The neutral step on the engine: its world, trade graph, phases, month loop, random variation and an observer. See
// README.md.
#include <optional>
#include <string_view>

#include "bench/neutral/step.hpp"
#include "bench/neutral/watch.hpp"
#include "bench/neutral/world.hpp"
#include "bench/peers/peer.hpp"
#include "engine/run/parallel.hpp"

namespace {

using namespace chokepoint;

/// A run that is begun again in the rare case that its months are over.
class Run {
 public:
  static constexpr std::size_t months = 1000;

  explicit Run(std::size_t agents)
      : scenario_(std::make_unique<Scenario>(bench::neutral_scenario(agents, months))),
        watch_(std::make_unique<bench::Watch>(agents, months)) {
    begin();
  }
  void step() {
    if (simulation_->done()) begin();
    simulation_->step();
  }
  [[nodiscard]] double checksum() const { return bench::checksum(simulation_->world()); }

 private:
  void begin() { simulation_.emplace(*scenario_, bench::neutral_schedule(), 1, 0, watch_.get()); }

  std::unique_ptr<Scenario> scenario_;
  std::unique_ptr<bench::Watch> watch_;
  std::optional<Simulation> simulation_;
};

}  // namespace

/// After the arguments that all peers take: --threads N.
int main(int argc, char** argv) {
  int threads = 1;
  for (int k = 4; k + 1 < argc; ++k)
    if (std::string_view(argv[k]) == "--threads") threads = std::atoi(argv[k + 1]);
  int code = 0;
  const std::string name = threads == 1 ? "engine" : "engine on " + std::to_string(threads) + " threads";
  for_each_run(1, threads, [&](std::size_t) {
    code = bench::measure(name.c_str(), argc, argv, [](std::size_t agents) { return Run(agents); });
  });
  return code;
}
