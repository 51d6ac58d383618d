// simulate schema | docs | completion: what editors, readers and shells are given.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/common/load_scenarios.hpp"
#include "app/common/options.hpp"
#include "app/common/places.hpp"
#include "output/reference/file_kinds.hpp"
#include "output/reference/language.hpp"
#include "output/reference/schema.hpp"

namespace chokepoint::app {

int schema_command(const std::string& kind, const RunOptions& options) {
  const ScenarioOptions how = scenario_options(options);
  Mistakes mistakes;
  const auto initial = build_world(WorldFiles::load(how.data, mistakes), mistakes);
  mistakes.throw_if_any();
  const WorldData& data = *initial->world.data;
  for (const output::FileKind& file : output::file_kinds())
    if (kind == file.name) return fmt::print("{}", output::json_schema(file, initial->table)), 0;
  fmt::print("{}", output::json_schema(kind == "policy" ? output::SchemaOf::policy : output::SchemaOf::scenario, data,
                                       initial->table, how.metrics(data)));
  return 0;
}

int docs_command(const std::string& page, const RunOptions&) {
  fmt::print("{}", page == "language" ? output::language_page()
                   : page == "keys"   ? output::file_keys_page()
                                      : output::scenarios_page(home_folder() / "scenarios"));
  return 0;
}

int completion_command(const std::string& shell, const std::vector<std::string>& commands) {
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
  return 0;
}

}  // namespace chokepoint::app
