// Hindcasts, patterns and the placebo.
#include "analysis/record/validation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/methods/enough.hpp"
#include "engine/base/elementary.hpp"

namespace chokepoint {

// --- hindcasts ------------------------------------------------------------------------------------------------------

std::vector<Hindcast> hindcasts_from(Month origin, const ParameterSets& known, const ValidationInputs& inputs,
                                     const FigureSampler& sample) {
  std::vector<std::pair<const Target*, int>> asked;
  for (const int months : hindcast_horizons)
    for (const Target* t : to_predict(inputs.targets, origin, months)) asked.emplace_back(t, months);
  std::vector<Figure> figures;
  for (const auto& [t, months] : asked) figures.push_back({t->metric, t->agent, t->month});
  const auto values = sample(inputs.history, figures, known, inputs.runs);
  std::vector<Hindcast> out;
  for (std::size_t k = 0; k < asked.size(); ++k)
    out.push_back(score(inputs.targets, *asked[k].first, origin, asked[k].second, values[k]));
  return out;
}

void HorizonScores::add(const Hindcast& h) {
  ++all;
  if (h.model < h.still) ++beats_still;
  if (h.covered()) ++covered;
  if (std::fabs(h.z) < 2) ++near;
  model.push_back(h.model), still.push_back(h.still);
  if (!h.trend) return;
  ++with_trend;
  if (h.model < *h.trend) ++beats_trend;
  model_where_trend.push_back(h.model), trend.push_back(*h.trend);
}

// --- patterns -------------------------------------------------------------------------------------------------------

const std::vector<RecordPattern>& record_patterns() {
  static const auto at = [](int year, int month) { return Month::of(year, month); };
  static const std::vector<RecordPattern> all = {
      {"A: China's share of compute steps down after 2023",
       "share of 2024-12 below 0.8 x that of 2022-12",
       {{"compute_share", "CN", at(2022, 12)}, {"compute_share", "CN", at(2024, 12)}},
       [](std::span<const double> v) { return v[1] < 0.8 * v[0]; }},
      {"B: a Chinese designer takes off",
       "Cambricon's quarter of 2025-09 above 5 x that of a year before",
       {{"cambricon_growth", "", at(2025, 9)}},
       [](std::span<const double> v) { return v[0] > 5; }},
      {"C: the lag swings",
       "2025-01 below both 2024-06 and 2025-10",
       {{"lag_months_cn", "", at(2024, 6)}, {"lag_months_cn", "", at(2025, 1)}, {"lag_months_cn", "", at(2025, 10)}},
       [](std::span<const double> v) { return v[1] < v[0] && v[1] < v[2]; }},
      {"D: purchases jump before rules bind",
       "Dutch lithography tools of 2023 above 1.5 x 2022, and stacks of memory at the end of 2024 above 2 x mid-2024",
       {{"lithography_tools_cn_12m", "", at(2022, 12)},
        {"lithography_tools_cn_12m", "", at(2023, 12)},
        {"hbm_stock_cn", "", at(2024, 6)},
        {"hbm_stock_cn", "", at(2024, 12)}},
       [](std::span<const double> v) { return v[1] > 1.5 * v[0] && v[3] > 2 * v[2]; }},
      {"E: compute is scarcer in China",
       "scarcity of 2024-12 above 0.1 in China and above twice that of the US",
       {{"scarcity", "CN", at(2024, 12)}, {"scarcity", "US", at(2024, 12)}},
       [](std::span<const double> v) { return v[0] > 0.1 && v[0] > 2 * v[1]; }},
      {"F: laggards open",
       "of the top 20 of 2025-10 more open Chinese models than open US ones",
       {{"top20_cn_open", "", at(2025, 10)}, {"top20_us_open", "", at(2025, 10)}},
       [](std::span<const double> v) { return v[0] > v[1]; }},
  };
  return all;
}

std::optional<bool> PatternShown::passes() const {
  if (runs < fewest::runs_to_be_likely) return std::nullopt;
  return share >= enough;
}

std::vector<PatternShown> patterns_shown(const ValidationInputs& inputs, const FigureSampler& sample) {
  std::vector<Figure> figures;
  for (const RecordPattern& pattern : record_patterns())
    figures.insert(figures.end(), pattern.figures.begin(), pattern.figures.end());
  const auto values = sample(inputs.history, figures, inputs.posterior, inputs.runs);
  std::vector<PatternShown> out;
  std::size_t first = 0;
  for (const RecordPattern& pattern : record_patterns()) {
    std::size_t shown = 0;
    for (std::size_t r = 0; r < inputs.runs; ++r) {
      std::vector<double> of_run;
      for (std::size_t k = 0; k < pattern.figures.size(); ++k) of_run.push_back(values[first + k][r]);
      if (pattern.shows(of_run)) ++shown;
    }
    out.push_back({&pattern, static_cast<double>(shown) / static_cast<double>(inputs.runs), inputs.runs});
    first += pattern.figures.size();
  }
  return out;
}

// --- placebo --------------------------------------------------------------------------------------------------------

namespace {

/// How much growth bends at a date, over the most that it does in the months around: of one run's values of a series,
/// `2 around + 1` months of them. 0 if it bends nowhere.
double bend_at_middle(std::span<const double> values) {
  const auto log_at = [&](std::size_t m) { return maths::log(std::max(values[m], 1e-9)); };
  const auto bend = [&](std::size_t m) { return std::fabs(log_at(m + 1) - 2 * log_at(m) + log_at(m - 1)); };
  const std::size_t middle = values.size() / 2;
  double nearby = 0;
  for (std::size_t m = 1; m + 1 < values.size(); ++m)
    if (m != middle) nearby = std::max(nearby, bend(m));
  if (nearby > 0) return bend(middle) / nearby;
  return bend(middle) > 0 ? std::numeric_limits<double>::infinity() : 0;
}

}  // namespace

Placebo placebo_of(const ValidationInputs& inputs, const FigureSampler& sample) {
  constexpr Month date = Month::of(2021, 6);  // no measure, shock or breakthrough of the record begins then
  constexpr std::array<std::pair<const char*, const char*>, 4> series = {
      {{"compute_world", ""}, {"compute", "CN"}, {"ai_capex_12m", "US"}, {"chip_revenue_12m", "NVIDIA"}}};
  constexpr int around = 7;
  constexpr std::size_t window = 2 * around + 1;
  const std::size_t runs = std::min<std::size_t>(inputs.runs, 20);
  std::vector<Figure> figures;
  for (const auto& [metric, agent] : series)
    for (int m = -around; m <= around; ++m) figures.push_back({metric, agent, date + m});
  const auto values = sample(inputs.history, figures, inputs.posterior, runs);
  Placebo out;
  out.same = sample(inputs.with_nothing, figures, inputs.posterior, runs) == values;
  for (std::size_t s = 0; s < series.size(); ++s)
    for (std::size_t r = 0; r < runs; ++r) {
      std::array<double, window> of_run;
      for (std::size_t m = 0; m < window; ++m) of_run[m] = values[s * window + m][r];
      out.jump = std::max(out.jump, bend_at_middle(of_run));
    }
  return out;
}

Validation validate(const ValidationInputs& inputs, const FigureSampler& sample) {
  Validation out{inputs.history.name(), inputs.runs, {}, {}, {}, {}};
  for (const auto& [origin, sets] : inputs.known) {
    const auto some = hindcasts_from(origin, sets, inputs, sample);
    out.hindcasts.insert(out.hindcasts.end(), some.begin(), some.end());
  }
  for (const Hindcast& h : out.hindcasts) out.horizons[h.months].add(h);
  out.patterns = patterns_shown(inputs, sample);
  out.placebo = placebo_of(inputs, sample);
  return out;
}

}  // namespace chokepoint
