// Many runs, a few figures of each.
#include "app/common/sampling.hpp"

#include "agents/schedule.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/terminal.hpp"
#include "engine/batch/trials.hpp"

namespace chokepoint::app {

void for_each_replicate(const std::string& what, std::size_t first, std::size_t last, const RunOptions& options,
                        const std::function<void(std::size_t)>& run) {
  ProgressBar bar(what);
  const bool finished = run_trials(
      last - first, options.threads, [&](std::size_t k) { run(first + k); },
      [&](std::size_t done) {
        if (!options.quiet) bar.show(first + done, last);
      },
      interrupted);
  if (!finished) throw Interrupted{};
}

std::vector<std::vector<double>> sample_figures(const Scenario& scenario, std::span<const Figure> figures,
                                                const ParameterSets& sets, const RunOptions& options) {
  const Evaluator evaluate(scenario, agents::monthly_schedule(), figures);
  std::vector<std::vector<double>> out(figures.size(), std::vector<double>(options.runs));
  for_each_replicate(scenario.name(), 0, options.runs, options, [&](std::size_t replicate) {
    const Parameters parameters = sets.parameters(scenario, replicate);
    const std::vector<double> values = evaluate(parameters, options.seed, replicate);
    for (std::size_t f = 0; f < values.size(); ++f) out[f][replicate] = values[f];
  });
  return out;
}

}  // namespace chokepoint::app
