// Running scenarios together, replicate by replicate.
#include "analysis/runs/paired_runs.hpp"

#include <algorithm>

namespace chokepoint {

PairedRuns::PairedRuns(std::vector<const Scenario*> scenarios, const ParameterSets& sets, const Layout& layout,
                       RunSettings settings)
    : months_(std::move(scenarios)), sets_(sets), layout_(layout), settings_(std::move(settings)) {
  for (const Scenario* s : months_.scenarios()) {
    ensembles_.push_back(std::make_shared<Ensemble>());
    ensembles_.back()->scenario = s;
  }
}

void PairedRuns::require_room(std::size_t runs, std::size_t beside) const {
  if (!settings_.available_memory || !settings_.require_memory) return;
  const std::size_t series = layout_.measured().size(), count = ensembles_.size() + beside;
  std::size_t months = 0;
  for (const Scenario* s : months_.scenarios()) months = std::max(months, static_cast<std::size_t>(s->end.index) + 1);
  const std::size_t firms = months_.scenarios()[0]->initial->world.data->firms.count();
  const std::size_t under_way = series * months * sizeof(double) + Synthesis::world_bytes(firms) * 2 / 3;
  MemoryNeed need{runs, count * series * (months * sizeof(float) + sizeof(std::uint32_t)), count,
                  under_way * std::min(static_cast<std::size_t>(std::max(1, settings_.threads)), runs)};
  if (need.total() < settings_.available_memory() / 2) return;
  std::size_t measured = 0;
  for (const Measured& m : measure(0, {})) measured += m.record.bytes();
  need.a_run = measured * count / ensembles_.size();
  need.runs -= std::min(need.runs, ensembles_[0]->records.size());  // those are in memory already
  settings_.require_memory(need);
}

std::vector<Measured> PairedRuns::measure(std::size_t replicate, const ObserverOf& observer) const {
  return months_.measure(
      {settings_.phases, layout_, settings_.seed, replicate, &observer, settings_.network && replicate == 0},
      [&](const Scenario& s) { return sets_.parameters(s, replicate); });
}

void PairedRuns::grow(std::size_t runs, const std::string& what, std::size_t beside) {
  require_room(runs, beside);
  const std::size_t before = ensembles_[0]->records.size();
  std::vector<std::vector<Measured>> measured(runs);
  for_each_replicate(settings_, what, before, runs,
                     [&](std::size_t r) { measured[r] = measure(r, r < observed_ ? observer_ : ObserverOf{}); });
  for (std::size_t r = before; r < runs; ++r)
    for (std::size_t s = 0; s < ensembles_.size(); ++s) {
      if (measured[r][s].observer) seen_[r].push_back(std::move(measured[r][s].observer));
      ensembles_[s]->add(std::move(measured[r][s]));
    }
}

std::vector<std::unique_ptr<RunObserver>> PairedRuns::seen(std::size_t replicate) {
  return replicate < observed_ || !observer_ ? std::move(seen_[replicate]) : look_again(replicate);
}

std::vector<std::unique_ptr<RunObserver>> PairedRuns::look_again(std::size_t replicate) const {
  std::vector<std::unique_ptr<RunObserver>> out;
  for (Measured& m : measure(replicate, observer_)) out.push_back(std::move(m.observer));
  return out;
}

}  // namespace chokepoint
