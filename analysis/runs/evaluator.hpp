// A scenario as a function of its parameters: some measured figures, and nothing else measured.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/runs/ensemble.hpp"
#include "analysis/runs/history_cache.hpp"

namespace chokepoint {

/// What stands for a metric in the figure of an event, which the agent names: 1 once it has come into force, 0 before
/// and in scenarios that do not hold it.
inline constexpr std::string_view fired_figure = "fired";

/// A figure of a run: a series in a month, or whether an event has come about by then.
struct Figure {
  std::string metric, agent;
  Month month;
};

/// Runs a scenario for given parameters and reads figures off it. Bit for bit the figures that a full record holds.
/// Safe to use from many threads.
class Evaluator {
 public:
  /// Every figure must name a series of the scenario's world, or an event, and a month of the run. The scenario must
  /// outlive this.
  Evaluator(const Scenario& scenario, std::span<const Phase> phases, std::span<const Figure> figures);

  /// The figures of one run, in order.
  [[nodiscard]] std::vector<double> operator()(const Parameters& parameters, std::uint64_t seed,
                                               std::uint64_t replicate) const;

  /// The same in its parts, for runs that branch off each other: begins one, and runs one of the scenario on and reads
  /// its figures.
  [[nodiscard]] std::unique_ptr<SingleRun> begin(const Parameters& parameters, std::uint64_t seed,
                                                 std::uint64_t replicate) const;
  [[nodiscard]] std::vector<double> finish(SingleRun& run) const;
  /// The last month that a figure is of.
  [[nodiscard]] Month last() const { return last_; }

  [[nodiscard]] const Layout& layout() const { return *layout_; }

 private:
  struct Place {
    std::size_t month, series;
    bool fired = false;
    EventId event = {};  ///< of such a figure; none: the scenario does not hold it
  };
  const Scenario& scenario_;
  std::span<const Phase> phases_;
  std::shared_ptr<const Layout> layout_;
  std::vector<Place> places_;
  Month last_{0};  ///< of a figure
};

}  // namespace chokepoint
