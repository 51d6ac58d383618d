// What is shown of a comparison, on the page and in tables. To show one more series, add a row in charts.cpp.
#pragma once

#include <span>
#include <string_view>

#include "engine/measure/display.hpp"

namespace chokepoint {

/// A series that the page draws.
struct Chart {
  Headline of;  ///< series, title, factor into the unit, decimals
  std::string_view unit;
  std::string_view group;  ///< heading under which it stands
  bool main = false;       ///< shown first and large
  /// A name for files and links, such as `compute_share-CN`.
  [[nodiscard]] std::string id() const;
};
[[nodiscard]] std::span<const Chart> charts();

/// A measure by which agents of one kind win or lose.
struct Stake {
  Headline of;  ///< without an agent
  std::string_view unit, kind;
};
[[nodiscard]] std::span<const Stake> stakes();

/// Metrics that the page needs beside those of charts and stakes.
[[nodiscard]] std::span<const std::string_view> other_page_metrics();

}  // namespace chokepoint
