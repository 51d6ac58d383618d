// Systematic sampling over the hosts of all nations but one.
#include "engine/world/host_sample.hpp"

#include <algorithm>
#include <cmath>

namespace chokepoint {

void HostSample::Falling::finish() {
  std::ranges::sort(capacity, std::greater{});
  sum.assign(1, 0.0);
  for (const double c : capacity) sum.push_back(sum.back() + c);
}

double HostSample::Falling::expected(double threshold) const {
  const auto sure =
      static_cast<std::size_t>(std::ranges::upper_bound(capacity, threshold, std::greater_equal{}) - capacity.begin());
  return static_cast<double>(sure) + (sum.back() - sum[sure]) / threshold;
}

HostSample::HostSample(const World& world, std::size_t nations, const std::vector<double>& scale)
    : first_(nations), last_(nations), at_home_(nations) {
  const Firms& f = world.firms;
  for (const FirmId i : f.nation.ids()) {
    double offered = 0;
    for (const CloudOfferId o : world.cloud_offers.of[i]) offered += world.cloud_offers.share[o];
    if (offered > 0) hosts_.push_back({i, scale[i.index()] * offered, offered});
  }
  std::ranges::stable_sort(hosts_, {}, [&](const Host& h) { return f.nation[h.firm]; });
  below_.assign(1, 0.0);
  for (const Host& h : hosts_) {
    below_.push_back(below_.back() + h.capacity);
    all_.capacity.push_back(h.capacity);
    at_home_[f.nation[h.firm]].capacity.push_back(h.capacity);
  }
  all_.finish();
  for (Falling& home : at_home_.cells()) home.finish();
  for (const NationId n : first_.ids()) {
    const auto range = std::ranges::equal_range(hosts_, n, {}, [&](const Host& h) { return f.nation[h.firm]; });
    first_[n] = static_cast<std::size_t>(range.begin() - hosts_.begin());
    last_[n] = static_cast<std::size_t>(range.end() - hosts_.begin());
  }
}

double HostSample::threshold(NationId renter, std::size_t wanted) {
  const auto [at, is_new] = thresholds_.try_emplace({renter, wanted}, 0.0);
  if (!is_new) return at->second;
  const auto expected = [&](double t) { return all_.expected(t) - at_home_[renter].expected(t); };
  double high = all_.sum.back() / static_cast<double>(wanted), low = 0;  // at `high` no more than wanted are expected
  for (int step = 0; step < 100; ++step) {
    const double middle = (low + high) / 2;
    (expected(middle) > static_cast<double>(wanted) ? low : high) = middle;
  }
  return at->second = high;
}

void HostSample::draw(NationId renter, std::size_t wanted, double uniform, std::vector<Drawn>& out) {
  out.clear();
  const std::size_t first = first_[renter], last = last_[renter];
  if (wanted >= count(renter)) {
    for (std::size_t h = 0; h < hosts_.size(); ++h)
      if (h < first || h >= last) out.push_back({&hosts_[h], 1.0});
    return;
  }
  if (wanted == 0) return;
  const double step = threshold(renter, wanted), skipped = below_[last] - below_[first],
               total = below_.back() - skipped;
  for (double at = uniform * step; at < total;) {
    const double place = at < below_[first] ? at : at + skipped;
    const auto h = static_cast<std::size_t>(std::ranges::upper_bound(below_, place) - below_.begin()) - 1;
    if (h >= hosts_.size()) break;
    out.push_back({&hosts_[h], std::min(1.0, hosts_[h].capacity / step)});
    const double end = below_[h + 1] - (h >= last ? skipped : 0.0);
    at += step * std::max(1.0, std::floor((end - at) / step) + 1);
  }
}

}  // namespace chokepoint
