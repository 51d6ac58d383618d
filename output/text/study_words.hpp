// What a batch study found, in sentences, and what its factors, choices and quantities are called there.
#pragma once

#include <string>
#include <vector>

#include "analysis/sweep/findings.hpp"
#include "engine/measure/display.hpp"
#include "engine/world/parameters.hpp"

namespace chokepoint::output {

/// Names in words. What it is made of must outlive it.
class StudyNames {
 public:
  /// `parameters`: what factors that set one mean; none: they are told by their names.
  StudyNames(const PlanSpec& spec, const ParameterTable* parameters);

  /// By factor: `mean term of a contract by which computing is rented abroad`, or the study's own name for it.
  [[nodiscard]] const std::vector<std::string>& factors() const { return factors_; }
  /// By input of the design: factors that share one stand together.
  [[nodiscard]] const std::vector<std::string>& inputs() const { return inputs_; }
  /// `US lead, December 2030`.
  [[nodiscard]] std::string output(std::size_t output) const;
  /// `one ban against tools only`; of the reference, and of a study of one scenario, empty.
  [[nodiscard]] std::string contrast(std::size_t alternative) const;
  /// `US lead, December 2030: one ban against tools only`.
  [[nodiscard]] std::string quantity(const Quantity& quantity) const;
  /// How the numbers of an output are shown.
  [[nodiscard]] Headline shown(std::size_t output) const;
  /// `Ban backfires: US lead, December 2030, one ban against tools only, below 0 ECI`.
  [[nodiscard]] std::string case_title(const CaseFinding& found) const;

  [[nodiscard]] const PlanSpec& spec() const { return spec_; }

 private:
  const PlanSpec& spec_;
  std::vector<std::string> factors_, inputs_;
};

/// What the study answers, a sentence each: how the quantity asked for spreads, where the first case happens, what
/// moves the quantity most, which choice is robust. None of what is not told.
[[nodiscard]] std::vector<std::string> study_answer(const SweepFindings& found, const StudyNames& names);

/// Place of the quantity that a study asks for: that of its first case or objective, else the first in its last month.
[[nodiscard]] std::size_t asked_quantity(const SweepFindings& found, const PlanSpec& spec);

}  // namespace chokepoint::output
