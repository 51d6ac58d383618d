// Ranking recent models.
#include "engine/markets/leaderboard.hpp"

#include <algorithm>

namespace chokepoint {

namespace {

bool lists(const World& world, const LeaderboardRules& rules, const RandomStream& random, const Model& model) {
  if (world.firms.nation[model.lab] == rules.home) return true;
  const double coverage = rules.foreign_coverage * (model.open ? 1.0 : rules.closed_coverage);
  if (coverage >= 1) return true;
  return random.uniform(Purpose::leaderboard_entry, world.data->firms.hash[model.lab.index()], model.released,
                        static_cast<std::uint64_t>(model.variant)) < coverage;
}

}  // namespace

void Leaderboard::rank(const World& world, const LeaderboardRules& rules, const RandomStream& random) {
  const auto recent = world.models.recent(world.month, rules.window_months);
  entries_.clear();
  entries_.reserve(recent.size());
  for (const Model& model : recent) {
    if (!lists(world, rules, random, model)) continue;
    const double bias = world.firms.nation[model.lab] == rules.home ? rules.home_bias : 0.0;
    entries_.push_back({model.eci + bias, entries_.size(), &model});
  }
  std::ranges::sort(entries_, better);
  taken_.assign(world.data->firms.count(), 0);
  std::erase_if(entries_, [&](const Entry& e) { return taken_[e.model->lab.index()]++ >= rules.per_lab; });
  listed_ = std::min(rules.places, entries_.size());
}

Leaderboard::Count Leaderboard::count(const World& world, NationId nation) const {
  Count count;
  for (std::size_t i = 0; i < listed_; ++i) {
    if (world.firms.nation[entries_[i].model->lab] != nation) continue;
    ++count.models;
    count.open += entries_[i].model->open ? 1 : 0;
  }
  return count;
}

}  // namespace chokepoint
