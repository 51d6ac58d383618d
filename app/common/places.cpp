// Looking beside the executable, then in the source tree.
#include "app/common/places.hpp"

#include <dlfcn.h>
#include <link.h>

#include <array>

namespace chokepoint::app {

namespace fs = std::filesystem;

namespace {

/// The module of another program that this code stands in; none where it is a program itself.
fs::path own_module() {
  std::error_code error;
  Dl_info info{};
  link_map* map = nullptr;
  if (::dladdr1(reinterpret_cast<const void*>(&own_module), &info, reinterpret_cast<void**>(&map), RTLD_DL_LINKMAP) ==
          0 ||
      !map || map->l_name[0] == '\0')
    return {};
  return fs::weakly_canonical(map->l_name, error);
}

/// Where what came with the program lies beside it; a module has it in its own folder.
fs::path installed_home() {
  static const fs::path module = own_module();  // seen from where it was loaded
  if (!module.empty()) return module.parent_path() / "home";
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path() / CHOKEPOINT_DATA_DIR_INSTALLED;
}

}  // namespace

fs::path home_folder() {
  std::error_code error;
  const std::array candidates = {installed_home(), fs::path(CHOKEPOINT_SOURCE_DIR)};
  for (const fs::path& folder : candidates)
    if (fs::is_directory(folder / "data" / "world", error)) return fs::weakly_canonical(folder);
  return candidates.back();
}

fs::path scenario_file(const std::string& typed) {
  std::error_code error;
  const fs::path path(typed);
  if (path.is_absolute() || fs::exists(path, error)) return path;
  const fs::path home = home_folder();
  for (const fs::path& candidate : {home / path, home / "scenarios" / path, home / "scenarios" / (typed + ".yaml")})
    if (fs::is_regular_file(candidate, error)) return candidate;
  const bool bare_name = !path.has_parent_path() && !path.has_extension();
  return bare_name ? home / "scenarios" / (typed + ".yaml") : path;  // the error then names the nearest shipped one
}

fs::path shipped_file(const std::string& folder, const std::string& typed) {
  std::error_code error;
  const fs::path path(typed);
  if (path.is_absolute() || fs::exists(path, error)) return path;
  const fs::path shipped = home_folder() / "scenarios" / folder / (path.has_extension() ? typed : typed + ".yaml");
  return !path.has_parent_path() || fs::is_regular_file(shipped, error) ? shipped : path;
}

fs::path policy_file(const std::string& typed) { return shipped_file("policies", typed); }

fs::path output_file(const std::string& typed, const fs::path& usual) {
  std::error_code error;
  if (typed.empty()) return usual;
  return fs::is_directory(typed, error) ? fs::path(typed) / usual.filename() : fs::path(typed);
}

}  // namespace chokepoint::app
