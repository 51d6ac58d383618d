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
    {"weights_export_control", "", "write a model_export_control with 'scope: [weights]' and the 'targets'"},
    {"api_ban", "",
     "write a model_export_control with 'scope: [access]' (of the nation that sells), or a service_ban (of the one "
     "that buys); an open_restriction with 'scope: distillation' keeps labs from learning from outputs"},
    {"export_ban", "", "write a chip_export_ban, equipment_ban, hbm_ban or materials_ban, by what is banned"},
    {"sanction", "", "write an entity_list, by company; a chip_export_ban, by nation"},
    {"quota", "", "write a licence with 'quota'"},
    {"licence", "priority_for",
     "write a sales_priority: its 'targets' are served when all others are, with 'foreign' buyers at home come first"},
    {"licence", "cap", "'quota' (H100e a month)"},
    {"supply_shock", "place", "where it is made: 'nation' hits all makers of it, 'supplier' with 'goods' one"},
    {"transport_disruption", "route",
     "say 'from', 'to' and 'goods', or draw in a policy that does: policies/taiwan_strait_shut.yaml, "
     "policies/hormuz_shut.yaml"},
};

std::string_view instead_of(std::string_view type, std::string_view key) {
  const auto at = std::ranges::find_if(other_words, [&](const OtherWord& w) { return w.type == type && w.key == key; });
  return at == std::end(other_words) ? std::string_view{} : at->instead;
}

}  // namespace

std::string_view other_word_for_key(std::string_view type, std::string_view key) { return instead_of(type, key); }
std::string_view other_word_for_type(std::string_view type) { return instead_of(type, ""); }

}  // namespace chokepoint
