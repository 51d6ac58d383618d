// Reading what a study varies.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "analysis/sweep/study.hpp"
#include "engine/base/elementary.hpp"
#include "engine/base/file.hpp"
#include "engine/world/prior.hpp"

namespace chokepoint {
namespace {

namespace fs = std::filesystem;
using config::FormReader;
using config::MapReader;
using config::Node;

std::string one_line(const Node& node) {
  std::string out = node.kind == Node::Kind::scalar ? node.scalar : config::to_yaml(node);
  std::ranges::replace(out, '\n', ' ');
  return out;
}

/// Reads the factor below one name.
class FactorReader {
  static constexpr std::size_t most_levels = 10000;  // each is tried before anything is run

 public:
  FactorReader(const std::string& name, FormReader& map, const SweepSources& sources, SweepStudy& study,
               std::vector<std::string>& groups)
      : map_(map), sources_(sources), study_(study), groups_(groups) {
    factor_.name = name;
  }

  void read() {
    factor_.path = map_.text("set");
    const Node* policies = map_.find("policies");
    if (policies && factor_.path.empty())
      read_policies(*policies);
    else if (policies || factor_.path.empty())
      wrong_ = true;  // told by the form
    else
      read_values();
    factor_.lever = map_.find("lever") ? map_.boolean("lever") : factor_.path.empty();
    const std::string group = map_.find("group") ? map_.text("group") : factor_.name;
    const auto at = std::ranges::find(groups_, group);
    factor_.input = static_cast<std::size_t>(at - groups_.begin());
    if (at == groups_.end()) groups_.push_back(group);
    check_place();
    factor_.unit = unit_of();
    if (wrong_ && factor_.path.empty()) factor_.levels.clear();  // nothing to try
    study_.spec.factors.push_back(factor_);
    study_.values.push_back(nodes_);
    study_.policies.push_back(policies_);
  }

 private:
  void read_policies(const Node& choices) {
    factor_.kind = FactorKind::choice;
    if (choices.kind != Node::Kind::map || choices.entries.empty())
      return map_.mistake("policies", fmt::format("'policies' should be a map of choice to policy files, found {}",
                                                  choices.describe()));
    for (const Node::Entry& choice : choices.entries) {
      std::vector<fs::path> files;
      ContentHash content;
      MapReader words(choices, "choices", map_.mistakes());
      for (const std::string& word : words.words(choice.key)) {
        const fs::path beside = study_.file.parent_path() / word,
                       with_ending = study_.file.parent_path() / (word + ".yaml");
        files.push_back(fs::is_regular_file(beside)        ? beside
                        : fs::is_regular_file(with_ending) ? with_ending
                                                           : sources_.policy_file(word));
        const auto text = read_bytes(files.back());
        if (!text)
          map_.mistakes().add(choice.value.place(),
                              fmt::format("'{}' is neither a policy file nor a shipped policy", word)),
              wrong_ = true;
        content.add(text.value_or(""));
      }
      factor_.levels.push_back({choice.key, static_cast<double>(factor_.levels.size()), content.key()});
      policies_.push_back(std::move(files));
    }
  }

  void read_values() {
    int said = 0;
    for (std::size_t shape = 0; shape < distribution_names().size(); ++shape)
      if (const Node* law = map_.find(distribution_names()[shape]))
        read_distribution(static_cast<Distribution::Shape>(shape), *law), ++said;
    if (const Node* levels = map_.find("levels")) read_levels(*levels), ++said;
    if (const Node* steps = map_.find("steps")) read_steps(*steps), ++said;
    if (const Node* months = map_.find("months")) read_months(*months), ++said;
    if (map_.find("prior")) ++said;
    if (map_.boolean("prior")) read_prior();
    if (map_.boolean("integer")) {
      if (!factor_.levels.empty())
        map_.mistake("integer", "'integer' goes with a distribution; levels are what they are");
      else
        factor_.kind = FactorKind::integer;
    }
    if (said != 1) wrong_ = true;  // told by the form
  }

  void read_distribution(Distribution::Shape shape, const Node& node) {
    const std::size_t before = map_.mistakes().count();
    Distribution& law = factor_.distribution;
    law = Distribution{};
    law.shape = shape;
    const std::string name = distribution_names()[static_cast<std::size_t>(shape)];
    if (shape == Distribution::Shape::normal || shape == Distribution::Shape::log_normal) {
      map_.section(name, [&](FormReader& map) {
        law.centre = map.number(shape == Distribution::Shape::normal ? "mean" : "median");
        law.spread = shape == Distribution::Shape::normal ? map.number("deviation")
                                                          : maths::log(map.optional_number("factor").value_or(1));
        law.low = map.optional_number("low").value_or(law.low),
        law.high = map.optional_number("high").value_or(law.high);
      });
    } else {
      const std::size_t wanted =
          shape == Distribution::Shape::uniform || shape == Distribution::Shape::log_uniform ? 2 : 3;
      std::vector<double> numbers;
      for (const Node& item : node.items)
        if (const auto x = config::parse_number(item.scalar)) numbers.push_back(*x);
      if (numbers.size() != wanted || node.items.size() != wanted)
        return map_.mistake(name,
                            fmt::format("'{}' should be {}, found {}", name,
                                        wanted == 2 ? "[low, high]" : "[low, most likely, high]", one_line(node)));
      law.low = numbers.front(), law.high = numbers.back();
      if (wanted == 3) law.centre = numbers[1];
    }
    if (map_.mistakes().count() > before)
      wrong_ = true;
    else if (const std::string wrong = law.wrong(); !wrong.empty())
      map_.mistake(name, fmt::format("'{}': {}", name, wrong)), wrong_ = true;
  }

  void read_levels(const Node& list) {
    if (list.kind != Node::Kind::sequence || list.items.empty())
      return map_.mistake("levels", fmt::format("'levels' should list values, found {}", list.describe()));
    if (list.items.size() > most_levels)
      return map_.mistake("levels",
                          fmt::format("found {} levels; a factor has at most {}", list.items.size(), most_levels));
    for (const Node& item : list.items) add_level(item);
  }

  void add_level(const Node& item) {
    const auto number =
        item.quoted || item.kind != Node::Kind::scalar ? std::nullopt : config::parse_number(item.scalar);
    const auto month = item.kind == Node::Kind::scalar && !number ? Month::parse(item.scalar) : std::nullopt;
    const double counts_as = number  ? *number
                             : month ? static_cast<double>(month->index)
                                     : static_cast<double>(factor_.levels.size());
    if (!number) factor_.kind = month ? FactorKind::month : FactorKind::choice;
    const std::string label = number ? fmt::format("{}", *number) : one_line(item);
    if (std::ranges::find(factor_.levels, label, &Level::label) != factor_.levels.end())
      map_.mistakes().add(item.place(), fmt::format("duplicate '{}' in factor '{}'", label, factor_.name));
    factor_.levels.push_back({label, counts_as, {}});
    nodes_.push_back(item);
  }

  void read_steps(const Node& node) {
    const std::size_t before = map_.mistakes().count();
    double from = 0, to = 0;
    int count = 2;
    map_.section("steps", [&](FormReader& map) {
      from = map.number("from"), to = map.number("to"), count = map.integer("count");
    });
    if (map_.mistakes().count() > before) {
      wrong_ = true;
      return;
    }
    for (int k = 0; k < count; ++k) {
      Node item = node;
      item.kind = Node::Kind::scalar;
      item.scalar = fmt::format("{}", from + (to - from) * k / (count - 1));
      item.entries.clear();
      add_level(item);
    }
  }

  void read_months(const Node& node) {
    std::vector<Month> ends;
    for (const Node& item : node.items)
      if (const auto month = Month::parse(item.scalar)) ends.push_back(*month);
    if (ends.size() != 2 || ends[0] >= ends[1])
      return map_.mistake(
          "months", fmt::format("'months' should be [first, last], as [2022-01, 2026-12], found {}", one_line(node)));
    factor_.kind = FactorKind::month;
    factor_.distribution = {Distribution::Shape::uniform, static_cast<double>(ends[0].index),
                            static_cast<double>(ends[1].index), 0, 0};
  }

  void read_prior() {
    const ParameterEntry* entry = parameter();
    if (!entry || entry->prior == Prior::fixed || entry->low >= entry->high)
      return map_.mistake("prior", fmt::format("'{}' is not a parameter with a prior", factor_.path.text()));
    factor_.distribution = prior_of(*entry);
  }

  [[nodiscard]] const ParameterEntry* parameter() const {
    const ParameterPath* path = factor_.parameter();
    return path && !study_.scenarios.empty() ? study_.scenarios[0].initial->table.find(path->name) : nullptr;
  }

  /// The unit of what the factor sets: of a parameter, or of a field of an event; else none is known.
  [[nodiscard]] std::string unit_of() const {
    if (const ParameterEntry* entry = parameter()) return entry->unit;
    const EventPath* path = factor_.path.event_field();
    if (!path) return "";
    for (const Scenario& scenario : study_.scenarios) {
      const EventId event = scenario.calendar->find(path->id);
      if (!event.exists()) continue;
      for (const auto fields :
           {find_event_type(scenario.calendar->events()[event.index()]->header.type)->fields, common_event_fields()})
        if (const auto at = std::ranges::find(fields, path->field, &EventField::name); at != fields.end())
          return std::string(at->unit);
    }
    return "";
  }

  /// The least and the greatest value, and that a parameter's range holds both.
  void check_place() {
    const ParameterPath* path = factor_.parameter();
    if (!path || study_.scenarios.empty()) return;
    const ParameterTable& table = study_.scenarios[0].initial->table;
    const ParameterEntry* entry = parameter();
    if (!entry)
      return map_.mistake(
          "set", fmt::format("no parameter is called '{}'{}", path->name, suggestion(path->name, table.names())));
    double low = factor_.distribution.low, high = factor_.distribution.high;
    if (!factor_.levels.empty()) {
      low = std::ranges::min_element(factor_.levels, {}, &Level::number)->number;
      high = std::ranges::max_element(factor_.levels, {}, &Level::number)->number;
      if (factor_.kind != FactorKind::real)
        return map_.mistake("levels", fmt::format("parameter '{}' takes numbers", entry->name));
    }
    if (!wrong_ && (low < entry->low || high > entry->high))
      map_.mistake("set",
                   fmt::format("factor '{}' reaches from {} to {}, but parameter '{}' must lie between {} and {}",
                               factor_.name, low, high, entry->name, entry->low, entry->high));
  }

  FormReader& map_;
  const SweepSources& sources_;
  SweepStudy& study_;
  std::vector<std::string>& groups_;
  Factor factor_;
  bool wrong_ = false;  ///< told to be wrong already
  std::vector<Node> nodes_;
  std::vector<std::vector<fs::path>> policies_;
};

/// `priors: all`, or a list of parameters: each a factor by its prior.
void read_priors(FormReader& top, SweepStudy& study, std::vector<std::string>& groups) {
  if (!top.find("priors") || study.scenarios.empty()) return;
  const Scenario& scenario = study.scenarios[0];
  const ParameterTable& table = scenario.initial->table;
  std::vector<std::string> names = top.words("priors");
  if (names == std::vector<std::string>{"all"}) {
    names.clear();
    for (const ParameterEntry& entry : table.entries()) {
      if (entry.prior != Prior::fixed && entry.low < entry.high && !says_parameter(scenario.overrides, entry.name))
        names.push_back(entry.name);
    }
  }
  for (const std::string& name : names) {
    Factor factor;
    factor.name = name, factor.path = "parameters." + name;
    std::ranges::replace(factor.name, '.', '_');
    const ParameterEntry* entry = table.find(name);
    if (!entry || entry->prior == Prior::fixed || entry->low >= entry->high) {
      top.mistake("priors", entry
                                ? fmt::format("parameter '{}' has no prior", name)
                                : fmt::format("no parameter is called '{}'{}", name, suggestion(name, table.names())));
      continue;
    }
    if (std::ranges::find(study.spec.factors, factor.path, &Factor::path) != study.spec.factors.end())
      continue;  // said in so many words
    factor.distribution = prior_of(*entry), factor.unit = entry->unit;
    factor.input = groups.size();
    groups.push_back(factor.name);
    study.spec.factors.push_back(std::move(factor));
    study.values.emplace_back(), study.policies.emplace_back();
  }
}

bool is_word(const std::string& name) {
  return !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
         std::ranges::all_of(name, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

}  // namespace

void read_sweep_factors(FormReader& top, const SweepSources& sources, SweepStudy& study) {
  std::vector<std::string> groups;
  top.each_named("factors", [&](const Node::Entry& entry, FormReader& map) {
    if (!is_word(entry.key))
      top.mistakes().add({map.node().place().file, entry.line, entry.column},
                         fmt::format("'{}' cannot name a factor: letters, digits and underscores can", entry.key));
    FactorReader(entry.key, map, sources, study, groups).read();
  });
  read_priors(top, study, groups);
  read_factor_relations(top, study);
}

Override SweepStudy::override_of(std::size_t factor, double value) const {
  const Factor& f = spec.factors[factor];
  if (!f.levels.empty()) {
    const Node& node = values[factor][static_cast<std::size_t>(value)];
    return {f.path, node, node.place()};
  }
  Node node;
  node.kind = Node::Kind::scalar;
  node.scalar = f.text(value);
  return {f.path, node, {fmt::format("{} = {}", f.name, node.scalar)}};
}

}  // namespace chokepoint
