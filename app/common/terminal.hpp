// What kind of screen a person looks at, and a progress bar on it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>

#include "engine/base/error.hpp"

namespace chokepoint::app {

/// Opens standard files that were closed: else the first file that is opened would take their place, and what is
/// printed would go into it. Reading and writing them fails, but for standard error, where nobody is left to be told.
/// Call before anything else.
void open_standard_files();
/// Writes and throws nothing if that fails: for what is said last.
void tell(std::FILE* file, const std::string& text) noexcept;

[[nodiscard]] bool is_terminal(int file);
/// Columns of the terminal, or those that COLUMNS tells of whoever reads what is piped; none where neither is there.
[[nodiscard]] std::optional<std::size_t> reader_width();
/// The same; 100 where there is none.
[[nodiscard]] std::size_t terminal_width();

/// The text, bold on a terminal.
[[nodiscard]] std::string bold(const std::string& text);

/// A place as a person wants to see it: a file below the present folder without the way to it.
[[nodiscard]] std::string shown_place(const Place& place);

/// What a person types to start the program: `./simulate` where it was started so, else `simulate`.
[[nodiscard]] std::string typed_name();

/// Prints the mistakes, one a line, to a file descriptor.
void tell_mistakes(const ScenarioError& error, int file);

/// A word in quotes, which a shell takes as one.
[[nodiscard]] std::string quoted(const std::string& word);
/// A word as it would have to be typed in a shell: in quotes only if it needs them.
[[nodiscard]] std::string shell_word(const std::string& word);

/// A bar with an estimate of the time left, on standard error, only on a terminal and only after a second.
class ProgressBar {
 public:
  explicit ProgressBar(std::string what);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  void show(std::size_t done, std::size_t total);
  /// Takes it off the screen, so that something else may be printed.
  void hide();

 private:
  std::string what_;
  std::chrono::steady_clock::time_point start_, shown_;
  bool visible_ = false, wanted_;
};

}  // namespace chokepoint::app
