// The list of all event types: one line each.
#include <array>

#include "engine/events/event.hpp"

namespace chokepoint {

namespace events {
extern const EventType algorithmic_breakthrough, chip_export_ban, entity_list, equipment_ban, foundry_evasion, hbm_ban, import_ban, import_guidance,
    investment_boom, licence, note, open_release, open_restriction, openness_shift, parameter_shock, service_ban, subsidy, supply_shock;
}  // namespace events

std::span<const EventType* const> event_types() {
  using namespace events;
  static constexpr std::array all = {&algorithmic_breakthrough, &chip_export_ban, &entity_list,    &equipment_ban,  &foundry_evasion, &hbm_ban,
                                     &import_ban,               &import_guidance, &investment_boom, &licence,       &note,            &open_release,
                                     &open_restriction,         &openness_shift,  &parameter_shock, &service_ban,   &subsidy,         &supply_shock};
  return all;
}

}  // namespace chokepoint
