// What a command of the program is, and how the program makes all of them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/common/options.hpp"

namespace CLI {
class App;
}

namespace chokepoint::app {

/// What commands are added to.
struct Program {
  CLI::App& app;
  RunOptions& run;  ///< of `simulate SCENARIO`; a command that reads one scenario takes its own options into them too,
                    ///< so that `--data` holds on either side of the command's word
  const std::string& typed;  ///< the command line, for the record
};

/// A command: its constructor adds its word and its options to the program; after parsing, `run` does what was asked.
class Command {
 public:
  virtual ~Command() = default;
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  /// Whether a person typed it.
  [[nodiscard]] bool parsed() const;
  /// The program's exit code. Throws ScenarioError, OutputError and Interrupted, which the program tells.
  [[nodiscard]] virtual int run() = 0;

 protected:
  /// `examples`: lines to type, headed `Examples:`, which its help shows.
  Command(const Program& program, const std::string& word, const std::string& meaning, std::string_view examples);

  [[nodiscard]] CLI::App& command() const { return *command_; }

 private:
  CLI::App* command_;
};

/// Makes a command of a class. The list of all commands needs no more than the name of the class: where the class
/// stands one line makes this, `template std::unique_ptr<Command> make_command<SpanCommand>(const Program&);`.
template <class C>
std::unique_ptr<Command> make_command(const Program& program);

/// All commands, in the order in which help lists them.
[[nodiscard]] std::vector<std::unique_ptr<Command>> make_commands(const Program& program);

}  // namespace chokepoint::app
