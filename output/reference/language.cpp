// Markdown of the scenario language.
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

/// What each kind is called.
constexpr std::pair<FieldKind, std::string_view> field_kind_words[] = {
    {FieldKind::number, "number"},
    {FieldKind::integer, "whole number"},
    {FieldKind::boolean, "true or false"},
    {FieldKind::text, "text"},
    {FieldKind::choice, "one of"},
    {FieldKind::choices, "list of"},
    {FieldKind::words, "list of words"},
    {FieldKind::month, "month"},
    {FieldKind::nations, "nations and regions"},
    {FieldKind::firm, "AI firm"},
    {FieldKind::firms, "AI firms"},
    {FieldKind::companies, "companies"},
    {FieldKind::designer, "designer"},
    {FieldKind::chip, "chip"},
    {FieldKind::supplier, "supplier"},
    {FieldKind::materials, "materials"},
    {FieldKind::parameter, "parameter"},
    {FieldKind::event, "event"},
    {FieldKind::events, "events, or `tag:NAME`"},
    {FieldKind::by_firm, "map of AI firm to number"},
    {FieldKind::by_toolmaker, "map of toolmaker to number"},
    {FieldKind::ramp, "map"},
    {FieldKind::trigger, "trigger"},
};

std::string_view kind_text(FieldKind kind) {
  return std::ranges::find(field_kind_words, kind, &std::pair<FieldKind, std::string_view>::first)->second;
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

std::string_view kind_word(EventKind kind, bool heading = false) {
  return kind == EventKind::measure ? heading ? "Measure" : "measure"
         : kind == EventKind::shock ? heading ? "Shock" : "shock"
         : heading                  ? "Fact"
                                    : "fact";
}

/// The example of a type as an entry of a list of events.
std::string example_lines(const EventType& type) {
  std::string out;
  std::string_view rest = type.example;
  for (bool first = true; !rest.empty(); first = false) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    out += fmt::format("  {} {}\n", first ? "-" : " ", rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
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
  for (const EventType* type : event_types())
    out += fmt::format("| [`{0}`](#{0}) | {1} | {2} |\n", type->name, kind_word(type->kind), type->meaning);
  for (const EventType* type : event_types()) {
    out += fmt::format("\n### {}\n\n{}: {}.\n\n**Effect.** {}\n", type->name, kind_word(type->kind, true),
                       type->meaning, type->effect);
    if (!type->fields.empty()) out += "\n" + field_table(type->fields);
    out += "\n```yaml\nevents:\n";
    out += example_lines(*type);
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
  std::string out =
      fmt::format("{} ({}): {}\n\n{}\n", type.name, kind_word(type.kind), plain(type.meaning), plain(type.effect));
  if (!type.fields.empty()) out += "\nFields of its own\n" + field_lines(type.fields);
  std::string common;
  for (const EventField& f : common_event_fields())
    common += fmt::format("{}{}{}", common.empty() ? "" : ", ", f.name, f.required ? " (required)" : "");
  return out + fmt::format("\nFields of every event: {}\n\nExample\n", common) + example_lines(type);
}

}  // namespace chokepoint::output
