// Which instrument a government takes: a softmax over what each promises.
#pragma once

#include "engine/markets/leverage.hpp"
#include "engine/world/month_view.hpp"

namespace chokepoint::agents::nation {

/// What an instrument promises its issuer.
struct Prospect {
  double harm = 0;         ///< to the rival
  double cost = 0;         ///< own sales or supply lost
  double answer_cost = 0;  ///< of the rival's answer, if it comes
  double gain = 0;         ///< demand that turns to makers at home
};

/// U = h harm - (1 - h)(cost + belief × answer_cost) + goal × gain.
[[nodiscard]] double utility_of(double hawkishness, double belief, double goal, const Prospect& prospect);

/// What a measure of this rung promises, given how issuer (first) and rival (second) depend on each other.
[[nodiscard]] Prospect prospect_of(const Parameters& p, const Leverage& leverage, double rung, const Ties& ties);

/// Estimated probability that the pair's second answers a measure of its first; before any experience,
/// `policy.belief_start`.
[[nodiscard]] double belief_of(const Governments& governments, const Parameters& p, PairId pair);

/// Whether a government may decide on the instrument now, for next month.
[[nodiscard]] bool available(const World& world, const Parameters& p, const Measure& measure);

/// Decides on one of the available instruments of a kind against the pair's second, by random variation; false if there
/// is none. Writes only the issuer's instruments.
bool choose_instrument(const MonthView& view, PairId pair, PolicyKind kind, double goal);

}  // namespace chokepoint::agents::nation
