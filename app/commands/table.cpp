// The list of all commands.
#include "app/common/command.hpp"

namespace chokepoint::app {

// clang-format off
/// In the order in which help lists them, one a line.
constexpr std::unique_ptr<Command> (*commands[])(const Program&) = {
    make_command<class CompareCommand>,
    make_command<class ReportCommand>,
    make_command<class PlaygroundCommand>,
    make_command<class ListCommand>,
    make_command<class FitCommand>,
    make_command<class PatternsCommand>,
    make_command<class BenchmarksCommand>,
    make_command<class CalibrateCommand>,
    make_command<class HypothesesCommand>,
    make_command<class ValidateCommand>,
    make_command<class ForecastCommand>,
    make_command<class CheckCommand>,
    make_command<class ExplainCommand>,
    make_command<class TimelineCommand>,
    make_command<class DiffCommand>,
    make_command<class NewCommand>,
    make_command<class SchemaCommand>,
    make_command<class DocsCommand>,
    make_command<class GraphCommand>,
    make_command<class WhyCommand>,
    make_command<class CompletionCommand>,
    make_command<class SweepCommand>,
    make_command<class MovedCommand>,
    make_command<class HelpCommand>,
};
// clang-format on

std::vector<std::unique_ptr<Command>> make_commands(const Program& program) {
  std::vector<std::unique_ptr<Command>> out;
  for (const auto make : commands) out.push_back(make(program));
  return out;
}

}  // namespace chokepoint::app
