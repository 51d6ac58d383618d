// Branching off what has been run.
#include "analysis/runs/history_cache.hpp"

#include <algorithm>

#include "engine/world/synthesis.hpp"

namespace chokepoint {

const SingleRun& HistoryCache::before(Month month, const Trunk& trunk, const RunSetting& setting, const Begin& begin) {
  if (partings_.size() < 16) partings_.insert(month);
  auto nearest = kept_.end();
  for (auto k = kept_.begin(); k != kept_.end(); ++k)
    if (k->trunk == trunk.number && k->setting == setting && k->next <= month &&
        (nearest == kept_.end() || nearest->next < k->next))
      nearest = k;
  if (nearest != kept_.end()) kept_.splice(kept_.begin(), kept_, nearest);
  if (nearest == kept_.end() || nearest->next < month) {
    auto run = nearest == kept_.end() ? begin() : std::make_unique<SingleRun>(*nearest->run, *trunk.scenario);
    advance(*run, month - 1);
    keep(trunk, setting, std::move(run));
  }
  return *kept_.front().run;
}

std::unique_ptr<SingleRun> HistoryCache::run(const Trunk& trunk, const RunSetting& setting, Month last, bool keeps,
                                             const Begin& begin) {
  auto run = begin();
  for (const Month month : partings_) {
    if (!keeps || month > last) break;
    if (month <= run->simulation().next()) continue;
    advance(*run, month - 1);
    keep(trunk, setting, std::make_unique<SingleRun>(*run, *trunk.scenario));
  }
  advance(*run, last);
  return run;
}

void HistoryCache::advance(SingleRun& run, Month last) {
  const Month from = run.simulation().next();
  run.run_to(last);
  months_run_ += static_cast<std::size_t>(run.simulation().next().index - from.index);
}

void HistoryCache::keep(const Trunk& trunk, const RunSetting& setting, std::unique_ptr<SingleRun> run) {
  constexpr std::size_t shipped_world = 1 << 20;  // its state and about a hundred series
  const std::size_t bytes =
      shipped_world + Synthesis::world_bytes(run->simulation().world().data->firms.count()) * 2 / 3;
  const Month next = run->simulation().next();
  kept_.push_front({trunk.number, setting, next, std::move(run)});
  while (kept_.size() > std::max<std::size_t>(1, most_bytes_ / bytes)) kept_.pop_back();
}

}  // namespace chokepoint
