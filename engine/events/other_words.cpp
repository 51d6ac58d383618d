// One line a word. A new event type or key takes its line away.
#include "engine/events/other_words.hpp"

#include <algorithm>

namespace chokepoint {
namespace {

struct OtherWord {
  std::string_view type, key;  ///< no key: the type itself
  std::string_view instead;
};

constexpr OtherWord other_words[] = {
    {"transport_disruption", "",
     "routes are no part of the world; write a supply_shock of the 'nation' whose goods no longer come, or a "
     "materials_ban "
     "that cuts them to some buyers"},
    {"weights_export_control", "",
     "write an open_restriction: 'scope: distillation' keeps others' labs from the outputs of closed models, with "
     "'scope: "
     "labs' own labs from opening theirs; a service_ban of the buyers keeps the service out"},
    {"api_ban", "",
     "write an open_restriction with 'scope: distillation' (labs that learn), or a service_ban of those who buy "
     "(users)"},
    {"export_ban", "", "write a chip_export_ban, equipment_ban, hbm_ban or materials_ban, by what is banned"},
    {"sanction", "", "write an entity_list, by company; a chip_export_ban, by nation"},
    {"quota", "", "write a licence with 'quota'"},
    {"location_verification", "", "write hub_enforcement: what is found of diverted parts"},
    {"licence", "firms", "the quota of a licence is the nation's, not a client's: give their sum as 'quota'"},
    {"licence", "priority_for",
     "'quota_share' gives the licensed part of what is sold at home; that home buyers come first, whatever that "
     "leaves, "
     "can't be said"},
    {"licence", "cap", "'quota' (H100e a month)"},
    {"diffusion_rule", "firms", "a cap is a nation's, over all its firms: 'cap_tier2'"},
    {"supply_shock", "goods", "all that the supplier makes is hit: weigh 'severity' by the part that is meant"},
};

std::string_view instead_of(std::string_view type, std::string_view key) {
  const auto at = std::ranges::find_if(other_words, [&](const OtherWord& w) { return w.type == type && w.key == key; });
  return at == std::end(other_words) ? std::string_view{} : at->instead;
}

}  // namespace

std::string_view other_word_for_key(std::string_view type, std::string_view key) { return instead_of(type, key); }
std::string_view other_word_for_type(std::string_view type) { return instead_of(type, ""); }

}  // namespace chokepoint
