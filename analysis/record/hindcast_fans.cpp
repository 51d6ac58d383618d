// Hindcasts as fans.
#include "analysis/record/hindcast_fans.hpp"

#include <algorithm>

#include "analysis/methods/statistics.hpp"

namespace chokepoint {
namespace {

Foretold foretold_of(const std::vector<Target>& targets, const Target& target, Month origin,
                     std::vector<double> members) {
  Foretold out;
  out.target = &target;
  for (double& m : members) m = in_deviations(target, m * target.scale);
  for (std::size_t k = 0; k < fan_shares.size(); ++k)
    out.model[k] = from_deviations(target, quantile_of({members, own_error}, fan_shares[k]));
  const SimpleLaws laws = simple_laws(targets, target, origin);
  const double mix = (laws.last.mean + laws.drift.mean + laws.damped.mean) / 3;
  const std::array means = {laws.last.mean, laws.drift.mean, laws.damped.mean, mix};
  std::ranges::transform(means, out.simple.begin(), [&](double mean) { return from_deviations(target, mean); });
  return out;
}

}  // namespace

std::vector<HindcastFan> fans_from(const OriginRuns& runs, const std::vector<Target>& targets, const Assimilation& how,
                                   std::uint64_t seed) {
  const auto members = assimilated(runs.posterior.known, runs.posterior.later, how, seed);
  std::vector<HindcastFan> out;
  for (std::size_t k = 0; k < runs.asked.size(); ++k) {
    const Target& target = *runs.asked[k].first;
    std::vector<const Target*> record = known_before(targets, target, record_end);
    auto fan = std::ranges::find(out, record, &HindcastFan::record);
    if (fan == out.end()) fan = out.insert(out.end(), {runs.origin, std::move(record), {}});
    // One figure may be the nearest to two horizons.
    if (std::ranges::find(fan->foretold, &target, &Foretold::target) == fan->foretold.end())
      fan->foretold.push_back(foretold_of(targets, target, runs.origin, members[k]));
  }
  for (HindcastFan& fan : out) std::ranges::sort(fan.foretold, {}, [](const Foretold& f) { return f.target->month; });
  return out;
}

std::size_t best_simple(const std::vector<Hindcast>& hindcasts, std::string_view family) {
  std::array<double, simple_forecasters.size()> sums{};
  for (const Hindcast& h : hindcasts)
    if (family_of(*h.target) == family)
      for (std::size_t f = 0; f < sums.size(); ++f) sums[f] += h.loss(simple_forecasters[f]);
  return static_cast<std::size_t>(std::ranges::min_element(sums) - sums.begin());
}

}  // namespace chokepoint
