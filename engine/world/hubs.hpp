// Ways round controls: hubs of diversion, and compute let across borders.
#pragma once

#include "engine/base/ids.hpp"
#include "engine/base/month.hpp"
#include "engine/world/columns.hpp"
#include "engine/world/world_data.hpp"

namespace chokepoint {

/// Nations' ports and traders through which controlled accelerators pass on to where they may not be sold.
struct Hubs {
  static constexpr std::size_t slots = 6;  ///< months of departure that are kept apart
  using PassageId = Id<struct PassageTag>;
  using SlotId = Id<struct HubSlotTag>;

  Column<HubId, NationId> nation;
  Column<HubId, double> share, enforcement_start;

  Column<HubId, double> enforcement, alert, departed, passed, seized, detected;
  Table<DesignerId, PassageId, double> in_transit;
  Table<FirmId, SlotId, double> in_transit_for;

  ByNation<double> lawful;

  [[nodiscard]] static SlotId slot(Month departure) {
    return SlotId{static_cast<std::size_t>(departure.index) % slots};
  }
  [[nodiscard]] static PassageId passage(HubId hub, SlotId slot) {
    return PassageId{hub.index() * slots + slot.index()};
  }
};

inline constexpr auto hub_columns = [](const auto& row) {
  row(columns::given<&Hubs::nation>("", "where it stands"));
  row(columns::given<&Hubs::share>("share", "of what is diverted, under the hub's enforcement at the start"));
  row(columns::given<&Hubs::enforcement_start>("0..1", "the hub's own, on top of the designers' nations'"));
  row(columns::state_from_data<&Hubs::enforcement>("0..1", "the hub's own, this month"));
  row(columns::state<&Hubs::alert>("months", "for which a detection still has the hub watched"));
  row(columns::state<&Hubs::departed>("H100e/month", "left suppliers"));
  row(columns::state<&Hubs::passed>("H100e/month", "reached buyers"));
  row(columns::state<&Hubs::seized>("H100e/month", "taken out of the world"));
  row(columns::state<&Hubs::detected>("", "1 in the month of a detection, else 0"));
  row(columns::state<&Hubs::in_transit>("H100e", "by hub and month of departure, a ring"));
  row(columns::state<&Hubs::in_transit_for>("H100e", "the same by buyer"));
  row(columns::working<&Hubs::lawful>("H100e/month", "delivered lawfully to the nation's firms"));
};
static_assert(columns::covers<Hubs>(hub_columns), "hub_columns lacks a column of Hubs");

/// Compute that a firm lets to firms abroad from data centres in one nation.
struct CloudOffers {
  Column<CloudOfferId, FirmId> host;
  Column<CloudOfferId, NationId> nation;
  Column<CloudOfferId, double> share;
  ByFirm<IdRange<CloudOfferId>> of;

  Column<CloudOfferId, double> capacity, used;

  bool in_use = true;
};

inline constexpr auto cloud_offer_columns = [](const auto& row) {
  row(columns::given<&CloudOffers::host>("", "who lets"));
  row(columns::given<&CloudOffers::nation>("", "where the data centres stand"));
  row(columns::given<&CloudOffers::share>("share", "of the host's powered stock"));
  row(columns::given<&CloudOffers::of>("", "offers of a host, which stand together"));
  row(columns::state<&CloudOffers::capacity>("H100e", "of training, offered this month"));
  row(columns::state<&CloudOffers::used>("H100e", "of training, let this month"));
  row(columns::state<&CloudOffers::in_use>("", "some firm rents; else all that renting leaves is 0", true));
};
static_assert(columns::covers<CloudOffers>(cloud_offer_columns), "cloud_offer_columns lacks a column of CloudOffers");

}  // namespace chokepoint
