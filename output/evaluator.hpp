// A scenario as a function of its parameters: some measured figures, and nothing else measured.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "output/ensemble.hpp"

namespace chokepoint::output {

/// A figure of a run: a series in a month.
struct Figure {
  std::string metric, agent;
  Month month;
};

/// Runs a scenario for given parameters and reads figures off it. Bit for bit the figures that a full record holds. Safe to
/// use from many threads.
class Evaluator {
 public:
  /// Every figure must name a series of the scenario's world and a month of the run. The scenario must outlive this.
  Evaluator(const Scenario& scenario, std::span<const Phase> phases, std::span<const Figure> figures);

  /// The figures of one run, in order.
  [[nodiscard]] std::vector<double> operator()(const Parameters& parameters, std::uint64_t seed, std::uint64_t replicate) const;

  [[nodiscard]] const Layout& layout() const { return layout_; }

 private:
  struct Place {
    std::size_t month, series;
  };
  const Scenario& scenario_;
  std::span<const Phase> phases_;
  Layout layout_;
  std::vector<Place> places_;
};

}  // namespace chokepoint::output
