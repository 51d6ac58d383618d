// Policy files: what they need, and drawing them in.
#include <fmt/format.h>

#include <algorithm>

#include "engine/scenario/folding.hpp"

namespace chokepoint {
namespace {

using config::MapReader;
using config::Node;

constexpr std::size_t most_policies = 1000;

}  // namespace

void add_policies(const Node& list, const std::filesystem::path& file, Composition& c, Mistakes& mistakes) {
  if (list.kind != Node::Kind::sequence && list.kind != Node::Kind::null)
    mistakes.add(list.place(), fmt::format("'policies' should be a list of files, found {}", list.describe()));
  if (too_many(list.items.size(), most_policies, "policies", list.place(), mistakes)) return;
  for (const Node& item : list.items) {
    if (item.kind != Node::Kind::scalar)
      mistakes.add(item.place(), fmt::format("a policy should be a file, found {}", item.describe()));
    else if (const auto path = named_file(c, file, item.scalar, NamedAs::policy, item.place(), mistakes))
      add_policy(c, *path, item.place(), mistakes);
  }
}

void add_policy(Composition& c, const std::filesystem::path& file, const Place& named_at, Mistakes& mistakes) {
  const std::size_t before = mistakes.count();
  const Node root = config::load_yaml(file, mistakes);
  if (std::ranges::find(c.files, file.string()) == c.files.end()) c.files.push_back(file.string());
  if (mistakes.count() > before && root.entries.empty()) return;
  MapReader top(root, "policy file", mistakes);
  const Node* head = top.require("policy");
  PolicyUse use;
  use.place = named_at;
  if (head) {
    MapReader reader(*head, "policy", mistakes);
    use.name = reader.required_text("name");
    (void)reader.required_text("summary");
    (void)reader.text("source");
    use.needs = reader.words("requires");
    use.conflicts = reader.words("conflicts_with");
    reader.finish();
  }
  if (!use.name.empty() && std::ranges::find(c.policies, use.name, &PolicyUse::name) != c.policies.end()) {
    mistakes.add(named_at, fmt::format("policy '{}' is in use already", use.name));
    return;
  }
  c.statements.push_back({"policies." + use.name, file.string(), named_at, false});
  read_changes(top, c, mistakes);
  top.finish();
  c.policies.push_back(std::move(use));
}

void check_policies(const Composition& c, Mistakes& mistakes) {
  std::vector<std::string> names;
  for (const PolicyUse& use : c.policies) names.push_back(use.name);
  for (const PolicyUse& use : c.policies) {
    for (const std::string& need : use.needs)
      if (std::ranges::find(names, need) == names.end())
        mistakes.add(use.place,
                     fmt::format("policy '{}' requires '{}', which is not among the policies here", use.name, need));
    for (const std::string& other : use.conflicts)
      if (std::ranges::find(names, other) != names.end())
        mistakes.add(use.place, fmt::format("policy '{}' conflicts with '{}': use one of them", use.name, other));
  }
}

}  // namespace chokepoint
