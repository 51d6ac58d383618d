// A scenario that is wholly checked before its first month: world, parameters, events, horizon.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/config.hpp"
#include "engine/events/calendar.hpp"
#include "engine/scenario/composition.hpp"
#include "engine/world/world_reader.hpp"

namespace chokepoint {

struct Scenario {
  std::string family, member;  ///< a family's name and a member's choices; no member if it is one alone
  OnTop on_top;                ///< policies and overrides of the command line
  std::string question;
  std::vector<std::string> claims;  ///< that the question is about, by name
  Place claims_place;               ///< where the file names them
  std::filesystem::path file;
  std::optional<std::filesystem::path> compare_to;
  Month end;                              ///< last month simulated
  std::optional<Month> branched_at;       ///< a branch: equal to its siblings of the same trunk up to the month before
  std::shared_ptr<const Scenario> trunk;  ///< of a branch: what it goes on from, shared with its siblings
  std::shared_ptr<const InitialWorld> initial;
  std::shared_ptr<const Calendar> calendar;
  std::vector<Override> overrides;
  Column<NationId, Month> agent_from;  ///< the month from which each government decides by itself, or never
  std::vector<Statement> statements;   ///< all that its files and the command line say, in the order in which they act
  std::vector<std::string> files;      ///< scenario and policy files read, this one first
  std::vector<std::pair<std::string, std::uint64_t>> data_hashes;
  std::string among_namesakes;  ///< tells it apart from another of the same name beside it, as ` (mine.yaml)`
  /// What it is called wherever a result is told: its name, what was put on top of it, and the member. Two scenarios of
  /// one name are one scenario.
  [[nodiscard]] std::string name() const {
    return family + on_top.text() + among_namesakes + (member.empty() ? "" : "/" + member);
  }
  /// The name that its file gives, with the member.
  [[nodiscard]] std::string plain_name() const { return member.empty() ? family : family + "/" + member; }

  config::Node resolved;                           ///< scenario and events after inheritance, for the record
  std::shared_ptr<const Composition> composition;  ///< what it was made of, without the command line
};

struct ScenarioOptions {
  std::filesystem::path data;       ///< folder with parameters.yaml, paths.yaml, world/
  std::vector<Override> overrides;  ///< from the command line: win over the scenario's
  std::vector<std::filesystem::path>
      policies;                   ///< from the command line, added to the scenario's before `overrides` act
  std::filesystem::path library;  ///< where files are looked for that do not stand beside the one that names them
  std::optional<Month> until;     ///< shortens or lengthens the run
  /// The series that triggers may name; without it a condition on metrics is a mistake.
  std::function<MetricCatalogue(const WorldData&)> metrics;
  std::string data_label =
      {};  ///< names the folder of data in names of scenarios; empty: the data that came with the program
  std::size_t memory = 0;  ///< bytes that a world may take; 0: not known
};

/// Reads the data once and any number of scenarios on top of them.
class ScenarioLoader {
 public:
  explicit ScenarioLoader(ScenarioOptions options);

  /// The scenarios that a file describes: one, or the members of its family in order. Throws ScenarioError with every
  /// mistake found in the file, in what it draws in and in the data.
  [[nodiscard]] std::vector<Scenario> load(const std::filesystem::path& file);
  /// The same of a scenario that stands inside a file, as in the record of a run.
  [[nodiscard]] std::vector<Scenario> load(const config::Node& root, const std::filesystem::path& file);

  /// The scenario that a composition describes, with the command line on top; none if there are mistakes.
  [[nodiscard]] std::optional<Scenario> finish(Composition composition, Mistakes& mistakes);

  /// What the members of a file say, before it is checked: what `make` starts from. Throws ScenarioError.
  [[nodiscard]] std::vector<Composition> compositions(const std::filesystem::path& file);
  /// A scenario with policies and overrides on top of what it says. Overrides of events that it has not are left out.
  /// Throws ScenarioError with every mistake.
  [[nodiscard]] Scenario make(Composition composition, const std::vector<std::filesystem::path>& policies,
                              const std::vector<Override>& overrides);

 private:
  /// The world that overrides of data make, from what was built before if it can be.
  [[nodiscard]] std::shared_ptr<const InitialWorld> world(const std::vector<Override>& overrides, Mistakes& mistakes);
  [[nodiscard]] std::shared_ptr<const InitialWorld> build(const std::vector<Override>& overrides, Mistakes& mistakes);
  void apply_command_line(Composition& composition, Mistakes& mistakes);
  [[nodiscard]] std::vector<Scenario> members_of(Composition whole, Mistakes& mistakes);

  ScenarioOptions options_;
  Mistakes data_mistakes_;
  WorldFiles files_;
  std::vector<bool> applied_;  ///< overrides of the command line that some member has taken
  std::map<std::string, std::weak_ptr<const InitialWorld>>
      worlds_;  ///< by what overrides say: scenarios that say the same share one
  std::shared_ptr<const InitialWorld> plain_,
      latest_;  ///< kept though no scenario may hold them: without overrides, and with the latest
};

/// Reads a scenario, what it draws in and the data. Throws ScenarioError with every mistake found in any of them. A
/// file that describes a family of more than one scenario is a mistake here.
[[nodiscard]] Scenario load_scenario(const std::filesystem::path& file, const ScenarioOptions& options);

/// The same for a file that may describe a family.
[[nodiscard]] std::vector<Scenario> load_family(const std::filesystem::path& file, const ScenarioOptions& options);

}  // namespace chokepoint
