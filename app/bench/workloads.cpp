// The table of workloads.
#include "app/bench/workloads.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "agents/schedule.hpp"
#include "analysis/compare/shown_series.hpp"
#include "analysis/runs/ensemble.hpp"
#include "app/common/places.hpp"
#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/run/parallel.hpp"
#include "output/files/result_folder.hpp"

namespace chokepoint::app {
namespace {

constexpr std::uint64_t seed = 1;

Scenario load(const std::filesystem::path& file, const std::filesystem::path& data) {
  return load_scenario(
      file, {data.empty() ? home_folder() / "data" : data, {}, {}, home_folder() / "scenarios", {}, metric_catalogue});
}

/// Measured runs of a shipped scenario, as `simulate SCENARIO` makes them; or measuring some metrics alone.
class Runs : public bench::Trial {
 public:
  Runs(const std::filesystem::path& data, std::size_t runs, const Wanted& wanted)
      : scenario_(load(scenario_file("baseline"), data)),
        layout_(*scenario_.initial->world.data, wanted),
        hashes_(runs) {}
  void run(int threads) override {
    for_each_run(hashes_.size(), threads, [&](std::size_t r) {
      hashes_[r] = measure_run(scenario_, agents::monthly_schedule(), layout_, seed, r).hash;
    });
  }
  [[nodiscard]] std::uint64_t hash() const override {
    StateHash hash;
    for (const std::uint64_t h : hashes_) hash.add(h);
    return hash.value();
  }

 private:
  Scenario scenario_;
  Layout layout_;
  std::vector<std::uint64_t> hashes_;
};

/// As much as a study asks for: about twenty series.
Wanted charts_of_the_world() {
  Wanted out;
  for (const Chart& chart : charts())
    if (chart.of.agent.empty()) out.add(chart.of.metric);
  return out;
}

/// Some months of a synthetic world of N firms, without measuring.
class Synthetic : public bench::Trial {
 public:
  Synthetic(const std::filesystem::path& data, std::size_t firms, std::size_t months)
      : scenario_(load_written(firms, data)), months_(months) {
    simulation_.emplace(scenario_, agents::monthly_schedule(), seed, 0);
  }
  void run(int) override {
    for (std::size_t m = 0; m < months_ && !simulation_->done(); ++m) simulation_->step();
  }
  [[nodiscard]] std::uint64_t hash() const override { return simulation_->world().state_hash(); }
  [[nodiscard]] std::pair<double, double> size() const override {
    const World& world = simulation_->world();
    return {static_cast<double>(world.data->vertex_count()), static_cast<double>(world.trade.edge_count())};
  }

 private:
  static Scenario load_written(std::size_t firms, const std::filesystem::path& data) {
    const auto file = std::filesystem::temp_directory_path() / fmt::format("chokepoint-bench-{}.yaml", ::getpid());
    const struct Gone {
      const std::filesystem::path& file;
      ~Gone() {
        std::error_code ignored;
        std::filesystem::remove(file, ignored);
      }
    } gone{file};
    write_text(
        file,
        fmt::format(
            "scenario: {{name: synthetic, extends: {}}}\nworld: {{synthesize: {{firms: {}, degree: {}, seed: 7}}}}\n",
            (home_folder() / "scenarios" / "history.yaml").string(), firms, degree));
    return load(file, data);
  }
  static constexpr std::size_t degree = 16;

  Scenario scenario_;
  std::size_t months_;
  std::optional<Simulation> simulation_;
};

}  // namespace

std::vector<bench::Workload> all_workloads(const std::filesystem::path& data, bool quick) {
  const std::vector<std::size_t> sizes = {1000, 10'000, 100'000, 1'000'000};
  std::vector<bench::Workload> out;
  const Scenario baseline = load(scenario_file("baseline"), data);
  const auto agents = static_cast<double>(baseline.initial->world.data->vertex_count()),
             links = static_cast<double>(baseline.initial->world.trade.edge_count());
  const double months = baseline.end.index + 1;
  const auto shipped = [&](const std::string& name, const std::string& what, std::size_t runs, const Wanted& wanted) {
    out.push_back({name, what, agents, links, months * static_cast<double>(runs), static_cast<double>(runs), 0,
                   [=] { return std::make_unique<Runs>(data, runs, wanted); }});
  };
  shipped("world_run", "the shipped world, one measured run", 1, Wanted::all());
  shipped("world_ensemble", "the shipped world, an ensemble of measured runs", quick ? 100 : 1000, Wanted::all());
  shipped("world_charts", "the same, of which the page's charts of the world alone are measured", quick ? 100 : 1000,
          charts_of_the_world());
  for (const std::size_t firms : sizes) {
    const std::size_t some = std::max<std::size_t>(3, 100'000 / firms);
    out.push_back({fmt::format("synthetic_{}", firms), "a synthetic world of N firms, the model's rules", 0, 0,
                   static_cast<double>(some), 0, 0, [=] { return std::make_unique<Synthetic>(data, firms, some); }});
  }
  std::ranges::move(bench::neutral_workloads(sizes, quick ? 480 : 4800), std::back_inserter(out));
  return out;
}

}  // namespace chokepoint::app
