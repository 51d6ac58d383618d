// Points become scenarios and parameters.
#include "analysis/sweep/trial.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chokepoint {
namespace {

constexpr std::size_t most_variants = 16;
constexpr Month fewest_months_shared{12};  // fewer are sooner run than kept
constexpr int deepest = 2;                 // trunks of trunks

/// Memory for histories, bytes: some of what a process may take.
std::size_t room_for_histories(std::size_t megabytes) {
  constexpr std::size_t plenty = 128;
  return (megabytes == 0 ? plenty : std::min(plenty, megabytes / 4)) << 20;
}

}  // namespace

SweepTrial::SweepTrial(const SweepStudy& study, const Plan& plan, std::span<const Phase> phases, std::size_t megabytes)
    : study_(study), plan_(plan), phases_(phases), walk_(plan), histories_(room_for_histories(megabytes)) {}

ContentKey SweepTrial::key(std::uint64_t index) { return walk_.at(index).key; }

Scenario SweepTrial::scenario(std::size_t alternative, const std::vector<double>& values) const {
  const std::vector<Factor>& factors = study_.spec.factors;
  std::vector<std::filesystem::path> policies;
  std::vector<Override> overrides;
  for (std::size_t f = 0; f < factors.size(); ++f) {
    if (factors[f].parameter()) continue;
    if (!factors[f].path.empty())
      overrides.push_back(study_.override_of(f, values[f]));
    else
      std::ranges::copy(study_.policies[f][static_cast<std::size_t>(values[f])], std::back_inserter(policies));
  }
  return policies.empty() && overrides.empty()
             ? study_.scenarios[alternative]
             : study_.loader->make(study_.compositions[alternative], policies, overrides);
}

const SweepTrial::Variant& SweepTrial::variant(std::size_t alternative, const std::vector<double>& values) {
  const std::vector<Factor>& factors = study_.spec.factors;
  std::string name = fmt::format("{}", alternative);
  for (std::size_t f = 0; f < factors.size(); ++f)
    if (!factors[f].parameter() && study_.spec.alternatives[alternative].takes[f])
      name += "|" + factors[f].text(values[f]);
  const auto at = std::ranges::find_if(variants_, [&](const auto& v) { return v->name == name; });
  if (at != variants_.end()) {
    variants_.splice(variants_.begin(), variants_, at);
    return *variants_.front();
  }
  const auto made =
      std::make_shared<Variant>(std::move(name), made_++, scenario(alternative, values), phases_, study_.figures);
  find_trunk(*made);
  variants_.push_front(made);
  if (variants_.size() > most_variants) variants_.pop_back();
  return *made;
}

/// The one there is with which a scenario shares most months; of several the one with fewest trunks of its own.
void SweepTrial::find_trunk(Variant& made) {
  auto nearest = variants_.end();
  for (auto v = variants_.begin(); v != variants_.end(); ++v) {
    if ((*v)->depth == deepest || !(*v)->shares_record(made)) continue;
    const Month parts = std::min(first_difference((*v)->course, made.course), made.scenario.end);
    if (parts < fewest_months_shared || parts < made.parts) continue;
    if (parts == made.parts && (*nearest)->depth <= (*v)->depth) continue;
    nearest = v, made.parts = parts;
  }
  if (nearest == variants_.end()) return;
  made.trunk = *nearest, made.depth = (*nearest)->depth + 1;
  variants_.splice(variants_.begin(), variants_, nearest);
}

/// A run of a variant that stands where it parts from its trunk, or before its first month.
std::unique_ptr<SingleRun> SweepTrial::begin(const Variant& made, const Parameters& parameters,
                                             const RunSetting& setting) {
  if (!made.trunk) return made.evaluate.begin(parameters, study_.spec.seed, setting.replicate);
  const Variant& trunk = *made.trunk;
  return std::make_unique<SingleRun>(histories_.before(made.parts, {trunk.number, &trunk.scenario}, setting,
                                                       [&] { return begin(trunk, parameters, setting); }),
                                     made.scenario);
}

std::vector<double> SweepTrial::figures(const Variant& made, const Parameters& parameters, const RunSetting& setting) {
  const auto run = histories_.run({made.number, &made.scenario}, setting, made.evaluate.last(), made.depth < deepest,
                                  [&] { return begin(made, parameters, setting); });
  return made.evaluate.finish(*run);
}

TrialResult SweepTrial::operator()(std::uint64_t index) {
  const PlanWalk::Step step = walk_.at(index);
  const std::vector<double>& values = walk_.values();
  const Variant& made = variant(step.run.alternative, values);
  const ParameterTable& table = made.scenario.initial->table;
  Parameters parameters = study_.sets.parameters(made.scenario, step.run.replicate);
  RunSetting setting{step.run.replicate, {}};
  for (std::size_t f = 0; f < values.size(); ++f) {
    const Factor& factor = study_.spec.factors[f];
    if (const ParameterPath* of = factor.parameter()) {
      setting.parameters.push_back(factor.number(values[f]));
      parameters.set(table.offset(of->name).value(), setting.parameters.back());
    }
  }
  const std::vector<double> all = figures(made, parameters, setting);
  TrialResult out;
  const auto outputs = static_cast<std::ptrdiff_t>(study_.spec.outputs.size());
  out.outputs.assign(all.begin(), all.begin() + outputs);
  for (auto value = all.begin() + outputs; value != all.end(); ++value)
    out.series.push_back(static_cast<float>(*value));
  return out;
}

}  // namespace chokepoint
