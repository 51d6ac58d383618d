// regulatory_action: the issuer closes part of its market to a company, or fines it.
#include <fmt/format.h>

#include <algorithm>

#include "engine/events/event_reader.hpp"

namespace chokepoint::events {
namespace {

class RegulatoryAction : public Event {
 public:
  VertexId supplier;
  FirmId firm;
  std::string kind = "antitrust";
  double sales_block = 0, fine = 0;
  DesignerId designer;  ///< the supplier, if it is one

  void check(EventReader& r) override;

  void in_force(const EventView& view, Regimes& regimes) const override {
    const double blocked = sales_block * view.severity;
    if (blocked <= 0) return;  // a fine alone closes nothing
    if (firm.exists()) {
      regimes.firm_odds(view.issuer, firm) *= 1 - blocked;
      return;
    }
    double& closed = regimes.import_ban(view.issuer, supplier);
    closed = either(closed, blocked);
    regimes.goods.push_back({.goods = GoodsSet::all(), .company = supplier, .buyer = view.issuer, .closed = blocked});
  }
  void strike(const EventView& view, World& world) const override {
    const double due = fine * header.issuers.part(view.issuer) * view.severity;
    if (firm.exists()) world.firms.fine_due[firm] += due;
    if (!designer.exists()) return;
    Designers& d = world.designers;
    const double paid = std::min(due, d.smoothed_revenue[designer]);
    d.smoothed_revenue[designer] -= paid;
    d.fine_paid[designer] += paid;
  }
  std::string describe(const WorldData& data) const override {
    const std::string who = firm.exists() ? data.firms.text[firm.index()] : data.vertex_name(supplier);
    std::string out = fmt::format("{} opens {} against {}", nation_list(data, header.issuers),
                                  kind == "antitrust" ? "an antitrust case" : "a cyber review", who);
    if (sales_block > 0) out += fmt::format("; {:.0f} % of its sales there are blocked", 100 * sales_block);
    if (fine > 0) out += fmt::format("; fine {:.0f} M$", fine);
    return out;
  }
};

constexpr EventField regulatory_action_fields[] = {
    field(&RegulatoryAction::supplier, "supplier", "",
          "designer, foundry, memory maker, toolmaker or other seller of goods"),
    field(&RegulatoryAction::firm, "firm", "", "AI firm, instead of a supplier"),
    field(&RegulatoryAction::kind, "kind", FieldKind::choice, "", "what is said to be examined", {},
          "antitrust cyber_review"),
    field(&RegulatoryAction::sales_block, "sales_block", "share", "of the company's sales in the issuer's market",
          config::share),
    field(&RegulatoryAction::fine, "fine", "M$", "once, at the start", config::not_negative),
};

void RegulatoryAction::check(EventReader& r) {
  if (r.has("supplier") == r.has("firm"))
    r.mistake("supplier", "a regulatory action names a 'supplier' or a 'firm': give one of them");
  if (!r.has("sales_block") && !r.has("fine"))
    r.mistake("sales_block", "a regulatory action needs a 'sales_block' or a 'fine'");
  if (!supplier.exists()) return;
  if (supplier < r.data.vertex(FoundryId{0}))
    designer = r.data.designer_of(supplier);
  else if (r.has("fine"))
    r.mistake("fine", fmt::format("'{}' has no money of its own in the model: only AI firms and designers can be fined",
                                  r.data.vertex_name(supplier)));
}

}  // namespace

extern constinit const EventType regulatory_action{
    "regulatory_action",
    "closes part of the issuer's market to a company, or fines it",
    EventKind::measure,
    "A foreign supplier's weight in the orders of the issuer's firms, or an AI firm's odds in the issuer's market, × "
    "(1 − sales_block × severity). At the start the fine × severity is taken once: from an AI firm's unspent chip "
    "budget, then from its cash flow until it is paid; from a designer's smoothed revenue, at most all of it.",
    regulatory_action_fields,
    R"(id: cn-reviews-nvidia
type: regulatory_action
issuer: CN
supplier: NVIDIA
kind: antitrust
sales_block: 0.3
fine: 500
start: 2026-09
duration: 12
source: hypothetical)",
    make_event<RegulatoryAction>,
    "issuer",
    "targets"};

}  // namespace chokepoint::events
