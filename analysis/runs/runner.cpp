// Looping, and what is kept of each run.
#include "analysis/runs/runner.hpp"

#include "engine/batch/trials.hpp"

namespace chokepoint {

void for_each_replicate(const RunSettings& settings, const std::string& what, std::size_t first, std::size_t last,
                        const std::function<void(std::size_t)>& run) {
  static const std::atomic<bool> never = false;
  const auto tell = settings.progress ? settings.progress(what) : nullptr;
  const bool finished = run_trials(
      last - first, settings.threads, [&](std::size_t k) { run(first + k); },
      [&](std::size_t done) {
        if (tell) tell(first + done, last);
      },
      settings.stop ? *settings.stop : never);
  if (!finished) throw Interrupted{};
}

std::vector<std::vector<double>> sample_figures(const Scenario& scenario, std::span<const Figure> figures,
                                                const ParameterSets& sets, const RunSettings& settings) {
  const Evaluator evaluate(scenario, settings.phases, figures);
  std::vector<std::vector<double>> out(figures.size(), std::vector<double>(settings.runs));
  for_each_replicate(settings, scenario.name(), 0, settings.runs, [&](std::size_t replicate) {
    const Parameters parameters = sets.parameters(scenario, replicate);
    const std::vector<double> values = evaluate(parameters, settings.seed, replicate);
    for (std::size_t f = 0; f < values.size(); ++f) out[f][replicate] = values[f];
  });
  return out;
}

}  // namespace chokepoint
