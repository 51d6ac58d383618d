// Points, boxes and indices as JSON.
#include "output/page/study_data.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

#include "engine/base/not_told.hpp"
#include "output/page/page_world.hpp"
#include "output/text/answer_words.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t most_points = 2000, most_of_grid = 20'000;  ///< that a page holds

/// The points told: all, or some evenly over the design.
std::vector<std::size_t> told_points(const Plan& plan) {
  const std::size_t most = plan.spec().design.kind == PlanDesign::Kind::grid ? most_of_grid : most_points,
                    all = plan.points(), count = std::min(all, most);
  std::vector<std::size_t> out(count);
  for (std::size_t k = 0; k < count; ++k) out[k] = k * all / count;
  return out;
}

ordered_json number(double x, double scale = 1) {
  return std::isfinite(x) ? ordered_json(rounded(x * scale)) : ordered_json(nullptr);
}

ordered_json numbers(const std::vector<double>& values, const std::vector<std::size_t>& at, double scale = 1) {
  ordered_json out = ordered_json::array();
  for (const std::size_t p : at) out.push_back(number(values[p], scale));
  return out;
}

ordered_json factors_json(const StudyNames& names) {
  ordered_json out = ordered_json::array();
  const std::vector<Factor>& factors = names.spec().factors;
  for (std::size_t f = 0; f < factors.size(); ++f) {
    ordered_json levels = ordered_json::array();
    for (const Level& level : factors[f].levels) levels.push_back(level.label);
    out.push_back({{"name", factors[f].name},
                   {"title", names.factors()[f]},
                   {"unit", factors[f].unit},
                   {"levels", std::move(levels)},
                   {"months", factors[f].kind == FactorKind::month},
                   {"lever", factors[f].lever}});
  }
  return out;
}

/// Values of each factor by point: places of levels, numbers, months since the first.
ordered_json points_json(const Plan& plan, const std::vector<std::size_t>& told) {
  std::vector<ordered_json> by_factor(plan.spec().factors.size(), ordered_json::array());
  for (const std::size_t p : told) {
    const std::vector<double> values = plan.values(p);
    for (std::size_t f = 0; f < values.size(); ++f) by_factor[f].push_back(number(values[f]));
  }
  return by_factor;
}

ordered_json quantities_json(const AnalysedStudy& study, const std::vector<std::size_t>& told) {
  ordered_json out = ordered_json::array();
  for (std::size_t q = 0; q < study.table.quantities.size(); ++q) {
    const Quantity& of = study.table.quantities[q];
    const Headline shown = study.names.shown(of.output);
    out.push_back({{"name", of.name},
                   {"title", study.names.quantity(of)},
                   {"unit", shown.unit},
                   {"decimals", shown.decimals},
                   {"difference", of.difference},
                   {"counts_from", number(study.table.counts_from[of.output], shown.scale)},
                   {"values", numbers(study.table.values[q], told, shown.scale)}});
  }
  return out;
}

/// A side of a box, in the values of points: of a factor with levels their places.
ordered_json side_json(const Restriction& r, const Factor& factor) {
  ordered_json out = {{"factor", r.factor}, {"p", number(r.p)}};
  if (factor.levels.empty()) {
    out["low"] = number(r.low), out["high"] = number(r.high);
    return out;
  }
  out["levels"] = ordered_json::array();
  for (std::size_t k = 0; k < factor.levels.size(); ++k) {
    const double x = factor.levels[k].number;
    const bool inside =
        r.choices.empty() ? r.low <= x && x <= r.high : std::ranges::find(r.choices, x) != r.choices.end();
    if (inside) out["levels"].push_back(k);
  }
  return out;
}

ordered_json box_json(const DiscoveredBox& box, const std::vector<Factor>& factors) {
  ordered_json sides = ordered_json::array(), path = ordered_json::array();
  for (const Restriction& r : box.restrictions) sides.push_back(side_json(r, factors[r.factor]));
  for (const BoxStep& step : box.path)
    path.push_back({{"coverage", number(step.coverage)},
                    {"density", number(step.density)},
                    {"mass", number(step.mass)},
                    {"restricted", step.restricted}});
  return {{"sides", std::move(sides)},
          {"coverage", number(box.coverage)},
          {"density", number(box.density)},
          {"mass", number(box.mass)},
          {"path", std::move(path)}};
}

ordered_json cases_json(const AnalysedStudy& study, const std::vector<std::size_t>& told) {
  ordered_json out = ordered_json::array();
  const PlanSpec& spec = study.plan.spec();
  for (const CaseFinding& c : study.found.cases) {
    const std::vector<double>& happens = c.asked ? study.table.happens[*c.asked][c.alternative] : study.table.fails;
    out.push_back({{"name", c.asked ? capital(in_words(c.name)) : "A run fails"},
                   {"title", study.names.case_title(c)},
                   {"share", number(c.share)},
                   {"points", c.points},
                   {"box", c.box ? box_json(*c.box, spec.factors) : ordered_json(nullptr)},
                   {"happens", numbers(happens, told)}});
  }
  return out;
}

ordered_json estimate(const Estimate& e) {
  return {{"value", number(e.value)}, {"low", number(e.low)}, {"high", number(e.high)}};
}
ordered_json index(const Estimate& e) { return is_noise(e) ? ordered_json(nullptr) : estimate(e); }

const Quantity& quantity_named(const SweepTable& table, const std::string& name) {
  return *std::ranges::find(table.quantities, name, &Quantity::name);
}

/// What moves each quantity: indices after Sobol', or effects after Morris.
ordered_json causes_json(const AnalysedStudy& study) {
  ordered_json out = ordered_json::array();
  const auto title = [&](const std::string& name) { return study.names.quantity(quantity_named(study.table, name)); };
  const auto& inputs = study.names.inputs();
  for (const SobolFinding& s : study.found.sobol) {
    ordered_json rows = ordered_json::array();
    if (s.reason.empty())
      for (const std::size_t i : s.by_total())
        rows.push_back({{"name", study.found.inputs[i]},
                        {"title", inputs[i]},
                        {"first", index(s.indices.first[i])},
                        {"total", index(s.indices.total[i])}});
    out.push_back({{"kind", "sobol"},
                   {"quantity", title(s.quantity)},
                   {"unit", ""},
                   {"reason", s.reason},
                   {"inputs", std::move(rows)}});
  }
  for (const MorrisFinding& m : study.found.morris) {
    const Quantity& of = quantity_named(study.table, m.quantity);
    const Headline shown = study.names.shown(of.output);
    ordered_json rows = ordered_json::array();
    if (m.reason.empty())
      for (const std::size_t i : m.by_magnitude()) {
        Estimate scaled = m.effects.inputs[i].magnitude;
        scaled.value *= shown.scale, scaled.low *= shown.scale, scaled.high *= shown.scale;
        rows.push_back(
            {{"name", study.found.inputs[i]}, {"title", inputs[i]}, {"first", nullptr}, {"total", estimate(scaled)}});
      }
    out.push_back({{"kind", "morris"},
                   {"quantity", title(m.quantity)},
                   {"unit", of.difference ? difference_unit(shown.unit) : shown.unit},
                   {"reason", m.reason},
                   {"inputs", std::move(rows)}});
  }
  return out;
}

}  // namespace

ordered_json study_json(const AnalysedStudy& study) {
  const std::vector<std::size_t> told = told_points(study.plan);
  return {{"first_month", Month{0}.text()},
          {"all_points", study.plan.points()},
          {"design", design_names()[static_cast<std::size_t>(study.plan.spec().design.kind)]},
          {"asked", asked_quantity(study.found, study.plan.spec())},
          {"factors", factors_json(study.names)},
          {"points", points_json(study.plan, told)},
          {"quantities", quantities_json(study, told)},
          {"cases", cases_json(study, told)},
          {"causes", causes_json(study)}};
}

}  // namespace chokepoint::output
