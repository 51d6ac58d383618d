// Leaderboards as observations of the models there are: which recent ones a board lists, and who makes its top.
#pragma once

#include <tuple>
#include <vector>

#include "engine/base/random.hpp"
#include "engine/world/world.hpp"

namespace chokepoint {

/// A leaderboard's rules. Defaults: 20 places, models of the last 11 months, no bias, all models listed.
struct LeaderboardRules {
  int window_months = 11;
  std::size_t places = 20;
  int per_lab = 4;              ///< models of one laboratory at most, its best ones
  double home_bias = 0;         ///< ECI added to models of `home`
  double foreign_coverage = 1;  ///< share of models from elsewhere that the board lists
  double closed_coverage = 1;   ///< of these, share of models with closed weights that it gets access to
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
  /// Ranks the models of the window that the board lists; ties by order of release. Whether it lists a model is drawn
  /// once for each, by its laboratory, month and variant.
  void rank(const World& world, const LeaderboardRules& rules, const RandomStream& random);
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

  std::vector<Entry> entries_;
  std::vector<int> taken_;
  std::size_t listed_ = 0;
};

}  // namespace chokepoint
