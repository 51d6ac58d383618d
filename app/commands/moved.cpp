// Commands that are programs of their own now: says which, instead of taking the word for a scenario.
#include <fmt/format.h>

#include "app/common/command_options.hpp"
#include "app/common/terminal.hpp"

namespace chokepoint::app {

class MovedCommand final : public Command {
 public:
  explicit MovedCommand(const Program& program) : Command(program, "bench", "", "") {
    command().group("");  // not in help
    command().set_help_flag();
    command().allow_extras();
  }

  int run() override {
    std::string typed;
    for (const std::string& word : command().remaining()) typed += " " + shell_word(word);
    throw ScenarioError(
        {{{"bench"},
          fmt::format("is a program of its own: {}-bench{}", typed_name(), typed.empty() ? " --quick" : typed)}});
  }
};

template std::unique_ptr<Command> make_command<MovedCommand>(const Program&);

}  // namespace chokepoint::app
