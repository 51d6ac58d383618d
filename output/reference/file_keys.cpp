// The reference of keys, from their tables.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "output/reference/file_kinds.hpp"

namespace chokepoint::output {
namespace {

using config::Form;
using config::Holds;
using config::Key;

/// What each kind is called.
constexpr std::pair<Holds, std::string_view> key_kind_words[] = {
    {Holds::number, "number"},
    {Holds::integer, "whole number"},
    {Holds::boolean, "true or false"},
    {Holds::text, "text"},
    {Holds::choice, "one of"},
    {Holds::choices, "one or a list of"},
    {Holds::words, "word or list of words"},
    {Holds::month, "month"},
    {Holds::months, "month or year, or a list of them"},
    {Holds::metric, "metric"},
    {Holds::parameters, "parameters, or `all`"},
    {Holds::levels, "list of values"},
    {Holds::interval, "[low, high]"},
    {Holds::peaked, "[low, most likely, high]"},
    {Holds::month_interval, "[first, last]"},
    {Holds::points, "whole number, or list of maps"},
    {Holds::alternatives, "map of names to lists of words"},
    {Holds::map, "map, below"},
    {Holds::list, "list of maps, below"},
    {Holds::named, "map of names to maps, below"},
};

std::string_view kind_text(Holds kind) {
  return std::ranges::find(key_kind_words, kind, &std::pair<Holds, std::string_view>::first)->second;
}

std::string holds(const Key& key) {
  std::string out(kind_text(key.holds));
  if (!key.words.empty()) out += fmt::format(" `{}`", fmt::join(key.words, "`, `"));
  const bool numeric = key.holds == Holds::number || key.holds == Holds::integer || key.holds == Holds::points;
  if (numeric && std::isfinite(key.range.low) && std::isfinite(key.range.high))
    out += fmt::format(" {} … {}", key.range.low, key.range.high);
  else if (numeric && std::isfinite(key.range.low))
    out += fmt::format(" ≥ {}", key.range.low);
  if (!key.unit.empty()) out += fmt::format(", {}", key.unit);
  return out;
}

std::string rule_of(const config::KeyGroup& group) {
  const std::string_view how_many = group.least == group.most ? "Exactly" : group.least == 0 ? "At most" : "At least";
  return fmt::format("{} one of `{}`.", how_many, fmt::join(group.keys, "`, `"));
}

/// A form's table, and after it those of the forms that its keys name. `path` leads to it from the file's top.
void write_form(const Form& form, const std::string& path, std::string& out) {
  if (!path.empty()) out += fmt::format("\n### `{}`\n\n", path);
  out += "| key | holds | default | meaning |\n|---|---|---|---|\n";
  for (const Key& key : form.keys) {
    const std::string fallback = key.fallback == "required" ? "**required**"
                                 : key.fallback.empty()     ? "–"
                                                            : fmt::format("`{}`", key.fallback);
    out += fmt::format("| `{}` | {} | {} | {} |\n", key.name, holds(key), fallback, key.meaning);
  }
  for (std::size_t g = 0; g < form.groups.size(); ++g) out += (g == 0 ? "\n" : " ") + rule_of(form.groups[g]);
  if (!form.groups.empty()) out += "\n";
  for (const Key& key : form.keys)
    if (key.form)
      write_form(*key.form,
                 fmt::format("{}{}{}{}", path, path.empty() ? "" : ".", key.name,
                             key.holds == Holds::named  ? ".NAME"
                             : key.holds == Holds::list ? "[]"
                                                        : ""),
                 out);
}

}  // namespace

std::string file_keys_page() {
  std::string out =
      "# Keys of studies, calibrations, objectives and claims\n\n"
      "*This page is made by `simulate docs keys` from the tables that the program reads these files by; a test keeps "
      "it true and reads every example.*\n\n"
      "Any other key is a mistake, told with file, line, column and the nearest that would do. "
      "For an editor, `simulate schema KIND` writes the same as JSON Schema: [complete and check files in an "
      "editor](how_to/use_an_editor.md). "
      "Scenarios and policies have a page of their own: [the scenario language](scenario_language.md).\n";
  for (const FileKind& kind : file_kinds()) {
    out += fmt::format("\n## {}\n\n{}\n\n```yaml\n{}\n```\n\n", kind.title, kind.meaning, kind.example);
    write_form(kind.form, "", out);
  }
  return out;
}

}  // namespace chokepoint::output
