// What a comparison answers: for each policy the claims judged, what changed and what did not, and what that hinges on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/compare/findings.hpp"
#include "analysis/compare/hypotheses.hpp"
#include "analysis/compare/parameter_sensitivity.hpp"

namespace chokepoint {

/// Something measured whose difference goes with that of the metric asked for, from parameter set to parameter set.
struct GoesWith {
  Headline of;
  double correlation = 0;  ///< of ranks
};

/// The answer for one policy, or for several none of whose runs differ from each other.
struct PolicyAnswer {
  std::vector<std::size_t> scenarios;            ///< one or more, the first stands for all
  bool as_first = false;                         ///< no run differs from the first scenario in anything told
  std::vector<JudgedHypothesis> claims;          ///< those that the scenario names, at most
  std::vector<std::size_t> changed;              ///< rows of the outcomes with a certain or likely change
  std::vector<std::size_t> unchanged;            ///< rows without a clear one
  std::vector<ParameterCorrelation> parameters;  ///< that the difference hinges on: at most two
  std::optional<GoesWith> mechanism;             ///< through which it comes about

  [[nodiscard]] std::size_t scenario() const { return scenarios[0]; }
};

/// Computed once, told by terminal, Markdown, JSON and page.
struct Answer {
  const ComparisonFindings& found;
  std::vector<std::size_t> outcomes;   ///< rows of `found.outcomes` that answers tell, in order
  std::vector<std::size_t> glance;     ///< the few of them by which policies are set side by side
  std::vector<PolicyAnswer> policies;  ///< in the order of the scenarios; of a scenario alone the one

  [[nodiscard]] bool alone() const { return found.scenarios() == 1; }
  /// What an answer calls the outcome of a row: `US lead`.
  [[nodiscard]] std::string_view brief(std::size_t row) const;
};

/// `claims`: by scenario those that its question is about. The findings must outlive the answer. Without sets nothing
/// hinges on parameters.
[[nodiscard]] Answer answer_of(const ComparisonFindings& found, const std::vector<std::vector<Hypothesis>>& claims,
                               const ParameterSets& sets);

/// How many of so many runs a share is.
[[nodiscard]] std::size_t count_of(double share, std::size_t runs);

}  // namespace chokepoint
