// Spreads, indices, effects and cases of a study.
#include "analysis/sweep/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/methods/enough.hpp"

namespace chokepoint {
namespace {

/// Numbers 0 .. n-1, those of which `worth` is highest first.
template <class Worth>
std::vector<std::size_t> highest_first(std::size_t n, const Worth& worth) {
  std::vector<std::size_t> out(n);
  std::iota(out.begin(), out.end(), std::size_t{0});
  std::ranges::stable_sort(out, std::greater{}, worth);
  return out;
}

std::vector<std::string> input_names(const Plan& plan) {
  std::vector<std::string> out(plan.inputs());
  for (const Factor& factor : plan.spec().factors)
    out[factor.input] += (out[factor.input].empty() ? "" : " + ") + factor.name;
  return out;
}

/// Makes the findings one after the other.
class Analyst {
 public:
  Analyst(const Plan& plan, const SweepTable& table, std::size_t resamples)
      : plan_(plan), spec_(plan.spec()), table_(table), resamples_(resamples) {}

  [[nodiscard]] QuantitySpread spread(std::size_t q) const;
  [[nodiscard]] SobolFinding sobol(std::size_t q) const;
  [[nodiscard]] MorrisFinding morris(std::size_t q) const;
  [[nodiscard]] std::optional<CaseFinding> discover(std::string name, std::string title,
                                                    const std::vector<double>& happens) const;
  [[nodiscard]] std::vector<CaseFinding> cases() const;

 private:
  /// Outputs of the points that have one.
  [[nodiscard]] std::vector<double> values_of(std::size_t q) const {
    std::vector<double> out;
    std::ranges::copy_if(table_.values[q], std::back_inserter(out), [](double x) { return std::isfinite(x); });
    return out;
  }
  [[nodiscard]] double counts_from(std::size_t q) const { return table_.counts_from[table_.quantities[q].output]; }
  [[nodiscard]] std::string why_still(std::size_t q) const;
  [[nodiscard]] std::string why_partly_told(const std::vector<double>& values) const;
  [[nodiscard]] std::string case_title(std::size_t c, std::size_t a) const;
  [[nodiscard]] DiscoveryData searched(const std::vector<double>& happens) const;

  const Plan& plan_;
  const PlanSpec& spec_;
  const SweepTable& table_;
  std::size_t resamples_;
};

/// Why no input can be said to move a quantity: it does not move, or by less than counts. Else empty.
std::string Analyst::why_still(std::size_t q) const {
  const std::vector<double> values = values_of(q);
  if (values.empty()) return "no point has it";
  const auto [low, high] = std::ranges::minmax(values);
  if (!varies(values)) return "it is the same at all points";
  return high - low < counts_from(q)
             ? fmt::format("its values lie within {:.2g} {} of each other, less than counts ({:.2g})", high - low,
                           table_.quantities[q].unit, counts_from(q))
             : "";
}

std::string Analyst::why_partly_told(const std::vector<double>& values) const {
  std::string out = values.empty()                         ? "no point has it"
                    : !varies(values) && values.size() > 1 ? "it is the same at all points"
                                                           : "";
  const auto also = [&](const std::string& reason) { out += (out.empty() ? "" : "; ") + reason; };
  if (!values.empty() && values.size() < fewest::values_for_tails)
    also("5 % and 95 %: " + too_few(values.size(), fewest::values_for_tails, "points"));
  if (spec_.replicates < 2) also("random variation: one replicate does not show it");
  return out;
}

QuantitySpread Analyst::spread(std::size_t q) const {
  const Quantity& quantity = table_.quantities[q];
  std::vector<double> values = values_of(q);
  const double variance = values.size() < 2 ? not_told : variance_of(values);
  QuantitySpread out{quantity, values.size(), {}, std::sqrt(variance), not_told, counts_from(q), {}};
  if (varies(values) && is_told(table_.random[q])) out.random = std::min(1.0, table_.random[q] / variance);
  out.reason = why_partly_told(values);
  Summary& s = out.values = summarise(values, quantity.difference ? counts_from(q) : 0);
  if (values.empty()) s.mean = s.median = s.positive = s.negative = not_told;
  if (values.size() < fewest::values_for_tails) s.low = s.high = not_told;
  return out;
}

SobolFinding Analyst::sobol(std::size_t q) const {
  SobolFinding out{table_.quantities[q].name,
                   sobol_indices(*plan_.unit(), table_.values[q], resamples_, spec_.seed),
                   {},
                   std::vector<double>(plan_.inputs(), not_told),
                   {},
                   0};
  out.reason = out.indices.reason.empty() ? why_still(q) : out.indices.reason;
  if (!out.reason.empty()) return out;
  const SobolIndices half =
      sobol_indices(*plan_.unit(), table_.values[q], 0, spec_.seed, plan_.points() / plan_.block() / 2);
  out.half_reason = half.reason;
  for (std::size_t i = 0; i < out.of_half.size(); ++i) {
    if (!half.reason.empty() || is_noise(half.total[i])) continue;
    out.of_half[i] = half.total[i].value;
    if (!is_noise(out.indices.total[i]))
      out.moved_by_second_half =
          std::max(out.moved_by_second_half, std::fabs(out.indices.total[i].value - out.of_half[i]));
  }
  return out;
}

MorrisFinding Analyst::morris(std::size_t q) const {
  MorrisFinding out{
      table_.quantities[q].name, morris_effects(*plan_.unit(), table_.values[q], resamples_, spec_.seed), {}};
  out.reason = out.effects.reason.empty() ? why_still(q) : out.effects.reason;
  return out;
}

std::string Analyst::case_title(std::size_t c, std::size_t a) const {
  const StudyCase& what = spec_.cases[c];
  const std::string of = what.difference                 ? fmt::format(", {} less {},", spec_.alternatives[a].name,
                                                                       spec_.alternatives[spec_.reference].name)
                         : spec_.alternatives.size() > 1 ? " under " + spec_.alternatives[a].name
                                                         : "";
  return fmt::format("{} ({}{} {} {})", what.name, spec_.outputs[what.output].name, of, what.above ? "above" : "below",
                     what.threshold);
}

/// The points of which it is known whether it happens.
DiscoveryData Analyst::searched(const std::vector<double>& happens) const {
  DiscoveryData out;
  for (const Factor& factor : spec_.factors) out.categorical.push_back(factor.kind == FactorKind::choice);
  for (std::size_t p = 0; p < happens.size(); ++p) {
    if (!std::isfinite(happens[p])) continue;
    std::vector<double> point = plan_.values(p);
    for (std::size_t f = 0; f < point.size(); ++f) point[f] = spec_.factors[f].number(point[f]);
    out.points.push_back(std::move(point)), out.happens.push_back(happens[p]);
  }
  return out;
}

std::optional<CaseFinding> Analyst::discover(std::string name, std::string title,
                                             const std::vector<double>& happens) const {
  const DiscoveryData data = searched(happens);
  if (data.points.empty()) return std::nullopt;
  CaseFinding out{std::move(name), std::move(title), 0, data.points.size(), {}, {}, {}};
  out.share = std::accumulate(data.happens.begin(), data.happens.end(), 0.0) / static_cast<double>(data.points.size());
  if (out.share <= 0 || out.share >= 1) return out;
  out.few = too_few_to_discover(data);
  if (out.few.empty()) out.box = discover_box(data), out.tree = discover_tree(data);
  return out;
}

std::vector<CaseFinding> Analyst::cases() const {
  std::vector<CaseFinding> out;
  for (std::size_t c = 0; c < spec_.cases.size(); ++c)
    for (std::size_t a = 0; a < spec_.alternatives.size(); ++a)
      if (!spec_.cases[c].difference || a != spec_.reference)
        if (auto found = discover(spec_.cases[c].name, case_title(c, a), table_.happens[c][a]))
          found->asked = c, found->alternative = a, out.push_back(*std::move(found));
  if (table_.failed > 0)
    if (auto found = discover("fails", "a run fails", table_.fails)) out.push_back(*std::move(found));
  return out;
}

}  // namespace

std::vector<std::size_t> SobolFinding::by_total() const {
  return highest_first(indices.total.size(),
                       [&](std::size_t i) { return is_noise(indices.total[i]) ? -1 : indices.total[i].value; });
}

bool SobolFinding::has_noise() const {
  return std::ranges::any_of(indices.first, is_noise) || std::ranges::any_of(indices.total, is_noise);
}

std::vector<std::size_t> MorrisFinding::by_magnitude() const {
  return highest_first(effects.inputs.size(), [&](std::size_t i) { return effects.inputs[i].magnitude.value; });
}

SweepFindings find_in_sweep(const Plan& plan, const SweepTable& table, std::size_t resamples) {
  SweepFindings out{
      plan.points(), table.ok, table.failed, table.missing, resamples, input_names(plan), {}, {}, {}, {}, {}};
  const Analyst analyst(plan, table, resamples);
  const PlanDesign::Kind design = plan.spec().design.kind;
  for (std::size_t q = 0; q < table.quantities.size(); ++q) {
    out.spreads.push_back(analyst.spread(q));
    if (design == PlanDesign::Kind::saltelli) out.sobol.push_back(analyst.sobol(q));
    if (design == PlanDesign::Kind::morris) out.morris.push_back(analyst.morris(q));
  }
  out.cases = analyst.cases();
  for (std::size_t o = 0; o < plan.spec().objectives.size(); ++o)
    if (auto found = robust_choices(plan, table, o)) out.robustness.push_back(*std::move(found));
  return out;
}

}  // namespace chokepoint
