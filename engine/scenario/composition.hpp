// The files of a scenario folded into one: what it extends, the policies it adds, what it removes, overrides and adds.
//
// Layers, later wins: the file it extends < its policies in order < its own `without`, `events`, `overrides` < policies
// of the command line < the choice of a family's axes < the command line's overrides. Every statement is remembered
// with its place, so that the program can say who won.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/config.hpp"
#include "engine/world/world_reader.hpp"

namespace chokepoint {

/// One thing that a file says: `parameters.chips.price`, `events.us-2022-10`, `events.us-2022-10.tpp_max`,
/// `scenario.end`.
struct Statement {
  std::string key, value;
  Place place;
  bool whole_event = false;  ///< adds, replaces or removes an event
};

/// A policy file in use.
struct PolicyUse {
  std::string name;
  std::vector<std::string> needs, conflicts;  ///< names of other policies
  Place place;                                ///< where it is drawn in
};

/// One axis of a family: each choice overrides a path or adds policies.
struct Axis {
  struct Choice {
    std::string label;
    std::optional<Override> override;   ///< of `vary`
    std::vector<std::string> policies;  ///< of `matrix` and `branch`: files, relative to the scenario's
    Place place;
  };
  std::string name;
  std::vector<Choice> choices;
};

/// A family branches at a month, if at all: history is run once, and each choice acts from then on.
struct Branch {
  Month at;
  Axis axis;
};

/// What is put on top of a scenario's own files, as by the command line. With it the scenario is another one and is
/// called so everywhere.
struct OnTop {
  std::vector<std::string> policies;             ///< names, in the order in which they act
  std::map<std::string, std::string> overrides;  ///< value by path
  std::string data;                              ///< the folder, if its data are not those that came with the program

  [[nodiscard]] bool none() const { return policies.empty() && overrides.empty() && data.empty(); }
  /// ` + strict_enforcement + controls.enforcement = 0.75`; empty if there is nothing.
  [[nodiscard]] std::string text() const;
  /// Whether other rules hold, so that the scenario's own question is not the one that is answered.
  [[nodiscard]] bool changes_rules() const;
};

struct Composition {
  std::string name, question;
  OnTop on_top;
  std::vector<std::string> asked_by, sources;
  std::vector<std::string> claims;  ///< that its question is about, by name
  Place claims_place;
  std::filesystem::path file, library;
  std::optional<std::filesystem::path> compare_to;
  std::optional<Month> start, end;
  Place end_place;
  std::vector<Override> overrides;            ///< of data: `parameters.NAME`, `TABLE.ROW.COLUMN`
  std::map<std::string, config::Node> blocs;  ///< groups of nations of the scenario's own: the list of each
  std::vector<Override> governments;  ///< `governments.NATION`, `.default`, `.switch_date`: who decides by itself
  std::vector<config::Node> events;
  std::vector<std::string> files;      ///< read, the scenario's own first
  std::vector<std::string> inherited;  ///< those of them that are read for what it extends
  std::vector<Statement> statements;   ///< in the order in which they act: the last of a key wins
  std::vector<PolicyUse> policies;     ///< in the order in which they act
  std::vector<Axis> axes;              ///< of `vary` and `matrix`
  std::optional<Branch> branch;

  std::string member;  ///< choices that make this member of the family, `a=1, b=x`; empty if it is the whole
  std::optional<Month> branched_at;        ///< if it is a branch: what is said from then on only
  std::vector<std::string> branch_events;  ///< ids of the events that the branch adds
};

/// Reads a scenario and all it draws in, without check_policies. Files that it names are looked for beside the file
/// that names them, then in `library` (the shipped scenarios; may be empty). Mistakes go to `mistakes`.
[[nodiscard]] Composition compose(const std::filesystem::path& file, const std::filesystem::path& library,
                                  Mistakes& mistakes);
/// The same of a scenario that stands inside a file.
[[nodiscard]] Composition compose(const config::Node& root, const std::filesystem::path& file,
                                  const std::filesystem::path& library, Mistakes& mistakes);

/// Adds a policy file to a composition, after all that it says itself.
void add_policy(Composition& composition, const std::filesystem::path& file, const Place& named_at, Mistakes& mistakes);
/// Checks that each policy finds what it requires and nothing it conflicts with.
void check_policies(const Composition& composition, Mistakes& mistakes);

/// A scenario of a family and, if it is a branch, what it shares with its siblings up to the month before.
struct FamilyMember {
  Composition composition;
  std::shared_ptr<const Composition> trunk;
};

/// The members of a family in the order of its axes, the last axis turning fastest; the scenario itself if it has no
/// axes. Checks the policies of each.
[[nodiscard]] std::vector<FamilyMember> expand(const Composition& whole, Mistakes& mistakes);

/// Applies an override of data or of an event's field.
void apply_override(Composition& composition, const Override& change, Mistakes& mistakes);

/// Whether a path is an event's field and the scenario has no such event.
[[nodiscard]] bool names_missing_event(const Composition& composition, const OverridePath& path);

/// Id of an event as written, or "".
[[nodiscard]] std::string id_of(const config::Node& event);

}  // namespace chokepoint
