// What tests of the model share: loading scenarios of the project, running them, writing temporary ones.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "agents/schedule.hpp"
#include "engine/measure/metric_table.hpp"
#include "engine/run/simulation.hpp"
#include "tests/support/places.hpp"

namespace chokepoint::test {

inline std::filesystem::path data_folder() { return source_folder() / "data"; }

/// A folder that is gone when the test ends.
class TemporaryFolder {
 public:
  TemporaryFolder()
      : path_(std::filesystem::temp_directory_path() /
              ("chokepoint-" + std::to_string(::getpid()) + "-" + std::to_string(count_++))) {
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }

 private:
  static inline int count_ = 0;
  std::filesystem::path path_;
};

inline Override override_of(const std::string& path, const std::string& value) {
  config::Node node;
  node.kind = config::Node::Kind::scalar;
  node.scalar = value;
  return {path, node, {"test"}};
}

/// How the project's own data are read, with all metrics for triggers.
inline ScenarioOptions options(std::optional<Month> until = {}, std::vector<Override> overrides = {},
                               const std::filesystem::path& data = data_folder()) {
  return {data, std::move(overrides), {}, source_folder() / "scenarios", until, metric_catalogue};
}

/// A scenario of the project by its bare name.
inline Scenario shipped(const std::string& name, const std::string& until = "2030-12",
                        std::vector<Override> overrides = {}, const std::filesystem::path& data = data_folder()) {
  return load_scenario(source_folder() / "scenarios" / (name + ".yaml"),
                       options(Month::parse(until), std::move(overrides), data));
}

/// Values with which tests calculate by pencil, so that a new calibration moves none of them. The equations are tested,
/// not the values.
inline std::vector<Override> pencil_values() {
  static const std::vector<std::pair<std::string, std::string>> values = {{"chips.stockpiling", "0.6"},
                                                                          {"chips.link_growth", "0.418215"},
                                                                          {"invest.floor", "0.0424566"},
                                                                          {"fab.gap_months", "3"},
                                                                          {"hype.growth", "0.120191"},
                                                                          {"services.capability", "0.12"},
                                                                          {"invest.state_scale", "0.943371"},
                                                                          {"research.productivity", "0.0266323"},
                                                                          {"release.gap_spread", "4"},
                                                                          {"scarcity.adjustment", "0.1"},
                                                                          {"chips.price", "39.7044"},
                                                                          {"fab.expansion_cap", "0.324452"},
                                                                          {"training.run_share", "0.405584"},
                                                                          {"invest.chip_share", "1.14507"},
                                                                          {"services.capability_floor", "115"},
                                                                          {"capability.per_oom", "7"},
                                                                          {"fab.order_smoothing", "0.2"},
                                                                          {"research.initial_level", "-5.473"},
                                                                          {"services.spending", "0.00949219"},
                                                                          {"fab.order_multiple", "1.4"},
                                                                          {"services.capability_span", "40"},
                                                                          {"invest.adjustment", "0.15"},
                                                                          {"chips.carry_unfilled", "0.8"},
                                                                          {"capability.anchor", "125.7"},
                                                                          {"research.fishing_out", "0.18"},
                                                                          {"adoption.innovation", "0.003"},
                                                                          {"release.gap", "3"},
                                                                          {"foundry.wafer_margin", "1.1"}};
  std::vector<Override> out;
  for (const auto& [name, value] : values) out.push_back(override_of("parameters." + name, value));
  return out;
}

/// A scenario that extends a shipped one with the YAML given after the head.
inline Scenario variant(const std::string& base, const std::string& body, const std::string& until = "2030-12",
                        std::vector<Override> overrides = {}) {
  const TemporaryFolder folder;
  const auto file =
      folder.write("variant.yaml", "scenario: {name: variant, extends: " +
                                       (source_folder() / "scenarios" / (base + ".yaml")).string() + "}\n" + body);
  return load_scenario(file, options(Month::parse(until), std::move(overrides)));
}

inline Simulation simulation(const Scenario& scenario, std::uint64_t replicate = 0, std::uint64_t seed = 1,
                             Observer* observer = nullptr) {
  return {scenario, agents::monthly_schedule(), seed, replicate, observer};
}

/// A recorder with room for the whole scenario; holds its layout.
class Watch {
 public:
  explicit Watch(const Scenario& scenario)
      : layout_(*scenario.initial->world.data),
        recorder_(layout_, *scenario.initial->world.data, static_cast<std::size_t>(scenario.end.index) + 1) {}
  [[nodiscard]] Recorder& recorder() { return recorder_; }
  [[nodiscard]] const Layout& layout() const { return layout_; }
  /// A measured value.
  [[nodiscard]] double value(std::string_view metric, std::string_view agent, Month month) const {
    return recorder_.measured(layout_.find(metric, agent), month);
  }

 private:
  Layout layout_;
  Recorder recorder_;
};

/// Hash of every month's state, folded.
inline std::uint64_t hash_of(const Scenario& scenario, std::uint64_t replicate = 0, std::uint64_t seed = 1) {
  std::uint64_t all = 0;
  Watch watch(scenario);
  simulation(scenario, replicate, seed, scenario.calendar->reads_metrics() ? &watch.recorder() : nullptr)
      .run([&](const Simulation& s) { all = all * 0x100000001b3ULL ^ s.world().state_hash(); });
  return all;
}

template <class Id>
Id called(const Names& names, const std::string& name) {
  for (std::size_t i = 0; i < names.count(); ++i)
    if (names.text[i] == name) return Id{i};
  return {};
}

}  // namespace chokepoint::test
