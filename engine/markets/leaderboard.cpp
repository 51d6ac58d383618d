// Ranking recent models.
#include "engine/markets/leaderboard.hpp"

#include <algorithm>

namespace chokepoint {

void Leaderboard::rank(const World& world, const LeaderboardRules& rules) {
  const auto recent = world.models.recent(world.month, rules.window_months);
  entries_.clear();
  entries_.reserve(recent.size());
  for (const Model& model : recent) entries_.push_back({model.eci, entries_.size(), &model});
  std::ranges::sort(entries_, better);
  taken_.assign(world.data->firms.count(), 0);
  std::erase_if(entries_, [&](const Entry& e) {
    return taken_[e.model->lab.index()]++ >= world.firms.leaderboard_slots[e.model->lab];
  });
  listed_ = std::min(rules.places, entries_.size());
  favour_home(world, rules);
}

void Leaderboard::rank_again(const Leaderboard& fair, const World& world, const LeaderboardRules& rules) {
  entries_.reserve(fair.entries_.capacity());
  entries_.assign(fair.entries_.begin(), fair.entries_.end());
  listed_ = std::min(rules.places, entries_.size());
  favour_home(world, rules);
}

void Leaderboard::favour_home(const World& world, const LeaderboardRules& rules) {
  if (!rules.home.exists() || rules.home_bias == 0) return;
  for (Entry& e : entries_)
    if (world.firms.nation[e.model->lab] == rules.home) e.score += rules.home_bias;
  std::ranges::partial_sort(entries_, entries_.begin() + static_cast<std::ptrdiff_t>(listed_), better);
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
