// Conditions on what came about in a run, as `fired(cn-retaliation) and not fired(taiwan-crisis, 2028)`.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "analysis/runs/ensemble.hpp"
#include "engine/base/file.hpp"

namespace chokepoint {

/// A condition on a run of several scenarios at once.
///
///   condition   = conjunction { "or" conjunction }
///   conjunction = part { "and" part }
///   part        = "not" part | "(" condition ")" | "fired" "(" EVENT [ "," MONTH ] ")"
///
/// `fired(EVENT)` holds where the event has come into force by the end of the run, or by the end of a month. A run
/// counts unless the condition is false in one of the scenarios: of an event that a scenario does not hold nothing is
/// known there, so that it settles nothing by itself.
class Condition {
 public:
  static constexpr std::size_t longest = 1000;  ///< letters
  static constexpr int deepest = 32;            ///< parentheses and `not`s within each other

  /// Reads a condition on events of these scenarios. One that has no trigger, or that no scenario holds, is a mistake.
  /// Throws ScenarioError.
  [[nodiscard]] static Condition parse(const std::string& text, std::span<const Scenario* const> scenarios);

  [[nodiscard]] const std::string& text() const { return text_; }
  /// The runs that count, of ensembles with the same runs.
  [[nodiscard]] std::vector<std::size_t> runs(std::span<const Ensemble* const> ensembles) const;

 private:
  friend class ConditionParser;
  enum class Op { fired, negation, both, either };
  enum class Truth { no, yes, unknown };
  struct Step {
    Op op;
    std::string event;
    Month by;
    std::size_t left = 0, right = 0;
  };
  [[nodiscard]] Truth value(std::size_t step, const Ensemble& ensemble, std::size_t run) const;

  std::string text_;
  std::vector<Step> steps_;  ///< parts before what uses them; the last is the whole
};

/// Fewest runs of which quantiles are told under a condition.
inline constexpr std::size_t fewest_conditional_runs = 10;

/// Of ensembles with the same runs, those that count. Throws OutputError, which says how many runs would do, if fewer
/// are left than `fewest_conditional_runs`.
struct Conditional {
  std::vector<std::shared_ptr<const Ensemble>> ensembles;
  Selection selection;
};
[[nodiscard]] Conditional only_where(const Condition& condition,
                                     std::span<const std::shared_ptr<const Ensemble>> ensembles);

/// The condition as a part of a folder's name; empty for none.
[[nodiscard]] std::string folder_suffix(const std::string& condition);

}  // namespace chokepoint
