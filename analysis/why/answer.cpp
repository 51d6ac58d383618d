// Pairs of runs, and the one that is explained.
#include "analysis/why/answer.hpp"

#include "analysis/runs/paired_runs.hpp"

namespace chokepoint {
namespace {

/// All series of all pairs; the scenarios must outlive the results.
Results measured(const WhyAsked& asked, const ParameterSets& sets, const RunSettings& settings) {
  Results out;
  out.layout = std::make_shared<const Layout>(*asked.a.initial->world.data);
  PairedRuns runs({&asked.a, &asked.b}, sets, *out.layout, settings);
  runs.grow(settings.runs, "comparing");
  out.main = runs.ensembles()[0], out.other = runs.ensembles()[1];
  return out;
}

}  // namespace

void answer(const WhyAsked& asked, const ParameterSets& sets, const RunSettings& settings, Why& why) {
  const Question& question = why.question;
  const Figure figure{std::string(question.metric->name), question.agent, question.month};
  why.seed = settings.seed;
  why.parameters = {sets.source(), sets.rows(), sets.hash()};
  why.samples = {sample_figures(asked.a, {&figure, 1}, sets, settings)[0],
                 sample_figures(asked.b, {&figure, 1}, sets, settings)[0]};
  why.chosen = asked.replicate.has_value();
  why.replicate = asked.replicate.value_or(why.samples.typical());
  const RunPair pair{asked.a,
                     asked.b,
                     settings.phases,
                     settings.seed,
                     why.replicate,
                     sets.parameters(asked.a, why.replicate),
                     sets.parameters(asked.b, why.replicate)};
  explain(pair, why);
  if (!why.divergence.state || !why.chain.empty()) return;
  const Results all = measured(asked, sets, settings);
  why.movements = movements(all, all.layout->find(figure.metric, figure.agent), figure.month);
}

}  // namespace chokepoint
