// The ladder of escalation; measures, instruments and pairs.
#include "engine/events/statecraft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace chokepoint {

std::span<const PolicyTraits> ladder_of_escalation() {
  using P = Parameters;
  using enum Leverage::Side;
  static constexpr PolicyTraits ladder[] = {
      {"affiliates_rule", &P::ladder_entity_list, exports, {Good::accelerator, Good::tool}},
      {"chip_export_ban", &P::ladder_thresholds, exports, {Good::accelerator}},
      {"cloud_access_restriction", &P::ladder_diffusion, exports, {Good::accelerator, Good::ai_service}},
      {"diffusion_rule", &P::ladder_diffusion, exports, {Good::accelerator}},
      {"entity_list", &P::ladder_entity_list, exports, {Good::accelerator, Good::tool}},
      {"equipment_ban", &P::ladder_equipment, exports, {Good::tool}},
      {"hbm_ban", &P::ladder_memory, exports, {Good::hbm}},
      {"import_ban", &P::ladder_import_ban, imports, {Good::accelerator}},
      {"import_guidance", &P::ladder_review, imports, {Good::accelerator}},
      {"materials_ban", &P::ladder_materials, exports, {}, true},
      {"model_export_control", &P::ladder_people_and_services, exports, {Good::ai_service}},
      {"open_restriction", &P::ladder_people_and_services, exports, {Good::ai_service}},
      {"regulatory_action", &P::ladder_review, imports, {Good::accelerator}},
      {"sales_priority", &P::ladder_diffusion, exports, {Good::accelerator}},
      {"service_ban", &P::ladder_people_and_services, imports, {Good::ai_service}},
      {"talent_restriction", &P::ladder_people_and_services, exports, {}},
      {"tariff", &P::ladder_tariff, imports, {Good::accelerator}},
  };
  return ladder;
}

bool is_written_policy(const Event& event) {
  const EventHeader& h = event.header;
  if (h.issuers.empty() || (h.trigger && h.trigger->discretion())) return false;
  const EventType* type = find_event_type(h.type);
  static constexpr std::string_view no_policy[] = {"foundry_evasion", "investment_boom", "openness_shift",
                                                   "parameter_shock", "supply_shock",    "transport_disruption"};
  return type && type->kind == EventKind::measure && std::ranges::find(no_policy, type->name) == std::end(no_policy);
}

namespace {

/// Where the event's type stands on the ladder; null if nowhere.
const PolicyTraits* traits_of(const Event& event) {
  const auto ladder = ladder_of_escalation();
  const auto at = std::ranges::find(ladder, std::string_view(event.header.type), &PolicyTraits::type);
  return at == ladder.end() ? nullptr : &*at;
}

Measure measure_of(const Event& event, EventId e, NationId issuer, const PolicyTraits* traits) {
  const EventHeader& h = event.header;
  Measure m;
  m.event = e;
  m.issuer = issuer;
  m.severity = h.severity;
  m.cost = event.monthly_cost();
  m.from = h.start;
  m.until = h.withdrawn && (!h.end || *h.withdrawn < *h.end) ? h.withdrawn : h.end;
  if (traits) {
    m.ladder = traits->ladder;
    m.leverage.side = traits->side;
    m.leverage.materials = traits->materials;
    for (const auto& good : traits->goods)
      if (good) m.leverage.goods.push_back(*good);
  }
  if (const Discretion* d = h.trigger ? h.trigger->discretion() : nullptr) {
    m.kind = d->kind;
    m.own_rung = d->rung;
    m.cooldown = h.trigger->cooldown();
    m.once = !h.trigger->repeats();
    if (!m.own_rung && d->kind == PolicyKind::relief) m.own_rung = 1.0;  // wholly
  }
  return m;
}

}  // namespace

std::optional<std::string> wrong_instrument(const Event& event) {
  const EventHeader& h = event.header;
  const Discretion* d = h.trigger ? h.trigger->discretion() : nullptr;
  if (!d) return std::nullopt;
  const auto is = [&](std::string_view type) { return h.type == type; };
  switch (d->kind) {
    case PolicyKind::truce:
      if (!is("treaty")) return fmt::format("a truce is a 'treaty', not a '{}'", h.type);
      break;
    case PolicyKind::relief:
      if (!is("sanction_relief") && !is("licence"))
        return fmt::format("relief is a 'sanction_relief' or a 'licence', not a '{}'", h.type);
      break;
    case PolicyKind::subsidy:
      if (!is("subsidy")) return fmt::format("a subsidy is a 'subsidy', not a '{}'", h.type);
      return std::nullopt;  // against no one
    case PolicyKind::restrict:
    case PolicyKind::retaliate:
      if (!traits_of(event) && !d->rung)
        return fmt::format(
            "a '{}' stands nowhere on the ladder of escalation: say its 'rung' (0 to 1), or see the ladder of "
            "escalation in docs/model.md, Governments",
            h.type);
      break;
  }
  return std::nullopt;
}

std::shared_ptr<const Statecraft> make_statecraft(std::span<const std::shared_ptr<Event>> events,
                                                  const Column<NationId, Month>& agent_from) {
  auto craft = std::make_shared<Statecraft>();
  craft->agent_from = agent_from;
  craft->menu.assign(agent_from.size());
  std::set<std::pair<NationId, NationId>> pairs;
  std::vector<const NationList*> targets;  // of each measure
  for (const EventId e : ids<EventId>(events.size())) {
    const Event& event = *events[e.index()];
    const EventHeader& h = event.header;
    const PolicyTraits* traits = traits_of(event);
    const bool instrument = h.trigger && h.trigger->discretion();
    const bool strikes =
        traits && (h.trigger || h.start > Month{0});  // what stands from the first month is the state of the world
    if (h.severity <= 0 || (!instrument && !strikes)) continue;
    for (const NationId issuer : h.issuers) {
      if (instrument && issuer.index() < agent_from.size() && agent_from[issuer] < EventClock::never) {
        craft->menu[issuer].push_back(craft->measures.size());
        craft->governed = true;
      }
      for (const NationId n : h.targets)
        if (n != issuer) pairs.insert({issuer, n}), pairs.insert({n, issuer});
      craft->measures.push_back(measure_of(event, e, issuer, traits));
      targets.push_back(&h.targets);
    }
  }
  for (const auto& pair : pairs) craft->pairs.push_back(pair);
  for (const auto& [issuer, target] : pairs) craft->reverse.push_back(craft->find(target, issuer));
  for (std::size_t k = 0; k < craft->measures.size(); ++k)
    for (const NationId n : *targets[k])
      if (n != craft->measures[k].issuer)
        craft->measures[k].against.push_back(craft->find(craft->measures[k].issuer, n));
  craft->instrument.assign(craft->pairs.size());
  for (const Measure& m : craft->measures)
    for (const PairId q : m.against) craft->instrument[q] = craft->instrument[q] || m.kind.has_value();
  return craft;
}

Governments initialise_governments(std::shared_ptr<const Statecraft> craft, const World& world, std::size_t events) {
  Governments g;
  g.craft = std::move(craft);
  const std::size_t pairs = g.craft->pairs.size(), nations = world.data->nations.count();
  for (auto* column : {&g.intensity, &g.pending, &g.threat}) column->assign(pairs);
  for (auto* column : {&g.last_measure, &g.provoked, &g.awaiting}) column->assign(pairs, Governments::never);
  g.belief.assign(pairs, Governments::none);
  g.decided.assign(events), g.utility.assign(events), g.noted.assign(events), g.noted_now.assign(events);
  g.level.assign(events, 1.0);
  g.latencies = {nations, Governments::latency_slots};
  g.hawkishness.assign(nations, Governments::none);
  g.camp.assign(nations);
  for (const NationId n : world.nations.norm_leader.ids())
    if (world.nations.norm_leader[n] != 0) g.leaders.push_back(n);
  for (const NationId n : g.camp.ids())
    for (const NationId leader : g.leaders)
      if (!g.camp[n].exists() || std::fabs(world.nations.alignment[n] - world.nations.alignment[leader]) <
                                     std::fabs(world.nations.alignment[n] - world.nations.alignment[g.camp[n]]))
        g.camp[n] = leader;
  constexpr std::size_t longest = 12 * 84;  // months to the last one that a scenario may have
  g.history = {g.leaders.size(), longest};
  g.reached = {g.leaders.size(), g.leaders.size()};
  return g;
}

void keep_in_office(Governments& now, const Governments& before) {
  if (!before.craft) return;
  for (const PairId q : now.craft->pairs.ids()) {
    const PairId was = before.craft->find(now.craft->pairs[q].first, now.craft->pairs[q].second);
    if (!was.exists()) continue;
    now.intensity[q] = before.intensity[was], now.last_measure[q] = before.last_measure[was];
    now.pending[q] = before.pending[was], now.provoked[q] = before.provoked[was];
    now.belief[q] = before.belief[was], now.awaiting[q] = before.awaiting[was], now.threat[q] = before.threat[was];
  }
  now.hawkishness = before.hawkishness, now.latencies = before.latencies;
  now.camp = before.camp, now.history = before.history, now.reached = before.reached, now.restated = before.restated;
}

namespace {

std::string_view kind_of_instrument(PolicyKind kind) {
  switch (kind) {
    case PolicyKind::restrict:
      return "restriction";
    case PolicyKind::retaliate:
      return "retaliation";
    case PolicyKind::relief:
    case PolicyKind::truce:
      return "relief";
    case PolicyKind::subsidy:
      return "support";
  }
  return "";
}

}  // namespace

std::string_view kind_in_words(const Event& event) {
  const EventHeader& h = event.header;
  const EventType* type = find_event_type(h.type);
  if (!type || type->kind == EventKind::fact) return "fact";
  if (const Discretion* d = h.trigger ? h.trigger->discretion() : nullptr) return kind_of_instrument(d->kind);
  constexpr std::string_view relief[] = {"licence", "sanction_relief", "treaty"},
                             support[] = {"cloud_export_programme", "energy_buildout", "open_promotion", "subsidy",
                                          "talent_attraction"},
                             befalls[] = {"energy_shortage", "foundry_evasion", "parameter_shock", "supply_shock"};
  const auto is_one_of = [&](std::span<const std::string_view> types) {
    return std::ranges::find(types, type->name) != types.end();
  };
  if (type->kind == EventKind::shock || is_one_of(befalls)) return "shock";
  if (is_one_of(relief)) return "relief";
  if (is_one_of(support)) return "support";
  return std::ranges::find(h.tags, "answer-to-controls") != h.tags.end() ? "retaliation" : "restriction";
}

}  // namespace chokepoint
