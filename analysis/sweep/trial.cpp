// Points become scenarios and parameters.
#include "analysis/sweep/trial.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chokepoint {
namespace {

constexpr std::size_t most_variants = 16;

}  // namespace

SweepTrial::SweepTrial(const SweepStudy& study, const Plan& plan, std::span<const Phase> phases)
    : study_(study), plan_(plan), phases_(phases), walk_(plan) {}

ContentKey SweepTrial::key(std::uint64_t index) { return walk_.at(index).key; }

const SweepTrial::Variant& SweepTrial::variant(std::size_t alternative, const std::vector<double>& values) {
  const std::vector<Factor>& factors = study_.spec.factors;
  std::string name = fmt::format("{}", alternative);
  for (std::size_t f = 0; f < factors.size(); ++f)
    if (!factors[f].parameter() && study_.spec.alternatives[alternative].takes[f])
      name += "|" + factors[f].text(values[f]);
  const auto at = std::ranges::find(variants_, name, &Variant::name);
  if (at != variants_.end()) {
    variants_.splice(variants_.begin(), variants_, at);
    return variants_.front();
  }
  std::vector<std::filesystem::path> policies;
  std::vector<Override> overrides;
  for (std::size_t f = 0; f < factors.size(); ++f) {
    if (factors[f].parameter()) continue;
    if (!factors[f].path.empty())
      overrides.push_back(study_.override_of(f, values[f]));
    else
      std::ranges::copy(study_.policies[f][static_cast<std::size_t>(values[f])], std::back_inserter(policies));
  }
  Scenario scenario = policies.empty() && overrides.empty()
                          ? study_.scenarios[alternative]
                          : study_.loader->make(study_.compositions[alternative], policies, overrides);
  variants_.emplace_front(std::move(name), std::move(scenario), phases_, study_.figures);
  if (variants_.size() > most_variants) variants_.pop_back();
  return variants_.front();
}

TrialResult SweepTrial::operator()(std::uint64_t index) {
  const PlanWalk::Step step = walk_.at(index);
  const std::vector<double>& values = walk_.values();
  const Variant& made = variant(step.run.alternative, values);
  const ParameterTable& table = made.scenario.initial->table;
  Parameters parameters = study_.sets.parameters(made.scenario, step.run.replicate);
  for (std::size_t f = 0; f < values.size(); ++f) {
    const Factor& factor = study_.spec.factors[f];
    if (const ParameterPath* of = factor.parameter())
      parameters.set(table.offset(of->name).value(), factor.number(values[f]));
  }
  const std::vector<double> all = made.evaluate(parameters, study_.spec.seed, step.run.replicate);
  TrialResult out;
  const auto outputs = static_cast<std::ptrdiff_t>(study_.spec.outputs.size());
  out.outputs.assign(all.begin(), all.begin() + outputs);
  for (auto value = all.begin() + outputs; value != all.end(); ++value)
    out.series.push_back(static_cast<float>(*value));
  return out;
}

}  // namespace chokepoint
