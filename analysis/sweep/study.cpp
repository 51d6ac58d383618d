// Reading batch studies: scenarios, design, outputs, and that all of it fits together.
#include "analysis/sweep/study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "analysis/sweep/study_form.hpp"
#include "engine/base/build.hpp"

namespace chokepoint {
namespace {

namespace fs = std::filesystem;
using config::FormReader;
using config::MapReader;
using config::Node;

/// All that a scenario says, but not what it is called.
ContentKey content_of(const Scenario& scenario) {
  ContentHash hash;
  for (const Node::Entry& entry : scenario.resolved.entries)
    if (entry.key != "scenario") hash.add(entry.key).add(config::to_yaml(entry.value));
  hash.add(scenario.end.text());
  return hash.key();
}

void read_scenarios(FormReader& top, const SweepSources& sources, SweepStudy& study) {
  ScenarioOptions options = sources.options;
  if (const auto until = top.month("until")) options.until = until;
  study.loader = std::make_shared<ScenarioLoader>(options);
  const char* key = top.find("scenario") ? "scenario" : "scenarios";
  const Node* node = top.find(key);
  const std::vector<std::string> words = top.words(key);
  for (std::size_t w = 0; w < words.size(); ++w) {
    const fs::path beside = study.file.parent_path() / words[w];
    const fs::path file = fs::is_regular_file(beside) ? beside : sources.scenario_file(words[w]);
    if (!fs::is_regular_file(file)) {
      std::vector<std::string> known;
      for (const fs::directory_entry& entry : fs::directory_iterator(sources.options.library))
        if (entry.path().extension() == ".yaml") known.push_back(entry.path().stem().string());
      top.mistakes().add(node->items.empty() ? node->place() : node->items[w].place(),
                         fmt::format("no scenario is called '{}'{}", words[w], suggestion(words[w], known)));
      continue;
    }
    try {
      for (Composition& composition : study.loader->compositions(file)) {
        study.scenarios.push_back(study.loader->make(composition, {}, {}));
        study.compositions.push_back(std::move(composition));
      }
    } catch (const ScenarioError& error) {
      for (const Mistake& mistake : error.mistakes()) top.mistakes().add(mistake.place, mistake.what);
    }
  }
  std::vector<std::string> names;
  for (const Scenario& scenario : study.scenarios) {
    if (std::ranges::find(names, scenario.name()) != names.end())
      top.mistake(key, fmt::format("duplicate scenario '{}'", scenario.name()));
    names.push_back(scenario.name());
  }
  const std::string reference = top.text("compare_to");
  if (reference.empty() || names.empty()) return;
  const auto at = std::ranges::find(names, reference);
  if (at == names.end())
    top.mistake("compare_to",
                fmt::format("no scenario of this study is called '{}'{}", reference, suggestion(reference, names)));
  else
    study.spec.reference = static_cast<std::size_t>(at - names.begin());
}

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

/// A point of a list: each factor's value as a file tells it. `columns` are those of a file, whose head is checked
/// already; none: it is a list of maps.
std::vector<double> listed_point(const Node& row, const std::vector<std::string>& columns, const SweepStudy& study,
                                 Mistakes& mistakes) {
  MapReader map(row, "point", mistakes);
  std::vector<double> out;
  for (const Factor& factor : study.spec.factors) {
    const bool told = !columns.empty() && std::ranges::find(columns, factor.name) == columns.end();
    const Node* node = told ? nullptr : map.require(factor.name);
    out.push_back(0);
    if (!node) continue;
    const auto number = config::parse_number(node->scalar);
    const auto month = Month::parse(node->scalar);
    if (!factor.levels.empty()) {
      const auto at =
          std::ranges::find(factor.levels, number ? fmt::format("{}", *number) : node->scalar, &Level::label);
      if (at == factor.levels.end()) {
        std::vector<std::string> labels;
        for (const Level& level : factor.levels) labels.push_back(level.label);
        map.mistake(factor.name, fmt::format("'{}' is not a level of '{}'{}", node->scalar, factor.name,
                                             suggestion(node->scalar, labels)));
      } else {
        out.back() = static_cast<double>(at - factor.levels.begin());
      }
    } else if (factor.kind == FactorKind::month ? !month : !number) {
      map.mistake(factor.name,
                  factor.kind == FactorKind::month
                      ? fmt::format("'{}' is not a month", node->scalar)
                      : fmt::format("'{}' should be a number, {}", factor.name, config::found_instead(*node, {})));
    } else {
      out.back() = factor.kind == FactorKind::month ? month->index : *number;
      if (out.back() < factor.distribution.low || out.back() > factor.distribution.high)
        map.mistake(factor.name, fmt::format("{} lies outside the range of '{}'", node->scalar, factor.name));
    }
  }
  if (columns.empty()) map.finish();
  return out;
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
  if (design.kind != PlanDesign::Kind::grid) return;
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

void read_design(FormReader& top, SweepStudy& study) {
  if (top.section("design", [&](FormReader& map) { read_design_keys(map, study); })) return;
  if (!study.spec.factors.empty()) top.mistake("", "study lacks 'design'");
  Node none;
  none.kind = Node::Kind::map;
  FormReader map(none, *study_form().find("design")->form, top.mistakes());
  read_design_keys(map, study);
}

std::string column_name(const std::string& metric, const std::string& agent, const std::string& month) {
  return metric + (agent.empty() ? "" : "." + agent) + (month.empty() ? "" : "@" + month);
}

/// The event that an output is about: one of some scenario's, with a trigger.
std::string read_fired(FormReader& map, const SweepStudy& study) {
  const std::string id = map.text(fired_figure);
  std::vector<std::string> known;
  for (const Scenario& scenario : study.scenarios)
    for (const auto& event : scenario.calendar->events())
      if (event->header.trigger) known.push_back(event->header.id);
  if (std::ranges::find(known, id) == known.end())
    map.mistake(
        "fired",
        known.empty()
            ? fmt::format(
                  "no event is called '{}' and waits for a trigger: no scenario of this study holds such events", id)
            : fmt::format("no event with a trigger is called '{}'{}", id, suggestion(id, known)));
  return id;
}

/// Reads `outputs` (with months) or `series` (without).
void read_columns(FormReader& top, const char* key, bool with_months, SweepStudy& study,
                  std::vector<OutputColumn>& out) {
  if (!top.find(key) || study.scenarios.empty()) return;
  constexpr std::size_t most_columns = 5000;
  const Layout layout(*study.scenarios[0].initial->world.data);
  const Month last = std::ranges::min_element(study.scenarios, {}, &Scenario::end)->end;
  bool too_many = false;
  top.each(key, [&](FormReader& map) {
    const bool fired = map.find("fired") != nullptr;
    const std::string metric = fired ? std::string(fired_figure) : map.text("metric"), name = map.text("name");
    const std::vector<std::string> agents = fired               ? std::vector<std::string>{read_fired(map, study)}
                                            : map.find("agent") ? map.words("agent")
                                                                : std::vector<std::string>{""};
    std::vector<std::string> months =
        with_months ? map.words(map.find("months") ? "months" : "month") : std::vector<std::string>{""};
    if (with_months && months.empty()) months.push_back(last.text());
    too_many = too_many || out.size() + agents.size() * months.size() > most_columns;
    if (too_many) return;
    static constexpr Metric of_event{fired_figure,     "share", {}, "Whether the event has come into force: 1 or 0.",
                                     Dimension::world, {}};
    const Metric* row = fired ? &of_event : find_metric(metric);
    if (!row && !metric.empty())
      map.mistake("metric", fmt::format("no metric is called '{}'{}", metric, suggestion(metric, metric_names())));
    for (const std::string& agent : agents)
      for (const std::string& word : months) {
        const auto month = word.empty() ? std::optional(Month{0}) : Month::parse_or_year(word);
        if (row && !fired && layout.find(metric, agent) == Layout::npos) {
          std::vector<std::string> agents_of;
          for (std::size_t s = layout.first(*row); s < layout.series().size() && layout.series()[s].metric == row; ++s)
            agents_of.push_back(layout.series()[s].agent_name);
          map.mistake(agent.empty() ? "metric" : "agent",
                      agent.empty() ? fmt::format("metric '{}' is of each of {} … {}; 'agent' should say whose", metric,
                                                  agents_of[0], agents_of.back())
                                    : fmt::format("metric '{}' has no agent '{}'{}", metric, agent,
                                                  suggestion(agent, agents_of)));
        }
        if (!month)
          map.mistake("month", fmt::format("'{}' is not a month", word));
        else if (*month > last || *month < Month{0})
          map.mistake("month", fmt::format("{} lies outside the run, which ends in {}", month->text(), last.text()));
        else if (row)
          out.push_back({name.empty() ? column_name(metric, agent, word.empty() ? "" : month->text()) : name,
                         std::string(row->unit), std::string(row->meaning), metric, agent, month->index});
      }
  });
  if (too_many)
    return top.mistake(key,
                       fmt::format("'{}' are more than {}, which is what a study keeps at most", key, most_columns));
  for (std::size_t k = 0; k < out.size(); ++k)
    for (std::size_t j = 0; j < k; ++j)
      if (out[j].name == out[k].name)
        top.mistake(key, fmt::format("duplicate '{}'; give one another name", out[k].name));
}

/// Whether what a factor sets is there, and whether it may be set to its values: tried in the first scenario that takes
/// it.
void try_factors(FormReader& top, SweepStudy& study, const std::function<void(std::size_t, std::size_t)>& progress) {
  const Node* factors = top.find("factors");
  for (std::size_t f = 0; f < study.spec.factors.size(); ++f) {
    const Factor& factor = study.spec.factors[f];
    const Node* said = factors ? factors->find(factor.name) : nullptr;
    const Place place = said ? said->place() : Place{study.file.string()};
    std::size_t first = study.compositions.size();
    for (std::size_t a = study.compositions.size(); a-- > 0;) {
      const bool takes = factor.path.empty() || !names_missing_event(study.compositions[a], factor.path);
      study.spec.alternatives[a].takes.push_back(takes);
      if (takes) first = a;
    }
    if (factor.path.starts_with("parameters.") || (factor.path.empty() && factor.levels.empty())) continue;
    std::vector<double> tried;
    for (std::size_t level = 0; level < factor.levels.size(); ++level) tried.push_back(static_cast<double>(level));
    if (tried.empty()) tried = {factor.value(1e-9), factor.value(0.5), factor.value(1 - 1e-9)};
    const std::size_t before = top.mistakes().count();
    std::size_t done = 0;
    for (const double value : tried) try {
        if (progress) progress(done++, tried.size());
        const std::vector<fs::path> policies =
            factor.path.empty() ? study.policies[f][static_cast<std::size_t>(value)] : std::vector<fs::path>{};
        Composition composition = study.compositions[std::min(first, study.compositions.size() - 1)];
        Mistakes missing;
        if (first == study.compositions.size())
          apply_override(composition, {factor.path, {}, place}, missing);  // tells the nearest event
        missing.throw_if_any();
        (void)study.loader->make(
            composition, policies,
            factor.path.empty() ? std::vector<Override>{} : std::vector<Override>{study.override_of(f, value)});
      } catch (const ScenarioError& error) {
        if (top.mistakes().count() > before && factor.levels.empty()) continue;
        for (const Mistake& mistake : error.mistakes()) {
          const bool here = mistake.place.file == place.file && mistake.place.line > 0;
          const std::string elsewhere =
              mistake.place.line > 0 && !here ? fmt::format(" ({})", mistake.place.text()) : "";
          const std::string what =
              here ? mistake.what
                   : fmt::format("factor '{}' = {}: {}{}", factor.name, factor.text(value), mistake.what, elsewhere);
          if (std::ranges::none_of(top.mistakes().all(), [&](const Mistake& other) { return other.what == what; }))
            top.mistakes().add(here ? mistake.place : place, what);
        }
      }
  }
}

void settle_figures(SweepStudy& study) {
  PlanSpec& spec = study.spec;
  for (const OutputColumn& c : spec.outputs) study.figures.push_back({c.metric, c.agent, Month{c.month}});
  const Month last = std::ranges::min_element(study.scenarios, {}, &Scenario::end)->end;
  spec.months = spec.series.empty() ? 0 : last.index + 1;
  for (const OutputColumn& c : spec.series)
    for (int m = 0; m < spec.months; ++m) study.figures.push_back({c.metric, c.agent, Month{m}});
}

ContentKey model_of(const Scenario& scenario) {
  ContentHash hash;
  hash.add(model_sources());
  for (const auto& [file, content] : scenario.data_hashes) hash.add(file).add(content);
  return hash.key();
}

}  // namespace

SweepStudy read_sweep_study(const fs::path& file, const SweepSources& sources) {
  Mistakes mistakes;
  SweepStudy study;
  study.file = file;
  const Node root = config::load_yaml(file, mistakes);
  if (root.kind == Node::Kind::null) mistakes.throw_if_any();
  FormReader top(root, study_form(), mistakes);
  PlanSpec& spec = study.spec;
  spec.name = top.find("name") ? top.text("name") : file.stem().string();
  spec.question = top.text("question");
  spec.seed = top.count("seed");
  spec.replicates = top.count("replicates");
  spec.version = CHOKEPOINT_VERSION;
  read_scenarios(top, sources, study);
  read_sweep_factors(top, sources, study);
  read_design(top, study);
  read_columns(top, "outputs", true, study, spec.outputs);
  read_columns(top, "series", false, study, spec.series);
  read_sweep_questions(top, study);
  top.section("limits", [&](FormReader& map) {
    study.limits.seconds = map.number("seconds");
    study.limits.megabytes = map.count("megabytes");
  });
  const std::string source = top.text("parameters");
  top.finish();
  if (study.scenarios.empty()) mistakes.throw_if_any();
  for (const Scenario& scenario : study.scenarios)
    spec.alternatives.push_back({scenario.name(), content_of(scenario), {}});
  try {
    check_size(spec);
  } catch (const std::invalid_argument& error) {
    mistakes.add({file.string()}, error.what());
  }
  try_factors(top, study, sources.progress);
  mistakes.throw_if_any();
  spec.model = model_of(study.scenarios[0]);
  study.sets = sources.sets(source, spec.replicates, spec.seed, study.scenarios[0]);
  spec.sets = study.sets.source();
  for (std::size_t row = 0; row < study.sets.rows(); ++row) {
    ContentHash hash;
    for (std::size_t k = 0; k < study.sets.names().size(); ++k)
      hash.add(study.sets.names()[k]).add(study.sets.row(row)[k]);
    spec.set_rows.push_back(hash.key().low);
  }
  settle_figures(study);
  return study;
}

}  // namespace chokepoint
