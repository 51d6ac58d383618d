// simulate docs: pages of the documentation that the program's own tables give.
#include <fmt/format.h>

#include "agents/schedule.hpp"
#include "app/common/command_options.hpp"
#include "app/common/places.hpp"
#include "output/reference/file_kinds.hpp"
#include "output/reference/language.hpp"
#include "output/reference/state.hpp"

namespace chokepoint::app {

class DocsCommand final : public Command {
 public:
  explicit DocsCommand(const Program& program)
      : Command(program, "docs", "Print a generated page of the documentation", R"(Examples:
  simulate docs language > scenario_language.md       the scenario language, from the program's own tables
  simulate docs keys > file_keys.md                   keys of studies, calibrations, objectives, claims
  simulate docs state > state.md                      columns of the state, rules, phases with what they read and write
  simulate docs scenarios > scenarios.md
)") {
    one_of(command().add_option("page", page_, "language, keys, state or scenarios"),
           {"language", "keys", "state", "scenarios"})
        ->required();
  }

  int run() override {
    fmt::print("{}", page_ == "language" ? output::language_page()
                     : page_ == "keys"   ? output::file_keys_page()
                     : page_ == "state"  ? output::state_page(agents::monthly_schedule())
                                         : output::scenarios_page(home_folder() / "scenarios"));
    return 0;
  }

 private:
  std::string page_;
};

template std::unique_ptr<Command> make_command<DocsCommand>(const Program&);

}  // namespace chokepoint::app
