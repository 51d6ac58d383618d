// simulate diff: what two scenarios differ in.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/common/command_options.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/json_text.hpp"
#include "engine/scenario/account.hpp"
#include "engine/scenario/scenario_differences.hpp"

namespace chokepoint::app {

class DiffCommand final : public Command {
 public:
  explicit DiffCommand(const Program& program)
      : Command(program, "diff", "Say what two scenarios differ in", R"(Examples:
  simulate diff baseline my_policy.yaml               what two scenarios differ in
  simulate diff no_ban chip_ban --json
)"),
        options_(program.run) {
    command().add_option("scenarios", pair_, "Two scenario files")->required()->expected(2)->type_name("SCENARIO");
    command().add_flag("--json", options_.json, "As JSON");
  }

  int run() override {
    Mistakes mistakes;
    const std::filesystem::path library = home_folder() / "scenarios";
    const Composition a = compose(scenario_file(pair_[0]), library, mistakes),
                      b = compose(scenario_file(pair_[1]), library, mistakes);
    check_policies(a, mistakes), check_policies(b, mistakes);
    mistakes.throw_if_any();
    if (options_.json) {
      nlohmann::ordered_json rows = nlohmann::ordered_json::array();
      for (const Difference& d : differences(a, b))
        rows.push_back({{"key", d.key}, {"left", d.left}, {"right", d.right}});
      fmt::print("{}\n", json_text(rows, 2));
      return 0;
    }
    ScenarioDifferences told = scenario_differences(a, b);
    if (a.name == b.name) told.name_a = shown_place({told.name_a}), told.name_b = shown_place({told.name_b});
    if (told.none()) fmt::print("{} and {} say the same\n", told.name_a, told.name_b);
    for (const std::string& id : told.only_a) fmt::print("only in {}: event {}\n", told.name_a, id);
    for (const std::string& id : told.only_b) fmt::print("only in {}: event {}\n", told.name_b, id);
    for (const Difference& d : told.otherwise) fmt::print("{}\n", difference_line(d, told.name_a, told.name_b));
    return 0;
  }

 private:
  RunOptions& options_;
  std::vector<std::string> pair_;
};

template std::unique_ptr<Command> make_command<DiffCommand>(const Program&);

}  // namespace chokepoint::app
