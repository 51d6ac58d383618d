// simulate new: a commented scenario file to start from.
#include <fmt/format.h>

#include <filesystem>

#include "app/common/command_options.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/file.hpp"

namespace chokepoint::app {
namespace {

/// {0}: the scenario's name; {1}: its file.
constexpr const char* starting_file = R"(# yaml-language-server: $schema={0}.schema.json
# (made by: simulate schema > {0}.schema.json; an editor with a YAML language server then completes and checks as you type)
#
# What if ...? Say here what is compared with what, and how to read the result.
#   simulate check {1}       every mistake, with line and column
#   simulate timeline {1}    what will happen when
#   simulate {1}             run it, paired with the scenario that compare_to names

scenario:
  name: "{0}"
  question: "What if ...?"
  extends: baseline.yaml       # beside this file, else one that came with the program
  compare_to: baseline.yaml
  end: 2030-12

# Policies that came with the program: simulate list policies
# policies: [policies/strict_enforcement.yaml]

# Inherited events to take away, by id or by tag: simulate timeline baseline
# without: {{ids: [us-2026-01-h200]}}

# Any number: parameters.NAME, TABLE.ROW.COLUMN of data/world/, events.ID.FIELD
# overrides:
#   parameters.controls.enforcement: 0.6

# Types and their fields: simulate list events, docs/scenario_language.md
events:
  - id: my-first-rule
    type: chip_export_ban
    issuer: US
    targets: [CN]
    announce: 2026-10      # known: buyers hoard
    start: 2027-01         # in force
    tpp_max: 1600          # overrides licences given before; keeps_licences: true leaves them
    enforcement: 0.5
    source: hypothetical
  # Or when something happens, instead of on a date:
  # - id: tighten-at-parity
  #   type: parameter_shock
  #   parameter: controls.enforcement
  #   value: 0.8
  #   start: 2027-01       # not before
  #   trigger: {{when: {{expr: "eci_gap < 2", for_months: 3}}}}
  #   source: hypothetical
)";

}  // namespace

class NewCommand final : public Command {
 public:
  explicit NewCommand(const Program& program)
      : Command(program, "new", "Write a commented scenario file to start from", R"(Examples:
  simulate new my_first_policy                        writes my_first_policy.yaml, full of comments
)"),
        options_(program.run) {
    command().add_option("name", name_, "Its name")->required()->type_name("NAME");
  }

  int run() override {
    namespace fs = std::filesystem;
    const std::string stem = name_.ends_with(".yaml") ? name_.substr(0, name_.size() - 5) : name_;
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    if (stem.empty() || stem.find_first_not_of(letters) != std::string::npos)
      throw ScenarioError({{{"new " + name_}, "a name should be of letters, digits, '_' and '-'"}});
    const fs::path file = stem + ".yaml";
    std::error_code error;
    if (fs::exists(home_folder() / "scenarios" / file, error))
      throw ScenarioError({{{"new " + name_}, "a scenario of this name came with the program: choose another"}});
    if (fs::exists(file, error))
      throw OutputError(fmt::format("{} is there already: nothing was written", file.string()));
    write_text(file, fmt::format(starting_file, stem, file.string()));
    if (!options_.quiet) fmt::print("{} written; next: {} check {}\n", file.string(), typed_name(), file.string());
    return 0;
  }

 private:
  RunOptions& options_;
  std::string name_;
};

template std::unique_ptr<Command> make_command<NewCommand>(const Program&);

}  // namespace chokepoint::app
