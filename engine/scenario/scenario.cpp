// The check of everything: a composition, the data and the command line become scenarios.
#include "engine/scenario/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/file.hpp"
#include "engine/events/event_reader.hpp"
#include "engine/scenario/blocs.hpp"
#include "engine/scenario/folding.hpp"
#include "engine/scenario/governments.hpp"
#include "engine/scenario/population.hpp"
#include "engine/scenario/values_by_date.hpp"

namespace chokepoint {
namespace {

namespace fs = std::filesystem;
using config::Node;

Node scalar(const std::string& text) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.scalar = text;
  return node;
}

/// The scenario as one file without inheritance.
Node resolved_node(const Composition& composition, const Scenario& scenario) {
  Node head, world, population, blocs, overrides, governments, events, root;
  for (Node* map : {&head, &world, &population, &blocs, &overrides, &governments, &root}) map->kind = Node::Kind::map;
  events.kind = Node::Kind::sequence;
  head.entries.push_back({"name", 0, 0, scalar(scenario.family)});
  if (!scenario.question.empty()) head.entries.push_back({"question", 0, 0, scalar(scenario.question)});
  if (!scenario.claims.empty()) {
    Node claims;
    claims.kind = Node::Kind::sequence;
    for (const std::string& name : scenario.claims) claims.items.push_back(scalar(name));
    head.entries.push_back({"claims", 0, 0, claims});
  }
  head.entries.push_back({"start", 0, 0, scalar(Month{0}.text())});
  head.entries.push_back({"end", 0, 0, scalar(scenario.end.text())});
  for (const Override& change : scenario.overrides)
    if (const auto* of = change.path.as<PopulationPath>())
      population.entries.push_back({of->key, 0, 0, change.value});
    else
      overrides.entries.push_back({change.path.text(), 0, 0, change.value});
  for (const Override& said : composition.governments)
    governments.entries.push_back({said.path.as<GovernmentPath>()->key, 0, 0, said.value});
  for (const auto& [bloc, members] : composition.blocs) blocs.entries.push_back({bloc, 0, 0, members});
  events.items = composition.events;
  root.entries.push_back({"scenario", 0, 0, head});
  if (!population.entries.empty()) {
    world.entries.push_back({"synthesize", 0, 0, population});
    root.entries.push_back({"world", 0, 0, world});
  }
  if (!blocs.entries.empty()) root.entries.push_back({"blocs", 0, 0, blocs});
  root.entries.push_back({"overrides", 0, 0, overrides});
  if (!governments.entries.empty()) root.entries.push_back({"governments", 0, 0, governments});
  root.entries.push_back({"events", 0, 0, events});
  return root;
}

void settle_end(const Composition& composition, const ScenarioOptions& options, Scenario& scenario,
                Mistakes& mistakes) {
  constexpr Month latest = Month::of(2100, 12);
  scenario.end = options.until.value_or(composition.end.value_or(Month::of(2030, 12)));
  const Place place = options.until ? Place{"--until"} : composition.end_place;
  if (scenario.end < Month{0} || scenario.end > latest)
    mistakes.add(place, fmt::format("the last month should lie between {} and {}, found {}", Month{0}.text(),
                                    latest.text(), scenario.end.text()));
  if (composition.branched_at && !options.until && *composition.branched_at > scenario.end)
    mistakes.add(place, fmt::format("the scenario branches in {}, after its last month {}",
                                    composition.branched_at->text(), scenario.end.text()));
}

/// Adds policies from outside the scenario's files, and remembers them in its name.
void put_on_top(Composition& composition, const std::vector<fs::path>& policies, Mistakes& mistakes) {
  for (const fs::path& policy : policies) {
    const std::size_t before = composition.policies.size();
    add_policy(composition, policy, {policy.string()}, mistakes);
    if (composition.policies.size() > before) composition.on_top.policies.push_back(composition.policies.back().name);
  }
}

}  // namespace

ScenarioLoader::ScenarioLoader(ScenarioOptions options)
    : options_(std::move(options)), files_(WorldFiles::load(options_.data, data_mistakes_)) {}

namespace {

/// The population asked for, which must fit in memory.
Synthesis population_of(const std::vector<Override>& overrides, std::size_t memory, Mistakes& mistakes) {
  const Synthesis out = read_population(overrides, mistakes);
  if (const std::size_t wanted = Synthesis::world_bytes(out.firms, out.degree); memory > 0 && wanted > memory)
    mistakes.add(out.place,
                 fmt::format("{} firms of degree {:g} need about {:.0f} GB of memory; {:.0f} GB are available, for "
                             "some {} firms",
                             out.firms, out.degree, static_cast<double>(wanted) / 1e9,
                             static_cast<double>(memory) / 1e9, out.firms / (wanted / memory + 1) / 1000 * 1000));
  return out;
}

}  // namespace

std::shared_ptr<const InitialWorld> ScenarioLoader::world(const std::vector<Override>& overrides, Mistakes& mistakes) {
  if (std::ranges::any_of(files_.files, [](const auto& f) { return f.empty(); })) return nullptr;
  std::string said;
  for (const Override& change : overrides) said += change.path.text() + ": " + config::to_yaml(change.value) + "\n";
  if (const auto at = worlds_.find(said); at != worlds_.end())
    if (std::shared_ptr<const InitialWorld> known = at->second.lock()) return known;
  const std::size_t before = mistakes.count();
  const std::shared_ptr<const InitialWorld> built = build(overrides, mistakes);
  if (mistakes.count() > before) return built;
  std::erase_if(worlds_, [](const auto& entry) { return entry.second.expired(); });
  worlds_.emplace(std::move(said), built);
  (overrides.empty() ? plain_ : latest_) = built;
  return built;
}

std::shared_ptr<const InitialWorld> ScenarioLoader::build(const std::vector<Override>& overrides, Mistakes& mistakes) {
  const std::size_t before = mistakes.count();
  const Synthesis population = population_of(overrides, options_.memory, mistakes);
  std::vector<Override> of_tables;
  bool of_parameters = false;
  for (const Override& change : overrides) {
    if (!change.path.as<PopulationPath>() && !change.path.as<ParameterPath>()) of_tables.push_back(change);
    of_parameters = of_parameters || change.path.as<ParameterPath>();
  }
  if (of_parameters && !population.asked()) {  // a great population is not copied for a number
    const std::shared_ptr<const InitialWorld> base = world(of_tables, mistakes);
    return with_parameters(*base, files_, overrides, mistakes);
  }
  WorldFiles files = files_;
  std::vector<Override> of_data = overrides;
  std::erase_if(of_data, [](const Override& change) { return change.path.as<PopulationPath>(); });
  apply_overrides(files, of_data, mistakes);
  return build_world(files, mistakes, mistakes.count() > before ? Synthesis{} : population);
}

void ScenarioLoader::apply_command_line(Composition& composition, Mistakes& mistakes) {
  for (std::size_t o = 0; o < options_.overrides.size(); ++o) {
    const Override& change = options_.overrides[o];
    if (std::ranges::find(composition.axes, change.path.text(), &Axis::name) != composition.axes.end()) {
      mistakes.add(change.place, fmt::format("'{}' is what the family varies", change.path.text()));
      applied_[o] = true;
    } else if (names_missing_event(composition, change.path)) {
      continue;  // an event of other members
    } else {
      apply_override(composition, change, mistakes);
      composition.on_top.overrides[change.path.text()] = short_text(change.value);
      applied_[o] = true;
    }
  }
}

std::optional<Scenario> ScenarioLoader::finish(Composition composition, Mistakes& mistakes) {
  Scenario scenario;
  scenario.composition = std::make_shared<const Composition>(composition);
  applied_.resize(options_.overrides.size(), false);
  apply_command_line(composition, mistakes);
  scenario.family = composition.name;
  scenario.member = composition.member;
  scenario.on_top = composition.on_top;
  if (!options_.data_label.empty()) scenario.on_top.data = options_.data_label;
  if (!scenario.on_top.changes_rules())
    scenario.question = composition.question, scenario.claims = composition.claims,
    scenario.claims_place = composition.claims_place;
  scenario.file = composition.file;
  scenario.compare_to = composition.compare_to;
  scenario.branched_at = composition.branched_at;
  scenario.files = composition.files;
  scenario.overrides = composition.overrides;
  scenario.statements = composition.statements;
  settle_end(composition, options_, scenario, mistakes);
  for (const WorldFiles::File& f : files_.files) scenario.data_hashes.emplace_back(f.path.filename().string(), f.hash);

  scenario.initial = world(scenario.overrides, mistakes);
  if (!scenario.initial) return std::nullopt;
  const WorldData& data = *scenario.initial->world.data;
  const MetricCatalogue metrics = options_.metrics ? options_.metrics(data) : MetricCatalogue{};
  const Blocs blocs = blocs_of(composition, data, mistakes);
  const EventContext context{data, scenario.initial->table, options_.metrics ? &metrics : nullptr, &blocs};
  std::vector<std::shared_ptr<Event>> events;
  for (const Node& said : composition.events)
    for_each_stretch(said, mistakes, [&](const Node& node) {
      if (std::shared_ptr<Event> event = read_event(node, context, mistakes)) events.push_back(std::move(event));
    });
  scenario.agent_from = read_governments(composition, data, mistakes);
  scenario.calendar = std::make_shared<const Calendar>(std::move(events), mistakes, scenario.agent_from);
  scenario.resolved = resolved_node(composition, scenario);
  return scenario;
}

std::vector<Scenario> ScenarioLoader::load(const fs::path& file) {
  Mistakes mistakes = data_mistakes_;
  return members_of(compose(file, options_.library, mistakes), mistakes);
}

std::vector<Scenario> ScenarioLoader::load(const Node& root, const fs::path& file) {
  Mistakes mistakes = data_mistakes_;
  return members_of(compose(root, file, options_.library, mistakes), mistakes);
}

std::vector<Scenario> ScenarioLoader::members_of(Composition whole, Mistakes& mistakes) {
  std::vector<Scenario> out;
  put_on_top(whole, options_.policies, mistakes);
  applied_.assign(options_.overrides.size(), false);
  const Composition* trunk_of = nullptr;
  std::shared_ptr<const Scenario> trunk;  // of the latest branches
  for (FamilyMember& member : expand(whole, mistakes)) {
    if (member.trunk && member.trunk.get() != trunk_of) {
      trunk_of = member.trunk.get();
      if (auto scenario = finish(*member.trunk, mistakes))
        trunk = std::make_shared<const Scenario>(std::move(*scenario));
    }
    auto scenario = finish(std::move(member.composition), mistakes);
    if (!scenario) break;
    if (member.trunk) scenario->trunk = trunk;
    out.push_back(std::move(*scenario));
  }
  if (!out.empty())
    for (std::size_t o = 0; o < applied_.size(); ++o)
      if (!applied_[o]) apply_override(whole, options_.overrides[o], mistakes);  // tells what is wrong with it
  mistakes.throw_if_any();
  return out;
}

std::vector<Composition> ScenarioLoader::compositions(const fs::path& file) {
  Mistakes mistakes = data_mistakes_;
  const Composition whole = compose(file, options_.library, mistakes);
  std::vector<Composition> out;
  for (FamilyMember& member : expand(whole, mistakes)) out.push_back(std::move(member.composition));
  mistakes.throw_if_any();
  return out;
}

Scenario ScenarioLoader::make(Composition composition, const std::vector<fs::path>& policies,
                              const std::vector<Override>& overrides) {
  Mistakes mistakes = data_mistakes_;
  put_on_top(composition, policies, mistakes);
  if (!policies.empty()) check_policies(composition, mistakes);
  for (const Override& change : overrides)
    if (!names_missing_event(composition, change.path)) {
      apply_override(composition, change, mistakes);
      composition.on_top.overrides[change.path.text()] = short_text(change.value);
    }
  applied_.assign(options_.overrides.size(), false);
  auto scenario = finish(std::move(composition), mistakes);
  mistakes.throw_if_any();
  return std::move(*scenario);
}

std::vector<Scenario> load_family(const fs::path& file, const ScenarioOptions& options) {
  return ScenarioLoader(options).load(file);
}

Scenario load_scenario(const fs::path& file, const ScenarioOptions& options) {
  std::vector<Scenario> members = load_family(file, options);
  if (members.size() != 1)
    throw ScenarioError(
        {{{file.string()}, fmt::format("describes a family of {} scenarios; one is wanted here", members.size())}});
  return std::move(members[0]);
}

}  // namespace chokepoint
