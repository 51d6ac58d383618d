// The state of one run: one column per field and kind, the trade graph, the registry of models.
//
// Rows of every kind are sorted by name, so neither the order of the data files nor anything but names decides an
// index. Fields marked "given" are inputs; the others are state that the phases write. A phase writes only the slots
// of the agents it is called for.
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/month.hpp"
#include "engine/world/goods.hpp"
#include "engine/world/governments.hpp"
#include "engine/world/model_registry.hpp"
#include "engine/world/parameters.hpp"
#include "engine/world/paths.hpp"
#include "engine/world/regimes.hpp"
#include "engine/world/regions.hpp"
#include "engine/world/trade_graph.hpp"

namespace chokepoint {

/// Names of one kind, sorted, with the hashes that key their random variation.
struct Names {
  std::vector<std::string> text;
  std::vector<std::uint64_t> hash;
  [[nodiscard]] std::size_t count() const { return text.size(); }
  /// The agent of a name, or none.
  template <class I>
  [[nodiscard]] I find(std::string_view name) const {
    const auto at = std::ranges::lower_bound(text, name);
    return at != text.end() && *at == name ? I{static_cast<std::size_t>(at - text.begin())} : I{};
  }
};

/// A part of a designer's catalogue.
struct Chip {
  std::string name;
  DesignerId designer;
  Month launch;
  double performance = 0;   ///< H100e
  double bandwidth = 0;     ///< memory, GB/s
  double interconnect = 0;  ///< GB/s
  double die_area = 0;      ///< mm2
  ChipId redesign_of;       ///< the full part of which it is a compliant variant, sold only where a rule calls for it

  double total_performance = 0;  ///< TPP of the control rules: bit length x TOPS, the highest over formats

  [[nodiscard]] double tpp() const { return total_performance; }
  static constexpr double tpp_per_h100e = 15832;
};

inline constexpr double h100_bandwidth = 3350;  // GB/s, NVIDIA H100 SXM data sheet
inline constexpr double h100_die_area = 814;    // mm2

template <class T>
using ByNation = Column<NationId, T>;
template <class T>
using ByFirm = Column<FirmId, T>;
template <class T>
using ByDesigner = Column<DesignerId, T>;
template <class T>
using ByFoundry = Column<FoundryId, T>;

/// A row of firms.csv: one firm, or a sector that a synthetic population splits into many.
struct FirmRow {
  std::string name;
  IdRange<FirmId> members;
  bool split = false;
};

/// What never changes in a run and is shared by all: names, catalogue, exogenous paths.
struct WorldData {
  Names nations, firms, designers, foundries, memory_makers, toolmakers, hubs;
  Names suppliers;  ///< companies that sell traded goods and stand in no other table
  Names materials;  ///< the traded goods that are materials
  Column<MaterialId, TradedId> material_goods;
  GoodsCatalogue goods;
  std::vector<std::string> nation_labels;
  Column<HubId, NationId> hub_nation;
  Column<RegionId, Region> regions;        ///< by name
  ByNation<double> gdp_2017;               ///< bn USD: by it an amount for a region is divided among its members
  ByNation<std::vector<FirmId>> firms_of;  ///< by home
  ByNation<double> cash_flow_start;        ///< of these firms together
  std::vector<FirmRow> firm_rows;          ///< by name; metrics of firms are told by row
  std::vector<NationId> tool_homes;        ///< nations with toolmakers
  Column<DesignerId, bool> sells_abroad;   ///< not for its home market alone
  std::vector<ToolmakerId> euv_makers;     ///< toolmakers whose kind is lithography: all EUV lithography is theirs
  Column<ChipId, Chip> chips;
  Paths paths;
  std::vector<std::string> chip_names;
  Column<VertexId, NationId> home;        ///< of every vertex
  Column<VertexId, VertexId> owner;       ///< firm, designer or foundry that holds the largest part of another, or none
  Column<VertexId, double> owned_share;   ///< that part
  const Path* hbm3_share = nullptr;       ///< of the stacks shipped: third generation (HBM3) or later
  const Path* hbm4_share = nullptr;       ///< fourth generation or later
  const Path* chip_share_ramp = nullptr;  ///< factor on the chip share of AI capex
  Table<NationId, NationId, double> neighbours;  ///< see neighbour_weights()
  std::vector<NationId> model_homes;             ///< nations with laboratories
  ByNation<const Path*> hbm_imports;  ///< M stacks a month for the nation's designers; null: memory is not binding

  [[nodiscard]] IdRange<NationId> nation_ids() const { return ids<NationId>(nations.count()); }
  [[nodiscard]] RegionId find_region(std::string_view name) const;        ///< or none
  [[nodiscard]] const FirmRow* find_sector(std::string_view name) const;  ///< a row that is split, or null
  [[nodiscard]] std::size_t vertex_count() const {
    return nations.count() + firms.count() + designers.count() + foundries.count() + memory_makers.count() +
           toolmakers.count() + suppliers.count();
  }
  // Vertices of the trade graph: nations first, then the other kinds in this order.
  [[nodiscard]] VertexId vertex(NationId n) const { return VertexId{n.index()}; }
  [[nodiscard]] VertexId vertex(FirmId i) const { return VertexId{nations.count() + i.index()}; }
  [[nodiscard]] VertexId vertex(DesignerId d) const { return VertexId{nations.count() + firms.count() + d.index()}; }
  [[nodiscard]] VertexId vertex(FoundryId f) const {
    return VertexId{nations.count() + firms.count() + designers.count() + f.index()};
  }
  [[nodiscard]] VertexId vertex(MemoryMakerId m) const {
    return VertexId{nations.count() + firms.count() + designers.count() + foundries.count() + m.index()};
  }
  [[nodiscard]] VertexId vertex(ToolmakerId e) const {
    return VertexId{nations.count() + firms.count() + designers.count() + foundries.count() + memory_makers.count() +
                    e.index()};
  }
  [[nodiscard]] VertexId vertex(SupplierId s) const {
    return VertexId{vertex(ToolmakerId{0}).index() + toolmakers.count() + s.index()};
  }
  [[nodiscard]] NationId nation_of(VertexId v) const { return NationId{v.index()}; }
  [[nodiscard]] FirmId firm_of(VertexId v) const { return FirmId{v.index() - nations.count()}; }
  /// Whether a nation is home to some agent from one vertex on up to another: kinds of agents stand in blocks.
  [[nodiscard]] bool is_home(NationId n, VertexId first, VertexId end) const {
    for (VertexId v = first; v < end; v = VertexId{v.index() + 1})
      if (home[v] == n) return true;
    return false;
  }
  [[nodiscard]] DesignerId designer_of(VertexId v) const {
    return DesignerId{v.index() - nations.count() - firms.count()};
  }
  [[nodiscard]] FoundryId foundry_of(VertexId v) const { return FoundryId{v.index() - vertex(FoundryId{0}).index()}; }
  [[nodiscard]] ToolmakerId toolmaker_of(VertexId v) const {
    return ToolmakerId{v.index() - vertex(ToolmakerId{0}).index()};
  }
  [[nodiscard]] SupplierId supplier_of(VertexId v) const {
    return SupplierId{v.index() - vertex(SupplierId{0}).index()};
  }
  [[nodiscard]] const std::string& vertex_name(VertexId v) const;
};

struct Nations {
  // given
  ByNation<double> growth, adoption_max, norm_anchor, power_growth, users, investment_boldness;
  ByNation<double> cash_growth, cash_growth_2027, price_sensitivity, chinese_cloud_focus;
  ByNation<double> export_exposure;               ///< share of its chip chain's sales that go to the other bloc
  ByNation<int> norm_leader;                      ///< -1 or +1 for the nation whose bloc that norm is, else 0
  ByNation<double> talent_wage, talent_openness;  ///< pay of researchers, US = 1; openness to people from abroad, 0..1
  // state
  ByNation<double> gdp;               ///< bn USD per year, nominal
  ByNation<double> adoption;          ///< N, share of the population that uses AI
  ByNation<double> norm;              ///< x in [-1, 1]
  ByNation<double> alignment;         ///< a in [-1, 1], between the blocs; starts at the anchor of the norm
  ByNation<double> open_known;        ///< working figure: best algorithm that its open models teach, OOM
  ByNation<double> neighbours_moved;  ///< by how much the norms of its neighbours have moved from their anchors, mean
  ByNation<double> tfp;               ///< AI's contribution to total factor productivity, log points
  ByNation<double> tfp_in_gdp;        ///< the part of it that is in GDP
  ByNation<double> usage_bloc_balance,
      usage_bloc_share;  ///< of the usage of AI services: sum of share x bloc (-1, +1), and of the shares that have a
                         ///< bloc
  ByNation<double> open_users;                          ///< Y, share of those who could run open weights that do
  ByNation<double> open_bloc_balance, open_bloc_share;  ///< as usage_bloc_balance and usage_bloc_share, of open_users
  ByNation<double> open_appeal,
      open_pull;  ///< working figures: appeal of the nation's open models; what draws its users to open weights
  ByNation<double> trade_lean,
      trade_total;  ///< M$ bought in about twelve months (accelerators, AI services): by bloc, and in all
  ByNation<double> bought_bloc_balance, bought;  ///< M$ this month, the same two
  ByNation<double> trade_shift;                  ///< change of the ratio of the two this month
  ByNation<double> power;                        ///< grid capacity for AI, GW
  ByNation<double> tools_share, litho_share;     ///< sigma: share of tools, of lithography, that home makers can supply
  ByNation<double> hbm_stock;                    ///< M stacks that home designers may draw on
  ByNation<double> deployable;                   ///< phi: share of the stock that can be powered
  ByNation<double> scarcity;                     ///< S, mean over the nation's firms by demand
  ByNation<double> tool_denial;                  ///< share of tool supply that is closed to an unlisted foundry
  ByNation<double> power_use;                    ///< GW drawn by AI
  ByNation<double> services_spending;            ///< M$ this month
  ByNation<double> tariff_receipts;              ///< M$ this month, on accelerators and AI services
  ByNation<double> node_gate;         ///< node that home lithography allows at the least, by a breakthrough; else 0
  ByNation<double> rent_open;         ///< share of the compute let abroad that its firms may rent, by capacity
  ByNation<double> talent;            ///< T, thousand researchers
  ByNation<double> talent_reference;  ///< the same, had no measure on talent ever been in force
  ByNation<double> talent_net, talent_reference_net;  ///< moved to the nation this month, both paths
  ByNation<bool> distrusts;                           ///< trust in some nation's vendors is below 0

  /// Researchers of the nation, relative to a world without measures on talent: exactly 1 if there were none.
  [[nodiscard]] double talent_ratio(NationId n) const {
    return talent_reference[n] > 0 ? talent[n] / talent_reference[n] : 1.0;
  }
};

/// Working figures of the migration of researchers; no state: made anew when what they depend on changes.
struct TalentFlows {
  Table<NationId, NationId, double>
      willing;                  ///< (from, to): share of the most possible moves that pay and openness bring about
  ByNation<double> attraction;  ///< for which `willing` was made
  double response = 0;          ///< the same
  ByNation<double> most,
      moved;  ///< of one month: possible moves to each nation, by researcher; moved from one nation to each
};

/// Where a firm's accelerators came from.
enum class Origin : std::uint8_t { foreign, compliant, domestic, smuggled };
inline constexpr std::size_t origin_count = 4;
inline constexpr std::array<std::string_view, origin_count> origin_names = {"foreign", "compliant", "domestic",
                                                                            "smuggled"};
inline constexpr std::array<std::string_view, origin_count> stock_columns = {
    "firm.stock.foreign", "firm.stock.compliant", "firm.stock.domestic", "firm.stock.smuggled"};
inline constexpr std::array<std::string_view, origin_count> delivered_columns = {
    "firm.delivered.foreign", "firm.delivered.compliant", "firm.delivered.domestic", "firm.delivered.smuggled"};

struct Firms {
  // given
  ByFirm<NationId> nation;
  ByFirm<Month> entry, funding_start;
  ByFirm<double> funding, intensity, lab_share, run_share, talent, chip_share, capex_floor, cash_flow_start;
  ByFirm<int> variants, leaderboard_slots;
  ByFirm<bool> state_directed;
  ByFirm<const Path*> capex_path;
  ByFirm<double> share;  ///< of the row of firms.csv: 1, or a member's part of its sector
  // state: money (bn USD per year unless said)
  ByFirm<double> cash_flow, invest_rate, capex;
  ByFirm<double> carry;                ///< M$ of chip budget not spent
  ByFirm<double> budget;               ///< M$ for chips this month
  ByFirm<double> idle_budget;          ///< M$ of it for which nothing was on sale
  ByFirm<double> fine_due, fine_paid;  ///< M$ of fines still to pay; paid so far
  ByFirm<double> revenue;              ///< M$ this month from AI services
  // state: compute (H100e)
  ByFirm<double> raw, training, inference;
  std::array<ByFirm<double>, origin_count> stock;      ///< raw, by origin
  std::array<ByFirm<double>, origin_count> delivered;  ///< this month
  ByFirm<double> megawatts;
  ByFirm<double> rented, smuggle_order, rent_order, smuggled;
  ByFirm<double> diverted_for;   ///< H100e that left suppliers past controls on the firm's order this month: paid for,
                                 ///< not yet there
  ByFirm<double> rent_capacity;  ///< compute offered for rent abroad this month
  ByFirm<double> let;            ///< H100e of the powered stock at work for renters this month
  ByFirm<double> rent_revenue;   ///< M$ this month from renters
  ByFirm<double> rent_asked;     ///< H100e of training that all renters ask of the firm this month
  ByFirm<double> wanted, received, scarcity;
  // state: models
  ByFirm<double> openness;
  ByFirm<double> head_start;  ///< OOM of the algorithm ahead of the others in 2017; given
  ByFirm<double> algorithm, algorithm_next, adaptation, adaptation_next;  ///< A and eta, OOM
  ByFirm<double> secret, secret_months;  ///< OOM of the algorithm that no one can learn yet, and for how many months
  ByFirm<double> run_flop;               ///< FLOP in the training window
  ByFirm<double> best, best_open;        ///< ECI; 0 before the first (open) model
  ByFirm<double> best_log_flop;
  ByFirm<Month> last_release;
  ByFirm<int> release_gap;
  ByFirm<double> usage_data, congestion;
  ByFirm<double> appeal;       ///< part of the utility of the firm's service that is the same everywhere
  ByFirm<double> release_eci;  ///< ECI of the flagship released this month, or 0
  ByFirm<double> open_appeal;  ///< of its best open model against the best of all, 0..1
  ByFirm<double> open_lesson;  ///< OOM by which the best open model that it may learn from is ahead of it
  ByFirm<bool> open_price;     ///< has an open model close to its best: sells at the open price

  /// Calls f(column) for every column that is given.
  template <class F>
  void for_each_given(F&& f) {
    f(nation), f(entry), f(funding_start), f(funding), f(intensity), f(lab_share), f(run_share), f(talent),
        f(chip_share), f(capex_floor), f(cash_flow_start);
    f(variants), f(leaderboard_slots), f(state_directed), f(capex_path), f(share), f(cash_flow), f(openness),
        f(head_start);
  }
};

enum class DesignerRole : std::uint8_t { leader, follower, domestic };

struct Designers {
  // given
  ByDesigner<NationId> nation;
  ByDesigner<DesignerRole> role;
  ByDesigner<double> die_area, ecosystem_start, price_premium, hbm_need, hbm_share, power_factor;
  ByDesigner<double> scarcity_low, scarcity_high, scarcity_response;
  ByDesigner<bool> redesigns;
  ByDesigner<FirmId> captive_of;
  ByDesigner<const Path*> unit_path;  ///< H100e per packaged unit, for reports
  // state
  ByDesigner<double> architecture;    ///< G, OOM
  ByDesigner<double> ecosystem;       ///< 0..1
  ByDesigner<double> scarcity_price;  ///< m, factor on the reference price
  ByDesigner<double> fill;            ///< expected share of an order that is met
  ByDesigner<double> orders;          ///< H100e this month
  ByDesigner<double> met;             ///< share of them that is met this month
  ByDesigner<double> die_performance, per_wafer, yield;
  ByDesigner<double> wafers, hbm_used, evaded;                          ///< this month
  ByDesigner<double> produced, shipped, diverted, inventory, die_bank;  ///< H100e
  ByDesigner<double> passed, seized;  ///< H100e of diverted parts that reached buyers, that hubs seized, this month
  ByDesigner<double> cumulative;      ///< M H100e shipped
  ByDesigner<double> smoothed_revenue, revenue;  ///< M$ per month
  ByDesigner<double> fine_paid;                  ///< M$ of fines so far
};

struct Foundries {
  // given
  ByFoundry<NationId> nation;
  ByFoundry<const Path*> node_path, build_path;
  ByFoundry<double> defects_start, node_growth;
  ByFoundry<int> lag;
  // state
  ByFoundry<double> capacity;  ///< K, AI-capable advanced wafers per month
  ByFoundry<double> ai_share;
  ByFoundry<double> node;                                          ///< nu
  ByFoundry<double> ai_wafers;                                     ///< E, cumulative
  ByFoundry<double> order_level;                                   ///< smoothed orders
  ByFoundry<double> untooled;                                      ///< wafers per month of shells that wait for tools
  ByFoundry<double> ordered_total, arrived_total, scrapped_total;  ///< cumulative, for the balance of capacity
  ByFoundry<double> filled;                                        ///< share of this month's orders met
  static constexpr std::size_t longest_lag = 60;
  Table<FoundryId, Id<struct SlotTag>, double> pipeline;  ///< ring of capacity under construction, one slot a month
};

struct MemoryMakers {
  Column<MemoryMakerId, NationId> nation;
  Column<MemoryMakerId, Month> hbm_start;
  Column<MemoryMakerId, bool> domestic;  ///< supplies its nation's own pool from hbm_start on
  Column<MemoryMakerId, double> hbm_at_start;
  Column<MemoryMakerId, double> hbm_capacity;  ///< M stacks per month
};

/// Nations' ports and traders through which controlled accelerators pass on to where they may not be sold.
struct Hubs {
  static constexpr std::size_t slots = 6;  ///< months of departure that are kept apart
  using PassageId = Id<struct PassageTag>;
  using SlotId = Id<struct HubSlotTag>;
  // given
  Column<HubId, NationId> nation;
  Column<HubId, double> share;              ///< of what is diverted, as seen under the hub's enforcement at the start
  Column<HubId, double> enforcement_start;  ///< the hub's own, on top of that of the designers' nations
  // state
  Column<HubId, double> enforcement;  ///< own, this month
  Column<HubId, double> alert;        ///< months for which a detection still has the hub watched
  Column<HubId, double> departed, passed,
      seized;                      ///< H100e this month: left suppliers, reached buyers, taken out of the world
  Column<HubId, double> detected;  ///< 1 in the month of a detection, else 0
  ByNation<double> lawful;         ///< working figure: H100e delivered lawfully to the nation's firms
  Table<DesignerId, PassageId, double> in_transit;  ///< H100e by hub and month of departure, a ring
  Table<FirmId, SlotId, double> in_transit_for;     ///< the same by buyer

  [[nodiscard]] static SlotId slot(Month departure) {
    return SlotId{static_cast<std::size_t>(departure.index) % slots};
  }
  [[nodiscard]] static PassageId passage(HubId hub, SlotId slot) {
    return PassageId{hub.index() * slots + slot.index()};
  }
};

/// Compute that a firm lets to firms abroad from data centres in one nation.
struct CloudOffers {
  // given
  Column<CloudOfferId, FirmId> host;
  Column<CloudOfferId, NationId> nation;  ///< where the data centres stand
  Column<CloudOfferId, double> share;     ///< of the host's powered stock
  ByFirm<IdRange<CloudOfferId>> of;       ///< offers of a host, which stand together
  // state, H100e of training this month
  Column<CloudOfferId, double> capacity, used;
  bool in_use = true;  ///< some firm rents; else all that renting leaves is 0
};

struct Toolmakers {
  Column<ToolmakerId, NationId> nation;
  Column<ToolmakerId, double> revenue_share, denial_weight;
};

/// Companies that sell traded goods and stand in no other table.
struct Suppliers {
  Column<SupplierId, NationId> nation;
  Column<SupplierId, Month> entry;  ///< sells from this month on
};

/// What the whole world shares.
struct Commons {
  double hype = 0;            ///< H; 0 before the onset of generative AI
  double funding_factor = 1;  ///< on outside funding, by booms and busts
  bool onset = false;
  bool accelerated = false;        ///< research runs faster (reasoning models)
  double price = 0;                ///< k$ per H100e, reference
  double smuggling_fill = 1;       ///< expected share of smuggling orders that is met
  double evasion_skill = 1;        ///< what smugglers have learned: factor on the share of supply that can be diverted
  double leader_architecture = 0;  ///< best architecture among leading designers last month, OOM
  double frontier = 0;             ///< best ECI released anywhere
  double relative_fill = 1;        ///< r*: received over wanted, firms under no chip rule
  double best_algorithm = 0, best_open_algorithm = 0, best_open_adaptation = 0;  ///< frozen donors of diffusion, OOM
  bool any_open = false;                                                         ///< some lab has released open weights
  std::array<double, 13> frontier_history{};  ///< of the last 13 months, ring by month index
};

/// What the column `commons` of the state holds, in order.
inline constexpr std::array<std::string_view, 5> commons_names = {"hype", "funding_factor", "price", "frontier",
                                                                  "evasion_skill"};

/// Where an event stands in a run: its latest activation.
struct EventClock {
  static constexpr Month never{1 << 24};
  Month triggered = never;  ///< when the trigger fired
  Month announced = never;
  Month start = never;
  Month end = never;    ///< first month without it; not after the start: it was withdrawn before
  Month over = never;   ///< first month in which it no longer acts: later than the end if it recovers slowly
  Month first = never;  ///< start of the first activation
  int fired = 0;        ///< activations so far
  friend bool operator==(const EventClock&, const EventClock&) = default;

  [[nodiscard]] bool is_announced(Month m) const { return announced <= m && m < start && m < end; }
  [[nodiscard]] bool is_in_force(Month m) const { return start < end && start <= m && m < over; }
};

/// Terms on which a designer may sell to a nation this month.
struct SalesTerms {
  bool allowed = true;
  bool compliant = false;  ///< not the full part
  double training = 1;     ///< training performance, relative to the part it stands for
  double inference = 1;
  double raw = 1;  ///< nominal performance, relative
  double price_factor = 1;
  double scale = 1;         ///< share of demand that may be served
  double quota = no_limit;  ///< H100e a month
  double revenue_share = 0;
  double tariff = 0;          ///< share of the price that the buyer pays to its nation on top
  double frontier_value = 1;  ///< value against the designer's newest part
  double price = 0;           ///< M$ per H100e of die capacity ordered, tariff included
  double threat = 0;          ///< share of what is on sale now that announced rules will close
  double attraction = 0;      ///< CES weight before familiarity: (value per price)^(sigma-1)
};

class World {
 public:
  std::shared_ptr<const WorldData> data;
  Month month{0};

  Nations nations;
  Firms firms;
  Designers designers;
  Foundries foundries;
  MemoryMakers memory_makers;
  Toolmakers toolmakers;
  Suppliers suppliers;
  GoodsMarket goods;
  Hubs hubs;
  CloudOffers cloud_offers;
  Commons commons;
  TradeGraph trade;
  ModelRegistry models;
  Table<DesignerId, NationId, SalesTerms> terms;
  Table<NationId, NationId, double> trust;  ///< (market, vendors' nation): change of trust since 2017, -1..trust.limit
  Table<NationId, NationId, double>
      foothold;  ///< (market, vendors' nation): share of usage, each vendor's times its local presence
  TalentFlows talent_flows;
  Table<NationId, NationId, double>
      capped_imports;                  ///< (buyer nation, designers' nation): H100e delivered since a cap is in force
  Column<EventId, EventClock> clocks;  ///< of the scenario's events; no part of the hash: what they do is
  Table<EventId, NationId, Month> ally_since;  ///< when an aligned nation took the same measure, or never
  std::vector<double> part_sums;               ///< working figures of sum_over_links()
  Governments governments;                     ///< part of the hash once some government decides by itself

  /// Calls f(name, values) for every column of state, in a fixed order: for hashes, snapshots and checks.
  template <class F>
  void for_each_column(F&& f) const;

  /// Links by which a company sells a traded good, by buyer.
  [[nodiscard]] std::span<const EdgeId> links_of(SellerId s) const {
    return trade.sales(data->goods.company[s], good_of(data->goods.sold[s]));
  }

  /// Gives the columns that only a run writes their length, at rest. A synthetic world is kept without them: they are
  /// most of it.
  void open();

  /// The nation that a vertex of the trade graph belongs to.
  [[nodiscard]] NationId home_of(VertexId v) const;

  /// Hash of every bit of the state.
  [[nodiscard]] std::uint64_t state_hash() const;
};

template <class F>
void World::for_each_column(F&& f) const {
  const auto put = [&](std::string_view name, const auto& column) { f(name, column.cells()); };
  const Nations& n = nations;
  put("nation.gdp", n.gdp), put("nation.adoption", n.adoption), put("nation.norm", n.norm), put("nation.tfp", n.tfp);
  put("nation.power", n.power), put("nation.tools_share", n.tools_share), put("nation.litho_share", n.litho_share);
  put("nation.hbm_stock", n.hbm_stock), put("nation.deployable", n.deployable), put("nation.scarcity", n.scarcity);
  put("nation.tool_denial", n.tool_denial), put("nation.power_use", n.power_use);
  put("nation.services_spending", n.services_spending);
  put("nation.tariff_receipts", n.tariff_receipts);
  put("nation.trust", trust), put("nation.capped_imports", capped_imports), put("nation.node_gate", n.node_gate),
      put("nation.talent", n.talent), put("nation.rent_open", n.rent_open);
  put("nation.talent_reference", n.talent_reference);
  put("nation.alignment", n.alignment), put("nation.tfp_in_gdp", n.tfp_in_gdp), put("nation.open_users", n.open_users);
  put("nation.trade_lean", n.trade_lean), put("nation.trade_total", n.trade_total), put("nation.foothold", foothold);
  const Firms& i = firms;
  put("firm.cash_flow", i.cash_flow), put("firm.invest_rate", i.invest_rate), put("firm.capex", i.capex);
  put("firm.carry", i.carry), put("firm.budget", i.budget), put("firm.revenue", i.revenue), put("firm.raw", i.raw);
  put("firm.training", i.training), put("firm.inference", i.inference);
  for (std::size_t o = 0; o < origin_count; ++o)
    put(stock_columns[o], i.stock[o]), put(delivered_columns[o], i.delivered[o]);
  put("firm.megawatts", i.megawatts), put("firm.rented", i.rented), put("firm.smuggle_order", i.smuggle_order);
  put("firm.rent_order", i.rent_order), put("firm.smuggled", i.smuggled), put("firm.wanted", i.wanted);
  put("firm.received", i.received), put("firm.scarcity", i.scarcity), put("firm.openness", i.openness);
  put("firm.algorithm", i.algorithm), put("firm.algorithm_next", i.algorithm_next),
      put("firm.adaptation", i.adaptation);
  put("firm.adaptation_next", i.adaptation_next), put("firm.run_flop", i.run_flop), put("firm.best", i.best);
  put("firm.best_open", i.best_open), put("firm.best_log_flop", i.best_log_flop), put("firm.usage_data", i.usage_data);
  put("firm.congestion", i.congestion), put("firm.talent", i.talent), put("firm.fine_due", i.fine_due);
  put("firm.fine_paid", i.fine_paid), put("firm.secret", i.secret), put("firm.secret_months", i.secret_months);
  put("firm.diverted_for", i.diverted_for), put("firm.rent_capacity", i.rent_capacity), put("firm.let", i.let);
  put("firm.rent_revenue", i.rent_revenue);
  const Hubs& h = hubs;
  put("hub.enforcement", h.enforcement), put("hub.alert", h.alert), put("hub.departed", h.departed),
      put("hub.passed", h.passed);
  put("hub.seized", h.seized), put("hub.detected", h.detected), put("hub.in_transit", h.in_transit),
      put("hub.in_transit_for", h.in_transit_for);
  put("cloud_offer.capacity", cloud_offers.capacity), put("cloud_offer.used", cloud_offers.used);
  const Designers& d = designers;
  put("designer.passed", d.passed), put("designer.seized", d.seized);
  put("designer.architecture", d.architecture), put("designer.ecosystem", d.ecosystem), put("designer.fill", d.fill);
  put("designer.scarcity_price", d.scarcity_price), put("designer.orders", d.orders), put("designer.yield", d.yield);
  put("designer.die_performance", d.die_performance), put("designer.per_wafer", d.per_wafer),
      put("designer.wafers", d.wafers);
  put("designer.hbm_used", d.hbm_used), put("designer.evaded", d.evaded), put("designer.produced", d.produced);
  put("designer.shipped", d.shipped), put("designer.diverted", d.diverted), put("designer.inventory", d.inventory);
  put("designer.die_bank", d.die_bank), put("designer.cumulative", d.cumulative), put("designer.revenue", d.revenue);
  put("designer.smoothed_revenue", d.smoothed_revenue), put("designer.fine_paid", d.fine_paid);
  const Foundries& q = foundries;
  put("foundry.capacity", q.capacity), put("foundry.ai_share", q.ai_share), put("foundry.node", q.node);
  put("foundry.ai_wafers", q.ai_wafers), put("foundry.order_level", q.order_level), put("foundry.untooled", q.untooled);
  put("foundry.ordered_total", q.ordered_total), put("foundry.arrived_total", q.arrived_total);
  put("foundry.scrapped_total", q.scrapped_total), put("foundry.filled", q.filled), put("foundry.pipeline", q.pipeline);
  put("memory_maker.hbm_capacity", memory_makers.hbm_capacity);
  const GoodsMarket& market = goods;
  put("good.calm", market.calm), put("seller.planned", market.planned), put("seller.scale", market.scale),
      put("seller.stretch", market.stretch);
  put("seller.outage", market.outage), put("seller.ordered", market.ordered), put("seller.capacity", market.capacity),
      put("seller.fill", market.fill);
  put("buyer.use", market.use), put("buyer.ordered_months", market.ordered_months),
      put("buyer.received", market.received), put("buyer.used", market.used);
  put("buyer.inventory", market.inventory), put("buyer.backlog", market.backlog),
      put("buyer.substitute", market.substitute), put("buyer.price", market.price);
  put("buyer.closed", market.closed), put("buyer.threatened", market.threatened);
  put("link.reference", market.reference), put("link.access", market.access), put("link.tariff", market.tariff),
      put("link.attraction", market.attraction), put("link.threat", market.threat);
  put("nation.materials_limit", market.limit), put("nation.packaging", market.packaging),
      put("nation.gdp_loss", market.gdp_loss), put("nation.tool_cover", market.tool_cover);
  const std::array<double, commons_names.size()> shared = {commons.hype, commons.funding_factor, commons.price,
                                                           commons.frontier, commons.evasion_skill};
  f("commons", std::span<const double>(shared));
  f("commons.frontier_history", std::span<const double>(commons.frontier_history));
  put("link.weight", trade.weight), put("link.order", trade.order), put("link.shipped", trade.shipped);
  put("link.payment", trade.payment), put("link.share", trade.share), put("link.presence", trade.presence);
  if (const Governments& g = governments; g.governed()) {
    put("government.intensity", g.intensity), put("government.last_measure", g.last_measure),
        put("government.pending", g.pending);
    put("government.provoked", g.provoked), put("government.belief", g.belief), put("government.awaiting", g.awaiting);
    put("government.threat", g.threat), put("government.hawkishness", g.hawkishness),
        put("government.latencies", g.latencies);
    put("government.history", g.history), put("government.reached", g.reached), put("government.noted", g.noted),
        put("government.decided", g.decided), put("government.level", g.level);
  }
}

}  // namespace chokepoint
