// The files of data/ as read.
#include <algorithm>

#include "engine/base/file.hpp"
#include "engine/base/hash.hpp"
#include "engine/world/world_reader.hpp"

namespace chokepoint {
namespace {

constexpr const char* table_names[] = {
    "nations", "regions", "firms",        "designers", "foundries", "memory_makers", "toolmakers", "chips",
    "links",   "hubs",    "cloud_offers", "suppliers", "goods",     "sales",         "purchases",  "bilateral"};

}  // namespace

WorldFiles WorldFiles::load(const std::filesystem::path& folder, Mistakes& mistakes) {
  WorldFiles out;
  const auto add = [&](const std::string& name, const std::filesystem::path& path) {
    File file{name, path, {}, 0};
    const std::size_t before = mistakes.count();
    if (const auto text = config::read_file(path, mistakes)) {
      file.hash = name_hash(*text);
      file.content = path.extension() == ".csv" ? config::parse_csv(*text, path.string(), mistakes)
                                                : config::parse_yaml(*text, path.string(), mistakes);
    }
    if (mistakes.count() == before && file.empty())
      mistakes.add({path.string()}, "holds no rows; the world needs some");
    out.files.push_back(std::move(file));
  };
  add("parameters", folder / "parameters.yaml");
  add("paths", folder / "paths.yaml");
  for (const char* table : table_names) add(table, folder / "world" / (std::string(table) + ".csv"));
  return out;
}

const WorldFiles::File& WorldFiles::file(std::string_view name) const {
  return *std::ranges::find(files, name, &File::name);
}
WorldFiles::File& WorldFiles::file(std::string_view name) { return *std::ranges::find(files, name, &File::name); }

}  // namespace chokepoint
