// Which rules are in force this month: a pure function of the measures in force, rebuilt whenever those change.
//
// Measures on the same link compose as docs/model.md says ("Controls"): thresholds by minimum, licence probabilities by
// product, quotas by minimum, revenue shares by sum, guidance and bans by 1-prod(1-g). Nothing here is undone: lifting
// a measure means that the next rebuild no longer contains it, so lifting one never lifts another.
#pragma once

#include <algorithm>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/base/month.hpp"
#include "engine/world/columns.hpp"
#include "engine/world/goods.hpp"
#include "engine/world/rule_table.hpp"

namespace chokepoint {

inline constexpr double no_limit = std::numeric_limits<double>::infinity();

/// What a nation's designers may sell to a buyer nation without a licence.
struct ChipRule {
  double tpp_max = no_limit;            ///< total processing performance (EAR 3A090), exclusive
  double tpp_with_density = no_limit;   ///< above this TPP the density limit applies too
  double density_max = no_limit;        ///< TPP per mm2, exclusive
  double bandwidth_max = no_limit;      ///< memory bandwidth, GB/s, exclusive
  double tpp_max_connected = no_limit;  ///< TPP limit that a part escapes by an interconnect below interconnect_max
  double interconnect_max = no_limit;   ///< GB/s
  bool redesign = true;                 ///< a compliant redesign is possible
  Month redesign_from{};                ///< first month in which a compliant redesign is on sale
  Month designed_from{};    ///< by this month the part was launched that it is made of: when the oldest of the rules
                            ///< first let one
  double unrestricted = 1;  ///< share of demand that no rule covers: prod(1-severity)

  [[nodiscard]] bool active() const { return unrestricted < 1; }
  /// Composes it with a rule that began no earlier. A rule that lowers no limit takes no redesign from the market.
  void tighten(const ChipRule& later);
  friend bool operator==(const ChipRule&, const ChipRule&) = default;
};

/// Companies that a rule names: a stretch of Regimes::named.
struct NamedCompanies {
  std::size_t first = 0, count = 0;
  friend bool operator==(const NamedCompanies&, const NamedCompanies&) = default;
};

/// What one measure bars of accelerators, by itself: what is composed into rules, and what licences relax.
struct ChipBar {
  EventId event{};
  NationId issuer{};
  NationId seller{};  ///< whose designers, or none: those of every nation but the buyer's
  NationId buyer{};
  FirmId firm{};  ///< this buyer alone, or none: all of the nation's
  ChipRule rule{};
  Month since{};
  bool keeps_licences = false;  ///< licences of its issuer that are older than it stay good
  NamedCompanies spared{};      ///< sellers and buyers whom it does not bind

  [[nodiscard]] bool binds(NationId designers) const {
    return seller.exists() ? designers == seller : designers != buyer;
  }
  friend bool operator==(const ChipBar&, const ChipBar&) = default;
};

/// Permission to sell a part in spite of the rules that it relaxes: those that it names; else all of its issuer that
/// are no younger than it, or that keep older licences.
struct LicenceTerms {
  NationId issuer, buyer;
  ChipId chip;  ///< one named part, or none: any part within the limits
  double tpp_max = no_limit, bandwidth_max = no_limit;
  double probability = 1;                            ///< expected share of applications granted
  double quota = no_limit;                           ///< H100e per month to the buyer nation, over all its firms
  double quota_share = no_limit;                     ///< of the designer's shipments to its home nation, last month
  double revenue_share = 0;                          ///< of the price, paid to the issuer
  Month since{};                                     ///< first month of sales
  Month given{};                                     ///< first month in force
  std::size_t relaxed_first = 0, relaxed_count = 0;  ///< the rules that it names, in Regimes::relaxed
  NamedCompanies clients{};  ///< the only buyers whom it serves, each up to the quota; none: all
  friend bool operator==(const LicenceTerms&, const LicenceTerms&) = default;
};

/// Share of a toolmaker's supply that a nation's foundries may not buy.
struct ToolRule {
  double denied = 0;
  double node_min = -no_limit;  ///< binds foundries at this node index or beyond only; the lowest of all measures
  friend bool operator==(const ToolRule&, const ToolRule&) = default;
};

/// How much of a nation's designers another nation may import while the rule lasts.
struct ImportCap {
  double allowed = no_limit;  ///< H100e, cumulative since the cap is in force
  double strength = 0;        ///< share of the orders beyond it that is cut
  friend bool operator==(const ImportCap&, const ImportCap&) = default;
};

/// What closes, or makes dearer, part of the trade in some goods with a buyer nation.
struct GoodsRule {
  GoodsSet goods{};
  VertexId company{};  ///< one seller, or none: all whose home is
  NationId home{};     ///< this nation, or none: every nation but the buyer's
  NationId buyer{};
  double closed = 0;            ///< share of the link, 0..1
  double tariff = 0;            ///< share of the price, paid on top
  double node_min = -no_limit;  ///< binds only if the buyer has a foundry at this node index or beyond
  bool advanced_tools = false;  ///< reaches only the part of purchases that is for advanced fabs
  friend bool operator==(const GoodsRule&, const GoodsRule&) = default;
};

/// Shares of memory that may not be sold: of all stacks; of those of the third, the fourth generation or later on top.
struct MemoryRule {
  double all = 0, third = 0, fourth = 0;
  friend bool operator==(const MemoryRule&, const MemoryRule&) = default;
};

/// Monthly subsidy flows of a nation, M$ after losses (efficiency applied).
struct SubsidyFlows {
  double fab = 0, tools = 0, hbm = 0, ai_compute = 0, lab = 0, energy = 0;
  friend bool operator==(const SubsidyFlows&, const SubsidyFlows&) = default;
};

/// 1 - (1-a)(1-b): what two partial bans leave closed.
[[nodiscard]] constexpr double either(double a, double b) { return 1 - (1 - a) * (1 - b); }

struct WorldData;

class Regimes {
 public:
  Regimes() = default;
  explicit Regimes(const WorldData& data);

  /// Back to "no rule in force". Allocates nothing.
  void clear();
  /// Composes the rules on accelerators of what the measures bar. Called once, when all bars are known.
  void compose_chip_bars();
  /// The rules that a licence names; none: it says none.
  [[nodiscard]] std::span<const EventId> relaxed_by(const LicenceTerms& licence) const {
    return std::span(relaxed).subspan(licence.relaxed_first, licence.relaxed_count);
  }
  /// Keeps the names of companies for a rule.
  [[nodiscard]] NamedCompanies name(std::span<const VertexId> companies) {
    named.insert(named.end(), companies.begin(), companies.end());
    return {named.size() - companies.size(), companies.size()};
  }
  [[nodiscard]] bool names(const NamedCompanies& list, VertexId company) const {
    const auto all = std::span(named).subspan(list.first, list.count);
    return std::ranges::find(all, company) != all.end();
  }
  /// Whether some rule spares the company or is for it, so that its terms may not be those of its nation.
  [[nodiscard]] bool names(VertexId company) const { return names({0, named.size()}, company); }

  RuleTable<NationId, NationId, ChipRule> chips;
  RuleTable<NationId, FirmId, ChipRule> firm_chips;
  std::vector<ChipBar> chip_bars, chips_announced;
  std::vector<LicenceTerms> licences;
  std::vector<EventId> relaxed;
  std::vector<VertexId> named;
  Column<NationId, double> guidance;
  RuleTable<NationId, VertexId, double> import_ban;
  RuleTable<NationId, NationId, ImportCap> import_cap;
  RuleTable<NationId, FirmId, ImportCap> firm_cap;
  RuleTable<NationId, NationId, double> behind;
  Column<NationId, double> verified, verification_cost;
  RuleTable<NationId, NationId, double> chip_tariff, service_tariff;
  RuleTable<NationId, FirmId, double> chips_denied;
  RuleTable<NationId, DesignerId, double> foundry_denied, eda_denied;
  double affiliates = 0;
  Column<VertexId, double> tools_listed;
  RuleTable<ToolmakerId, NationId, ToolRule> tools;
  Column<NationId, bool> tools_by_node;
  Column<NationId, double> euv_denied;
  RuleTable<NationId, NationId, ToolRule> servicing_denied, components_denied;
  RuleTable<NationId, NationId, MemoryRule> hbm_denied, hbm_announced;
  Column<NationId, double> hbm_leak;
  Column<NationId, bool> hbm_usual_leak;
  Column<NationId, double> open_release_closed, open_use_closed;
  RuleTable<NationId, NationId, double> open_learning_closed, distillation_closed;
  Column<NationId, double> open_push;
  RuleTable<NationId, NationId, double> service_odds;
  RuleTable<NationId, FirmId, double> firm_odds, presence_boost, price_cut;
  RuleTable<NationId, NationId, double> cut_off;
  Column<NationId, double> rental_closed, rental_kyc;
  RuleTable<NationId, NationId, double> hosting_closed, hosting_kyc;
  Column<HubId, double> hub_enforcement;
  Column<VertexId, double> capacity;
  Column<FoundryId, double> packaging;
  Column<NationId, SubsidyFlows> subsidy;
  Column<DesignerId, double> evaded_dies;
  Column<NationId, double> power_added;
  std::vector<GoodsRule> goods, goods_announced;
  RuleTable<NationId, TradedId, double> stockpile;
  RuleTable<NationId, NationId, double> talent_barred, talent_pull;
  std::vector<double> kept;
  double enforcement = 0;
  std::uint64_t revision = 1;
  bool hosting_rules = false, enforcement_set = false;
};

/// What each rule of the policy state is; state: what measures say, working: what is derived from it.
inline constexpr auto rule_columns = [](const auto& row) {
  row(columns::state<&Regimes::chips>("", "(designer's nation, buyer nation)"));
  row(columns::state<&Regimes::firm_chips>("", "(designer's nation, buyer): the same for one named buyer"));
  row(columns::state<&Regimes::licences>("", "permissions to sell in spite of rules"));
  row(columns::state<&Regimes::guidance>("0..1", "against foreign accelerators"));
  row(columns::state<&Regimes::import_ban>("share", "(buyer nation, supplier): share of demand closed"));
  row(columns::state<&Regimes::chips_announced>("", "what is not yet in force, or in its months of grace"));
  row(columns::state<&Regimes::import_cap>("", "(buyer nation, designers' nation)"));
  row(columns::state<&Regimes::firm_cap>("", "(designers' nation, buyer): a month"));
  row(columns::state<&Regimes::behind>(
      "share", "(designers' nation, buyer nation): share of its orders that waits until all others' are met"));
  row(columns::state<&Regimes::verified>("share",
                                         "(designers' nation): of parts past controls that location checks find"));
  row(columns::state<&Regimes::verification_cost>("share", "(designers' nation): of the price, for location checks"));
  row(columns::state<&Regimes::chip_tariff>("share",
                                            "(buyer nation, designers' nation): share of the price, paid on top"));
  row(columns::state<&Regimes::service_tariff>("share", "(market, vendors' nation)"));
  row(columns::state<&Regimes::chips_denied>("share",
                                             "(sellers' nation, entity-listed AI firm): share of parts denied"));
  row(columns::state<&Regimes::foundry_denied>("share", "(foundries' nation, entity-listed designer): closed"));
  row(columns::state<&Regimes::eda_denied>("share",
                                           "(sellers' nation, entity-listed designer): design software closed"));
  row(columns::state<&Regimes::affiliates>("0..1", "how far listings reach firms that listed ones own"));
  row(columns::state<&Regimes::tools_listed>(
      "share", "listed maker of chips: part of its tools that is lost with its listers' makers"));
  row(columns::state<&Regimes::tools>("", "(toolmaker, buyer nation)"));
  row(columns::state<&Regimes::tools_by_node>("", "some tool rule against the nation has a lowest node"));
  row(columns::state<&Regimes::euv_denied>("share", "of what is sold of EUV lithography"));
  row(columns::state<&Regimes::components_denied>("",
                                                  "(toolmakers' nation, buyer nation): of parts for home-made tools"));
  row(columns::state<&Regimes::servicing_denied>("", "(toolmakers' nation, buyer nation): of installed tools"));
  row(columns::state<&Regimes::hbm_denied>("", "(makers' nation, buyer nation)"));
  row(columns::state<&Regimes::hbm_announced>("", "the same, not yet in force"));
  row(columns::state<&Regimes::hbm_leak>("M stacks/month", "that arrive in spite of a ban, if a measure says so",
                                         no_limit));
  row(columns::state<&Regimes::open_release_closed>("share",
                                                    "share by which the nation's labs may no longer open weights"));
  row(columns::state<&Regimes::open_use_closed>("share", "by which vendors of open weights are kept out"));
  row(columns::state<&Regimes::open_learning_closed>(
      "share", "(models' nation, labs' nation): share of what open weights would teach"));
  row(columns::state<&Regimes::distillation_closed>(
      "share", "(models' nation, labs' nation): share of what outputs of models would teach"));
  row(columns::state<&Regimes::open_push>("logit", "added to the logit of opening by the nation's labs"));
  row(columns::state<&Regimes::service_odds>("", "(market, vendor's nation): factor on a vendor's odds", 1.0));
  row(columns::state<&Regimes::firm_odds>("", "(market, vendor): the same for one vendor", 1.0));
  row(columns::state<&Regimes::presence_boost>("share", "(market, vendor): added to the growth of presence"));
  row(columns::state<&Regimes::price_cut>("share", "(market, vendor): share off the price of its service"));
  row(columns::state<&Regimes::cut_off>("share", "(who cuts, who is cut off): from chips, renting or materials"));
  row(columns::state<&Regimes::rental_closed>("share", "renting abroad"));
  row(columns::state<&Regimes::rental_kyc>("share", "renting abroad, under know-your-customer rules"));
  row(columns::state<&Regimes::hosting_closed>(
      "share", "(host's nation, renters' nation): renting from the clouds of one nation"));
  row(columns::state<&Regimes::hosting_kyc>(
      "share", "(host's nation, renters' nation): the same, under know-your-customer rules"));
  row(columns::state<&Regimes::hub_enforcement>("0..1", "enforcement that measures set at a hub; the highest counts"));
  row(columns::state<&Regimes::capacity>("", "supply shocks: factor on a supplier's capacity", 1.0));
  row(columns::state<&Regimes::subsidy>("M$/month", "flows after losses"));
  row(columns::state<&Regimes::evaded_dies>("H100e/month", "of dies, through a front company"));
  row(columns::state<&Regimes::packaging>("", "the same of a foundry's packaging alone", 1.0));
  row(columns::state<&Regimes::power_added>("GW/year", "of capacity for AI, on top of the trend"));
  row(columns::state<&Regimes::goods>("", "on traded goods"));
  row(columns::state<&Regimes::goods_announced>("", "the same, not yet in force: what they would close is laid in"));
  row(columns::state<&Regimes::stockpile>("months of use", "(buyer nation, good): held by the state on top"));
  row(columns::state<&Regimes::talent_barred>("share", "(from, to): share of moves that are closed"));
  row(columns::state<&Regimes::talent_pull>("", "(from, to): factor on how attractive the move is", 1.0));
  row(columns::state<&Regimes::enforcement>("0..1", "against diversion"));
  row(columns::working<&Regimes::chip_bars>("", "of which these two are composed, the oldest first"));
  row(columns::working<&Regimes::relaxed>("", "rules that licences name"));
  row(columns::working<&Regimes::named>("", "companies that rules spare or serve alone"));
  row(columns::working<&Regimes::hbm_usual_leak>("", "some ban does not say so: no more than hbm.leak arrives"));
  row(columns::working<&Regimes::hosting_rules>("", "some such rule is in force"));
  row(columns::working<&Regimes::kept>("share", "by event: share of its severity that reliefs leave"));
  row(columns::working<&Regimes::enforcement_set>("", "a measure names its own enforcement"));
  row(columns::working<&Regimes::revision>("", "of the policy state: every `clear` begins a new one", 1));
};
static_assert(columns::covers<Regimes>(rule_columns), "rule_columns lacks a member of Regimes");

}  // namespace chokepoint
