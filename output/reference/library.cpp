// Markdown of the library of scenarios.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "output/reference/language.hpp"

namespace chokepoint::output {
namespace {

namespace fs = std::filesystem;
using config::Node;

struct Entry {
  std::string file;
  Node head;
};

std::vector<Entry> heads_in(const fs::path& folder, std::string_view key) {
  std::vector<Entry> out;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() != ".yaml") continue;
    Mistakes ignored;
    const Node root = config::load_yaml(it->path(), ignored);
    if (const Node* head = root.find(key)) out.push_back({it->path().filename().string(), *head});
  }
  std::ranges::sort(out, {}, &Entry::file);
  return out;
}

std::string words_text(const Node* node) {
  if (!node) return "";
  if (node->kind == Node::Kind::scalar) return node->scalar;
  std::string out;
  for (const Node& item : node->items) out += (out.empty() ? "" : "; ") + item.scalar;
  return out;
}

}  // namespace

std::string scenarios_page(const fs::path& folder) {
  std::string out =
      "# The library of scenarios\n\n*This page is made by `simulate docs scenarios`; a test keeps it true.*\n\n"
      "Each is run with `simulate NAME`, and compared, seed by seed, with the scenario it names. All are conditional "
      "projections; what is dated after 2025 is a policy or a plan, never an outcome.\n\n"
      "| scenario | question | who asks | compared with |\n|---|---|---|---|\n";
  for (const Entry& e : heads_in(folder, "scenario"))
    out += fmt::format("| [`{}`](../scenarios/{}) | {} | {} | {} |\n", e.file.substr(0, e.file.size() - 5), e.file,
                       words_text(e.head.find("question")), words_text(e.head.find("asked_by")),
                       words_text(e.head.find("compare_to")));
  out +=
      "\n## Policies\n\nSmall files that scenarios draw in with `policies:`, or a person with `simulate SCENARIO "
      "--policy NAME`.\n\n| policy | what it does | needs | excludes |\n|---|---|---|---|\n";
  for (const Entry& e : heads_in(folder / "policies", "policy"))
    out += fmt::format("| [`{}`](../scenarios/policies/{}) | {} | {} | {} |\n", e.file.substr(0, e.file.size() - 5),
                       e.file, words_text(e.head.find("summary")), words_text(e.head.find("requires")),
                       words_text(e.head.find("conflicts_with")));
  return out;
}

}  // namespace chokepoint::output
