# Writes OUTPUT, which tells a hash of the files listed in LIST (one a line). Run with cmake -P.
file(STRINGS ${LIST} files)
set(all "")
foreach(file IN LISTS files)
  file(SHA256 ${file} hash)
  string(APPEND all ${hash})
endforeach()
string(SHA256 hash "${all}")
string(SUBSTRING ${hash} 0 16 hash)
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "// Made by cmake/model_sources.cmake.
#include \"engine/base/build.hpp\"

namespace chokepoint {
std::string_view model_sources() { return \"${hash}\"; }
}  // namespace chokepoint
")
