// The neutral step at several sizes, and its ensembles.
#include <algorithm>
#include <array>
#include <optional>

#include "bench/neutral/network.hpp"
#include "bench/neutral/step.hpp"
#include "bench/neutral/watch.hpp"
#include "bench/neutral/world.hpp"
#include "bench/workload.hpp"
#include "engine/base/hash.hpp"
#include "engine/run/parallel.hpp"

namespace chokepoint::bench {
namespace {

constexpr double bytes_per_agent = 512;  // bench/peers/README.md, "Traffic"

/// One run of one world.
class One : public Trial {
 public:
  One(std::size_t agents, std::size_t months)
      : scenario_(neutral_scenario(agents, months)),
        watch_(agents, months),
        simulation_(scenario_, neutral_schedule(), 1, 0, &watch_) {}
  void run(int) override { simulation_.run(); }
  [[nodiscard]] std::uint64_t hash() const override { return simulation_.world().state_hash(); }

 private:
  Scenario scenario_;
  Watch watch_;
  Simulation simulation_;
};

/// Runs of a small world, each by itself or `side_by_side` at a time.
class Many : public Trial {
 public:
  static constexpr std::size_t agents = 200, months = 96;

  Many(std::size_t runs, std::size_t lanes)
      : scenario_(neutral_scenario(agents, months, lanes)), lanes_(lanes), sums_(runs) {}
  void run(int threads) override {
    for_each_run(sums_.size() / lanes_, threads, [&](std::size_t batch) {
      Watch watch(agents, months, lanes_);
      Simulation simulation(scenario_, ensemble_schedule(), 1, batch * lanes_, &watch);
      simulation.run();
      for (std::size_t r = 0; r < lanes_; ++r) sums_[batch * lanes_ + r] = checksum(simulation.world(), r);
    });
  }
  [[nodiscard]] std::uint64_t hash() const override {
    StateHash hash;
    hash.add(std::span<const double>(sums_));
    return hash.value();
  }

 private:
  Scenario scenario_;
  std::size_t lanes_;
  std::vector<double> sums_;
};

Workload ensemble(const std::string& name, const std::string& what, std::size_t runs, std::size_t lanes) {
  runs = (runs + side_by_side - 1) / side_by_side * side_by_side;
  constexpr double n = Many::agents, months = Many::months;
  return {name,
          what,
          n,
          n * out_degree,
          months * static_cast<double>(runs),
          static_cast<double>(runs),
          bytes_per_agent * n,
          [=] { return std::make_unique<Many>(runs, lanes); }};
}

}  // namespace

std::vector<Workload> neutral_workloads(const std::vector<std::size_t>& sizes, std::size_t runs) {
  std::vector<Workload> out;
  for (const std::size_t agents : sizes) {
    const std::size_t months = std::clamp<std::size_t>(8'000'000 / agents, 8, 4000);
    const auto n = static_cast<double>(agents);
    out.push_back({"neutral_" + std::to_string(agents), "neutral step, one world", n, n * out_degree,
                   static_cast<double>(months), 0, bytes_per_agent * n,
                   [=] { return std::make_unique<One>(agents, months); }});
  }
  out.push_back(ensemble("neutral_ensemble", "neutral step, 200 agents and 96 months, run by run", runs, 1));
  out.push_back(ensemble("neutral_side_by_side", "the same, 16 runs side by side in one world", runs, side_by_side));
  return out;
}

}  // namespace chokepoint::bench
