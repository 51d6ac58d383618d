// simulate playground: the engine in one HTML file.
#include <fmt/format.h>

#include <filesystem>

#include "app/common/command_options.hpp"
#include "app/common/playground_page.hpp"
#include "engine/base/file.hpp"

namespace chokepoint::app {
namespace fs = std::filesystem;

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
    const fs::path out = output_file(out_, "playground.html");
    write_text(out, playground_page(options_));
    fmt::print("{} written ({:.1f} MB)\n", out.string(), static_cast<double>(fs::file_size(out)) * 1e-6);
    return 0;
  }

 private:
  RunOptions& options_;
  std::string out_;
};

template std::unique_ptr<Command> make_command<PlaygroundCommand>(const Program&);

}  // namespace chokepoint::app
