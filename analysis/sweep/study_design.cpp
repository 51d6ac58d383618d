// Reading at which points a study runs.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/sweep/study.hpp"
#include "analysis/sweep/study_form.hpp"

namespace chokepoint {
namespace {

using config::FormReader;
using config::MapReader;
using config::Node;

/// What a file of points names at its head: factors, each once, and columns that are to be passed over.
std::vector<std::string> check_columns(const Node& table, const std::vector<std::string>& ignored, const Node* ignore,
                                       const SweepStudy& study, Mistakes& mistakes) {
  std::vector<std::string> columns, factors, known = ignored;
  for (const Factor& factor : study.spec.factors) factors.push_back(factor.name);
  known.insert(known.end(), factors.begin(), factors.end());
  for (const Node::Entry& column : table.entries) {
    columns.push_back(column.key);
    if (std::ranges::find(known, column.key) != known.end()) continue;
    const std::string near = nearest(column.key, factors);
    mistakes.add({table.place().file, column.line, column.column},
                 fmt::format("column '{}' is not a factor{}; 'ignore: [{}]' in the design ignores it", column.key,
                             near.empty() ? "" : fmt::format(" (did you mean '{}'?)", near), column.key));
  }
  for (const std::string& factor : factors)
    if (!columns.empty() && std::ranges::find(columns, factor) == columns.end())
      mistakes.add({table.place().file, table.entries[0].line, table.entries[0].column},
                   fmt::format("no column is called '{}', as the factor is{}", factor, suggestion(factor, columns)));
  for (std::size_t i = 0; i < ignored.size(); ++i)
    if (std::ranges::find(columns, ignored[i]) == columns.end())
      mistakes.add(i < ignore->items.size() ? ignore->items[i].place() : ignore->place(),
                   fmt::format("no column is called '{}'{}", ignored[i], suggestion(ignored[i], columns)));
  return columns;
}

/// The place of a level that a file tells; a mistake if there is none.
double listed_level(const Node& node, const Factor& factor, MapReader& map) {
  const auto number = config::parse_number(node.scalar);
  const auto at = std::ranges::find(factor.levels, number ? fmt::format("{}", *number) : node.scalar, &Level::label);
  if (at != factor.levels.end()) return static_cast<double>(at - factor.levels.begin());
  std::vector<std::string> labels;
  for (const Level& level : factor.levels) labels.push_back(level.label);
  map.mistake(factor.name,
              fmt::format("'{}' is not a level of '{}'{}", node.scalar, factor.name, suggestion(node.scalar, labels)));
  return 0;
}

/// The value of a factor without levels that a file tells.
double listed_value(const Node& node, const Factor& factor, MapReader& map) {
  const bool is_month = factor.kind == FactorKind::month;
  const auto number = config::parse_number(node.scalar);
  const auto month = Month::parse(node.scalar);
  if (is_month ? !month : !number) {
    map.mistake(factor.name,
                is_month ? fmt::format("'{}' is not a month", node.scalar)
                         : fmt::format("'{}' should be a number, {}", factor.name, config::found_instead(node, {})));
    return 0;
  }
  const double out = is_month ? month->index : *number;
  if (out < factor.distribution.low || out > factor.distribution.high)
    map.mistake(factor.name, fmt::format("{} lies outside the range of '{}'", node.scalar, factor.name));
  return out;
}

/// A point of a list: each factor's value as a file tells it. `columns` are those of a file, whose head is checked
/// already; none: it is a list of maps.
std::vector<double> listed_point(const Node& row, const std::vector<std::string>& columns, const SweepStudy& study,
                                 Mistakes& mistakes) {
  MapReader map(row, "point", mistakes);
  std::vector<double> out;
  for (const Factor& factor : study.spec.factors) {
    const bool told = !columns.empty() && std::ranges::find(columns, factor.name) == columns.end();
    const Node* node = told ? nullptr : map.require(factor.name);
    out.push_back(!node                   ? 0
                  : factor.levels.empty() ? listed_value(*node, factor, map)
                                          : listed_level(*node, factor, map));
  }
  if (columns.empty()) map.finish();
  return out;
}

void check_grid(FormReader& map, const SweepStudy& study) {
  std::vector<std::size_t> sizes;
  for (const Factor& factor : study.spec.factors) {
    if (factor.levels.empty())
      map.mistake("kind", fmt::format("a grid needs levels (or steps) of factor '{}'", factor.name));
    sizes.resize(std::max(sizes.size(), factor.input + 1), factor.levels.size());
    if (sizes[factor.input] != factor.levels.size())
      map.mistake("kind", fmt::format("factors of one group step together: '{}' should have {} levels like the others",
                                      factor.name, sizes[factor.input]));
  }
}

void check_design(FormReader& map, const SweepStudy& study) {
  const PlanDesign& design = study.spec.design;
  const bool unit = design.kind != PlanDesign::Kind::grid && design.kind != PlanDesign::Kind::list;
  if (unit && study.spec.factors.empty() && !map.mistakes().any())
    map.mistake("kind", "a design needs factors to vary");
  if (unit && design.points == 0)
    map.mistake("points",
                fmt::format("'points' should say how many {} are wanted", design.has_blocks() ? "blocks" : "points"));
  if (design.kind == PlanDesign::Kind::list && design.listed.empty() && !map.mistakes().any())
    map.mistake("points", "the list has no points");
  if (design.has_blocks() && !study.spec.constraints.empty())
    map.mistake("kind", "this design needs whole blocks, which constraints would tear; use sobol or latin");
  if (design.has_blocks() && !study.spec.correlations.empty())
    map.mistake("kind", "this design needs independent factors; put correlated ones into one group instead");
  if (!unit && !study.spec.correlations.empty())
    map.mistake("kind", "correlations go with designs that draw from laws");
  if (design.kind == PlanDesign::Kind::grid) check_grid(map, study);
}

void read_list(FormReader& map, SweepStudy& study) {
  Node rows;
  std::vector<std::string> columns;
  const std::string file = map.text("file");
  const std::vector<std::string> ignored = map.words("ignore");
  if (!ignored.empty() && file.empty())
    map.mistake("ignore", "'ignore' goes with a 'file': it names columns that are ignored");
  if (!file.empty())
    rows = config::load_csv(study.file.parent_path() / file, map.mistakes());
  else if (const Node* points = map.find("points"))
    rows = *points;
  else
    map.mistake("", "design lacks 'points'");
  if (!file.empty() && !rows.entries.empty())
    columns = check_columns(rows, ignored, map.find("ignore"), study, map.mistakes());
  for (const Node& row : rows.items)
    study.spec.design.listed.push_back(listed_point(row, columns, study, map.mistakes()));
}

void read_design_keys(FormReader& map, SweepStudy& study) {
  PlanDesign& design = study.spec.design;
  const std::size_t before = map.mistakes().count();
  std::string kind = map.choice("kind");
  if (map.mistakes().count() > before) kind = "sobol";  // what is meant is no grid
  design.kind = static_cast<PlanDesign::Kind>(std::ranges::find(design_names(), kind) - design_names().begin());
  design.second_order = map.boolean("second_order");
  if (design.second_order && design.kind != PlanDesign::Kind::saltelli)
    map.mistake("second_order", "'second_order' goes with design saltelli");
  if (design.kind == PlanDesign::Kind::list)
    read_list(map, study);
  else if (design.kind != PlanDesign::Kind::grid)
    design.points = map.count("points");
  check_design(map, study);
}

}  // namespace

void read_sweep_design(FormReader& top, SweepStudy& study) {
  if (top.section("design", [&](FormReader& map) { read_design_keys(map, study); })) return;
  if (!study.spec.factors.empty()) top.mistake("", "study lacks 'design'");
  Node none;
  none.kind = Node::Kind::map;
  FormReader map(none, *study_form().find("design")->form, top.mistakes());
  read_design_keys(map, study);
}

}  // namespace chokepoint
