// Peeling boxes and growing trees.
#include "analysis/methods/discovery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>

#include "analysis/methods/enough.hpp"
#include "engine/base/distribution.hpp"

namespace chokepoint {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double peeled = 0.05;  ///< share of the box's points that a peel takes
constexpr double chance = 0.05;  ///< restrictions of greater p are taken back

using PointNumbers = std::vector<std::size_t>;  ///< numbers of points

bool inside(const Restriction& r, double x) {
  return r.choices.empty() ? r.low <= x && x <= r.high : std::ranges::find(r.choices, x) != r.choices.end();
}

double sum_of(const DiscoveryData& data, const PointNumbers& rows) {
  double out = 0;
  for (const std::size_t row : rows) out += data.happens[row];
  return out;
}

/// A restriction of a box and the points that it leaves.
struct Cut {
  Restriction restriction;
  PointNumbers left;
};

std::vector<double> values_of(const DiscoveryData& data, const PointNumbers& rows, std::size_t factor) {
  std::vector<double> out;
  for (const std::size_t row : rows) out.push_back(data.points[row][factor]);
  std::ranges::sort(out);
  return out;
}

Cut cut_to(const DiscoveryData& data, const PointNumbers& rows, Restriction r) {
  Cut out{std::move(r), {}};
  for (const std::size_t row : rows)
    if (inside(out.restriction, data.points[row][out.restriction.factor])) out.left.push_back(row);
  return out;
}

/// All that may be peeled off a box: a little from either side of each factor, or one choice.
std::vector<Cut> peels(const DiscoveryData& data, const PointNumbers& rows,
                       const std::map<std::size_t, Restriction>& box) {
  std::vector<Cut> out;
  for (std::size_t f = 0; f < data.categorical.size(); ++f) {
    std::vector<double> values = values_of(data, rows, f);
    const auto at = box.find(f);
    Restriction now = at == box.end() ? Restriction{f, -infinity, infinity, {}, 0} : at->second;
    if (values.front() == values.back()) continue;
    if (data.categorical[f]) {
      values.erase(std::unique(values.begin(), values.end()), values.end());
      for (const double gone : values) {
        Restriction r = now;
        r.choices = values;
        std::erase(r.choices, gone);
        out.push_back(cut_to(data, rows, std::move(r)));
      }
      continue;
    }
    const auto few = static_cast<std::size_t>(std::ceil(peeled * static_cast<double>(values.size())));
    Restriction from_below = now, from_above = now;
    // Past the few, and on to the next value where many are alike.
    from_below.low = *std::upper_bound(values.begin(), values.end() - 1, values[few - 1]);
    const double kept = values[values.size() - few];
    const auto below = std::lower_bound(values.begin(), values.end(), kept);
    from_above.high = below == values.begin() ? values.front() : *(below - 1);
    for (Restriction* r : {&from_below, &from_above}) out.push_back(cut_to(data, rows, *r));
  }
  return out;
}

/// Chance of `hits` or more of `count` where each happens with chance p; by the normal distribution where that is near
/// enough.
double binomial_tail(double hits, double count, double p) {
  if (p <= 0) return hits > 0 ? 0 : 1;
  if (p >= 1) return 1;
  const double deviation = std::sqrt(count * p * (1 - p));
  return normal_probability((count * p + 0.5 - hits) / deviation);
}

PointNumbers rows_in(const DiscoveryData& data, const std::map<std::size_t, Restriction>& box,
                     std::optional<std::size_t> without = {}) {
  PointNumbers out;
  for (std::size_t row = 0; row < data.points.size(); ++row)
    if (std::ranges::all_of(box, [&](const auto& side) {
          return side.first == without || inside(side.second, data.points[row][side.first]);
        }))
      out.push_back(row);
  return out;
}

/// Takes back, one after the other, the restriction that most looks like chance.
void take_back_chance(const DiscoveryData& data, std::map<std::size_t, Restriction>& box) {
  for (;;) {
    std::optional<std::size_t> worst;
    const PointNumbers all = rows_in(data, box);
    for (auto& [factor, restriction] : box) {
      const PointNumbers wider = rows_in(data, box, factor);
      restriction.p = binomial_tail(sum_of(data, all), static_cast<double>(all.size()),
                                    sum_of(data, wider) / static_cast<double>(wider.size()));
      if (restriction.p > chance && (!worst || restriction.p > box.at(*worst).p)) worst = factor;
    }
    if (!worst) return;
    box.erase(*worst);
  }
}

/// Mean of what happens and the sum of squares round it.
double squared_error(const DiscoveryData& data, const PointNumbers& rows) {
  double sum = 0, squares = 0;
  for (const std::size_t row : rows) sum += data.happens[row], squares += data.happens[row] * data.happens[row];
  return rows.empty() ? 0 : squares - sum * sum / static_cast<double>(rows.size());
}

struct Split {
  double error = infinity;
  Restriction left, right;
};

/// The split of one factor that leaves the least squared error. Ordered values are cut between neighbours; choices are
/// put in order by what happens under them, which for squared error finds the best of all divisions (Breiman et al.
/// 1984).
Split best_split(const DiscoveryData& data, const PointNumbers& rows, std::size_t factor, std::size_t least) {
  std::map<double, std::pair<double, double>> sums;  // by value: how much happens, of how many
  double total = 0, squares = 0;
  for (const std::size_t row : rows) {
    auto& [hits, count] = sums[data.points[row][factor]];
    hits += data.happens[row], count += 1, total += data.happens[row], squares += data.happens[row] * data.happens[row];
  }
  std::vector<double> order;
  for (const auto& [value, sum] : sums) order.push_back(value);
  if (data.categorical[factor])
    std::ranges::stable_sort(order, {}, [&](double v) { return sums[v].first / sums[v].second; });
  Split best;
  double hits = 0, count = 0;
  for (std::size_t k = 0; k + 1 < order.size(); ++k) {
    hits += sums[order[k]].first, count += sums[order[k]].second;
    const double rest = static_cast<double>(rows.size()) - count;
    if (count < static_cast<double>(least) || rest < static_cast<double>(least)) continue;
    const double error = squares - hits * hits / count - (total - hits) * (total - hits) / rest;
    if (error >= best.error) continue;
    best.error = error;
    const double middle = (order[k] + order[k + 1]) / 2;
    best.left = {factor, -infinity, middle, {}, 0}, best.right = {factor, middle, infinity, {}, 0};
    if (!data.categorical[factor]) continue;
    best.left.choices.assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(k) + 1);
    best.right.choices.assign(order.begin() + static_cast<std::ptrdiff_t>(k) + 1, order.end());
  }
  return best;
}

void narrow(std::vector<Restriction>& all, const Restriction& by) {
  const auto at = std::ranges::find(all, by.factor, &Restriction::factor);
  if (at == all.end()) return all.push_back(by);
  at->low = std::max(at->low, by.low), at->high = std::min(at->high, by.high);
  if (!by.choices.empty()) at->choices = by.choices;
}

void grow(const DiscoveryData& data, const PointNumbers& rows, const std::vector<Restriction>& so_far, int depth,
          std::size_t least, std::vector<DiscoveredLeaf>& leaves) {
  Split best;
  const double error = squared_error(data, rows);
  if (depth > 0 && error > 1e-9)
    for (std::size_t f = 0; f < data.categorical.size(); ++f)
      if (Split split = best_split(data, rows, f, least); split.error < best.error) best = std::move(split);
  if (!(best.error < error * 0.99)) {
    leaves.push_back({so_far, sum_of(data, rows) / static_cast<double>(rows.size()),
                      static_cast<double>(rows.size()) / static_cast<double>(data.points.size())});
    return;
  }
  for (const Restriction* side : {&best.left, &best.right}) {
    std::vector<Restriction> next = so_far;
    narrow(next, *side);
    grow(data, cut_to(data, rows, *side).left, next, depth - 1, least, leaves);
  }
}

}  // namespace

std::string too_few_to_discover(const DiscoveryData& data) {
  if (std::string few = too_few(data.points.size(), fewest::points_for_boxes, "points"); !few.empty()) return few;
  double happens = 0;
  for (const double share : data.happens) happens += share;
  const double rest = static_cast<double>(data.happens.size()) - happens;
  if (std::min(happens, rest) >= fewest::hits_for_boxes) return "";
  return fmt::format("{:.3g} points in which it {} are too few: {:g} are needed", std::min(happens, rest),
                     happens < rest ? "happens" : "does not happen", fewest::hits_for_boxes);
}

bool DiscoveredBox::holds(std::span<const double> point) const {
  return std::ranges::all_of(restrictions, [&](const Restriction& r) { return inside(r, point[r.factor]); });
}

DiscoveredBox discover_box(const DiscoveryData& data, double least_mass) {
  DiscoveredBox out;
  PointNumbers rows(data.points.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const double all = sum_of(data, rows), count = static_cast<double>(rows.size());
  if (rows.empty() || all <= 0) return out;
  const auto merit = [&](double hits, double points) {
    return 2 * hits / (all + points);
  };  // harmonic mean of coverage and density
  std::map<std::size_t, Restriction> box, best;
  double best_merit = merit(all, count);
  out.path = {{1, all / count, 1, 0}};
  for (;;) {
    std::optional<Cut> taken;
    double taken_gain = -infinity;
    const double before = sum_of(data, rows) / static_cast<double>(rows.size());
    for (Cut& cut : peels(data, rows, box)) {
      if (static_cast<double>(cut.left.size()) < least_mass * count || cut.left.size() == rows.size()) continue;
      // For each point given up, so that a choice that takes half of the box must be worth it.
      const double gain = (sum_of(data, cut.left) / static_cast<double>(cut.left.size()) - before) /
                          static_cast<double>(rows.size() - cut.left.size());
      if (gain > taken_gain) taken_gain = gain, taken = std::move(cut);
    }
    if (!taken) break;
    rows = std::move(taken->left);
    box[taken->restriction.factor] = taken->restriction;
    const double hits = sum_of(data, rows), left = static_cast<double>(rows.size()), now = merit(hits, left);
    out.path.push_back({hits / all, hits / left, left / count, box.size()});
    if (now > best_merit) best_merit = now, best = box;
  }
  take_back_chance(data, best);
  const PointNumbers found = rows_in(data, best);
  const double hits = sum_of(data, found);
  for (const auto& [factor, restriction] : best) out.restrictions.push_back(restriction);
  out.coverage = hits / all, out.density = hits / static_cast<double>(found.size()),
  out.mass = static_cast<double>(found.size()) / count;
  return out;
}

std::vector<DiscoveredLeaf> discover_tree(const DiscoveryData& data, int depth, double least_mass) {
  std::vector<DiscoveredLeaf> out;
  PointNumbers rows(data.points.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  if (rows.empty()) return out;
  const auto least = static_cast<std::size_t>(std::max(1.0, std::ceil(least_mass * static_cast<double>(rows.size()))));
  grow(data, rows, {}, depth, least, out);
  std::ranges::stable_sort(out, std::greater{}, &DiscoveredLeaf::share);
  return out;
}

}  // namespace chokepoint
