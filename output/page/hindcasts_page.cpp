// Fans of hindcasts, by family.
#include "output/page/hindcasts_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "analysis/compare/shown_series.hpp"
#include "engine/base/json_text.hpp"
#include "output/page/page_charts.hpp"
#include "output/page/page_world.hpp"
#include "output/text/answer_words.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

std::string_view simple_name(std::size_t at) {
  return forecaster_names[static_cast<std::size_t>(simple_forecasters[at])];
}

/// How a target's series is shown: in a unit without a prefix, which whoever writes a number chooses, and shares in per
/// cent.
Headline shown_of(const Target& t) {
  struct Plain {
    std::string_view unit, plain;
    double scale;
  };
  static constexpr Plain plain_units[] = {
      {"M$/quarter", "$ a quarter", 1e6}, {"bn$", "$ a year", 1e9}, {"share", "%", 100}};
  Headline out = shown_as(t.metric, t.agent);
  for (const auto& [unit, plain, scale] : plain_units)
    if (out.unit == unit) out.unit = plain, out.scale *= scale, out.decimals = 0;
  return out;
}

/// From a target's unit into the one in which its series is shown.
double shown_scale(const Target& t) { return shown_of(t).scale / t.scale; }

ordered_json record_json(const HindcastFan& fan) {
  ordered_json out = ordered_json::array();
  for (const Target* t : fan.record) out.push_back(record_point_json(*t, shown_scale(*t)));
  return out;
}

ordered_json fan_json(const HindcastFan& fan, std::size_t simple) {
  static constexpr std::array<const char*, fan_shares.size()> names = {"p05", "p25", "p50", "p75", "p95"};
  const Target& series = *fan.foretold.front().target;
  const Headline of = shown_of(series);
  ordered_json out = {{"title", capital(fan.record.back()->id)},
                      {"unit", of.unit},
                      {"decimals", std::max(0, of.decimals)},
                      {"origin", fan.origin.text()},
                      {"record", record_json(fan)}};
  for (const Foretold& f : fan.foretold) {
    const double scale = shown_scale(*f.target);
    out["months"].push_back(f.target->month.text());
    for (std::size_t q = 0; q < names.size(); ++q) out[names[q]].push_back(rounded(f.model[q] * scale));
    out["simple"].push_back(rounded(f.simple[simple] * scale));
  }
  return out;
}

/// By series and origin.
std::vector<const HindcastFan*> in_order(const std::vector<HindcastFan>& fans) {
  std::vector<const HindcastFan*> out;
  for (const HindcastFan& fan : fans) out.push_back(&fan);
  std::ranges::sort(out, {}, [](const HindcastFan* fan) { return std::tie(fan->record.back()->id, fan->origin); });
  return out;
}

ordered_json families_json(const Validation& v, const std::vector<HindcastFan>& fans) {
  ordered_json out = ordered_json::array();
  for (const FamilyScore& score : v.families) {
    if (score.family == whole_record || (!out.empty() && out.back()["name"] == score.family)) continue;
    const std::size_t simple = best_simple(v.hindcasts, score.family);
    ordered_json of_family = {{"name", score.family}, {"simple", simple_name(simple)}, {"fans", ordered_json::array()}};
    for (const HindcastFan* fan : in_order(fans))
      if (family_of(*fan->record.front()) == score.family) of_family["fans"].push_back(fan_json(*fan, simple));
    out.push_back(std::move(of_family));
  }
  return out;
}

/// Mean losses by family and horizon: the model and the best simple method.
ordered_json scores_json(const Validation& v) {
  ordered_json out = {
      {"id", "scores"},
      {"title", "How far off, by kind of figure and months ahead"},
      {"words",
       "Mean continuous ranked probability score (CRPS) in standard deviations of the figures; 0 is best. The model is "
       "conditioned on what was known at the origin; the simple method is the best of the family: the last figure "
       "(last), its mean step (drift), a step that fades (damped), or a third of each (mix)."},
      {"header", {"figures of", "months ahead", "figures", "model", "simple method", "which", "in the 90 % band"}},
      {"rows", ordered_json::array()}};
  for (const FamilyScore& f : v.families) {
    if (f.family == whole_record) continue;
    const std::size_t simple = best_simple(v.hindcasts, f.family);
    const auto two = [](double loss) { return fmt::format("{:.2f}", loss); };
    out["rows"].push_back({f.family, f.months, f.all, two(f.loss(Forecaster::assimilated)),
                           two(f.loss(simple_forecasters[simple])), simple_name(simple),
                           fmt::format("{} of {}", f.covered, f.all)});
  }
  return out;
}

std::string headline(const Validation& v) {
  std::size_t inside = 0, better = 0;
  for (const Hindcast& h : v.hindcasts) {
    const std::size_t simple = best_simple(v.hindcasts, family_of(*h.target));
    better += h.loss(Forecaster::assimilated) < h.loss(simple_forecasters[simple]);
    inside += h.covered_assimilated();
  }
  return fmt::format(
      "Of {} figures foretold from {} origins {} lay in the model's 90 % band, and of {} it was less far off than the "
      "best simple method for figures of their kind.",
      v.hindcasts.size(), hindcast_origins.size(), inside, better);
}

}  // namespace

std::string hindcasts_page_json(const Validation& validation, const std::vector<HindcastFan>& fans,
                                const PageMade& made) {
  ordered_json out = bare_page("Would the model have foretold the record?", headline(validation),
                               {"Each forecast knows the record up to its origin, and the measures that were taken "
                                "later: kinder than a forecast "
                                "would have been.",
                                "Bands hold what the parameters, random variation, the equations' error and the error "
                                "of the figure leave open."});
  out["hindcasts"] = families_json(validation, fans);
  out["findings"] = {scores_json(validation)};
  out["provenance"] = made_json(made);
  return json_text(out);
}

}  // namespace chokepoint::output
