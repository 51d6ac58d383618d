// Simulating the record and scoring what comes of it.
#include "analysis/record/validation.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/statistics.hpp"
#include "engine/base/elementary.hpp"

namespace chokepoint {
namespace {

constexpr std::array<int, 4> horizons = {3, 6, 12, 24};

/// The step of a growth rate in the middle of some months, over the largest in the others; 0 if it is even throughout.
double jump_in(const std::vector<double>& levels) {
  const auto log_at = [&](std::size_t m) { return maths::log(std::max(levels[m], 1e-9)); };
  const auto bend = [&](std::size_t m) { return std::fabs(log_at(m + 1) - 2 * log_at(m) + log_at(m - 1)); };
  const std::size_t middle = levels.size() / 2;
  double nearby = 0;
  for (std::size_t m = 1; m + 1 < levels.size(); ++m)
    if (m != middle) nearby = std::max(nearby, bend(m));
  if (nearby <= 0 && bend(middle) <= 0) return 0;
  return nearby > 0 ? bend(middle) / nearby : std::numeric_limits<double>::infinity();
}

}  // namespace

namespace {

constexpr std::array<double, 5> discrepancies = {0, 0.25, 0.5, 1, 1.5};
constexpr std::array<double, 4> memories = {3, 6, 12, 24};
constexpr std::array<double, 3> couplings = {0, 0.25, 0.5};

double mean_loss(const OriginRuns& runs, const std::vector<Target>& targets, const Assimilation& how,
                 std::uint64_t seed) {
  std::vector<double> losses;
  for (const Hindcast& h : hindcasts_from(runs, targets, how, seed)) losses.push_back(h.loss(Forecaster::assimilated));
  return mean_of(losses);
}

}  // namespace

OriginRuns runs_from(Month origin, const std::vector<Target>& targets, const Scenario& history, const Scenario& known,
                     const ParameterSets& posterior, const ParameterSets& prior, const RunSettings& settings) {
  OriginRuns out;
  out.origin = origin;
  for (const int months : horizons)
    for (const Target* t : to_predict(targets, origin, months)) out.asked.emplace_back(t, months);
  for (const Target& t : targets)
    if (t.month <= origin) out.posterior.known.push_back({&t, t.month, {}});
  for (const auto& [t, months] : out.asked) out.posterior.later.push_back({t, t->month, {}});
  out.prior = out.blind = out.posterior;
  sample_record(out.posterior, history, posterior, settings);
  sample_record(out.prior, history, prior, settings);
  sample_record(out.blind, known, posterior, settings);
  return out;
}

std::vector<Hindcast> hindcasts_from(const OriginRuns& runs, const std::vector<Target>& targets,
                                     const Assimilation& how, std::uint64_t seed) {
  const auto posterior = assimilated(runs.posterior.known, runs.posterior.later, how, seed),
             prior = assimilated(runs.prior.known, runs.prior.later, how, seed),
             blind = assimilated(runs.blind.known, runs.blind.later, how, seed);
  std::vector<Hindcast> out;
  for (std::size_t k = 0; k < runs.asked.size(); ++k)
    out.push_back(score(targets, *runs.asked[k].first, runs.origin, runs.asked[k].second,
                        {.free = runs.posterior.later[k].values,
                         .assimilated = posterior[k],
                         .prior = runs.prior.later[k].values,
                         .prior_assimilated = prior[k],
                         .blind = blind[k]}));
  return out;
}

double AssimilationTrial::mean() const { return mean_of(loss); }

AssimilationTrials try_assimilations(const std::vector<OriginRuns>& origins, const std::vector<Target>& targets,
                                     std::uint64_t seed) {
  AssimilationTrials out;
  for (const double discrepancy : discrepancies)
    for (const double memory : memories)
      for (const double coupling : couplings) {
        AssimilationTrial trial{{discrepancy, memory, coupling}, {}};
        for (const OriginRuns& runs : origins) trial.loss.push_back(mean_loss(runs, targets, trial.how, seed));
        out.trials.push_back(std::move(trial));
      }
  std::vector<double> left_out;
  for (std::size_t o = 0; o < origins.size(); ++o) {
    const auto of_others = [&](const AssimilationTrial& t) {
      double sum = 0;
      for (std::size_t other = 0; other < t.loss.size(); ++other) sum += other == o ? 0.0 : t.loss[other];
      return sum;
    };
    left_out.push_back(std::ranges::min_element(out.trials, {}, of_others)->loss[o]);
  }
  out.left_out = mean_of(left_out);
  return out;
}

std::vector<FamilyScore> family_scores(const std::vector<Hindcast>& hindcasts) {
  std::map<std::tuple<bool, std::string, int>, FamilyScore> by;  // families first, then all together
  const auto add = [&](const std::string& family, const Hindcast& h) {
    FamilyScore& score = by[{family == whole_record, family, h.months}];
    score.family = family, score.months = h.months;
    ++score.all;
    if (h.covered_assimilated()) ++score.covered;
    for (std::size_t f = 0; f < score.mean.size(); ++f)
      score.mean[f] += (h.losses[f] - score.mean[f]) / static_cast<double>(score.all);
  };
  for (const Hindcast& h : hindcasts) {
    add(std::string(family_of(*h.target)), h);
    add(whole_record, h);
  }
  std::vector<FamilyScore> out;
  for (auto& [key, score] : by) out.push_back(std::move(score));
  return out;
}

const std::vector<RecordShape>& record_shapes() {
  static const auto at = [](int year, int month) { return Month::of(year, month); };
  static const std::vector<RecordShape> all = {
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

const char* ShownShape::verdict() const {
  return runs < fewest::runs_to_be_likely ? "too few runs" : share >= most_runs_show ? "pass" : "fail";
}

std::vector<ShownShape> shown_shapes(const Scenario& history, const ParameterSets& sets, const RunSettings& settings) {
  std::vector<Figure> figures;
  for (const RecordShape& s : record_shapes())
    for (const Figure& figure : s.figures) figures.push_back(figure);
  const auto values = sample_figures(history, figures, sets, settings);
  std::vector<ShownShape> out;
  std::size_t first = 0;
  for (const RecordShape& s : record_shapes()) {
    std::size_t shown = 0;
    for (std::size_t r = 0; r < settings.runs; ++r) {
      std::vector<double> of_run;
      for (std::size_t k = 0; k < s.figures.size(); ++k) of_run.push_back(values[first + k][r]);
      if (s.shows(of_run)) ++shown;
    }
    out.push_back({&s, static_cast<double>(shown) / static_cast<double>(settings.runs), settings.runs});
    first += s.figures.size();
  }
  return out;
}

Placebo placebo(const Scenario& history, const Scenario& with_nothing, const ParameterSets& sets,
                RunSettings settings) {
  constexpr Month date = Month::of(2021, 6);  // no measure, shock or breakthrough of the record begins then
  settings.runs = std::min<std::size_t>(settings.runs, 20);
  const std::array<std::pair<const char*, const char*>, 4> series = {
      {{"compute_world", ""}, {"compute", "CN"}, {"ai_capex_12m", "US"}, {"chip_revenue_12m", "NVIDIA"}}};
  constexpr int around = 7;
  constexpr std::size_t window = 2 * around + 1;
  std::vector<Figure> figures;
  for (const auto& [metric, agent] : series)
    for (int m = -around; m <= around; ++m) figures.push_back({metric, agent, date + m});
  const auto with = sample_figures(history, figures, sets, settings);
  Placebo out;
  out.same = sample_figures(with_nothing, figures, sets, settings) == with;
  for (std::size_t s = 0; s < series.size(); ++s)
    for (std::size_t r = 0; r < settings.runs; ++r) {
      std::vector<double> levels;
      for (std::size_t m = 0; m < window; ++m) levels.push_back(with[s * window + m][r]);
      out.jump = std::max(out.jump, jump_in(levels));
    }
  return out;
}

void HindcastTally::add(const Hindcast& h) {
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

}  // namespace chokepoint
