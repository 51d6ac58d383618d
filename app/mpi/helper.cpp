// Pipes and processes.
#include "app/mpi/helper.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>
#include <csignal>
#include <cstring>
#include <stdexcept>

extern char** environ;

namespace chokepoint::mpi {

Helper::Helper(const std::vector<std::string>& command) {
  int to[2], from[2];
  if (::pipe2(to, O_CLOEXEC) != 0 || ::pipe2(from, O_CLOEXEC) != 0) throw std::runtime_error("no pipes for a helper");
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_adddup2(&files, to[0], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&files, from[1], STDOUT_FILENO);
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  const int error = ::posix_spawn(&process_, words[0], &files, nullptr, words.data(), environ);
  ::posix_spawn_file_actions_destroy(&files);
  ::close(to[0]), ::close(from[1]);
  in_ = to[1], out_ = from[0];
  if (error != 0) throw std::runtime_error("cannot start " + command[0] + ": " + std::strerror(error));
}

Helper::~Helper() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  if (in_ >= 0) ::close(in_);
  ::close(out_);
}

void Helper::tell(const std::string& line) {
  const std::string whole = line + "\n";
  for (std::size_t done = 0; done < whole.size();) {
    const ssize_t wrote = ::write(in_, whole.data() + done, whole.size() - done);
    if (wrote <= 0) return;  // that it has gone is heard
    done += static_cast<std::size_t>(wrote);
  }
}

Helper::Answer Helper::hear(std::string& line, int milliseconds) {
  for (;;) {
    const std::size_t end = heard_.find('\n');
    if (end != std::string::npos) {
      line = heard_.substr(0, end);
      heard_.erase(0, end + 1);
      return Answer::line;
    }
    pollfd watched = {out_, POLLIN, 0};
    if (::poll(&watched, 1, milliseconds) <= 0) return Answer::late;
    char text[4096];
    const ssize_t got = ::read(out_, text, sizeof text);
    if (got <= 0) return Answer::gone;
    heard_.append(text, static_cast<std::size_t>(got));
  }
}

int Helper::finish() {
  ::close(in_);
  in_ = -1;
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = 0;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

std::string simulate_beside() {
  char path[PATH_MAX] = {};
  if (::readlink("/proc/self/exe", path, sizeof path - 1) < 0)
    throw std::runtime_error("cannot tell where this program stands");
  const std::string self = path;
  return self.substr(0, self.rfind('/') + 1) + "simulate";
}

}  // namespace chokepoint::mpi
