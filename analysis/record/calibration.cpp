// The stages of a calibration.
#include "analysis/record/calibration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/methods/sensitivity.hpp"
#include "analysis/methods/statistics.hpp"
#include "analysis/runs/runner.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "engine/batch/trials.hpp"

namespace chokepoint {
namespace {

/// Standard deviation of a uniform law on the unit interval.
const double unit_deviation = std::sqrt(1.0 / 12);
/// A run that fails to give a number is as far off as this.
constexpr double farthest = 50;

/// A deviation that a run does not tell, as of a ratio without a base, counts as the farthest.
double bounded(double deviation) {
  return std::isnan(deviation) ? farthest : std::clamp(deviation, -farthest, farthest);
}

std::vector<Figure> figures_of(const std::vector<Target>& targets) {
  std::vector<Figure> out;
  for (const Target& t : targets) out.push_back({t.metric, t.agent, t.month});
  return out;
}

std::vector<double> column(const Rows& rows, std::size_t k) {
  std::vector<double> out;
  for (const std::vector<double>& row : rows) out.push_back(row[k]);
  return out;
}

/// How far an output moves with each input for a move of one standard deviation, from the outputs at the points of a
/// Morris design.
std::vector<double> moved_by_deviation(const UnitDesign& design, const Rows& outputs, std::size_t k) {
  std::vector<double> out;
  for (const MorrisEffect& effect : morris_effects(design, column(outputs, k), 0, 0).inputs)
    out.push_back(effect.magnitude.value * unit_deviation);
  return out;
}

}  // namespace

Calibration::Calibration(CalibrationSubject subject, CalibrationWatch watch, std::filesystem::path work)
    : subject_(std::move(subject)),
      watch_(std::move(watch)),
      work_(std::move(work)),
      record_(subject_.history, subject_.phases, figures_of(subject_.targets)),
      outlook_(subject_.futures, subject_.phases, subject_.study.outcomes) {
  for (const ParameterEntry& entry : subject_.history.initial->table.entries())
    if (entry.prior != Prior::fixed && entry.low < entry.high &&
        !says_parameter(subject_.history.overrides, entry.name) &&
        !says_parameter(subject_.futures.overrides, entry.name))
      candidates_.push_back(&entry);
  state_.inputs = subject_.inputs;

  const std::filesystem::path checkpoint = work_ / "checkpoint.json";
  const auto saved = read_bytes(checkpoint);
  if (!saved) return;
  Mistakes mistakes;
  try {
    CalibrationState found = state_from_json(*saved);
    for (const auto& [name, hash] : subject_.inputs)
      if (!found.inputs.contains(name) || found.inputs.at(name) != hash)
        mistakes.add({checkpoint.string()},
                     fmt::format("was made before '{}' changed; remove {} to begin anew", name, work_.string()));
    if (!mistakes.any()) state_ = std::move(found);
  } catch (const std::exception&) {
    mistakes.add({checkpoint.string()},
                 fmt::format("is no checkpoint of a calibration; remove {} to begin anew", work_.string()));
  }
  mistakes.throw_if_any();
}

bool Calibration::sets(const Target& target) const {
  return target.month <= subject_.study.until &&
         std::ranges::find(subject_.study.roles, name_of(target.role)) != subject_.study.roles.end();
}

const CalibrationState& Calibration::run() {
  std::filesystem::create_directories(work_);
  if (state_.random.empty()) measure_random_variation();
  if (state_.influence.empty()) look_ahead();
  if (state_.importance.empty()) screen();
  match();
  sample();
  if (!state_.finished) finish();
  return state_;
}

void Calibration::save(const std::string& stage, double begun) {
  if (watch_.seconds) state_.seconds[stage] += watch_.seconds() - begun;
  write_text(work_ / "checkpoint.json", to_json(state_));
}

Rows Calibration::run_all(std::size_t count, const std::function<std::vector<double>(std::size_t)>& run) {
  Rows out(count);
  const RunSettings settings{
      .threads = watch_.threads, .progress = [&](const std::string&) { return watch_.progress; }, .stop = watch_.stop};
  for_each_replicate(settings, "calibrating", 0, count, [&](std::size_t i) { out[i] = run(i); });
  state_.runs += count;
  return out;
}

Rows Calibration::evaluate(const Evaluator& evaluator, const Scenario& scenario,
                           const std::vector<const ParameterEntry*>& parameters, const Rows& points) {
  std::vector<std::size_t> offsets;
  for (const ParameterEntry* entry : parameters) offsets.push_back(scenario.initial->table.offset(entry->name).value());
  return run_all(points.size(), [&](std::size_t i) {
    Parameters values = scenario.initial->parameters;
    for (std::size_t k = 0; k < parameters.size(); ++k) values.set(offsets[k], parameters[k]->quantile(points[i][k]));
    return evaluator(values, subject_.study.seed, 0);
  });
}

Rows Calibration::deviations(const std::vector<const ParameterEntry*>& parameters, const Rows& points) {
  Rows rows = evaluate(record_, subject_.history, parameters, points);
  for (std::vector<double>& row : rows)
    for (std::size_t j = 0; j < row.size(); ++j) {
      const double z = deviation_from(subject_.targets[j], row[j]);
      row[j] = std::isfinite(z) ? bounded(z) - state_.offset[j] : farthest;
    }
  return rows;
}

std::vector<double> Calibration::setting(const std::vector<double>& by_target) const {
  std::vector<double> out;
  for (std::size_t j = 0; j < by_target.size(); ++j)
    if (sets(subject_.targets[j])) out.push_back(by_target[j]);
  return out;
}

std::vector<const ParameterEntry*> Calibration::entries(const std::vector<std::string>& names) const {
  std::vector<const ParameterEntry*> out;
  for (const std::string& name : names) out.push_back(subject_.history.initial->table.find(name));
  return out;
}

std::vector<double> Calibration::error_model() const {
  std::vector<double> out;
  for (const double random : setting(state_.random))
    out.push_back(std::sqrt(1 + subject_.study.model_discrepancy * subject_.study.model_discrepancy + random * random));
  return out;
}

void Calibration::measure_random_variation() {
  const double begun = watch_.seconds ? watch_.seconds() : 0;
  Rows rows = run_all(subject_.study.random_runs, [&](std::size_t i) {
    return record_(subject_.history.initial->parameters, subject_.study.seed, i);
  });
  for (std::vector<double>& row : rows)
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = bounded(deviation_from(subject_.targets[j], row[j]));
  for (std::size_t j = 0; j < subject_.targets.size(); ++j) {
    const std::vector<double> values = column(rows, j);
    state_.random.push_back(deviation_of(values));
    state_.offset.push_back(values[0] - mean_of(values));  // replicate 0 is the one that all parameter sets run
  }
  save("random", begun);
  const auto used = setting(state_.random);
  watch_.say(fmt::format(
      "random variation: {} runs at the point values; it moves a target by {:.2f} of its deviation, root mean square",
      rows.size(),
      std::sqrt(std::inner_product(used.begin(), used.end(), used.begin(), 0.0) / static_cast<double>(used.size()))));
}

void Calibration::screen() {
  const double begun = watch_.seconds ? watch_.seconds() : 0;
  const UnitDesign design = plain_design(UnitDesignOptions::Kind::morris, candidates_.size(),
                                         subject_.study.trajectories, subject_.study.seed);
  const Rows points = design.all();
  Rows outputs;
  for (const std::vector<double>& row : deviations(candidates_, points)) outputs.push_back(setting(row));
  const std::vector<double> errors = error_model();
  state_.importance.assign(candidates_.size(), 0);
  for (std::size_t j = 0; j < errors.size(); ++j) {
    const std::vector<double> moved = moved_by_deviation(design, outputs, j);
    for (std::size_t k = 0; k < moved.size(); ++k) state_.importance[k] += moved[k] / errors[j] * moved[k] / errors[j];
  }
  for (double& importance : state_.importance) importance = std::sqrt(importance);
  choose_fitted();
  save("screening", begun);
  watch_.say(fmt::format(
      "screening: {} runs; one prior deviation of {} of {} parameters moves the record by {} of its error or more; {} "
      "are fitted, first {}",
      points.size(), std::ranges::count_if(state_.importance, [&](double i) { return i >= subject_.study.importance; }),
      candidates_.size(), subject_.study.importance, state_.fitted.size(), state_.fitted[0]));
}

void Calibration::choose_fitted() {
  // What moves both the record and the outcomes comes first: pinned to a point it would make projections too sure.
  const auto counts = [&](std::size_t k) {
    const bool both =
        state_.importance[k] >= subject_.study.importance && state_.influence[k] >= subject_.study.influence;
    return std::pair(both, state_.importance[k]);
  };
  std::vector<std::size_t> order(candidates_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater{}, counts);
  for (const std::size_t k : order)
    if (state_.fitted.size() < subject_.study.fitted && state_.importance[k] >= subject_.study.importance)
      state_.fitted.push_back(candidates_[k]->name);
  if (state_.fitted.empty()) state_.fitted.push_back(candidates_[order[0]]->name);
  state_.box = Box(state_.fitted.size());
}

void Calibration::match() {
  const auto fitted = entries(state_.fitted);
  while (state_.waves.size() < static_cast<std::size_t>(subject_.study.waves)) {
    const double begun = watch_.seconds ? watch_.seconds() : 0;
    const Wave wave =
        match_history(state_.box, state_.waves.size(), subject_.study.wave, error_model(), [&](const Rows& points) {
          Rows out;
          for (const std::vector<double>& row : deviations(fitted, points)) out.push_back(setting(row));
          return out;
        });
    state_.box = wave.box;
    state_.waves.push_back(wave);
    save("waves", begun);
    watch_.say(
        fmt::format("wave {}: {:.1f} % of {} points kept at {:.3g}{}; the box around them holds {:.3g} of the prior",
                    state_.waves.size(), 100 * wave.kept, subject_.study.wave.points, subject_.study.wave.cutoff,
                    wave.cutoff > subject_.study.wave.cutoff ? fmt::format(" (refocused at {:.2f})", wave.cutoff) : "",
                    wave.box.volume()));
  }
}

void Calibration::sample() {
  const auto fitted = entries(state_.fitted);
  const std::vector<double> errors = error_model();
  const BatchModel model = [&](const Rows& points) { return deviations(fitted, points); };
  const LogLikelihood log_likelihood = [&](std::span<const double> by_target) {
    double out = 0;
    std::size_t used = 0;
    for (std::size_t j = 0; j < by_target.size(); ++j)
      if (sets(subject_.targets[j])) {
        const double miss = by_target[j] / errors[used++];
        out -= miss * miss / 2;
      }
    return out;
  };
  Particles& particles = state_.particles;
  double begun = watch_.seconds ? watch_.seconds() : 0;
  if (particles.points.empty()) {
    particles = start_particles(state_.box, subject_.study.monte_carlo, model);
    save("monte carlo", begun);
  }
  while (!particles.done()) {
    begun = watch_.seconds ? watch_.seconds() : 0;
    Particles next = particles;  // a stop in the midst of a step leaves the one before
    step_particles(next, state_.box, subject_.study.monte_carlo, model, log_likelihood);
    particles = std::move(next);
    save("monte carlo", begun);
    double chi_squared = 0;
    for (const std::vector<double>& output : particles.outputs)
      chi_squared -= 2 * log_likelihood(output) / static_cast<double>(particles.outputs.size());
    watch_.say(fmt::format("step {}: temperature {:.4g}, acceptance {:.2f}, mean chi-squared {:.1f} for {} targets",
                           particles.step, particles.temperature, particles.acceptance.back(), chi_squared,
                           errors.size()));
  }
}

void Calibration::look_ahead() {
  const double begun = watch_.seconds ? watch_.seconds() : 0;
  state_.influence.assign(candidates_.size(), 0);
  if (subject_.study.outcomes.empty()) return;
  const UnitDesign design = plain_design(UnitDesignOptions::Kind::morris, candidates_.size(),
                                         subject_.study.future_trajectories, subject_.study.seed + 1);
  const Rows outputs = evaluate(outlook_, subject_.futures, candidates_, design.all());
  for (std::size_t j = 0; j < outputs[0].size(); ++j) {
    const double spread = deviation_of(column(outputs, j));
    if (!(spread > 0)) continue;
    const std::vector<double> moved = moved_by_deviation(design, outputs, j);
    for (std::size_t k = 0; k < moved.size(); ++k)
      state_.influence[k] = std::max(state_.influence[k], moved[k] / spread);
  }
  save("futures", begun);
  watch_.say(
      fmt::format("futures: {} of {} parameters move an outcome by {} of its spread or more",
                  std::ranges::count_if(state_.influence, [&](double i) { return i >= subject_.study.influence; }),
                  candidates_.size(), subject_.study.influence));
}

void Calibration::finish() {
  for (std::size_t k = 0; k < candidates_.size(); ++k) {
    const bool fitted = std::ranges::find(state_.fitted, candidates_[k]->name) != state_.fitted.end();
    if (!fitted && state_.importance[k] < subject_.study.importance && state_.influence[k] >= subject_.study.influence)
      state_.drawn.push_back(candidates_[k]->name);
  }
  state_.finished = true;
  save("finish", watch_.seconds ? watch_.seconds() : 0);
  watch_.say(
      fmt::format("{} parameters that the record does not inform move the outcomes and are drawn from their priors",
                  state_.drawn.size()));
}

}  // namespace chokepoint
