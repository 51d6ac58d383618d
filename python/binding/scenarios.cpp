// Loading, changing and describing scenarios.
#include "python/binding/scenarios.hpp"

#include <fmt/format.h>
#include <pybind11/stl.h>

#include <algorithm>

#include "agents/schedule.hpp"
#include "analysis/why/idle_events.hpp"
#include "app/common/describe.hpp"
#include "app/common/load_scenarios.hpp"
#include "app/common/option_checks.hpp"
#include "app/common/places.hpp"
#include "engine/scenario/horizon.hpp"
#include "engine/scenario/timeline.hpp"
#include "output/files/run_tables.hpp"
#include "output/text/warnings.hpp"

namespace chokepoint::python {
namespace {

namespace fs = std::filesystem;
using Scenarios = std::vector<std::shared_ptr<LoadedScenario>>;

app::RunOptions with_data(const std::string& data) {
  app::RunOptions out;
  out.data = data;
  return out;
}

Scenarios kept(const std::shared_ptr<Loader>& loader, std::vector<Scenario> read) {
  Scenarios out;
  for (Scenario& one : read) {
    const auto scenario = std::make_shared<const Scenario>(std::move(one));
    out.push_back(std::make_shared<LoadedScenario>(LoadedScenario{loader, scenario, scenario, {}}));
  }
  return out;
}

Scenarios from_file(const std::shared_ptr<Loader>& loader, const std::string& typed) {
  return kept(loader, loader->scenarios().load(app::scenario_file(typed)));
}

Scenarios from_text(const std::shared_ptr<Loader>& loader, const std::string& text, const std::string& name) {
  Mistakes mistakes;
  const config::Node root = config::parse_yaml(text, name, mistakes);
  mistakes.throw_if_any();
  return kept(loader, loader->scenarios().load(root, name));
}

Scenarios from_dict(const std::shared_ptr<Loader>& loader, const py::dict& content) {
  return kept(loader, loader->scenarios().load(node_of(content, "scenario"), "scenario"));
}

std::vector<Override> overrides_of(const OnTopOf& on_top) {
  std::vector<Override> out;
  for (const auto& [path, value] : on_top.overrides) out.push_back({path, value, value.place()});
  return out;
}

/// Overrides of events that nobody has are told here: whoever makes a scenario of several passes them over.
void check_events(const Composition& base, const std::vector<fs::path>& policies,
                  const std::vector<Override>& overrides) {
  Mistakes mistakes, told_later;
  Composition whole = base;
  for (const fs::path& policy : policies) add_policy(whole, policy, {policy.string()}, told_later);
  for (const Override& change : overrides)
    if (names_missing_event(whole, change.path)) apply_override(whole, change, mistakes);
  mistakes.throw_if_any();
}

/// The scenario with these on top of what its file says, in the order of the command line: policies, then overrides.
std::shared_ptr<LoadedScenario> made(const LoadedScenario& from, OnTopOf on_top) {
  Composition composition = *from.base->composition;
  if (on_top.until) composition.end = on_top.until;
  std::vector<fs::path> policies;
  for (const std::string& policy : on_top.policies) policies.push_back(app::policy_file(policy));
  const std::vector<Override> overrides = overrides_of(on_top);
  check_events(composition, policies, overrides);
  auto scenario =
      std::make_shared<Scenario>(from.loader->scenarios().make(std::move(composition), policies, overrides));
  if (from.base->trunk) {
    Composition trunk = *from.base->trunk->composition;
    if (on_top.until) trunk.end = on_top.until;
    scenario->trunk =
        std::make_shared<const Scenario>(from.loader->scenarios().make(std::move(trunk), policies, overrides));
  }
  return std::make_shared<LoadedScenario>(
      LoadedScenario{from.loader, from.base, std::move(scenario), std::move(on_top)});
}

std::shared_ptr<LoadedScenario> with_policies(const LoadedScenario& from, const std::vector<std::string>& policies) {
  OnTopOf on_top = from.on_top;
  on_top.policies.insert(on_top.policies.end(), policies.begin(), policies.end());
  return made(from, std::move(on_top));
}

std::shared_ptr<LoadedScenario> with_values(const LoadedScenario& from, const py::dict& values) {
  OnTopOf on_top = from.on_top;
  for (const auto& [key, value] : values) {
    const std::string path = py::str(key);
    std::erase_if(on_top.overrides, [&](const auto& said) { return said.first == path; });
    on_top.overrides.emplace_back(path, node_of(value, fmt::format("set({})", path)));
  }
  return made(from, std::move(on_top));
}

std::shared_ptr<LoadedScenario> until(const LoadedScenario& from, const std::string& typed) {
  OnTopOf on_top = from.on_top;
  on_top.until = Month::parse_or_year(typed);
  if (!on_top.until)
    throw ScenarioError({{{"until"}, fmt::format("'{}' should be a month like 2030-12 or a year", typed)}});
  return made(from, std::move(on_top));
}

py::object month_or_none(const std::optional<Month>& month) {
  return month && *month < EventClock::never ? py::cast(month->text()) : py::none();
}

py::dict event_of(const Event& event, const WorldData& data) {
  const EventHeader& h = event.header;
  py::dict out;
  out["id"] = h.id, out["type"] = h.type;
  out["issuers"] = h.issuers.names(data), out["targets"] = h.targets.names(data);
  out["announce"] = month_or_none(h.announce), out["start"] = h.start.text(), out["end"] = month_or_none(h.end);
  out["severity"] = h.severity;
  out["trigger"] = h.trigger ? py::cast(h.trigger->describe()) : py::none();
  out["description"] = event.describe(data), out["source"] = h.source, out["tags"] = h.tags;
  out["file"] = h.place.file, out["line"] = h.place.line;
  return out;
}

py::list events_of(const LoadedScenario& of) {
  py::list out;
  for (const auto& event : of.scenario->calendar->events())
    out.append(event_of(*event, *of.scenario->initial->world.data));
  return out;
}

/// What the scenario says that has no effect, as (event or "", sentence).
std::vector<std::pair<std::string, std::string>> remarks_of(const LoadedScenario& of) {
  const Scenario& scenario = *of.scenario;
  std::vector<std::pair<std::string, std::string>> out;
  const py::gil_scoped_release free;
  const IdleEvents idle = idle_events(scenario, agents::monthly_schedule());
  for (const IdleEvent& event : idle.own())
    out.emplace_back(scenario.calendar->events()[event.event.index()]->header.id, output::idle_sentence(event));
  if (const std::string far = horizon_remark(scenario); !far.empty()) out.emplace_back("", far);
  for (const std::string& remark : output::idle_remarks(scenario, idle, true)) out.emplace_back("", remark);
  return out;
}

config::Node scalar_of(const py::handle& value) {
  config::Node out;
  out.kind = config::Node::Kind::scalar;
  if (py::isinstance<py::bool_>(value))
    out.scalar = value.cast<bool>() ? "true" : "false";
  else if (py::hasattr(value, "isoformat"))
    out.scalar = py::str(value.attr("isoformat")());
  else if (py::hasattr(value, "item") && !py::isinstance<py::str>(value))
    out.scalar = py::repr(value.attr("item")());  // a number of NumPy's
  else
    out.scalar = py::str(value);
  return out;
}

}  // namespace

Loader::Loader(const std::string& data)
    : data_(data), options_(app::scenario_options(with_data(data))), loader_(options_) {}

config::Node node_of(const py::handle& value, const std::string& where) {
  config::Node out;
  if (py::isinstance<py::dict>(value)) {
    out.kind = config::Node::Kind::map;
    for (const auto& [key, item] : py::reinterpret_borrow<py::dict>(value)) {
      const std::string name = py::str(key);
      out.entries.push_back({name, 0, 0, node_of(item, fmt::format("{}.{}", where, name))});
    }
  } else if (py::isinstance<py::list>(value) || py::isinstance<py::tuple>(value)) {
    out.kind = config::Node::Kind::sequence;
    std::size_t number = 0;
    for (const py::handle item : py::reinterpret_borrow<py::sequence>(value))
      out.items.push_back(node_of(item, fmt::format("{}[{}]", where, number++)));
  } else if (!value.is_none()) {
    out = scalar_of(value);
  }
  out.file = std::make_shared<const std::string>(where);
  return out;
}

Month month_of(const std::string& typed, const Scenario& scenario, const std::string& what) {
  if (typed.empty()) return scenario.end;
  const auto month = Month::parse_or_year(typed);
  if (!month || *month < Month{0} || *month > scenario.end)
    throw ScenarioError({{{what},
                          fmt::format("'{}' should be a month like 2028-06 or a year, from {} to {}", typed,
                                      Month{0}.text(), scenario.end.text())}});
  return *month;
}

app::RunOptions run_options(const Loader& loader, const py::dict& asked) {
  app::RunOptions out = with_data(loader.data());
  out.quiet = true;
  Mistakes mistakes;
  const auto whole = [&](const char* name, std::int64_t fallback, std::int64_t low, std::int64_t high) {
    if (!asked.contains(name) || asked[name].is_none()) return fallback;
    const std::int64_t value = asked[name].cast<std::int64_t>();
    if (value < low || value > high)
      mistakes.add({name}, fmt::format("{} should be a whole number from {} to {}", value, low, high));
    return value;
  };
  out.runs = static_cast<std::size_t>(whole("runs", 64, 1, app::most_replicates));
  out.seed = static_cast<std::uint64_t>(whole("seed", 1, 0, app::largest_seed));
  out.threads = static_cast<int>(whole("threads", 0, 0, 1024));
  if (asked.contains("parameters") && !asked["parameters"].is_none())
    out.parameters = asked["parameters"].cast<std::string>();
  mistakes.throw_if_any();
  return out;
}

void bind_scenarios(py::module_& m) {
  py::class_<Loader, std::shared_ptr<Loader>>(m, "Loader").def(py::init<const std::string&>());
  py::class_<LoadedScenario, std::shared_ptr<LoadedScenario>>(m, "Scenario")
      .def_property_readonly("name", [](const LoadedScenario& s) { return s.scenario->name(); })
      .def_property_readonly("question", [](const LoadedScenario& s) { return s.scenario->question; })
      .def_property_readonly("file", [](const LoadedScenario& s) { return s.scenario->file.string(); })
      .def_property_readonly("files", [](const LoadedScenario& s) { return s.scenario->files; })
      .def_property_readonly("end", [](const LoadedScenario& s) { return s.scenario->end.text(); })
      .def_property_readonly("compare_to",
                             [](const LoadedScenario& s) -> py::object {
                               if (!s.scenario->compare_to) return py::none();
                               return py::cast(s.scenario->compare_to->string());
                             })
      .def("events", &events_of)
      .def("yaml", [](const LoadedScenario& s) { return config::to_yaml(s.scenario->resolved); })
      .def("check", &remarks_of)
      .def("with_policies", &with_policies)
      .def("with_values", &with_values)
      .def("until", &until);
  m.def("load_file", &from_file);
  m.def("load_text", &from_text);
  m.def("load_dict", &from_dict);
  m.def("home", [] { return app::home_folder().string(); });
  m.def("names", [](const std::string& kind, const std::string& data) {
    const auto& kinds = app::kinds_of_words();
    if (std::ranges::find(kinds, kind) == kinds.end())
      throw ScenarioError({{{"kind"}, fmt::format("nothing is called '{}'{}", kind, suggestion(kind, kinds))}});
    return app::names_of_kind(kind, data.empty() ? app::home_folder() / "data" : fs::path(data));
  });
  m.def("described", [](const std::string& kind, const std::string& name, const std::string& data) {
    return app::described(kind, name, data.empty() ? app::home_folder() / "data" : fs::path(data));
  });
}

}  // namespace chokepoint::python
