// Many runs, a few figures of each.
#include "app/sampling.hpp"

#include "agents/schedule.hpp"
#include "app/ensemble.hpp"
#include "app/terminal.hpp"
#include "engine/study/trials.hpp"

namespace chokepoint::app {

std::vector<std::vector<double>> sample_figures(const Scenario& scenario, std::span<const output::Figure> figures, const ParameterSets& sets, const RunOptions& options) {
  const output::Evaluator evaluate(scenario, agents::monthly_schedule(), figures);
  std::vector<std::vector<double>> out(figures.size(), std::vector<double>(options.runs));
  ProgressBar bar(scenario.name());
  const bool finished = run_trials(
      options.runs, options.threads,
      [&](std::size_t replicate) {
        const Parameters parameters = sets.parameters(scenario, replicate);
        const std::vector<double> values = evaluate(parameters, options.seed, replicate);
        for (std::size_t f = 0; f < values.size(); ++f) out[f][replicate] = values[f];
      },
      [&](std::size_t done) {
        if (!options.quiet) bar.show(done, options.runs);
      },
      interrupted);
  if (!finished) throw Interrupted{};
  return out;
}

}  // namespace chokepoint::app
