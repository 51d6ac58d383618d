// AI firms: given figures, money, compute and models, one column a field.
#pragma once

#include "engine/base/ids.hpp"
#include "engine/base/month.hpp"
#include "engine/world/columns.hpp"
#include "engine/world/paths.hpp"
#include "engine/world/world_data.hpp"

namespace chokepoint {

/// Where a firm's accelerators came from.
enum class Origin : std::uint8_t { foreign, compliant, domestic, smuggled };
inline constexpr std::size_t origin_count = 4;
inline constexpr std::array<std::string_view, origin_count> origin_names = {"foreign", "compliant", "domestic",
                                                                            "smuggled"};

/// A of a laboratory, or a nation, that has opened nothing.
inline constexpr double nothing_open = -100;

struct Firms {
  ByFirm<NationId> nation;
  ByFirm<Month> entry, funding_start, first_model;
  ByFirm<double> funding, intensity, lab_share, run_share, chip_share, capex_floor, cash_flow_start, head_start, share;
  ByFirm<int> variants;
  ByFirm<bool> state_directed;
  ByFirm<const Path*> capex_path;
  // money
  ByFirm<double> cash_flow, invest_rate, capex, carry, budget, idle_budget, revenue, rent_revenue, fine_due, fine_paid;
  // compute
  ByFirm<double> raw, training, inference, megawatts;
  std::array<ByFirm<double>, origin_count> stock, delivered;
  ByFirm<double> rented, rent_contracts, rent_signed, smuggle_order, rent_order, smuggled, diverted_for;
  ByFirm<double> rent_capacity, let, rent_asked;
  ByFirm<double> wanted, received, scarcity;
  // models
  ByFirm<double> openness, talent;
  ByFirm<double> algorithm, algorithm_next, adaptation, adaptation_next, secret, secret_months;
  ByFirm<double> run_flop, best, best_open, embodied, open_algorithm, open_adaptation, held, best_log_flop, usage_data,
      congestion, released_knowledge;
  ByFirm<Month> last_release;
  ByFirm<int> release_gap;
  ByFirm<double> appeal, own_share, release_eci, open_draw, open_lesson, closed_lesson, built_on;
  ByFirm<bool> open_price;
};

inline constexpr auto firm_columns = [](const auto& row) {
  row(columns::given<&Firms::nation>("", "home"));
  row(columns::given<&Firms::entry>("month", "first month of the firm"));
  row(columns::given<&Firms::funding_start>("month", "first month of outside funding"));
  row(columns::given<&Firms::first_model>("month", "first month in which it may release a language model"));
  row(columns::given<&Firms::funding>("bn USD/year", "outside funding"));
  row(columns::given<&Firms::intensity>("share", "of cash flow that is invested"));
  row(columns::given<&Firms::lab_share>("share", "of compute that trains and experiments"));
  row(columns::given<&Firms::run_share>("share", "of training compute in the largest run"));
  row(columns::given<&Firms::chip_share>("share", "of capex that buys accelerators"));
  row(columns::given<&Firms::capex_floor>("bn USD/year", "capex whatever the cash flow"));
  row(columns::given<&Firms::cash_flow_start>("bn USD/year", "cash flow in 2017"));
  row(columns::given<&Firms::head_start>("OOM", "of the algorithm ahead of the others in 2017"));
  row(columns::given<&Firms::share>("share", "of its row of firms.csv: 1, or a member's part of its sector"));
  row(columns::given<&Firms::variants>("", "models a release"));
  row(columns::given<&Firms::state_directed>("", "its nation's guidance binds it first"));
  row(columns::given<&Firms::capex_path>("bn USD/year", "capex given from outside, or none"));
  row(columns::state_from_data<&Firms::cash_flow>("bn USD/year"));
  row(columns::state<&Firms::invest_rate>("share", "of cash flow", 0.05));
  row(columns::state<&Firms::capex>("bn USD/year"));
  row(columns::state<&Firms::carry>("M$", "chip budget not spent"));
  row(columns::state<&Firms::budget>("M$", "for chips this month"));
  row(columns::state<&Firms::revenue>("M$/month", "from AI services"));
  row(columns::state<&Firms::raw>("H100e", "compute that it owns"));
  row(columns::state<&Firms::training>("H100e", "at work in training and experiments"));
  row(columns::state<&Firms::inference>("H100e", "at work in inference"));
  row(columns::state_part<&Firms::stock, Origin::foreign>("foreign", "H100e"));
  row(columns::state_part<&Firms::delivered, Origin::foreign>("foreign", "H100e/month"));
  row(columns::state_part<&Firms::stock, Origin::compliant>("compliant", "H100e"));
  row(columns::state_part<&Firms::delivered, Origin::compliant>("compliant", "H100e/month"));
  row(columns::state_part<&Firms::stock, Origin::domestic>("domestic", "H100e"));
  row(columns::state_part<&Firms::delivered, Origin::domestic>("domestic", "H100e/month"));
  row(columns::state_part<&Firms::stock, Origin::smuggled>("smuggled", "H100e"));
  row(columns::state_part<&Firms::delivered, Origin::smuggled>("smuggled", "H100e/month"));
  row(columns::state<&Firms::megawatts>("MW", "that its accelerators would draw"));
  row(columns::state<&Firms::rented>("H100e", "rented abroad, at work this month"));
  row(columns::state<&Firms::rent_contracts>("H100e", "of contracts with hosts abroad that have not run out"));
  row(columns::state<&Firms::smuggle_order>("H100e/month", "ordered past controls"));
  row(columns::state<&Firms::rent_order>("H100e", "that it would take from hosts abroad by new contracts"));
  row(columns::state<&Firms::smuggled>("H100e/month", "arrived past controls"));
  row(columns::state<&Firms::wanted>("H100e/month"));
  row(columns::state<&Firms::received>("H100e/month"));
  row(columns::state<&Firms::scarcity>("0..1", "S"));
  row(columns::state_from_data<&Firms::openness>("logit", "leaning towards open weights"));
  row(columns::state_from_data<&Firms::algorithm>("OOM", "A, algorithmic efficiency"));
  row(columns::state_from_data<&Firms::algorithm_next>("OOM", "A of the next month"));
  row(columns::state<&Firms::adaptation>("OOM", "eta, stock of efficiency found for want of computing or taken over"));
  row(columns::state<&Firms::adaptation_next>("OOM", "eta of the next month"));
  row(columns::state<&Firms::run_flop>("FLOP", "in the training window"));
  row(columns::state<&Firms::best>("ECI", "of its best model; 0 before the first"));
  row(columns::state<&Firms::best_open>("ECI", "of its best open model; 0 before the first"));
  row(columns::state<&Firms::embodied>("ECI", "of the open model whose knowledge the next two hold"));
  row(columns::state<&Firms::open_algorithm>("OOM", "highest A embodied in weights that it opened", nothing_open));
  row(columns::state<&Firms::open_adaptation>("OOM", "highest eta embodied in weights that it opened"));
  row(columns::state<&Firms::held>("ECI", "of the best weights of others that it obtained; 0: none"));
  row(columns::state<&Firms::best_log_flop>("log10 FLOP", "of its best model's training"));
  row(columns::state<&Firms::released_knowledge>("OOM", "A + eta at its last release"));
  row(columns::state<&Firms::usage_data>("", "stock of data from use"));
  row(columns::state<&Firms::own_share>("share", "of the use of its models that it serves and earns itself", 1.0));
  row(columns::state<&Firms::congestion>("", "use over inference compute"));
  row(columns::state_from_data<&Firms::talent>("", "relative to its compute"));
  row(columns::state<&Firms::fine_due>("M$", "of fines still to pay"));
  row(columns::state<&Firms::fine_paid>("M$", "of fines so far"));
  row(columns::state<&Firms::secret>("OOM", "of the algorithm that no one can learn yet"));
  row(columns::state<&Firms::secret_months>("months", "for which it stays so"));
  row(columns::state<&Firms::diverted_for>("H100e/month", "that left suppliers past controls on its order"));
  row(columns::state<&Firms::rent_capacity>("H100e", "compute offered for rent abroad this month"));
  row(columns::state<&Firms::let>("H100e", "of the powered stock at work for renters this month"));
  row(columns::state<&Firms::rent_revenue>("M$/month", "from renters"));
  row(columns::state<&Firms::last_release>("month", "of the latest model", Month{0}));
  row(columns::state<&Firms::release_gap>("months", "until the next one", 6));
  row(columns::working<&Firms::idle_budget>("M$", "of the budget for which nothing was on sale"));
  row(columns::working<&Firms::rent_asked>("H100e", "of training that all renters ask of the firm this month"));
  row(columns::working<&Firms::rent_signed>("H100e", "of contracts signed this month"));
  row(columns::working<&Firms::appeal>("", "part of the utility of its service that is the same everywhere"));
  row(columns::working<&Firms::release_eci>("ECI", "of the flagship released this month, or 0"));
  row(columns::working<&Firms::open_draw>("share", "of the world's users whom its open models would draw"));
  row(columns::working<&Firms::open_lesson>("OOM", "by which the best open model it may learn from is ahead of it"));
  row(columns::working<&Firms::closed_lesson>("OOM",
                                              "the same without weights: from papers, people and outputs of models"));
  row(columns::working<&Firms::built_on>("OOM",
                                         "that building on weights at hand adds to the flagship released this month"));
  row(columns::working<&Firms::open_price>("", "has an open model close to its best: sells at the open price", false));
};
static_assert(columns::covers<Firms>(firm_columns), "firm_columns lacks a column of Firms");

}  // namespace chokepoint
