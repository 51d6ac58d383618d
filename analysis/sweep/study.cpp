// Reading batch studies: scenarios, and that all of a study fits together.
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
using config::Node;

/// All that a scenario says, but not what it is called.
ContentKey content_of(const Scenario& scenario) {
  ContentHash hash;
  for (const Node::Entry& entry : scenario.resolved.entries)
    if (entry.key != "scenario") hash.add(entry.key).add(config::to_yaml(entry.value));
  hash.add(scenario.end.text());
  return hash.key();
}

/// The file that a word names; none is a mistake.
std::optional<fs::path> scenario_file_of(const std::string& word, const Place& place, const SweepSources& sources,
                                         const SweepStudy& study, Mistakes& mistakes) {
  const fs::path beside = study.file.parent_path() / word;
  const fs::path file = fs::is_regular_file(beside) ? beside : sources.scenario_file(word);
  if (fs::is_regular_file(file)) return file;
  std::vector<std::string> known;
  for (const fs::directory_entry& entry : fs::directory_iterator(sources.options.library))
    if (entry.path().extension() == ".yaml") known.push_back(entry.path().stem().string());
  mistakes.add(place, fmt::format("no scenario is called '{}'{}", word, suggestion(word, known)));
  return std::nullopt;
}

/// Adds the scenario of a file, or the members of a family.
void add_scenarios(const fs::path& file, SweepStudy& study, Mistakes& mistakes) {
  try {
    for (Composition& composition : study.loader->compositions(file)) {
      study.scenarios.push_back(study.loader->make(composition, {}, {}));
      study.compositions.push_back(std::move(composition));
    }
  } catch (const ScenarioError& error) {
    for (const Mistake& mistake : error.mistakes()) mistakes.add(mistake.place, mistake.what);
  }
}

void read_reference(FormReader& top, const std::vector<std::string>& names, SweepStudy& study) {
  const std::string reference = top.text("compare_to");
  if (reference.empty() || names.empty()) return;
  const auto at = std::ranges::find(names, reference);
  if (at == names.end())
    top.mistake("compare_to",
                fmt::format("no scenario of this study is called '{}'{}", reference, suggestion(reference, names)));
  else
    study.spec.reference = static_cast<std::size_t>(at - names.begin());
}

void read_scenarios(FormReader& top, const SweepSources& sources, SweepStudy& study) {
  ScenarioOptions options = sources.options;
  if (const auto until = top.month("until")) options.until = until;
  study.loader = std::make_shared<ScenarioLoader>(options);
  const char* key = top.find("scenario") ? "scenario" : "scenarios";
  const Node* node = top.find(key);
  const std::vector<std::string> words = top.words(key);
  for (std::size_t w = 0; w < words.size(); ++w) {
    const Place place = node->items.empty() ? node->place() : node->items[w].place();
    if (const auto file = scenario_file_of(words[w], place, sources, study, top.mistakes()))
      add_scenarios(*file, study, top.mistakes());
  }
  std::vector<std::string> names;
  for (const Scenario& scenario : study.scenarios) {
    if (std::ranges::find(names, scenario.name()) != names.end())
      top.mistake(key, fmt::format("duplicate scenario '{}'", scenario.name()));
    names.push_back(scenario.name());
  }
  read_reference(top, names, study);
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
    if (factor.parameter() || (factor.path.empty() && factor.levels.empty())) continue;
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

void read_limits(FormReader& top, SweepLimits& limits) {
  top.section("limits", [&](FormReader& map) {
    limits.seconds = map.number("seconds");
    limits.megabytes = map.count("megabytes");
  });
}

std::vector<std::uint64_t> row_hashes(const ParameterSets& sets) {
  std::vector<std::uint64_t> out;
  for (std::size_t row = 0; row < sets.rows(); ++row) {
    ContentHash hash;
    for (std::size_t k = 0; k < sets.names().size(); ++k) hash.add(sets.names()[k]).add(sets.row(row)[k]);
    out.push_back(hash.key().low);
  }
  return out;
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
  read_sweep_design(top, study);
  read_sweep_outputs(top, study);
  read_sweep_questions(top, study);
  read_limits(top, study.limits);
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
  spec.set_rows = row_hashes(study.sets);
  settle_figures(study);
  return study;
}

}  // namespace chokepoint
