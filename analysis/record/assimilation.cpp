// The stochastic ensemble smoother over figures of the record.
#include "analysis/record/assimilation.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "analysis/methods/sequential_monte_carlo.hpp"
#include "analysis/methods/statistics.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/random.hpp"

namespace chokepoint {
namespace {

using SeriesName = std::pair<std::string, std::string>;
SeriesName series_of(const Target& t) { return {t.metric, t.agent}; }

/// Where a series is normal: logarithms of its unit where its errors are such; never below a fifth of the least figure.
struct Coordinates {
  bool logarithmic = false;
  double scale = 1, floor = 0;
  double deviation = 1;  ///< of its latest figure
  double error = 0;      ///< standard deviation of the equations' error

  [[nodiscard]] double of_unit(double value) const { return logarithmic ? maths::log(std::max(value, floor)) : value; }
  [[nodiscard]] double of_metric(double value) const { return of_unit(value * scale); }
  [[nodiscard]] double to_metric(double x) const { return (logarithmic ? maths::exp(x) : x) / scale; }
};

/// Standard deviation of a figure in coordinates of the other kind: relative errors are those of logarithms.
double deviation_in(const Target& t, bool logarithmic) {
  if (t.logarithmic == logarithmic) return t.deviation;
  return logarithmic ? t.deviation / std::max(std::fabs(t.value), 1e-12) : t.deviation * std::fabs(t.value);
}

using Logarithmic = std::map<SeriesName, bool>;

/// A series is in logarithms if one of its figures is: figures of one series may say their errors in two ways.
Logarithmic logarithmic_series(std::span<const SeriesFigure> known, std::span<const SeriesFigure> foretold) {
  Logarithmic out;
  for (const auto figures : {known, foretold})
    for (const SeriesFigure& f : figures) {
      bool& is = out[series_of(*f.target)];
      is = is || f.target->logarithmic;
    }
  return out;
}

/// By the figures known alone: what is foretold tells nothing of itself.
Coordinates coordinates_of(const Target& of, std::span<const SeriesFigure> known, bool logarithmic) {
  double least = 0, deviation = deviation_in(of, logarithmic);
  Month latest{-1};
  for (const SeriesFigure& f : known) {
    if (series_of(*f.target) != series_of(of)) continue;
    if (f.target->value > 0 && (least <= 0 || f.target->value < least)) least = f.target->value;
    if (f.month > latest) latest = f.month, deviation = deviation_in(*f.target, logarithmic);
  }
  return {logarithmic, of.scale, std::max(0.2 * least, 1e-12), deviation, 0};
}

/// Figures of one kind in normal coordinates: by figure, then by member.
struct Figures {
  std::vector<const SeriesFigure*> of;
  std::vector<Coordinates> in;
  Rows members, apart;  ///< and how far each member stood from their mean before anything moved it

  Figures(std::span<const SeriesFigure> figures, std::span<const SeriesFigure> known, const Logarithmic& logarithmic) {
    for (const SeriesFigure& f : figures) {
      of.push_back(&f);
      in.push_back(coordinates_of(*f.target, known, logarithmic.at(series_of(*f.target))));
      members.emplace_back();
      for (const double value : f.values) members.back().push_back(in.back().of_metric(value));
      apart.push_back(members.back());
      const double mean = mean_of(members.back());
      for (double& x : apart.back()) x -= mean;
    }
  }
  [[nodiscard]] std::size_t size() const { return of.size(); }
  [[nodiscard]] double deviation(std::size_t k) const { return deviation_in(*of[k]->target, in[k].logarithmic); }
};

bool same_series(const SeriesFigure& a, const SeriesFigure& b) { return series_of(*a.target) == series_of(*b.target); }

/// Covariance of what is told apart from its mean.
double covariance(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t r = 0; r < a.size(); ++r) sum += a[r] * b[r];
  return a.size() > 1 ? sum / static_cast<double>(a.size() - 1) : 0.0;
}

/// Sets the equations' error of each series: what is assumed, and what its known figures are off beyond members and
/// errors of figures (by moments: the mean square of misfits less both variances).
void set_errors(Figures& known, Figures& foretold, const Assimilation& how) {
  std::map<SeriesName, std::vector<double>> excess;
  for (std::size_t k = 0; k < known.size(); ++k) {
    const Target& t = *known.of[k]->target;
    const double misfit = known.in[k].of_unit(t.value) - mean_of(known.members[k]);
    excess[series_of(t)].push_back(misfit * misfit - variance_of(known.members[k]) -
                                   known.deviation(k) * known.deviation(k));
  }
  for (Figures* figures : {&known, &foretold})
    for (std::size_t k = 0; k < figures->size(); ++k) {
      Coordinates& in = figures->in[k];
      const double assumed = how.discrepancy * in.deviation;
      const auto found = excess.find(series_of(*figures->of[k]->target));
      in.error = std::sqrt(assumed * assumed + (found == excess.end() ? 0.0 : std::max(0.0, mean_of(found->second))));
    }
}

/// Covariance of two figures: the members' and that of the equations' error, both fading with the months between.
double joint(const Figures& a, std::size_t i, const Figures& b, std::size_t j, const Assimilation& how) {
  const bool same = same_series(*a.of[i], *b.of[j]);
  if (!same && how.coupling <= 0) return 0;
  const double error = same ? a.in[i].error : 0.0, part = same ? 1.0 : how.coupling;
  return (part * covariance(a.apart[i], b.apart[j]) + error * error) *
         maths::exp(-std::abs(a.of[i]->month - b.of[j]->month) / how.memory);
}

/// Adds each member's draw of the equations' error to all figures of a series, month after month.
void add_errors(Figures& known, Figures& foretold, const Assimilation& how, std::uint64_t seed) {
  std::map<SeriesName, std::map<int, std::vector<std::vector<double>*>>> by_series;
  std::map<SeriesName, double> deviation;
  for (Figures* figures : {&known, &foretold})
    for (std::size_t k = 0; k < figures->size(); ++k) {
      const SeriesName name = series_of(*figures->of[k]->target);
      by_series[name][figures->of[k]->month.index].push_back(&figures->members[k]);
      deviation[name] = figures->in[k].error;
    }
  for (auto& [name, months] : by_series) {
    const std::uint64_t key = name_hash(name.first) ^ name_hash(name.second) * 0x9e3779b97f4a7c15ULL;
    const std::size_t members = months.begin()->second[0]->size();
    for (std::size_t r = 0; r < members; ++r) {
      const RandomStream random(seed, r);
      double error = 0;
      int before = months.begin()->first;
      bool first = true;
      for (auto& [month, figures] : months) {
        const double kept = first ? 0.0 : maths::exp(-(month - before) / how.memory);
        error = kept * error + std::sqrt(1 - kept * kept) * deviation[name] *
                                   random.normal(Purpose::parameter_draw, key, Month{month});
        for (std::vector<double>* figure : figures) (*figure)[r] += error;
        before = month, first = false;
      }
    }
  }
}

/// Solves L L' x = b.
void solve(const Rows& factor, std::vector<double>& x) {
  const std::size_t n = x.size();
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t m = 0; m < k; ++m) x[k] -= factor[k][m] * x[m];
    x[k] = factor[k][k] > 0 ? x[k] / factor[k][k] : 0.0;
  }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t m = k + 1; m < n; ++m) x[k] -= factor[m][k] * x[m];
    x[k] = factor[k][k] > 0 ? x[k] / factor[k][k] : 0.0;
  }
}

/// A misfit of the members' mean farther out than this, in standard deviations of its law, counts as this far: what the
/// law assumed cannot explain is no reason to follow it (Huber's weights; in ensemble filters Roh et al. 2013).
constexpr double widest_misfit = 2;

/// By how much each known figure is moved for that.
std::vector<double> narrowed(const Figures& known, const Rows& covariances) {
  std::vector<double> out;
  for (std::size_t k = 0; k < known.size(); ++k) {
    const double misfit = known.in[k].of_unit(known.of[k]->target->value) - mean_of(known.members[k]),
                 bound = widest_misfit * std::sqrt(covariances[k][k]);
    out.push_back(std::clamp(misfit, -bound, bound) - misfit);
  }
  return out;
}

/// What the members' knowledge of the record moves: covariance with the foretold times the weighted misfit.
void smooth(const Figures& known, Figures& foretold, const Rows& covariances, const Rows& across, std::uint64_t seed) {
  const Rows factor = cholesky(covariances);
  const std::vector<double> nearer = narrowed(known, covariances);
  for (std::size_t r = 0; r < known.members[0].size(); ++r) {
    const RandomStream random(seed, r);
    std::vector<double> misfit(known.size());
    for (std::size_t k = 0; k < known.size(); ++k) {
      const Target& t = *known.of[k]->target;
      const double noise =
          known.deviation(k) * random.normal(Purpose::parameter_draw, name_hash("figure.error"), t.month, k);
      misfit[k] = known.in[k].of_unit(t.value) + noise + nearer[k] - known.members[k][r];
    }
    solve(factor, misfit);
    for (std::size_t f = 0; f < foretold.size(); ++f)
      for (std::size_t k = 0; k < known.size(); ++k) foretold.members[f][r] += across[f][k] * misfit[k];
  }
}

/// Keeps what is known for good: the best so far, month after month, and shares between 0 and 1.
void keep_bounds(std::span<const SeriesFigure> known, Figures& foretold) {
  std::map<SeriesName, double> best;
  for (const SeriesFigure& f : known)
    if (never_falls(*f.target)) {
      double& so_far = best.try_emplace(series_of(*f.target), f.target->value).first->second;
      so_far = std::max(so_far, f.target->value);
    }
  std::vector<std::size_t> in_time(foretold.size());
  for (std::size_t k = 0; k < in_time.size(); ++k) in_time[k] = k;
  std::ranges::stable_sort(in_time, {}, [&](std::size_t k) { return foretold.of[k]->month; });
  std::map<SeriesName, std::vector<double>> least;  // by member
  for (const std::size_t k : in_time) {
    const Target& t = *foretold.of[k]->target;
    std::vector<double>& members = foretold.members[k];
    if (t.unit == "share")
      for (double& x : members) x = foretold.in[k].logarithmic ? std::min(x, 0.0) : std::clamp(x, 0.0, 1.0);
    if (!never_falls(t)) continue;
    std::vector<double>& so_far = least[series_of(t)];
    if (so_far.empty()) {
      const auto at = best.find(series_of(t));
      so_far.assign(members.size(), at == best.end() ? -1e300 : foretold.in[k].of_unit(at->second));
    }
    for (std::size_t r = 0; r < members.size(); ++r) members[r] = so_far[r] = std::max(so_far[r], members[r]);
  }
}

}  // namespace

void sample_record(RecordSample& sample, const Scenario& scenario, const ParameterSets& sets,
                   const RunSettings& settings) {
  std::vector<SeriesFigure*> all;
  std::vector<Figure> figures;
  for (std::vector<SeriesFigure>* part : {&sample.known, &sample.later})
    for (SeriesFigure& f : *part) {
      all.push_back(&f);
      figures.push_back({f.target->metric, f.target->agent, f.month});
    }
  auto values = sample_figures(scenario, figures, sets, settings);
  for (std::size_t k = 0; k < all.size(); ++k) all[k]->values = std::move(values[k]);
}

bool never_falls(const Target& t) { return t.metric.starts_with("eci") && t.metric != "eci_gap"; }

std::vector<std::vector<double>> assimilated(std::span<const SeriesFigure> known,
                                             std::span<const SeriesFigure> foretold, const Assimilation& how,
                                             std::uint64_t seed) {
  const Logarithmic logarithmic = logarithmic_series(known, foretold);
  Figures h(known, known, logarithmic), f(foretold, known, logarithmic);
  set_errors(h, f, how);
  Rows covariances(h.size(), std::vector<double>(h.size())), across(f.size(), std::vector<double>(h.size()));
  for (std::size_t i = 0; i < h.size(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) covariances[i][j] = covariances[j][i] = joint(h, i, h, j, how);
    covariances[i][i] += h.deviation(i) * h.deviation(i);
  }
  for (std::size_t k = 0; k < f.size(); ++k)
    for (std::size_t j = 0; j < h.size(); ++j) across[k][j] = joint(f, k, h, j, how);
  add_errors(h, f, how, seed);
  if (h.size() > 0) smooth(h, f, covariances, across, seed);
  keep_bounds(known, f);
  for (std::size_t k = 0; k < f.size(); ++k)
    for (double& x : f.members[k]) x = f.in[k].to_metric(x);
  return f.members;
}

}  // namespace chokepoint
