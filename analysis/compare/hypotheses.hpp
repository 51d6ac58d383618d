// Claims about the race, judged by runs: each is a list of components, and the answer is theirs, never one word for
// all.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/compare/comparison.hpp"
#include "analysis/runs/evaluator.hpp"
#include "engine/base/config.hpp"
#include "engine/base/form.hpp"

namespace chokepoint {

/// Stand for scenarios in claims that several scenarios share: the one whose question is answered, and the one it is
/// compared with.
inline constexpr std::string_view asked_case = "this", compared_case = "compared";

/// A scenario and policies added to it.
struct Case {
  std::string scenario;
  std::vector<std::string> policies;
  auto operator<=>(const Case&) const = default;
};

/// One measurable part of a claim: a number of each run that should lie on one side of a threshold.
struct Component {
  std::string name, unit;
  std::string brief;  ///< what it claims, as an answer lists it: `a weaker US model`; empty: the name
  Figure figure;
  std::optional<Figure> less, over;  ///< of the same run: taken off, or what it is a share of
  std::optional<Month> since;        ///< the change since then
  Case in;
  std::optional<Case> against;  ///< run by run: the difference, or with `ratio` the quotient
  bool ratio = false;
  bool greater = true;  ///< claimed: above the threshold; else below
  double threshold = 0;
  double scale = 1;
};

struct Hypothesis {
  std::string name, claim, source;
  double probability = 0.8;  ///< of runs that must agree
  std::vector<Component> components;
};

/// The figures that a component reads, of its case and of the one it is taken against.
[[nodiscard]] std::vector<Figure> figures_of(const Component& component);
/// Values of a figure in the runs of a case, one a run.
using CaseValues = std::function<std::vector<double>(const Case&, const Figure&)>;
/// The component's number in each run.
[[nodiscard]] std::vector<double> component_values(const Component& component, const CaseValues& values);
/// What a component would be in another month.
struct CourseMonth {
  Month month;
  double low = 0, median = 0, high = 0;  ///< 5, 50, 95 % of runs
};
/// Months in which the course of a component is told: quarters up to its own month, after `since`.
[[nodiscard]] std::vector<Month> course_months(const Component& component);
/// The component as it would be asked of that month.
[[nodiscard]] Component in_month(Component component, Month month);
[[nodiscard]] std::vector<CourseMonth> course_of(const Component& component, const CaseValues& values);
/// Of a component that asks whether something changes or differs at all (threshold 0, of a ratio 1): the smallest
/// difference that counts, in its unit. Else 0.
[[nodiscard]] double component_least(const Component& component, const CaseValues& values);

/// The keys of a file of hypotheses.
[[nodiscard]] const config::Form& hypotheses_form();

/// Reads a file of hypotheses; unknown keys and metrics are mistakes.
[[nodiscard]] std::vector<Hypothesis> read_hypotheses(const std::filesystem::path& file, Mistakes& mistakes);

enum class Verdict { yes, no, undetermined, negligible };
inline constexpr const char* verdict_names[] = {"yes", "no", "undetermined", "no change that matters"};

/// What the runs say of a component.
struct Judged {
  double low = 0, median = 0, high = 0;  ///< 5, 50, 95 % of runs, in the component's unit
  double probability = 0;                ///< share of runs on the claimed side by `least` or more; ties are on neither
  Verdict verdict = Verdict::undetermined;
  std::string reason;                    ///< why the verdict can't be more: too few runs
  std::vector<CourseMonth> course = {};  ///< on the way to its month
};
/// yes: at least `probability` of the values lie on the claimed side; negligible: as many within `least` of the
/// threshold; no: as many not on the claimed side; else, and of fewer than five values, undetermined.
[[nodiscard]] Judged judge(const Component& component, std::vector<double> values, double probability,
                           double least = 0);

/// A hypothesis and what the runs say of some of its components, or all.
struct JudgedHypothesis {
  std::string name, claim, source;
  std::vector<std::pair<Component, Judged>> components;
};
/// The claims, or those of their components, that the runs compared can judge.
[[nodiscard]] std::vector<JudgedHypothesis> judge_claims(const std::vector<Hypothesis>& claims,
                                                         const Comparison& comparison);
/// The same, `this` being scenario `s` and `compared` the first.
[[nodiscard]] std::vector<JudgedHypothesis> judge_claims(const std::vector<Hypothesis>& claims,
                                                         const Comparison& comparison, std::size_t s);

/// The claims of these names, in this order. One that is not there is a mistake at `place`.
[[nodiscard]] std::vector<Hypothesis> claims_named(const std::vector<std::string>& names,
                                                   const std::vector<Hypothesis>& all, const Place& place,
                                                   Mistakes& mistakes);

}  // namespace chokepoint
