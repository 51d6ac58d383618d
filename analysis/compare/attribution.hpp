// A difference between two scenarios split over the policies in which they differ.
#pragma once

#include <vector>

#include "analysis/compare/comparison.hpp"
#include "analysis/methods/shapley.hpp"
#include "engine/measure/display.hpp"
#include "engine/scenario/mixture.hpp"

namespace chokepoint {

/// The difference of one measure in one month.
struct AttributedDifference {
  std::size_t from = 0, to = 0;  ///< scenarios of the comparison
  Headline of;
  Month month;
  std::vector<Part> parts;
  Attribution result;         ///< in the measure's unit after scaling
  bool exact = true;          ///< over all coalitions; else over sampled orders
  std::size_t scenarios = 0;  ///< mixtures that were run
  double least = 0;           ///< smallest difference that counts, in the measure's unit after scaling
  /// Whether neither the difference nor any part of it counts.
  [[nodiscard]] bool negligible() const;
};

}  // namespace chokepoint
