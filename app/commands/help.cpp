// simulate help
#include "app/common/command_options.hpp"

namespace chokepoint::app {

class HelpCommand final : public Command {
 public:
  explicit HelpCommand(const Program& program)
      : Command(program, "help", "Say what a command does and takes, with examples of it", R"(Examples:
  simulate help                                       all commands
  simulate help compare                               one of them: what it takes, with examples
  simulate help sweep run
)"),
        app_(program.app) {
    command()
        .add_option("command", topic_, "A command, or a command and its verb (default: all commands)")
        ->type_name("COMMAND");
  }

  int run() override { return tell_help(app_, topic_); }

 private:
  CLI::App& app_;
  std::vector<std::string> topic_;
};

template std::unique_ptr<Command> make_command<HelpCommand>(const Program&);

}  // namespace chokepoint::app
