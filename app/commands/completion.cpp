// simulate completion: what shells are given to complete by.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/common/command_options.hpp"

namespace chokepoint::app {
namespace {

/// Completes commands, options and names.
void print_completion(const std::string& shell, const std::vector<std::string>& commands) {
  // Names of scenarios are asked of the program itself, so that a new file is completed at once.
  constexpr std::string_view options =
      "--runs --seed --until --parameters --threads --out --set --policy --data --members --metrics --given "
      "--no-compare --json --quiet --hash --help --version";
  if (shell == "bash")
    fmt::print(R"sh(# simulate completion bash > ~/.local/share/bash-completion/completions/simulate
_simulate() {{
  local word=${{COMP_WORDS[COMP_CWORD]}}
  if [[ $word == --* ]]; then
    COMPREPLY=($(compgen -W "{1}" -- "$word"))
  else
    COMPREPLY=($(compgen -W "{0} $(simulate list scenarios --names 2>/dev/null)" -- "$word") $(compgen -f -X '!*.yaml' -- "$word") $(compgen -d -- "$word"))
  fi
}}
complete -o filenames -F _simulate simulate ./simulate
)sh",
               fmt::join(commands, " "), options);
  else if (shell == "zsh")
    fmt::print(R"sh(#compdef simulate
# simulate completion zsh > a folder of $fpath, as _simulate
_simulate() {{
  if [[ $words[CURRENT] == --* ]]; then
    compadd -- {1}
  else
    compadd -- {0} $(simulate list scenarios --names 2>/dev/null)
    _files -g '*.yaml'
  fi
}}
_simulate "$@"
)sh",
               fmt::join(commands, " "), options);
  else
    fmt::print(R"sh(# simulate completion fish > ~/.config/fish/completions/simulate.fish
complete -c simulate -a "{0} (simulate list scenarios --names 2>/dev/null)"
complete -c simulate -a "{1}" -n 'string match -q -- "--*" (commandline -ct)'
)sh",
               fmt::join(commands, " "), options);
}

}  // namespace

class CompletionCommand final : public Command {
 public:
  explicit CompletionCommand(const Program& program)
      : Command(program, "completion", "Print a completion script for a shell", R"(Examples:
  simulate completion bash > simulate.bash
  simulate completion zsh > _simulate
  simulate completion fish > simulate.fish
)"),
        app_(program.app) {
    one_of(command().add_option("shell", shell_, "bash, zsh or fish"), {"bash", "zsh", "fish"})->required();
  }

  int run() override {
    std::vector<std::string> commands;
    for (const CLI::App* c : app_.get_subcommands([](const CLI::App* c) { return !c->get_group().empty(); }))
      commands.push_back(c->get_name());
    print_completion(shell_, commands);
    return 0;
  }

 private:
  CLI::App& app_;
  std::string shell_;
};

template std::unique_ptr<Command> make_command<CompletionCommand>(const Program&);

}  // namespace chokepoint::app
