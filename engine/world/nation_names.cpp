// Looking names up: by id, by label, by the table of codes and common names.
#include "engine/world/nation_names.hpp"

#include <algorithm>
#include <cctype>

namespace chokepoint {
namespace {

struct OtherName {
  std::string_view name, id;
};

/// ISO 3166-1 alpha-3 codes of the nations that stand as such in data/world/nations.csv, then names in common use.
constexpr OtherName other_names[] = {
    {"USA", "US"},
    {"CHN", "CN"},
    {"TWN", "TW"},
    {"KOR", "KR"},
    {"JPN", "JP"},
    {"NLD", "NL"},
    {"IND", "IN"},
    {"RUS", "RU"},
    {"AUT", "AT"},
    {"BEL", "BE"},
    {"CZE", "CZ"},
    {"DEU", "DE"},
    {"DNK", "DK"},
    {"EST", "EE"},
    {"ESP", "ES"},
    {"FIN", "FI"},
    {"FRA", "FR"},
    {"GRC", "GR"},
    {"HUN", "HU"},
    {"IRL", "IE"},
    {"ITA", "IT"},
    {"LUX", "LU"},
    {"POL", "PL"},
    {"PRT", "PT"},
    {"SWE", "SE"},
    {"IDN", "ID"},
    {"MYS", "MY"},
    {"PHL", "PH"},
    {"SGP", "SG"},
    {"THA", "TH"},
    {"VNM", "VN"},
    {"ARE", "AE"},
    {"KWT", "KW"},
    {"QAT", "QA"},
    {"SAU", "SA"},
    {"DZA", "DZ"},
    {"EGY", "EG"},
    {"ETH", "ET"},
    {"GHA", "GH"},
    {"KEN", "KE"},
    {"MAR", "MA"},
    {"NGA", "NG"},
    {"RWA", "RW"},
    {"TZA", "TZ"},
    {"ZAF", "ZA"},
    {"ZWE", "ZW"},
    {"ARG", "AR"},
    {"BRA", "BR"},
    {"CHL", "CL"},
    {"COL", "CO"},
    {"MEX", "MX"},
    {"PER", "PE"},
    {"AUS", "AU"},
    {"BGD", "BD"},
    {"BLR", "BY"},
    {"CAN", "CA"},
    {"CHE", "CH"},
    {"GBR", "GB"},
    {"HKG", "HK"},
    {"ISR", "IL"},
    {"IRN", "IR"},
    {"KAZ", "KZ"},
    {"LKA", "LK"},
    {"NOR", "NO"},
    {"NZL", "NZ"},
    {"PAK", "PK"},
    {"TUR", "TR"},
    {"UKR", "UA"},
    {"United States of America", "US"},
    {"U.S.", "US"},
    {"U.S.A.", "US"},
    {"America", "US"},
    {"PRC", "CN"},
    {"People's Republic of China", "CN"},
    {"Mainland China", "CN"},
    {"Republic of Korea", "KR"},
    {"ROK", "KR"},
    {"Korea", "KR"},
    {"Holland", "NL"},
    {"The Netherlands", "NL"},
    {"Russian Federation", "RU"},
    {"Czech Republic", "CZ"},
    {"Viet Nam", "VN"},
    {"UAE", "AE"},
    {"Emirates", "AE"},
    {"KSA", "SA"},
    {"UK", "GB"},
    {"Great Britain", "GB"},
    {"Britain", "GB"},
    {"Hong Kong SAR", "HK"},
    {"Türkiye", "TR"},
    {"Turkiye", "TR"},
};

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace

std::string nation_id(std::string_view word, std::span<const std::string> ids, std::span<const std::string> labels) {
  const std::string typed(word);
  if (word.empty() || std::ranges::find(ids, typed) != ids.end()) return typed;
  for (std::size_t n = 0; n < std::min(ids.size(), labels.size()); ++n)
    if (same_word(labels[n], word)) return ids[n];
  for (const OtherName& other : other_names)
    if (same_word(other.name, word) && std::ranges::find(ids, other.id) != ids.end()) return std::string(other.id);
  return typed;
}

NationId find_nation(const WorldData& data, std::string_view word) {
  return data.nations.find<NationId>(nation_id(word, data.nations.text, data.nation_labels));
}

RegionId find_region(const WorldData& data, std::string_view word) {
  if (const RegionId region = data.find_region(word); region.exists() || word.empty()) return region;
  for (const RegionId r : data.regions.ids())
    if (same_word(data.regions[r].label, word)) return r;
  return {};
}

}  // namespace chokepoint
