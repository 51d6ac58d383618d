// simulate playground: the engine in one HTML file.
#include <fmt/format.h>

#include <filesystem>

#include "app/commands/playground_data.hpp"
#include "app/common/command_options.hpp"
#include "app/common/places.hpp"
#include "engine/base/file.hpp"
#include "output/page/page_data.hpp"

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

/// The page with the engine in it, which the web build makes: installed beside the data, or in the source tree.
std::string page_with_engine() {
  for (const char* place : {"playground.html", "build/web/playground.html"})
    if (const auto page = read_bytes(home_folder() / place)) return *page;
  throw OutputError(
      fmt::format("no playground: the engine for browsers is not built; in {}: ./setup.sh --web && cmake --preset web "
                  "&& cmake --build --preset web",
                  home_folder().string()));
}

}  // namespace

class PlaygroundCommand final : public Command {
 public:
  explicit PlaygroundCommand(const Program& program)
      : Command(program, "playground",
                "Write a page in which the engine itself runs: rules by slider or YAML, an answer, a link",
                R"(Examples:
  simulate playground                                 playground.html, which opens anywhere, without a network
  simulate playground -o public/index.html
)"),
        options_(program.run) {
    command().add_option("-o,--out", out_, "File to write (default: playground.html)")->type_name("FILE");
  }

  int run() override {
    const std::string page = page_with_engine();
    const fs::path out = output_file(out_, "playground.html");
    write_text(out, output::fill_page(page, playground_json(options_)));
    fmt::print("{} written ({:.1f} MB)\n", out.string(), static_cast<double>(fs::file_size(out)) * 1e-6);
    return 0;
  }

 private:
  RunOptions& options_;
  std::string out_;
};

template std::unique_ptr<Command> make_command<PlaygroundCommand>(const Program&);

}  // namespace chokepoint::app
