// simulate benchmarks
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "app/common/command_options.hpp"
#include "app/common/contrasts.hpp"
#include "app/common/places.hpp"
#include "app/common/terminal.hpp"
#include "engine/base/file.hpp"
#include "engine/base/json_text.hpp"
#include "output/text/benchmarks_report.hpp"

namespace chokepoint::app {

class BenchmarksCommand final : public Command {
 public:
  explicit BenchmarksCommand(const Program& program)
      : Command(program, "benchmarks", "Compare published estimates with the model's: data/benchmarks.csv",
                R"(Examples:
  simulate benchmarks                                 published projections and effects beside the model's
  simulate benchmarks --runs 64 --parameters posterior
  simulate benchmarks --write docs/benchmarks.md      the page, and its picture beside it
  simulate benchmarks --json
)") {
    options_.runs = 41;
    options_.parameters = "point";
    judges_by_runs(command(), options_);
    command().add_option("--write", page_, "Write the page to this file, and its picture beside it")->type_name("FILE");
  }

  int run() override {
    Mistakes mistakes;
    const std::vector<Benchmark> benchmarks =
        read_benchmarks(config::load_csv(scenario_options(options_).data / "benchmarks.csv", mistakes), mistakes);
    mistakes.throw_if_any();
    std::vector<Pattern> estimates;
    for (const Benchmark& b : benchmarks) estimates.push_back(b.estimate);
    const std::vector<Contrasted> outcomes = contrasts_of(estimates, options_);
    std::vector<output::BenchmarkRow> rows;
    for (std::size_t k = 0; k < benchmarks.size(); ++k) rows.push_back({benchmarks[k], outcomes[k].model});
    if (!page_.empty()) write_page(rows);
    if (options_.json)
      fmt::print("{}\n", json_text(output::benchmarks_json(rows), 2));
    else
      fmt::print("{}", output::benchmarks_text(rows, {is_terminal(STDOUT_FILENO), terminal_width()}));
    return 0;
  }

 private:
  void write_page(const std::vector<output::BenchmarkRow>& rows) const {
    const std::filesystem::path page = page_;
    write_text(page, output::benchmarks_page(rows, fmt::format("simulate benchmarks --runs {} --write {}",
                                                               options_.runs, page.filename().string())));
    write_text(page.parent_path() / "benchmarks.svg", output::benchmarks_picture(rows));
  }

  RunOptions options_;
  std::string page_;
};

template std::unique_ptr<Command> make_command<BenchmarksCommand>(const Program&);

}  // namespace chokepoint::app
