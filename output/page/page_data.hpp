// What the report page shows, as the JSON that output/report/src/data.ts describes.
#pragma once

#include <string>
#include <vector>

#include "analysis/compare/answer.hpp"
#include "analysis/compare/attribution.hpp"
#include "analysis/compare/findings.hpp"
#include "analysis/compare/hypotheses.hpp"
#include "analysis/compare/objectives.hpp"
#include "analysis/record/targets.hpp"
#include "analysis/record/validation.hpp"
#include "analysis/runs/parameter_sets.hpp"
#include "analysis/why/idle_events.hpp"
#include "output/page/page_world.hpp"
#include "output/page/why_page.hpp"

namespace chokepoint::output {

/// All that goes on a page; what is empty is left out.
struct PageParts {
  const ComparisonFindings& found;
  std::vector<Target> record = {};
  std::vector<PolicyObjective> objectives = {};
  std::vector<AttributedDifference> attributed = {};
  std::vector<ExplainedDifference> explained = {};
  std::vector<JudgedHypothesis> hypotheses = {};
  std::vector<std::vector<std::string>> touches = {};  ///< by scenario and event of its calendar: what it touches
  std::vector<IdleEvents> idle = {};                   ///< by scenario: what has no effect
  const ParameterSets* sets = nullptr;
  const PageWorld* world = nullptr;
  const Answer* answer = nullptr;
  std::vector<std::string> playground =
      {};                            ///< by scenario: its text for the playground beside the page, if there is one
  std::vector<bool> on_record = {};  ///< by scenario: whether it holds what was really adopted
};

/// The page's data. Quantiles are drawn on all cores.
[[nodiscard]] std::string page_json(const PageParts& parts);

/// Regret, attribution and claims as in the page, for files that machines read.
[[nodiscard]] nlohmann::ordered_json judgements_json(const PageParts& parts);

/// Claims with what the runs say of their components.
[[nodiscard]] nlohmann::ordered_json hypotheses_json(const std::vector<JudgedHypothesis>& hypotheses);

/// The page itself: the template with the data in place. The template must hold the mark once.
inline constexpr std::string_view page_data_mark = "__REPORT_DATA__";
[[nodiscard]] std::string fill_page(const std::string& page_template, const std::string& json);

}  // namespace chokepoint::output
