// Markdown of the scenario language and of the library of scenarios.
#include "output/reference/language.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/events/event.hpp"
#include "output/reference/language_text.hpp"

namespace chokepoint::output {
namespace {

namespace fs = std::filesystem;
using config::Node;

std::string_view kind_text(FieldKind kind) {
  switch (kind) {
    case FieldKind::number:
      return "number";
    case FieldKind::integer:
      return "whole number";
    case FieldKind::boolean:
      return "true or false";
    case FieldKind::text:
      return "text";
    case FieldKind::choice:
      return "one of";
    case FieldKind::choices:
      return "list of";
    case FieldKind::words:
      return "list of words";
    case FieldKind::month:
      return "month";
    case FieldKind::nation:
      return "nation or region";
    case FieldKind::nations:
      return "nations and regions";
    case FieldKind::firm:
      return "AI firm";
    case FieldKind::firms:
      return "AI firms";
    case FieldKind::companies:
      return "AI firms, designers, foundries";
    case FieldKind::designer:
      return "designer";
    case FieldKind::chip:
      return "chip";
    case FieldKind::supplier:
      return "supplier";
    case FieldKind::materials:
      return "materials";
    case FieldKind::parameter:
      return "parameter";
    case FieldKind::event:
      return "event";
    case FieldKind::events:
      return "events, or `tag:NAME`";
    case FieldKind::by_firm:
      return "map of AI firm to number";
    case FieldKind::by_toolmaker:
      return "map of toolmaker to number";
    case FieldKind::ramp:
      return "map";
    case FieldKind::trigger:
      return "trigger";
  }
  return "";
}

std::string holds(const EventField& f) {
  std::string out(kind_text(f.kind));
  if (!f.words.empty()) out += fmt::format(" `{}`", fmt::join(words_of(f.words), "`, `"));
  if (std::isfinite(f.range.low) && std::isfinite(f.range.high))
    out += fmt::format(" {} … {}", f.range.low, f.range.high);
  else if (std::isfinite(f.range.low))
    out += fmt::format(" ≥ {}", f.range.low);
  if (!f.unit.empty()) out += fmt::format(", {}", f.unit);
  return out;
}

std::string field_table(std::span<const EventField> fields) {
  std::string out = "| field | holds | default | meaning |\n|---|---|---|---|\n";
  for (const EventField& f : fields) {
    const std::string fallback = f.fallback();
    out += fmt::format("| `{}` | {} | {} | {} |\n", f.name, holds(f),
                       f.required           ? "**required**"
                       : fallback == "none" ? "no limit"
                       : fallback.empty()   ? "–"
                                            : fmt::format("`{}`", fallback),
                       f.meaning);
  }
  return out;
}

}  // namespace

std::string language_page() {
  std::string out = language_introduction();
  out += field_table(common_event_fields());
  out += language_of_triggers();
  out += "| type | kind | meaning |\n|---|---|---|\n";
  const auto kind = [](EventKind k) {
    return k == EventKind::measure ? "measure" : k == EventKind::shock ? "shock" : "fact";
  };
  for (const EventType* type : event_types())
    out += fmt::format("| [`{0}`](#{0}) | {1} | {2} |\n", type->name, kind(type->kind), type->meaning);
  for (const EventType* type : event_types()) {
    out += fmt::format("\n### {}\n\n{}: {}.\n\n**Effect.** {}\n", type->name,
                       type->kind == EventKind::measure ? "Measure"
                       : type->kind == EventKind::shock ? "Shock"
                                                        : "Fact",
                       type->meaning, type->effect);
    if (!type->fields.empty()) out += "\n" + field_table(type->fields);
    out += "\n```yaml\nevents:\n";
    std::string_view rest = type->example;
    for (bool first = true; !rest.empty(); first = false) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      out += fmt::format("  {} {}\n", first ? "-" : " ", rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    out += "```\n";
  }
  return out;
}

namespace {

/// Markdown as a terminal shows it.
std::string plain(std::string_view text) {
  std::string out(text);
  std::erase(out, '`');
  return out;
}

std::string field_lines(std::span<const EventField> fields) {
  std::size_t width = 0;
  for (const EventField& f : fields) width = std::max(width, f.name.size());
  std::string out;
  for (const EventField& f : fields) {
    const std::string value = f.fallback();
    const std::string fallback = f.required        ? "required"
                                 : value == "none" ? "default: no limit"
                                 : value.empty()   ? ""
                                                   : fmt::format("default {}", value);
    out += fmt::format("  {:<{}}  {}{}{}\n  {:<{}}  {}\n", f.name, width, plain(holds(f)), fallback.empty() ? "" : "; ",
                       fallback, "", width, plain(f.meaning));
  }
  return out;
}

}  // namespace

std::string event_type_text(const EventType& type) {
  std::string out = fmt::format("{} ({}): {}\n\n{}\n", type.name,
                                type.kind == EventKind::measure ? "measure"
                                : type.kind == EventKind::shock ? "shock"
                                                                : "fact",
                                plain(type.meaning), plain(type.effect));
  if (!type.fields.empty()) out += "\nFields of its own\n" + field_lines(type.fields);
  std::string common;
  for (const EventField& f : common_event_fields())
    common += fmt::format("{}{}{}", common.empty() ? "" : ", ", f.name, f.required ? " (required)" : "");
  out += fmt::format("\nFields of every event: {}\n\nExample\n", common);
  std::string_view rest = type.example;
  for (bool first = true; !rest.empty(); first = false) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    out += fmt::format("  {} {}\n", first ? "-" : " ", rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

namespace {

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
