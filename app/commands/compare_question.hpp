// What a comparison is asked: as typed, and read and checked.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/compare/condition.hpp"
#include "analysis/compare/hypotheses.hpp"
#include "analysis/compare/objectives.hpp"
#include "app/common/options.hpp"
#include "engine/scenario/mixture.hpp"
#include "engine/scenario/scenario.hpp"
#include "output/text/comparison_report.hpp"

namespace chokepoint::app {

struct CompareOptions {
  std::vector<std::string> scenarios;
  std::string baseline;                       ///< empty: the first
  std::string metric = "eci_gap", agent, at;  ///< the metric shown in full
  double precision = 0;  ///< half-width of the 95 % interval of its mean difference; 0: as many runs as asked
  std::size_t most_runs = 2000;
  std::string objectives;           ///< file; empty: the shipped one
  bool attribute = false;           ///< split the differences over what the scenarios differ in
  std::string parts_by = "policy";  ///< `policy`, `tag` or `event`
  [[nodiscard]] PartsBy by() const {
    return parts_by == "event" ? PartsBy::event : parts_by == "tag" ? PartsBy::tag : PartsBy::policy;
  }
};

/// What is asked, checked before anything is run.
struct ComparisonAsked {
  std::vector<Scenario> scenarios;
  std::vector<PolicyObjective> objectives;
  std::vector<Hypothesis> claims;
  std::vector<std::vector<Hypothesis>> answers;  ///< by scenario the claims that it names
  std::shared_ptr<const Layout> layout;
  std::optional<Condition> given;
  std::string objectives_file, command;
  Headline asked;
  Month at;
};

/// Scenarios of unlike ends or worlds, or one alone, are mistakes.
void check_comparable(std::span<const Scenario> scenarios, Mistakes& mistakes);

/// Throws ScenarioError with every mistake. `q` stays where it is: it holds scenarios that others point to.
void read_question(ComparisonAsked& q, ScenarioLoader& loader, const CompareOptions& how, const RunOptions& options);

}  // namespace chokepoint::app
