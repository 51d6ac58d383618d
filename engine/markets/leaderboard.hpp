// Leaderboards: which recent models make the top of a list, with limited coverage per lab and a home bias.
#pragma once

#include <tuple>
#include <vector>

#include "engine/world/world.hpp"

namespace chokepoint {

/// A leaderboard's rules. Defaults: 20 places, models of the last 11 months, no bias.
struct LeaderboardRules {
  int window_months = 11;
  std::size_t places = 20;
  double home_bias = 0;  ///< ECI added to models of `home`
  NationId home;
};

/// Ranks recent models. Keeps its scratch space between calls, so that a month allocates nothing once it has grown.
class Leaderboard {
 public:
  struct Count {
    int models = 0, open = 0;
  };

  /// Room for this many models without allocating.
  void reserve(std::size_t models) { entries_.reserve(models); }
  /// Ranks the models of the window, at most `leaderboard_slots` per lab (its best ones); ties by order of release.
  void rank(const World& world, const LeaderboardRules& rules);
  /// Ranks the models of another leaderboard, which has no bias, with the bias and places of `rules`.
  void rank_again(const Leaderboard& fair, const World& world, const LeaderboardRules& rules);
  [[nodiscard]] std::size_t listed() const { return listed_; }
  /// Listed models of a nation's labs, by the last ranking.
  [[nodiscard]] Count count(const World& world, NationId nation) const;

 private:
  struct Entry {
    double score;
    std::size_t order;
    const Model* model;
  };
  static bool better(const Entry& a, const Entry& b) { return std::tie(b.score, a.order) < std::tie(a.score, b.order); }
  void favour_home(const World& world, const LeaderboardRules& rules);

  std::vector<Entry> entries_;
  std::vector<int> taken_;
  std::size_t listed_ = 0;
};

}  // namespace chokepoint
