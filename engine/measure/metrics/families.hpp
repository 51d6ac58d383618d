// The families of metrics; the table is made of them, in this order.
#pragma once

#include <span>

#include "engine/measure/metric_table.hpp"

namespace chokepoint::metric_families {

[[nodiscard]] std::span<const Metric> capability();
[[nodiscard]] std::span<const Metric> compute();
[[nodiscard]] std::span<const Metric> chips();
[[nodiscard]] std::span<const Metric> supply();
[[nodiscard]] std::span<const Metric> money();
[[nodiscard]] std::span<const Metric> influence();
[[nodiscard]] std::span<const Metric> governments();
[[nodiscard]] std::span<const Metric> power();

}  // namespace chokepoint::metric_families
