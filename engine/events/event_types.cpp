// The list of all event types: one line each.
#include <array>

#include "engine/events/event.hpp"

namespace chokepoint {

namespace events {
extern const EventType affiliates_rule, algorithmic_breakthrough, allied_alignment, chip_export_ban,
    cloud_access_restriction, cloud_export_programme, diffusion_rule, energy_buildout, energy_shortage, entity_list,
    equipment_ban, foundry_evasion, hbm_ban, hub_enforcement, import_ban, import_guidance, investment_boom, licence,
    lithography_breakthrough, location_verification, materials_ban, model_export_control, note, open_promotion,
    open_release, open_restriction, openness_shift, parameter_shock, regulatory_action, sales_priority, sanction_relief,
    service_ban, stockpile, subsidy, supply_shock, talent_attraction, talent_restriction, tariff, theft_or_leak,
    transport_disruption, treaty;
}  // namespace events

std::span<const EventType* const> event_types() {
  using namespace events;
  static constexpr std::array all = {&affiliates_rule,
                                     &algorithmic_breakthrough,
                                     &allied_alignment,
                                     &chip_export_ban,
                                     &cloud_access_restriction,
                                     &cloud_export_programme,
                                     &diffusion_rule,
                                     &energy_buildout,
                                     &energy_shortage,
                                     &entity_list,
                                     &equipment_ban,
                                     &foundry_evasion,
                                     &hbm_ban,
                                     &hub_enforcement,
                                     &import_ban,
                                     &import_guidance,
                                     &investment_boom,
                                     &licence,
                                     &lithography_breakthrough,
                                     &location_verification,
                                     &materials_ban,
                                     &model_export_control,
                                     &note,
                                     &open_promotion,
                                     &open_release,
                                     &open_restriction,
                                     &openness_shift,
                                     &parameter_shock,
                                     &regulatory_action,
                                     &sales_priority,
                                     &sanction_relief,
                                     &service_ban,
                                     &stockpile,
                                     &subsidy,
                                     &supply_shock,
                                     &talent_attraction,
                                     &talent_restriction,
                                     &tariff,
                                     &theft_or_leak,
                                     &transport_disruption,
                                     &treaty};
  return all;
}

}  // namespace chokepoint
