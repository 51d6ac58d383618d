// Factors: what a study varies, and the values they take.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/base/content.hpp"
#include "engine/base/distribution.hpp"
#include "engine/world/override_path.hpp"

namespace chokepoint {

/// What a factor's value is: a number, a whole number, a month (Month::index), or one of some choices.
enum class FactorKind { real, integer, month, choice };

/// One of the values a factor may take.
struct Level {
  std::string label;
  double number = 0;   ///< what it counts as in analyses; of a choice its place among them
  ContentKey content;  ///< of what stands behind a choice's label
  friend bool operator==(const Level&, const Level&) = default;
};

/// One thing that a study varies, by levels if it has any, else by its distribution. A value of a factor is a number:
/// that of the distribution, or the place of a level.
struct Factor {
  std::string name;
  OverridePath path;  ///< what it sets; empty for choices of policies
  FactorKind kind = FactorKind::real;
  Distribution distribution;
  std::vector<Level> levels;
  std::size_t input = 0;  ///< the input that it belongs to: its own, or that of its group
  bool lever = false;     ///< something that is chosen, not something that is uncertain
  std::string unit = {};  ///< of its numbers; empty: none is known, or it has none

  /// The parameter that it sets, if it sets one.
  [[nodiscard]] const ParameterPath* parameter() const { return path.as<ParameterPath>(); }
  /// The value at a share of the distribution, 0 < share < 1; levels have equal shares.
  [[nodiscard]] double value(double share) const;
  /// What the value is as a number.
  [[nodiscard]] double number(double value) const {
    return levels.empty() ? value : levels[static_cast<std::size_t>(value)].number;
  }
  /// What the value is in a file: shortest digits that give the same number, a month, a label.
  [[nodiscard]] std::string text(double value) const;
  /// Folds the value, and what it sets, into a key.
  void add_to(ContentHash& hash, double value) const;
};

}  // namespace chokepoint
