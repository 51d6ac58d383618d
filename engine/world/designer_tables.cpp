// designers.csv and chips.csv.
#include "engine/world/world_tables.hpp"

namespace chokepoint {

void read_designers(TableReader& t, World& world) {
  WorldData& data = t.data();
  Designers& d = world.designers;
  t.each_row("designers", [&](config::MapReader& row) {
    d.nation.push_back(t.nation(row));
    const std::string role = row.choice("role", "", {"leader", "follower", "domestic"});
    if (role.empty()) row.mistake("role", "designer lacks a role (leader, follower or domestic)");
    data.sells_abroad.push_back(role != "domestic");
    d.role.push_back(role == "leader"     ? DesignerRole::leader
                     : role == "follower" ? DesignerRole::follower
                                          : DesignerRole::domestic);
    d.architecture.push_back(row.required_number("architecture_2017"));
    d.die_area.push_back(row.required_number("die_area", {1, 2000}));
    d.ecosystem_start.push_back(row.required_number("ecosystem_2017", config::share));
    d.price_premium.push_back(row.required_number("price_premium", config::not_negative));
    d.hbm_need.push_back(row.number("hbm_per_h100e", 0, config::not_negative));
    d.hbm_share.push_back(row.number("hbm_share", 0, config::share));
    d.power_factor.push_back(row.required_number("power_factor", config::not_negative));
    d.redesigns.push_back(row.boolean("redesigns", false));
    d.captive_of.push_back(t.lookup<FirmId>(row, "captive_of", data.firms, "AI firm", false));
    d.scarcity_low.push_back(row.required_number("pref_floor"));
    d.scarcity_high.push_back(row.required_number("pref_cap"));
    d.scarcity_response.push_back(row.required_number("scarcity_response", config::not_negative));
    d.unit_path.push_back(t.path(row, "unit_path"));
    read_owner(t, row, data.vertex(DesignerId{d.nation.size() - 1}));
  });
  d.ecosystem = d.ecosystem_start;
}

void read_chips(TableReader& t) {
  WorldData& data = t.data();
  const Names chip_names = t.names_of("chips");
  data.chip_names = chip_names.text;
  t.each_row("chips", [&](config::MapReader& row) {
    Chip chip;
    chip.name = row.text("chip");
    chip.designer = t.lookup<DesignerId>(row, "designer", data.designers, "designer");
    chip.launch = row.month("launch").value_or(Month{0});
    (void)row.require("launch");
    chip.performance = row.required_number("performance", config::not_negative);
    chip.bandwidth = row.number("bandwidth", 0, config::not_negative) * 1000;  // TB/s -> GB/s
    chip.interconnect = row.number("interconnect", 0, config::not_negative);
    chip.die_area = row.number("die_area", 0, config::not_negative);
    (void)row.number("tdp", 0, config::not_negative);
    chip.total_performance = row.number("tpp", chip.performance * Chip::tpp_per_h100e, config::not_negative);
    chip.redesign_of = t.lookup<ChipId>(row, "redesign_of", chip_names, "chip", false);
    data.chips.push_back(chip);
  });
}

}  // namespace chokepoint
