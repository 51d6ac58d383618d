// Terminal width and progress.
#include "app/common/terminal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

namespace chokepoint::app {

void open_standard_files() {
  for (const auto& [file, mode] :
       {std::pair(STDIN_FILENO, O_WRONLY), std::pair(STDOUT_FILENO, O_RDONLY), std::pair(STDERR_FILENO, O_WRONLY)})
    if (::fcntl(file, F_GETFD) == -1) (void)::open("/dev/null", mode);  // takes the lowest number, which is this one
}

void tell(std::FILE* file, const std::string& text) noexcept {
  (void)std::fputs(text.c_str(), file);
  (void)std::fflush(file);
}

bool is_terminal(int file) { return ::isatty(file) != 0; }

std::optional<std::size_t> reader_width() {
  constexpr std::size_t least = 60;
  winsize size{};
  if (is_terminal(STDOUT_FILENO) && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return std::max<std::size_t>(least, size.ws_col);
  const char* said = std::getenv("COLUMNS");  // of whoever reads what is piped
  const long columns = said ? std::strtol(said, nullptr, 10) : 0;
  if (columns <= 0 || columns >= 10000) return std::nullopt;
  return std::max(least, static_cast<std::size_t>(columns));
}

std::size_t terminal_width() {
  constexpr std::size_t usual = 100;
  return reader_width().value_or(usual);
}

std::string bold(const std::string& text) { return is_terminal(STDOUT_FILENO) ? "\033[1m" + text + "\033[0m" : text; }

std::string shown_place(const Place& place) {
  std::error_code error;
  const std::string here = std::filesystem::current_path(error).string() + "/";
  Place shown = place;
  if (shown.file.starts_with(here)) shown.file.erase(0, here.size());
  return shown.text();
}

std::string typed_name() {
  std::ifstream words("/proc/self/cmdline", std::ios::binary);
  std::string first;
  std::getline(words, first, '\0');
  return first == "./simulate" ? first : "simulate";
}

std::string quoted(const std::string& word) {
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string shell_word(const std::string& word) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=,:+%@";
  return !word.empty() && word.find_first_not_of(plain) == std::string::npos ? word : quoted(word);
}

ProgressBar::ProgressBar(std::string what)
    : what_(std::move(what)),
      start_(std::chrono::steady_clock::now()),
      shown_(start_),
      wanted_(is_terminal(STDERR_FILENO)) {}

ProgressBar::~ProgressBar() { hide(); }

void ProgressBar::hide() {
  if (visible_) fmt::print(stderr, "\r\033[K");
  visible_ = false;
}

void ProgressBar::show(std::size_t done, std::size_t total) {
  using namespace std::chrono_literals;
  const auto now = std::chrono::steady_clock::now();
  if (!wanted_ || total == 0 || now - start_ < 1s || now - shown_ < 100ms) return;
  shown_ = now;
  visible_ = true;
  const double share = static_cast<double>(done) / static_cast<double>(total);
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  constexpr std::size_t width = 30;
  const auto filled = static_cast<std::size_t>(share * width);
  fmt::print(stderr, "\r\033[K{} [{}{}] {}/{}, {:.0f} s left", what_, std::string(filled, '#'),
             std::string(width - filled, '.'), done, total, share > 0 ? elapsed * (1 - share) / share : 0.0);
  std::fflush(stderr);
}

}  // namespace chokepoint::app
