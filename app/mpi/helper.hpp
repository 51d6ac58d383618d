// A `simulate` that a rank talks to by its standard input and output.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace chokepoint::mpi {

/// A process that is told lines and answers lines. It is killed with this object.
class Helper {
 public:
  /// Starts it without a copy of this process, which may own memory of the network (posix_spawn). Throws
  /// std::runtime_error.
  explicit Helper(const std::vector<std::string>& command);
  ~Helper();
  Helper(const Helper&) = delete;
  Helper& operator=(const Helper&) = delete;

  void tell(const std::string& line);
  /// The next line within so many milliseconds. Nothing yet: `late`. It has ended: `gone`.
  enum class Answer { line, late, gone };
  Answer hear(std::string& line, int milliseconds);
  /// Closes its input and waits; its exit code, or 128 + signal.
  int finish();

 private:
  pid_t process_ = 0;
  int in_ = -1, out_ = -1;
  std::string heard_;
};

/// The `simulate` that stands beside this program.
[[nodiscard]] std::string simulate_beside();

}  // namespace chokepoint::mpi
