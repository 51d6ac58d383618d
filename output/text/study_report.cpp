// Analyses, told.
#include "output/text/study_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string_view>

#include "analysis/methods/discovery.hpp"
#include "analysis/methods/enough.hpp"
#include "analysis/methods/robustness.hpp"
#include "analysis/methods/sensitivity.hpp"
#include "analysis/methods/statistics.hpp"
#include "engine/base/json_text.hpp"
#include "engine/base/month.hpp"
#include "output/text/table.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t shown_rows = 15;  ///< of a long table

/// A figure, or a dash for one that is not told; in JSON null.
std::string told(double x, std::string_view format = "{:.4g}") {
  return is_told(x) ? fmt::format(fmt::runtime(format), x) : "–";
}
std::string short_number(double x) { return told(x); }
std::string whole_percent(double share) { return told(100 * share, "{:.0f} %"); }
ordered_json to_object(const Estimate& e) { return {{"value", e.value}, {"low", e.low}, {"high", e.high}}; }

/// Sobol' indices: what can't be one is called noise.
std::string index_text(const Estimate& e) {
  return is_noise(e) ? "noise" : fmt::format("{:.3f} ({:.3f} … {:.3f})", e.value, e.low, e.high);
}
ordered_json index_object(const Estimate& e) {
  if (!is_noise(e)) return to_object(e);
  return {{"value", nullptr},
          {"low", nullptr},
          {"high", nullptr},
          {"reason", "noise: far outside 0 .. 1, where an index must lie"}};
}
/// For the order of a table; noise comes last.
double rank_of(const Estimate& e) { return is_noise(e) ? -1 : e.value; }

class Analyst {
 public:
  Analyst(const Plan& plan, const SweepTable& table, std::size_t resamples)
      : plan_(plan), spec_(plan.spec()), table_(table), resamples_(resamples) {
    inputs_.resize(plan.inputs());
    for (const Factor& factor : spec_.factors)
      inputs_[factor.input] += (inputs_[factor.input].empty() ? "" : " + ") + factor.name;
  }

  SweepAnalysis run() {
    heading();
    spreads();
    if (spec_.design.kind == PlanDesign::Kind::saltelli)
      for (std::size_t q = 0; q < table_.quantities.size(); ++q) sobol(q);
    if (spec_.design.kind == PlanDesign::Kind::morris)
      for (std::size_t q = 0; q < table_.quantities.size(); ++q) morris(q);
    for (std::size_t c = 0; c < spec_.cases.size(); ++c)
      for (std::size_t a = 0; a < spec_.alternatives.size(); ++a)
        if (!spec_.cases[c].difference || a != spec_.reference)
          discover(case_title(c, a), spec_.cases[c].name, table_.happens[c][a]);
    if (table_.failed > 0) discover("a run fails", "fails", table_.fails);
    for (std::size_t o = 0; o < spec_.objectives.size(); ++o) robustness(o);
    return {text_, json_text(json_, 1) + "\n"};
  }

 private:
  void heading() {
    text_ +=
        fmt::format("# {}\n\n{}{} points, {} runs", spec_.name, spec_.question.empty() ? "" : spec_.question + "\n\n",
                    plan_.points(), table_.ok + table_.failed + table_.missing);
    if (table_.failed + table_.missing > 0)
      text_ += fmt::format("; {} failed, {} missing: points that lack a run are left out, blocks of the design whole",
                           table_.failed, table_.missing);
    text_ += ".\n";
    json_ = {{"study", spec_.name},
             {"points", plan_.points()},
             {"ok", table_.ok},
             {"failed", table_.failed},
             {"missing", table_.missing}};
  }

  void table_of(const std::vector<TableRow>& rows) { text_ += "\n" + table_text(rows, {}) + "\n"; }

  /// Outputs of the points that have one.
  [[nodiscard]] std::vector<double> values_of(std::size_t q) const {
    std::vector<double> out;
    std::ranges::copy_if(table_.values[q], std::back_inserter(out), [](double x) { return std::isfinite(x); });
    return out;
  }

  /// The smallest difference of a quantity that counts.
  [[nodiscard]] double counts_from(std::size_t q) const { return table_.counts_from[table_.quantities[q].output]; }

  /// Why no input can be said to move a quantity: it does not move, or by less than counts. Else empty.
  [[nodiscard]] std::string still(std::size_t q) const {
    const std::vector<double> values = values_of(q);
    if (values.empty()) return "no point has it";
    const auto [low, high] = std::ranges::minmax(values);
    if (!varies(values)) return "it is the same at all points";
    return high - low < counts_from(q)
               ? fmt::format("its values lie within {:.2g} {} of each other, less than counts ({:.2g})", high - low,
                             table_.quantities[q].unit, counts_from(q))
               : "";
  }

  void spreads() {
    std::vector<TableRow> rows = {
        {{"over the points", "points", "mean", "deviation", "5 %", "median", "95 %", "above 0", "random"}}};
    ordered_json all = ordered_json::array();
    std::string notes;
    for (std::size_t q = 0; q < table_.quantities.size(); ++q) {
      const Quantity& quantity = table_.quantities[q];
      std::vector<double> values = values_of(q);
      const bool moves = varies(values);
      const double variance = values.size() < 2 ? not_told : variance_of(values),
                   random = moves ? std::min(1.0, table_.random[q] / variance) : not_told;
      Summary s = summarise(values, quantity.difference ? counts_from(q) : 0);
      if (values.empty()) s.mean = s.median = s.positive = s.negative = not_told;
      if (values.size() < fewest::values_for_tails) s.low = s.high = not_told;
      std::string why = values.empty()                ? "no point has it"
                        : !moves && values.size() > 1 ? "it is the same at all points"
                                                      : "";
      const auto also = [&](const std::string& reason) { why += (why.empty() ? "" : "; ") + reason; };
      if (!values.empty() && values.size() < fewest::values_for_tails)
        also("5 % and 95 %: " + too_few(values.size(), fewest::values_for_tails, "points"));
      if (spec_.replicates < 2) also("random variation: one replicate does not show it");
      rows.push_back({{quantity.name, fmt::format("{}", values.size()), told(s.mean), told(std::sqrt(variance)),
                       told(s.low), told(s.median), told(s.high), whole_percent(s.positive), whole_percent(random)}});
      all.push_back({{"quantity", quantity.name},
                     {"unit", quantity.unit},
                     {"points", values.size()},
                     {"mean", s.mean},
                     {"deviation", std::sqrt(variance)},
                     {"low", s.low},
                     {"median", s.median},
                     {"high", s.high},
                     {"positive", s.positive},
                     {"negative", s.negative},
                     {"random", random},
                     {"counts_from", counts_from(q)},
                     {"reason", why}});
      if (!why.empty()) notes += fmt::format("  {}: {}\n", quantity.name, why);
    }
    table_of(rows);
    if (!notes.empty()) text_ += "Not told (–):\n" + notes;
    json_["spreads"] = all;
  }

  void sobol(std::size_t q) {
    const SobolIndices found = sobol_indices(*plan_.unit(), table_.values[q], resamples_, spec_.seed);
    const SobolIndices half =
        sobol_indices(*plan_.unit(), table_.values[q], 0, spec_.seed, plan_.points() / plan_.block() / 2);
    const std::string left_out = found.dropped == 0 ? "" : fmt::format(", {} left out whole", found.dropped),
                      why = found.reason.empty() ? still(q) : found.reason;
    ordered_json out = {{"quantity", table_.quantities[q].name},
                        {"variance", found.variance},
                        {"blocks", found.blocks},
                        {"dropped", found.dropped},
                        {"reason", why},
                        {"inputs", ordered_json::array()},
                        {"pairs", ordered_json::array()},
                        {"moved_by_second_half", nullptr}};
    text_ += fmt::format("\n## What moves {}\n\n", table_.quantities[q].name);
    if (why.empty()) {
      text_ += fmt::format(
          "Sobol' indices: shares of a variance of {}; {} blocks{}. Intervals: 5 to 95 % of {} resamples.\n",
          short_number(found.variance), found.blocks, left_out, resamples_);
      indices(found, half, out);
    } else {
      text_ += fmt::format("Sobol' indices are not told: {}{}.\n", why, left_out);
      out["variance"] = nullptr;
      for (const std::string& input : inputs_)
        out["inputs"].push_back({{"input", input}, {"first", nullptr}, {"total", nullptr}, {"total_of_half", nullptr}});
    }
    json_["sobol"].push_back(std::move(out));
  }

  void indices(const SobolIndices& found, const SobolIndices& half, ordered_json& out) {
    std::vector<std::size_t> order(inputs_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return rank_of(found.total[i]); });
    std::vector<TableRow> rows = {{{"input", "alone", "with interactions", "of half the blocks"}}};
    double moved = 0;
    bool noise = false;
    for (const std::size_t i : order) {
      const double of_half = half.reason.empty() && !is_noise(half.total[i]) ? half.total[i].value : not_told;
      rows.push_back({{inputs_[i], index_text(found.first[i]), index_text(found.total[i]), told(of_half, "{:.3f}")}});
      out["inputs"].push_back({{"input", inputs_[i]},
                               {"first", index_object(found.first[i])},
                               {"total", index_object(found.total[i])},
                               {"total_of_half", of_half}});
      if (is_told(of_half) && !is_noise(found.total[i]))
        moved = std::max(moved, std::fabs(found.total[i].value - of_half));
      noise = noise || is_noise(found.first[i]) || is_noise(found.total[i]);
    }
    table_of(rows);
    if (noise)
      text_ += "\nNoise: an index that came out far outside 0 .. 1, where it must lie. More blocks are needed.\n";
    if (half.reason.empty())
      text_ += fmt::format("\nTwice the blocks moved no index by more than {:.3f}.\n", moved),
          out["moved_by_second_half"] = moved;
    else
      text_ += fmt::format("\nNo result for half the blocks: {}.\n", half.reason);
    for (std::size_t i = 0; i < found.second.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        out["pairs"].push_back({{"inputs", {inputs_[j], inputs_[i]}}, {"second", index_object(found.second[i][j])}});
    pairs_table(found, out["pairs"].empty());
  }

  void pairs_table(const SobolIndices& found, bool none) {
    if (none) return;
    std::vector<std::tuple<double, std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0; i < found.second.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) pairs.emplace_back(rank_of(found.second[i][j]), i, j);
    std::ranges::sort(pairs, std::greater{});
    std::vector<TableRow> rows = {{{"pair", "together, beyond each"}}};
    for (std::size_t k = 0; k < std::min<std::size_t>(pairs.size(), 5); ++k) {
      const auto [value, i, j] = pairs[k];
      rows.push_back({{inputs_[j] + " x " + inputs_[i], index_text(found.second[i][j])}});
    }
    table_of(rows);
  }

  void morris(std::size_t q) {
    const MorrisEffects found = morris_effects(*plan_.unit(), table_.values[q], resamples_, spec_.seed);
    const std::string left_out = found.dropped == 0 ? "" : fmt::format(", {} left out whole", found.dropped),
                      why = found.reason.empty() ? still(q) : found.reason;
    ordered_json out = {{"quantity", table_.quantities[q].name},
                        {"blocks", found.blocks},
                        {"dropped", found.dropped},
                        {"reason", why},
                        {"inputs", ordered_json::array()}};
    text_ += fmt::format("\n## What moves {}\n\n", table_.quantities[q].name);
    if (why.empty()) {
      text_ += fmt::format("Elementary effects after Morris, for a move over the whole range; {} trajectories{}.\n",
                           found.blocks, left_out);
      effects(found, out);
    } else {
      text_ += fmt::format("Elementary effects after Morris are not told: {}{}.\n", why, left_out);
      for (const std::string& input : inputs_)
        out["inputs"].push_back({{"input", input}, {"magnitude", nullptr}, {"mean", nullptr}, {"deviation", nullptr}});
    }
    json_["morris"].push_back(std::move(out));
  }

  void effects(const MorrisEffects& found, ordered_json& out) {
    std::vector<std::size_t> order(inputs_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return found.inputs[i].magnitude.value; });
    std::vector<TableRow> rows = {{{"input", "mu*", "5 %", "95 %", "mu", "sigma"}}};
    for (const std::size_t i : order) {
      const MorrisEffect& e = found.inputs[i];
      if (rows.size() <= shown_rows)
        rows.push_back({{inputs_[i], short_number(e.magnitude.value), short_number(e.magnitude.low),
                         short_number(e.magnitude.high), short_number(e.mean), short_number(e.deviation)}});
      out["inputs"].push_back(
          {{"input", inputs_[i]}, {"magnitude", to_object(e.magnitude)}, {"mean", e.mean}, {"deviation", e.deviation}});
    }
    table_of(rows);
    if (inputs_.size() > shown_rows)
      text_ += fmt::format("\n{} more move it less; analysis.json lists all.\n", inputs_.size() - shown_rows);
  }

  [[nodiscard]] std::string case_title(std::size_t c, std::size_t a) const {
    const StudyCase& what = spec_.cases[c];
    const std::string of = what.difference                 ? fmt::format(", {} less {},", spec_.alternatives[a].name,
                                                                         spec_.alternatives[spec_.reference].name)
                           : spec_.alternatives.size() > 1 ? " under " + spec_.alternatives[a].name
                                                           : "";
    return fmt::format("{} ({}{} {} {})", what.name, spec_.outputs[what.output].name, of,
                       what.above ? "above" : "below", what.threshold);
  }

  [[nodiscard]] std::string number_of(const Factor& factor, double x) const {
    return factor.kind == FactorKind::month ? Month{static_cast<int>(std::round(x))}.text() : short_number(x);
  }

  [[nodiscard]] std::string words(const Restriction& r) const {
    const Factor& factor = spec_.factors[r.factor];
    if (!r.choices.empty()) {
      std::string out = factor.name + " is ";
      for (std::size_t k = 0; k < r.choices.size(); ++k)
        out += (k ? " or " : "") + factor.levels[static_cast<std::size_t>(r.choices[k])].label;
      return out;
    }
    if (!factor.levels.empty()) return level_words(factor, r);
    if (std::isfinite(r.low) && std::isfinite(r.high))
      return fmt::format("{} lies between {} and {}", factor.name, number_of(factor, r.low), number_of(factor, r.high));
    return std::isfinite(r.low) ? fmt::format("{} is at least {}", factor.name, number_of(factor, r.low))
                                : fmt::format("{} is at most {}", factor.name, number_of(factor, r.high));
  }
  /// Limits that lie between levels are told by the levels inside.
  [[nodiscard]] static std::string level_words(const Factor& factor, const Restriction& r) {
    const Level *low = nullptr, *high = nullptr;
    for (const Level& level : factor.levels) {
      if (level.number < r.low || level.number > r.high) continue;
      if (!low || level.number < low->number) low = &level;
      if (!high || level.number > high->number) high = &level;
    }
    if (!low) return factor.name + " is none of its levels";
    if (low == high) return fmt::format("{} is {}", factor.name, low->label);
    if (std::isfinite(r.low) && std::isfinite(r.high))
      return fmt::format("{} lies between {} and {}", factor.name, low->label, high->label);
    return std::isfinite(r.low) ? fmt::format("{} is at least {}", factor.name, low->label)
                                : fmt::format("{} is at most {}", factor.name, high->label);
  }

  [[nodiscard]] std::string words(const std::vector<Restriction>& all) const {
    std::string out;
    for (std::size_t k = 0; k < all.size(); ++k)
      out += (k == 0 ? "" : k + 1 < all.size() ? ", " : " and ") + words(all[k]);
    return out;
  }

  void discover(const std::string& title, const std::string& name, const std::vector<double>& happens) {
    DiscoveryData data;
    for (const Factor& factor : spec_.factors) data.categorical.push_back(factor.kind == FactorKind::choice);
    for (std::size_t p = 0; p < happens.size(); ++p) {
      if (!std::isfinite(happens[p])) continue;
      std::vector<double> point = plan_.values(p);
      for (std::size_t f = 0; f < point.size(); ++f) point[f] = spec_.factors[f].number(point[f]);
      data.points.push_back(std::move(point)), data.happens.push_back(happens[p]);
    }
    if (data.points.empty()) return;
    const double share =
        std::accumulate(data.happens.begin(), data.happens.end(), 0.0) / static_cast<double>(data.points.size());
    text_ += fmt::format("\n## When {}\n\nIt happens in {:.1f} % of {} points (shares of replicates count in part).\n",
                         title, 100 * share, data.points.size());
    ordered_json out = {{"case", name}, {"title", title}, {"share", share}, {"points", data.points.size()}};
    const std::string few = share > 0 && share < 1 ? too_few_to_discover(data) : "";
    if (!few.empty())
      text_ += fmt::format("\nWhere it happens is not told: {}.\n", few), out["box"] = nullptr, out["reason"] = few;
    if (share > 0 && share < 1 && few.empty()) {
      const DiscoveredBox box = discover_box(data);
      const std::string where = box.restrictions.empty() ? "No box differs from chance."
                                                         : fmt::format("Mostly when {}.", words(box.restrictions));
      text_ += fmt::format(
          "\n{} There it happens in {:.0f} % of points (density), which is {:.0f} % of all that happens (coverage) in "
          "{:.0f} % of the points.\n",
          where, 100 * box.density, 100 * box.coverage, 100 * box.mass);
      if (box.restrictions.empty()) text_.erase(text_.rfind(" There it")), text_ += "\n";
      ordered_json sides = ordered_json::array();
      for (const Restriction& r : box.restrictions)
        sides.push_back({{"factor", spec_.factors[r.factor].name}, {"words", words(r)}, {"p", r.p}});
      out["box"] = {{"words", words(box.restrictions)},
                    {"density", box.density},
                    {"coverage", box.coverage},
                    {"mass", box.mass},
                    {"restrictions", sides}};
      std::vector<TableRow> rows = {{{"part of the space (tree)", "happens", "points"}}};
      for (const DiscoveredLeaf& leaf : discover_tree(data)) {
        rows.push_back({{leaf.restrictions.empty() ? "all of it" : words(leaf.restrictions),
                         fmt::format("{:.0f} %", 100 * leaf.share), fmt::format("{:.0f} %", 100 * leaf.mass)}});
        out["tree"].push_back({{"words", words(leaf.restrictions)}, {"share", leaf.share}, {"mass", leaf.mass}});
      }
      table_of(rows);
    }
    json_["cases"].push_back(out);
  }

  /// Choices: scenarios, each with every combination of levers. States of the world: all else, random variation and
  /// parameter sets included.
  void robustness(std::size_t o) {
    const Objective& objective = spec_.objectives[o];
    std::map<std::string, std::map<std::string, double>> by_choice;  // choice, then state: worth
    for (std::size_t p = 0; p < plan_.points(); ++p) {
      const std::vector<double> values = plan_.values(p);
      std::string state;
      const auto told = [&](std::size_t f) {
        return fmt::format(", {} {}", spec_.factors[f].name, spec_.factors[f].text(values[f]));
      };
      for (std::size_t f = 0; f < values.size(); ++f)
        if (!spec_.factors[f].lever) state += told(f);
      for (std::size_t a = 0; a < spec_.alternatives.size(); ++a) {
        std::string levers;
        for (std::size_t f = 0; f < values.size(); ++f)
          if (spec_.factors[f].lever && spec_.alternatives[a].takes[f]) levers += told(f);
        for (std::size_t r = 0; r < spec_.replicates; ++r) {
          const double x = table_.worth[o][plan_.index({p, a, r})];
          if (std::isfinite(x))
            by_choice[spec_.alternatives[a].name + levers][fmt::format("{} {}", r, state)] = objective.high ? x : -x;
        }
      }
    }
    if (by_choice.size() < 2) return;
    std::map<std::string, std::size_t> met;
    for (const auto& [choice, states] : by_choice)
      for (const auto& [state, x] : states) ++met[state];
    std::vector<std::string> names;
    std::vector<std::vector<double>> worth;
    for (const auto& [choice, states] : by_choice) {
      names.push_back(choice);
      auto& row = worth.emplace_back();
      for (const auto& [state, x] : states)
        if (met[state] == by_choice.size()) row.push_back(x);
    }
    const std::size_t dropped = met.size() - worth[0].size();
    const std::vector<Robustness> found = robustness_of(worth, table_.counts_from[objective.output]);
    const double sign = objective.high ? 1 : -1;
    text_ += fmt::format("\n## Which choice is robust for a {} {}\n\n{} states of the world{}.\n",
                         objective.high ? "high" : "low", spec_.outputs[objective.output].name, worth[0].size(),
                         dropped == 0 ? "" : fmt::format("; {} left out that not all choices have", dropped));
    if (worth[0].empty()) {
      const char* why = "no state has all choices: levers are compared in a grid, or as scenarios";
      text_ += fmt::format("\nNot told: {}.\n", why);
      json_["robustness"].push_back({{"output", spec_.outputs[objective.output].name},
                                     {"prefer", objective.high ? "high" : "low"},
                                     {"states", 0},
                                     {"dropped", dropped},
                                     {"choices", ordered_json::array()},
                                     {"reason", why}});
      return;
    }
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t k) { return found[k].greatest_regret; });
    std::vector<TableRow> rows = {
        {{"choice", "mean", "worst", "worst tenth", "greatest regret", "90 % regret", "mean regret", "best in"}}};
    ordered_json all = ordered_json::array();
    for (const std::size_t k : order) {
      const Robustness& r = found[k];
      if (rows.size() <= shown_rows)
        rows.push_back({{names[k], short_number(sign * r.mean), short_number(sign * r.worst),
                         short_number(sign * r.tail), short_number(r.greatest_regret), short_number(r.high_regret),
                         short_number(r.mean_regret), whole_percent(r.best_in)}});
      all.push_back({{"choice", names[k]},
                     {"mean", sign * r.mean},
                     {"worst", sign * r.worst},
                     {"worst_tenth", sign * r.tail},
                     {"greatest_regret", r.greatest_regret},
                     {"regret_90", r.high_regret},
                     {"mean_regret", r.mean_regret},
                     {"best_in", r.best_in}});
    }
    table_of(rows);
    std::string few = too_few(worth[0].size(), fewest::states_for_tails, "states");
    if (!few.empty()) few = "worst tenth and 90 % regret: " + few, text_ += fmt::format("\nNot told (–): {}.\n", few);
    if (std::ranges::all_of(found, [](const Robustness& r) { return r.best_in == 1; }))
      text_ += "\nIn no state do the choices differ by what counts.\n";
    if (names.size() > shown_rows)
      text_ +=
          fmt::format("\n{} more choices have greater regrets; analysis.json lists all.\n", names.size() - shown_rows);
    json_["robustness"].push_back({{"output", spec_.outputs[objective.output].name},
                                   {"prefer", objective.high ? "high" : "low"},
                                   {"states", worth[0].size()},
                                   {"dropped", dropped},
                                   {"choices", all},
                                   {"reason", few}});
  }

  const Plan& plan_;
  const PlanSpec& spec_;
  const SweepTable& table_;
  std::size_t resamples_;
  std::vector<std::string> inputs_;
  std::string text_;
  ordered_json json_;
};

}  // namespace

SweepAnalysis analyse_sweep(const Plan& plan, const SweepTable& table, std::size_t resamples) {
  return Analyst(plan, table, resamples).run();
}

}  // namespace chokepoint::output
