// The kinds of YAML files besides scenarios and policies: their keys, and what is made from them for editors and
// readers.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/base/form.hpp"
#include "engine/world/parameters.hpp"

namespace chokepoint::output {

/// A kind of file as people know it.
struct FileKind {
  std::string_view name;  ///< `simulate schema NAME`
  std::string_view title;
  std::string_view meaning;  ///< what the file is for, and which command reads it
  std::string_view example;
  const config::Form& form;
};

[[nodiscard]] std::span<const FileKind> file_kinds();

/// JSON Schema (draft 07) of a kind of file. Rules between values (a month in the run, the name of a factor) are the
/// reader's.
[[nodiscard]] std::string json_schema(const FileKind& kind, const ParameterTable& parameters);

/// The reference of all kinds as Markdown: docs/file_keys.md.
[[nodiscard]] std::string file_keys_page();

}  // namespace chokepoint::output
