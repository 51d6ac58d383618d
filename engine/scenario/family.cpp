// Families: axes of choices, and the scenarios that they make.
#include <fmt/format.h>

#include <algorithm>

#include "engine/scenario/folding.hpp"

namespace chokepoint {
namespace {

namespace fs = std::filesystem;
using config::MapReader;
using config::Node;

constexpr std::size_t largest_family = 1000, most_axes = 50;

/// Labels of one axis: fit for folders, and all different.
void check_labels(const Axis& axis, Mistakes& mistakes) {
  std::vector<std::string> seen;
  for (const Axis::Choice& choice : axis.choices) {
    if (const std::string wrong = wrong_name(axis.name == "branch" ? choice.label : "=" + choice.label); !wrong.empty())
      mistakes.add(choice.place, fmt::format("'{}' {}", choice.label, wrong));
    std::string bare = choice.label;
    std::erase(bare, ' ');
    if (std::ranges::find(seen, bare) != seen.end())
      mistakes.add(choice.place, fmt::format("duplicate '{}' in '{}'", choice.label, axis.name));
    seen.push_back(std::move(bare));
  }
}

/// Members of the family; stops counting past the largest that is read.
std::size_t family_size(const Composition& c) {
  std::size_t members = c.branch ? c.branch->axis.choices.size() : 1;
  for (const Axis& axis : c.axes) members = std::min(largest_family + 1, members * axis.choices.size());
  return members;
}

/// A member of a family that takes one more choice.
void choose(Composition& member, const Axis& axis, const Axis::Choice& choice, Mistakes& mistakes) {
  const std::size_t dot = axis.name.rfind('.');
  const auto ends_alike = [&](const Axis& other) {
    return other.name != axis.name && dot != std::string::npos && other.name.ends_with(axis.name.substr(dot));
  };
  const std::string name =
      dot == std::string::npos || std::ranges::any_of(member.axes, ends_alike) ? axis.name : axis.name.substr(dot + 1);
  const std::string part = axis.name == "branch" ? choice.label : name + "=" + choice.label;
  member.member += (member.member.empty() ? "" : ", ") + part;
  if (choice.override) apply_override(member, *choice.override, mistakes);
  for (const std::string& policy : choice.policies) add_policy(member, policy, choice.place, mistakes);
}

/// Reads the axes of one file.
class AxisReader {
 public:
  AxisReader(const fs::path& file, Composition& c, Mistakes& mistakes) : file_(file), c_(c), mistakes_(mistakes) {}

  void read_vary(const Node& vary) {
    if (vary.kind != Node::Kind::map)
      mistakes_.add(vary.place(),
                    fmt::format("'vary' should be a map of path to list of values, found {}", vary.describe()));
    for (const Node::Entry& entry : vary.entries)
      if (auto axis = varied(entry)) c_.axes.push_back(std::move(*axis));
  }

  void read_matrix(const Node& matrix) {
    if (matrix.kind != Node::Kind::map)
      mistakes_.add(matrix.place(),
                    fmt::format("'matrix' should be a map of axis to choices, found {}", matrix.describe()));
    for (const Node::Entry& entry : matrix.entries) {
      const Place place{matrix.place().file, entry.line, entry.column};
      if (const std::string wrong = wrong_name(entry.key); !wrong.empty())
        mistakes_.add(place, fmt::format("'{}' {}", entry.key, wrong));
      else if (entry.key == "branch" || entry.key.find('.') != std::string::npos)
        mistakes_.add(place,
                      fmt::format("'{}' cannot name an axis of the matrix: a word without dots other than 'branch' can",
                                  entry.key));
      c_.axes.push_back(named(entry.value, entry.key));
    }
  }

  void read_branch(const Node& branch) {
    MapReader reader(branch, "branch", mistakes_);
    (void)reader.require("at");
    const auto at = reader.month("at");
    const Node* policies = reader.require("policies");
    if (at && *at <= Month{0})
      reader.mistake("at", fmt::format("a branch lies after the first month, {}", Month{0}.text()));
    if (at && policies) c_.branch = Branch{*at, named(*policies, "branch")};
    reader.finish();
  }

 private:
  /// The axis of a path and the values that it takes; nothing if they are too many.
  std::optional<Axis> varied(const Node::Entry& entry) {
    Axis axis;
    axis.name = entry.key;
    if (entry.value.kind != Node::Kind::sequence || entry.value.items.empty())
      mistakes_.add(entry.value.place(),
                    fmt::format("'{}' should list the values to take, found {}", entry.key,
                                entry.value.kind == Node::Kind::sequence ? "an empty list" : entry.value.describe()));
    if (entry.value.items.size() > largest_family) {
      mistakes_.add(
          entry.value.place(),
          fmt::format("'{}' takes {} values, but a family has at most {} members: a study of that size is a sweep",
                      entry.key, entry.value.items.size(), largest_family));
      return std::nullopt;
    }
    for (const Node& value : entry.value.items)
      axis.choices.push_back({short_text(value), Override{entry.key, value, value.place()}, {}, value.place()});
    check_labels(axis, mistakes_);
    return axis;
  }

  /// An axis whose choices are named and stand for policies.
  Axis named(const Node& map, std::string name) {
    Axis axis;
    axis.name = std::move(name);
    if (map.kind != Node::Kind::map || map.entries.empty())
      mistakes_.add(map.place(),
                    fmt::format("'{}' should be a map of name to policy files, found {}", axis.name, map.describe()));
    if (map.entries.size() > largest_family) {
      mistakes_.add(
          map.place(),
          fmt::format("'{}' has {} choices, but a family has at most {} members: a study of that size is a sweep",
                      axis.name, map.entries.size(), largest_family));
      return axis;
    }
    for (const Node::Entry& entry : map.entries) {
      Axis::Choice choice{entry.key, {}, {}, {entry.value.file ? *entry.value.file : "", entry.line, entry.column}};
      policies_of(entry.value, choice);
      axis.choices.push_back(std::move(choice));
    }
    check_labels(axis, mistakes_);
    return axis;
  }

  void policies_of(const Node& list, Axis::Choice& choice) {
    if (list.kind != Node::Kind::sequence && list.kind != Node::Kind::null)
      mistakes_.add(list.place(),
                    fmt::format("'{}' should list policy files, found {}", choice.label, list.describe()));
    for (const Node& item : list.items)
      if (item.kind != Node::Kind::scalar)
        mistakes_.add(item.place(), fmt::format("a policy should be a file, found {}", item.describe()));
      else if (const auto path = named_file(c_, file_, item.scalar, NamedAs::policy, item.place(), mistakes_))
        choice.policies.push_back(path->string());
  }

  const fs::path& file_;
  Composition& c_;
  Mistakes& mistakes_;
};

}  // namespace

void read_axes(MapReader& top, const fs::path& file, Composition& c, Mistakes& mistakes) {
  AxisReader reader(file, c, mistakes);
  if (const Node* vary = top.find("vary")) reader.read_vary(*vary);
  if (const Node* matrix = top.find("matrix")) reader.read_matrix(*matrix);
  if (const Node* branch = top.find("branch")) reader.read_branch(*branch);
}

std::vector<FamilyMember> expand(const Composition& whole, Mistakes& mistakes) {
  if (whole.axes.size() > most_axes) {
    mistakes.add({whole.file.string()},
                 fmt::format("the family varies {} things; at most {} are read", whole.axes.size(), most_axes));
    return {};
  }
  if (family_size(whole) > largest_family) {
    mistakes.add({whole.file.string()},
                 fmt::format("the family has more than {} members: a study of that size is a sweep", largest_family));
    return {};
  }
  std::vector<Composition> trunks = {whole};
  for (const Axis& axis : whole.axes) {
    std::vector<Composition> next;
    for (const Composition& member : trunks)
      for (const Axis::Choice& choice : axis.choices) choose(next.emplace_back(member), axis, choice, mistakes);
    trunks = std::move(next);
  }
  std::vector<FamilyMember> members;
  for (Composition& member : trunks) {
    if (!whole.branch) {
      members.push_back({std::move(member), nullptr});
      continue;
    }
    const auto trunk = std::make_shared<const Composition>(std::move(member));
    for (const Axis::Choice& choice : whole.branch->axis.choices) {
      FamilyMember& branch = members.emplace_back(FamilyMember{*trunk, trunk});
      branch.composition.branched_at = whole.branch->at;
      choose(branch.composition, whole.branch->axis, choice, mistakes);
    }
  }
  for (const FamilyMember& member : members) check_policies(member.composition, mistakes);
  return members;
}

}  // namespace chokepoint
