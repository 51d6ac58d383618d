// What is measured each month: one row per metric. To add a metric, add a row to its family in metrics/.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/measure/display.hpp"

namespace chokepoint {

/// Over what a metric is defined: the world as a whole, or each agent of a kind, or each good.
enum class Dimension { world, nation, firm, designer, foundry, good, traded_good, supplier };

/// How a metric of nations is told for a region, from its members' values: their sum, the highest or lowest, or the
/// mean weighted by users, by GDP or by accelerators in place (plain if all weights are 0).
enum class Aggregate { none, sum, highest, lowest, by_users, by_gdp, by_compute };

class Observation;

/// The smallest difference that counts, in the metric's unit: the larger of `least` and `share` of the level.
struct Smallest {
  double least = 0, share = 0;
  std::string_view why;  ///< a judgement
  [[nodiscard]] double at(double level) const { return std::max(least, share * std::fabs(level)); }
  /// `0.1 ECI`, `0.1 % of the level, at least 1 H100e`.
  [[nodiscard]] std::string text(std::string_view unit) const;
};

/// The function of a metric: measures it for all its agents in one pass. Made of a lambda that takes an agent's number
/// (0 for the world) and gives its value, or of one that fills in the values of all. Reads only:
/// being watched never changes anyone.
class MetricFunction {
 public:
  constexpr MetricFunction() = default;

  template <class F>
  requires std::is_invocable_r_v<double, F, const Observation&, std::size_t>
  constexpr MetricFunction(F)
      : pass_([](const Observation& o, std::span<double> values) {
          static_assert(std::is_empty_v<F>, "a lambda that captures nothing");
          for (std::size_t agent = 0; agent < values.size(); ++agent) values[agent] = F{}(o, agent);
        }) {}

  template <class F>
  requires std::is_invocable_v<F, const Observation&, std::span<double>>
  constexpr MetricFunction(F) : pass_([](const Observation& o, std::span<double> values) { F{}(o, values); }) {}

  void operator()(const Observation& o, std::span<double> values) const { pass_(o, values); }

 private:
  void (*pass_)(const Observation&, std::span<double>) = nullptr;
};

struct Metric {
  std::string_view name, unit;
  Smallest counts;
  std::string_view meaning;
  Dimension of = Dimension::world;
  MetricFunction value = {};
  /// Metrics that stand earlier in the table and whose record the function reads (see Observation::past).
  std::array<std::string_view, 2> from = {};
  /// Of nations: what regions report. With `none` they don't.
  Aggregate members = Aggregate::none;
  /// How it is told to a person; without a label it goes by its name and unit.
  Display display = {};
};

/// What the model leaves out of a metric, or holds fixed: why runs may not differ in it whatever a scenario says. ""
/// for most.
[[nodiscard]] std::string_view not_modelled(const Metric& metric);

/// The table of all metrics.
[[nodiscard]] std::span<const Metric> metrics();
/// The row of a name, or null.
[[nodiscard]] const Metric* find_metric(std::string_view name);
[[nodiscard]] std::vector<std::string> metric_names();

}  // namespace chokepoint
