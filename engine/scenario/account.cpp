// Looking statements up by key.
#include "engine/scenario/account.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/base/file.hpp"
#include "engine/world/nation_names.hpp"

namespace chokepoint {
namespace {

using config::Node;

/// The value of a path in the data files, if it leads to one.
std::optional<Statement> in_data(const WorldFiles& files, const std::string& path) {
  const std::size_t dot = path.find('.');
  if (dot == std::string::npos) return std::nullopt;
  const std::string head = path.substr(0, dot), rest = path.substr(dot + 1);
  const auto file = std::ranges::find(files.files, head, &WorldFiles::File::name);
  if (file == files.files.end()) return std::nullopt;
  if (head == "parameters") {
    const Node* entry = file->content.find(rest);
    const Node* value = entry ? entry->find("value") : nullptr;
    return value ? std::optional(Statement{path, value->scalar, value->place(), false}) : std::nullopt;
  }
  const std::size_t last = rest.rfind('.');
  if (last == std::string::npos) return std::nullopt;
  std::string name = rest.substr(0, last);
  if (head == "nations") {
    std::vector<std::string> ids, labels;
    for (const Node& row : file->content.items)
      if (const Node* id = row.find("nation"), *label = row.find("label"); id && label)
        ids.push_back(id->scalar), labels.push_back(label->scalar);
    name = nation_id(name, ids, labels);
  }
  for (const Node& row : file->content.items) {
    if (row.entries.empty() || row.entries[0].value.scalar != name) continue;
    if (const Node* cell = row.find(rest.substr(last + 1))) return Statement{path, cell->scalar, cell->place(), false};
  }
  return std::nullopt;
}

/// Every key that someone speaks of, for suggestions.
std::vector<std::string> known_keys(const Composition& composition, const WorldFiles& files) {
  std::set<std::string> keys;
  for (const Statement& s : composition.statements) {
    keys.insert(s.key);
    keys.insert(OverridePath(s.key).short_text());
  }
  for (const Node::Entry& entry : files.file("parameters").content.entries) keys.insert(entry.key);
  return {keys.begin(), keys.end()};
}

}  // namespace

std::vector<Account> accounts_of(const Composition& composition, const WorldFiles& files, const std::string& key,
                                 Mistakes& mistakes) {
  std::vector<Account> out;
  const auto account = [&](const std::string& full) -> Account& {
    const auto at = std::ranges::find(out, full, &Account::key);
    return at != out.end() ? *at : out.emplace_back(Account{full, {}});
  };
  for (const std::string& prefix : {std::string(), std::string("parameters."), std::string("events.")}) {
    const std::string full = prefix + key;
    if (auto said = in_data(files, full)) account(full).statements.push_back(std::move(*said));
    for (const Statement& s : composition.statements) {
      // An event that is said anew, or removed, forgets the fields that it had.
      if (s.whole_event && (full == s.key || full.starts_with(s.key + ".") || s.key.starts_with(full + "."))) {
        std::erase_if(out, [&](const Account& a) { return a.key.starts_with(s.key + "."); });
        if (full.starts_with(s.key + ".") && s.value == "removed") account(full).statements.push_back(s);
      }
      if (s.key == full || s.key.starts_with(full + ".")) account(s.key).statements.push_back(s);
    }
    for (const Axis& axis : composition.axes)
      if (axis.name == full) {
        std::string values;
        for (const Axis::Choice& choice : axis.choices) values += (values.empty() ? "" : ", ") + choice.label;
        account(full).statements.push_back({full, values + " (by member of the family)",
                                            axis.choices.empty() ? Place{} : axis.choices[0].place, false});
      }
    if (!out.empty()) return out;
  }
  const std::string near = nearest(key, known_keys(composition, files));
  mistakes.add(
      {composition.file.string()},
      fmt::format("nothing is said of '{}'{}", key, near.empty() ? "" : fmt::format(" (did you mean '{}'?)", near)));
  return out;
}

namespace {

std::string text_of(const Node& node) {
  if (node.kind == Node::Kind::scalar) return node.scalar;
  std::string text = config::to_yaml(node);
  std::ranges::replace(text, '\n', ' ');
  return text;
}

}  // namespace

std::map<std::string, std::string> final_values(const Composition& composition) {
  std::map<std::string, std::string> out;
  if (composition.end) out["scenario.end"] = composition.end->text();
  if (composition.compare_to) out["scenario.compare_to"] = composition.compare_to->filename().string();
  const auto add_axis = [&](const Axis& axis) {
    std::string& text = out["family." + axis.name];
    for (const Axis::Choice& choice : axis.choices) {
      text += (text.empty() ? "" : ", ") + choice.label;
      for (const std::string& policy : choice.policies) text += " " + std::filesystem::path(policy).filename().string();
    }
  };
  for (const Axis& axis : composition.axes) add_axis(axis);
  if (composition.branch) {
    add_axis(composition.branch->axis);
    out["family.branch.at"] = composition.branch->at.text();
  }
  for (const auto& [bloc, members] : composition.blocs) out["blocs." + bloc] = text_of(members);
  for (const Override& change : composition.overrides) out[change.path.text()] = text_of(change.value);
  for (const Override& change : composition.governments) out[change.path.text()] = text_of(change.value);
  for (const Node& event : composition.events)
    for (const Node::Entry& entry : event.entries)
      out["events." + id_of(event) + "." + entry.key] = text_of(entry.value);
  return out;
}

std::vector<Difference> differences(const Composition& left, const Composition& right) {
  const auto a = final_values(left), b = final_values(right);
  std::set<std::string> keys;
  for (const auto& [key, value] : a) keys.insert(key);
  for (const auto& [key, value] : b) keys.insert(key);
  std::vector<Difference> out;
  for (const std::string& key : keys) {
    const auto in_a = a.find(key), in_b = b.find(key);
    const std::string x = in_a == a.end() ? "" : in_a->second, y = in_b == b.end() ? "" : in_b->second;
    if (x != y) out.push_back({key, x, y});
  }
  return out;
}

}  // namespace chokepoint
