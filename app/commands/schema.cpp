// simulate schema: JSON Schemas, for editors.
#include "output/reference/schema.hpp"

#include <fmt/format.h>

#include "app/common/command_options.hpp"
#include "app/common/load_scenarios.hpp"
#include "output/reference/file_kinds.hpp"

namespace chokepoint::app {

class SchemaCommand final : public Command {
 public:
  explicit SchemaCommand(const Program& program)
      : Command(program, "schema", "Print the JSON Schema of a kind of file, for editors", R"(Examples:
  simulate schema > scenario.schema.json              for editors with a YAML language server
  simulate schema policy > policy.schema.json
  simulate schema study > study.schema.json           also: calibration, objectives, claims
)"),
        options_(program.run) {
    one_of(command().add_option("kind", kind_, "scenario (default), policy, study, calibration, objectives or claims"),
           {"scenario", "policy", "study", "calibration", "objectives", "claims"});
    command().add_option("--data", options_.data, "Folder of the world's data")->type_name("FOLDER");
  }

  int run() override {
    const ScenarioOptions how = scenario_options(options_);
    Mistakes mistakes;
    const auto initial = build_world(WorldFiles::load(how.data, mistakes), mistakes);
    mistakes.throw_if_any();
    const WorldData& data = *initial->world.data;
    for (const output::FileKind& file : output::file_kinds())
      if (kind_ == file.name) return fmt::print("{}", output::json_schema(file, initial->table)), 0;
    const output::SchemaOf what = kind_ == "policy" ? output::SchemaOf::policy : output::SchemaOf::scenario;
    fmt::print("{}", output::json_schema(what, data, initial->table, how.metrics(data)));
    return 0;
  }

 private:
  RunOptions& options_;
  std::string kind_;
};

template std::unique_ptr<Command> make_command<SchemaCommand>(const Program&);

}  // namespace chokepoint::app
