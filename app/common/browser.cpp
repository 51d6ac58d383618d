// Starting the browser.
#include "app/common/browser.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <sstream>
#include <thread>
#include <vector>

#include "app/common/options.hpp"
#include "engine/base/file.hpp"
#include "output/files/result_folder.hpp"

extern char** environ;

namespace chokepoint::app {
namespace {

namespace fs = std::filesystem;

/// Runs a program with its output in a file; throws if it fails or takes too long.
void run(const std::vector<std::string>& words, const fs::path& output) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;  // a group of its own, so that all the browser's processes can be stopped
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, arguments[0], &actions, &attributes, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed != 0) throw OutputError(fmt::format("{} could not be started", words[0]));
  using namespace std::chrono_literals;
  const auto start = std::chrono::steady_clock::now();
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    const bool late = std::chrono::steady_clock::now() - start > 60s;
    if (late || interrupted) {
      ::kill(-child, SIGKILL);
      ::waitpid(child, &status, 0);
      if (interrupted) throw Interrupted{};
      throw OutputError(fmt::format("{} did not finish within a minute", words[0]));
    }
    std::this_thread::sleep_for(20ms);
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw OutputError(fmt::format("{} failed to draw the page", words[0]));
}

std::vector<std::string> words_for(const std::string& browser, const ScratchFolder& scratch) {
  std::vector<std::string> out{browser,
                               "--headless",
                               "--disable-gpu",
                               "--hide-scrollbars",
                               "--no-first-run",
                               "--disable-background-networking",
                               "--virtual-time-budget=10000",
                               "--user-data-dir=" + (scratch.path() / "profile").string()};
  if (::geteuid() == 0)
    out.emplace_back("--no-sandbox");  // its sandbox refuses to run as root; the page is our own and fetches nothing
  return out;
}

std::string address_of(const fs::path& page) {
  std::string out = "file://";
  for (const char c : fs::absolute(page).string()) {
    const bool plain =
        std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '-' || c == '_' || c == '.' || c == '~';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

ScratchFolder::ScratchFolder() {
  std::string name = (fs::temp_directory_path() / "chokepoint-XXXXXX").string();
  if (!::mkdtemp(name.data())) throw OutputError("no temporary folder could be made");
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::optional<std::string> find_browser() {
  std::vector<std::string> names;
  if (const char* named = std::getenv("CHROME"); named && *named)
    names.emplace_back(named);
  else
    names = {"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"};
  const char* path = std::getenv("PATH");
  for (const std::string& name : names) {
    if (name.find('/') != std::string::npos) {
      if (::access(name.c_str(), X_OK) == 0) return name;
      continue;
    }
    std::istringstream folders(path ? path : "/usr/bin");
    for (std::string folder; std::getline(folders, folder, ':');)
      if (const fs::path program = fs::path(folder) / name; ::access(program.c_str(), X_OK) == 0)
        return program.string();
  }
  return std::nullopt;
}

std::string rendered_page(const std::string& browser, const fs::path& page, const std::string& fragment) {
  const ScratchFolder scratch;
  std::vector<std::string> words = words_for(browser, scratch);
  words.insert(words.end(), {"--dump-dom", address_of(page) + "#" + fragment});
  run(words, scratch.path() / "page.html");
  return read_bytes(scratch.path() / "page.html").value_or("");
}

void picture_of(const std::string& browser, const fs::path& page, const fs::path& picture, bool pdf, int width,
                int height) {
  const ScratchFolder scratch;
  const fs::path made = scratch.path() / (pdf ? "picture.pdf" : "picture.png");
  std::vector<std::string> words = words_for(browser, scratch);
  if (pdf)
    words.insert(words.end(), {"--no-pdf-header-footer", "--print-to-pdf=" + made.string()});
  else
    words.insert(words.end(), {"--force-device-scale-factor=2", fmt::format("--window-size={},{}", width, height),
                               "--screenshot=" + made.string()});
  words.push_back(address_of(page));
  run(words, scratch.path() / "log");
  const std::string bytes = read_bytes(made).value_or("");
  if (bytes.empty()) throw OutputError(fmt::format("{} drew nothing", browser));
  write_text(picture, bytes);
}

}  // namespace chokepoint::app
