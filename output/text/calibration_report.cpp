// Tables of a calibration.
#include "output/text/calibration_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/methods/enough.hpp"
#include "analysis/methods/statistics.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/elementary_spans.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/json_text.hpp"
#include "engine/base/random.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {
namespace {

/// Mean and standard deviation of a sample.
struct Moments {
  double mean = 0, deviation = 0;
};

Moments moments(const std::vector<double>& values) { return {mean_of(values), deviation_of(values)}; }

Moments prior_moments(const ParameterEntry& entry) {
  constexpr int count = 2000;
  std::vector<double> values;
  for (int k = 0; k < count; ++k) values.push_back(entry.quantile((k + 0.5) / count));
  return moments(values);
}

/// A fitted parameter before and after.
struct Width {
  const ParameterEntry* entry;
  std::size_t column;
  Moments before, after;
  std::vector<double> sorted;  ///< posterior values
  [[nodiscard]] double ratio() const { return after.deviation / before.deviation; }
};

/// Fitted parameters, the best known first.
std::vector<Width> widths(const CalibrationState& state, const ParameterTable& table) {
  std::vector<Width> out;
  for (std::size_t k = 0; k < state.fitted.size(); ++k) {
    Width width{table.find(state.fitted[k]), k, {}, {}, {}};
    for (const std::vector<double>& point : state.particles.points)
      width.sorted.push_back(width.entry->quantile(point[k]));
    width.before = prior_moments(*width.entry);
    width.after = moments(width.sorted);
    std::ranges::sort(width.sorted);
    out.push_back(std::move(width));
  }
  std::ranges::stable_sort(out, {}, &Width::ratio);
  return out;
}

std::size_t distinct_points(const Particles& particles) {
  Rows points = particles.points;
  std::ranges::sort(points);
  return static_cast<std::size_t>(std::unique(points.begin(), points.end()) - points.begin());
}

std::string widths_table(const CalibrationState& state, const ParameterTable& table) {
  std::string out = "![widths](calibration.svg)\n\n";
  out +=
      "| parameter | value | prior mean ± sd | posterior mean ± sd | 5 % … 95 % | ratio | grade | unit "
      "|\n|---|---:|---:|---:|---:|---:|---|---|\n";
  for (const Width& w : widths(state, table))
    out +=
        fmt::format("| `{}` | {:.4g} | {:.4g} ± {:.2g} | {:.4g} ± {:.2g} | {:.4g} … {:.4g} | {:.2f} | {} | {} |\n",
                    w.entry->name, w.entry->value, w.before.mean, w.before.deviation, w.after.mean, w.after.deviation,
                    quantile(w.sorted, 0.05), quantile(w.sorted, 0.95), w.ratio(), w.entry->grade, w.entry->unit);
  return out;
}

std::string pairs_table(const CalibrationState& state) {
  struct Pair {
    std::size_t a, b;
    double r;
  };
  std::vector<Pair> pairs;
  const Rows covariance = covariance_of(state.particles.points);
  for (std::size_t a = 0; a < covariance.size(); ++a)
    for (std::size_t b = 0; b < a; ++b)
      if (const double r = covariance[a][b] / std::sqrt(covariance[a][a] * covariance[b][b]); std::fabs(r) > 0.5)
        pairs.push_back({a, b, r});
  if (pairs.empty()) return "No pair of fitted parameters is correlated beyond 0.5.\n";
  std::ranges::stable_sort(pairs, std::greater{}, [](const Pair& p) { return std::fabs(p.r); });
  std::string out = "| parameter | parameter | r |\n|---|---|---:|\n";
  for (const Pair& p : pairs)
    out += fmt::format("| `{}` | `{}` | {:+.2f} |\n", state.fitted[p.b], state.fitted[p.a], p.r);
  return out;
}

/// Targets that set parameters, or those that judge them: z of the mean prediction, and its spread.
std::string targets_table(const Calibration& calibration, const std::vector<Target>& targets, bool sets) {
  std::string rows;
  double squares = 0;
  int count = 0, near = 0;
  for (std::size_t j = 0; j < targets.size(); ++j) {
    const Target& t = targets[j];
    if (calibration.sets(t) != sets) continue;
    std::vector<double> z;
    for (const std::vector<double>& output : calibration.state().particles.outputs) z.push_back(output[j]);
    const Moments of = moments(z);
    squares += of.mean * of.mean, ++count, near += std::fabs(of.mean) < 2 ? 1 : 0;
    const auto model = [&](double deviations) {
      return t.logarithmic ? t.value * maths::exp(deviations * t.deviation) : t.value + deviations * t.deviation;
    };
    rows += fmt::format("| {} | {} | {:.4g} | {:.4g} | {:+.2f} | {:.2f} | {:.2f} | {} |\n", t.id, t.month.text(),
                        t.value, model(of.mean), of.mean, of.deviation, calibration.state().random[j], t.unit);
  }
  if (count == 0) return "None.\n";
  return fmt::format("{} targets: rms z {:.2f}; |z| < 2 for {} of {}.\n\n", count, std::sqrt(squares / count), near,
                     count) +
         "| target | month | record | model, mean | z | spread of z | random | unit "
         "|\n|---|---|---:|---:|---:|---:|---:|---|\n" +
         rows;
}

}  // namespace

std::string posterior_csv(const Calibration& calibration, const CalibrationSubject& subject,
                          const CalibrationMaker& maker) {
  const CalibrationState& state = calibration.state();
  const ParameterTable& table = subject.history.initial->table;
  std::string out = fmt::format(
      "# Posterior parameter sets. Made by: {}\n# chokepoint {}; seed {}; {} sets, {} distinct; "
      "fitted parameters first ({}), then drawn from priors ({})\n",
      maker.command, maker.version, subject.study.seed, state.particles.points.size(), distinct_points(state.particles),
      state.fitted.size(), state.drawn.size());
  for (const auto& [name, hash] : state.inputs) out += fmt::format("# {} {}\n", hash, name);
  std::vector<std::string> names = state.fitted;
  names.insert(names.end(), state.drawn.begin(), state.drawn.end());
  out += fmt::format("{}\n", fmt::join(names, ","));
  for (std::size_t i = 0; i < state.particles.points.size(); ++i) {
    const RandomStream random(subject.study.seed, i);
    std::vector<double> row;
    for (std::size_t k = 0; k < state.fitted.size(); ++k)
      row.push_back(table.find(state.fitted[k])->quantile(state.particles.points[i][k]));
    for (const std::string& name : state.drawn)
      row.push_back(table.find(name)->quantile(random.uniform(Purpose::parameter_draw, name_hash(name), Month{0})));
    out += fmt::format("{}\n", fmt::join(row, ","));
  }
  return out;
}

std::string calibration_lock(const Calibration& calibration, const CalibrationSubject& subject,
                             const CalibrationMaker& maker) {
  const CalibrationState& state = calibration.state();
  nlohmann::ordered_json out;
  out["command"] = maker.command;
  out["version"] = maker.version;
  out["compiler"] = __VERSION__;
  out["arithmetic"] = fmt::format("{:016x}", maths::fingerprint());
  out["seed"] = subject.study.seed;
  out["roles"] = subject.study.roles;
  out["until"] = subject.study.until.text();
  out["model_discrepancy"] = subject.study.model_discrepancy;
  out["inputs"] = state.inputs;
  for (std::size_t k = 0; k < calibration.candidates().size(); ++k) {
    nlohmann::ordered_json row = {{"importance", state.importance[k]}};
    if (!state.influence.empty()) row["influence"] = state.influence[k];
    out["screening"][calibration.candidates()[k]->name] = row;
  }
  out["fitted"] = state.fitted;
  out["drawn"] = state.drawn;
  out["waves"] = nlohmann::ordered_json::array();
  for (const Wave& wave : state.waves)
    out["waves"].push_back({{"kept", wave.kept}, {"cutoff", wave.cutoff}, {"volume", wave.box.volume()}});
  out["monte_carlo"] = {{"particles", state.particles.points.size()},
                        {"distinct", distinct_points(state.particles)},
                        {"temperatures", state.particles.temperatures},
                        {"acceptance", state.particles.acceptance}};
  out["runs"] = state.runs;
  out["seconds"] = state.seconds;
  return json_text(out, 2) + "\n";
}

std::string calibration_page(const Calibration& calibration, const CalibrationSubject& subject,
                             const CalibrationMaker& maker) {
  const CalibrationState& state = calibration.state();
  const CalibrationStudy& study = subject.study;
  std::string out = fmt::format(
      "# Calibration\n\nMade by `{}`; do not edit. How it is done stands in [the model's "
      "description](model.md#calibration), how to repeat it in [calibrate](how_to/calibrate.md).\n\n"
      "Targets with role {} up to {} set {} parameters; {} more that the record does not inform but the outcomes "
      "depend on are drawn from their priors; all others stand at their values. "
      "Standard deviation of a target: its own, {} times it for what the equations miss, and random variation, added "
      "in squares. "
      "Seed {}, {} runs.\n\n",
      maker.command, fmt::join(study.roles, " and "), study.until.text(), state.fitted.size(), state.drawn.size(),
      study.model_discrepancy, study.seed, state.runs);
  const std::string few = too_few(distinct_points(state.particles), fewest::values_for_tails, "distinct sets");
  out +=
      "## What the record says\n\nRatio: standard deviation after over before. Near 1, the record says nothing of the "
      "parameter.\n\n" +
      (few.empty() ? widths_table(state, subject.history.initial->table) : fmt::format("Not told: {}.\n", few));
  out += "\n## Pairs that trade off\n\n" + (few.empty() ? pairs_table(state) : fmt::format("Not told: {}.\n", few));
  out += fmt::format("\n## Drawn from their priors\n\n{}\n",
                     state.drawn.empty() ? "None." : fmt::format("`{}`", fmt::join(state.drawn, "`, `")));
  out +=
      "\n## Targets that set parameters\n\nz: deviation of the mean prediction in the target's standard deviations; "
      "its spread over parameter sets; that of random variation at the point values.\n\n" +
      targets_table(calibration, subject.targets, true);
  out += "\n## Targets held out\n\n" + targets_table(calibration, subject.targets, false);
  out += "\n## Stages\n\n";
  for (std::size_t k = 0; k < state.waves.size(); ++k)
    out += fmt::format(
        "- Wave {}: {:.1f} % of {} points kept at an implausibility of {:.3g}; box of {:.3g} of the prior.\n", k + 1,
        100 * state.waves[k].kept, study.wave.points, state.waves[k].cutoff, state.waves[k].box.volume());
  out += fmt::format("- Monte Carlo: {} particles ({} distinct) in {} steps of temperature; mean acceptance {:.2f}.\n",
                     state.particles.points.size(), distinct_points(state.particles), state.particles.step,
                     moments(state.particles.acceptance).mean);
  return out;
}

std::string widths_picture(const Calibration& calibration, const CalibrationSubject& subject) {
  const auto rows = widths(calibration.state(), subject.history.initial->table);
  constexpr int left = 260, width = 420, line = 18, top = 30;
  const int height = top + line * static_cast<int>(rows.size()) + 10;
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" font-family=\"sans-serif\" "
      "font-size=\"11\">\n<rect width=\"{0}\" height=\"{1}\" fill=\"white\"/>\n",
      left + width + 20, height);
  out += fmt::format(
      "<text x=\"{}\" y=\"16\">prior, by probability below: 0 to 1; bar: 5 % … 95 % of the posterior, line: its "
      "median</text>\n",
      left);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const Width& w = rows[k];
    const int y = top + line * static_cast<int>(k);
    const auto x = [&](double p) { return left + width * w.entry->share_below(quantile(w.sorted, p)); };
    out += fmt::format(
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"10\" "
        "fill=\"#ddd\"/>",
        left - 8, y + 10, w.entry->name, left, y + 1, width);
    out += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{}\" width=\"{:.1f}\" height=\"10\" fill=\"#4477aa\"/><rect x=\"{:.1f}\" y=\"{}\" "
        "width=\"2\" height=\"10\" fill=\"black\"/>\n",
        x(0.05), y + 1, x(0.95) - x(0.05), x(0.5), y + 1);
  }
  return out + "</svg>\n";
}

}  // namespace chokepoint::output
