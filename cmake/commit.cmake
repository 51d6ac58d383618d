# Writes OUTPUT, which tells the commit that SOURCE is at; only if that has changed. Run with cmake -P.
set(commit "unknown")
find_program(GIT git)
if(GIT)
  # A tarball may have been unpacked inside someone else's repository.
  execute_process(COMMAND ${GIT} -C ${SOURCE} rev-parse --show-toplevel OUTPUT_VARIABLE top ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  file(REAL_PATH ${SOURCE} real)
  if(top STREQUAL real)
    execute_process(COMMAND ${GIT} -C ${SOURCE} describe --always --dirty --abbrev=12 OUTPUT_VARIABLE said ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(said MATCHES "^[-A-Za-z0-9._]+$")
      set(commit ${said})
    endif()
  endif()
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "// Made by cmake/commit.cmake.
#include \"app/common/commit.hpp\"

namespace chokepoint::app {
std::string_view commit() { return \"${commit}\"; }
}  // namespace chokepoint::app
")
