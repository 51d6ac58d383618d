// A difference between two scenarios split over the policies in which they differ.
#pragma once

#include <vector>

#include "analysis/compare/comparison.hpp"
#include "analysis/methods/shapley.hpp"
#include "analysis/runs/runner.hpp"
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
  std::size_t runs = 0;       ///< pairs that it is of
  std::size_t scenarios = 0;  ///< mixtures that were run
  double least = 0;           ///< smallest difference that counts, in the measure's unit after scaling
  /// Whether neither the difference nor any part of it counts.
  [[nodiscard]] bool negligible() const;
};

/// What is to be split, and by what.
struct AttributionAsked {
  std::size_t to = 1;  ///< scenario of the comparison; the difference is that from the first
  Headline of;
  Month month;
  PartsBy by = PartsBy::policy;
  std::size_t runs = 0;  ///< the first so many of the comparison's; 0: all
};

/// Splits the difference between the first scenario of a comparison and another over their parts, by running mixtures
/// of the two, as many as the comparison has runs, or are asked. Throws ScenarioError if the parts can't be taken
/// apart, and Interrupted.
[[nodiscard]] AttributedDifference attribute_difference(ScenarioLoader& loader, const Comparison& comparison,
                                                        const AttributionAsked& asked, const ParameterSets& sets,
                                                        const RunSettings& settings);

}  // namespace chokepoint
