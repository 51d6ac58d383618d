// The prose of the page of the scenario language, around the tables that are made from those of the program.
#include "output/reference/language_text.hpp"

namespace chokepoint::output {
namespace {

/// The text without line breaks that stand behind a backslash: they are for whoever reads the source.
std::string unwrapped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text.substr(at, 2) == "\\\n")
      ++at;
    else
      out += text[at];
  return out;
}

constexpr std::string_view introduction = R"(# The scenario language

*This page is made by `simulate docs language` from the tables that the program reads scenarios by; a test keeps it \
true and runs every example.*

A scenario is a YAML file. It says what it builds on, what it takes away, changes and adds; the program checks all \
of it before the first month and tells every mistake with file, line and column (`simulate check FILE`). To begin: \
`simulate new NAME`, or [your first policy in five minutes](how_to/first_policy.md).

## The file

```yaml
scenario:
  name: my_scenario
  question: "What if ...?"
  extends: baseline.yaml          # the file it builds on: beside this one, else of the library; .yaml may be left out
  compare_to: baseline.yaml       # the file it is compared with, seed by seed
  end: 2030-12
policies: [policies/strict_enforcement.yaml]
without: {ids: [us-2025-08-h20-licences], tags: [tool-control]}
overrides:
  parameters.controls.enforcement: 0.6
  firms.Meta.openness: 0.9
  events.us-2026-01-h200.quota: 30000
events: []
```

| key | meaning |
|---|---|
| `scenario` | `name` (required), `question`, `claims`, `asked_by`, `sources`, `extends`, `compare_to`, `end`. What is \
extended gives events, overrides and `end`; a question, the claims that answer it, who asks it and what it is compared with are a file's own |
| `policies` | small files that several scenarios share: `policy: {name, summary, source, requires, \
conflicts_with}` and `without`, `overrides`, `events` of their own |
| `blocs` | `{trilateral: [US, NL, JP]}`: names of one's own for groups of nations and regions, in small letters; \
they may stand wherever an event names nations |
| `without` | inherited events to remove, by `ids` or `tags`; a name that matches nothing is a mistake |
| `overrides` | by path: `parameters.NAME`, `TABLE.ROW.COLUMN` of data/world/, `paths.NAME` of \
data/paths.yaml (all its points, or one value), `events.ID.FIELD`; an event's field \
set to `~` is removed |
| `governments` | who decides by itself, see below |
| `world` | how many firms the world has, see below |
| `events` | one with the id of an inherited event replaces it whole |
| `vary` | a family: for each path the values it takes; all combinations are run |
| `matrix` | a family: for each axis named choices of policy files; all combinations are run |
| `branch` | `{at: 2026-01, policies: {none: [], strict: [policies/strict_enforcement.yaml]}}`: history is run \
once, then each branch goes its way. A branch cannot change what came before it; what it removes with `without` is \
`withdrawn` at its month |
| `record` | not for you to write: in `run.yaml` the program says here how the scenario was run. `simulate \
run.yaml` runs it so again |

**Who wins.** Later wins: what is extended < policies in order < the file's own `without`, `events`, `overrides` < \
`--policy` < the choice of a family's member < `--set`. What the command line says of events and policies acts on \
the scenario alone, not on the one it is compared with; what it says of data acts on both. `simulate explain FILE \
KEY` says the final value, the line it came from and what it overrode; `simulate diff A B` what two scenarios \
differ in; `simulate timeline FILE` what happens when.

**In an editor.** `simulate schema > scenario.schema.json` (and `simulate schema policy`) writes a JSON Schema; an \
editor then completes and checks as one types: [complete and check files in an editor](how_to/use_an_editor.md).

## What every event has

)";

constexpr std::string_view triggers = R"(
A *measure* is in force from its start to its end; a *shock* acts once; a *fact* is for the record. With severity 0 \
an event does nothing at all. Several measures on one thing compose: limits by the lowest, shares closed by 1 − \
Π(1 − g), licence probabilities by product, quotas by the lowest, revenue shares and tariffs by sum. The policy \
state is rebuilt from the measures in force, so lifting one never lifts another. What holds between two types is \
told under [Who wins](#who-wins).

**By whom.** A measure closes what its issuer's sellers supply, no more: two issuers close at least what one does. \
`fdpr: true` binds foreign sellers too, where a type knows it: all of them (`chip_export_ban`, \
`cloud_access_restriction`, `entity_list`, `equipment_ban`, `hbm_ban`), or as far as they buy from the issuer \
(`materials_ban`). No nation aims a measure at itself: in a region that holds the issuer it is left out, named by \
itself it is a mistake. An announcement acts by what it will newly close, link by link: repeating what is in force \
moves nothing.

**Ramp.** In the k-th month in force (k = 0, 1, …, months) the severity is the full one times x = (k + 1)/(months \
+ 1) (`linear`), x²(3 − 2x) (`s_curve`) or (1 − e^−3x)/(1 − e^−3) (`exponential`).

**Regions.** Where a nation may stand, a region may (`simulate list regions`): it means its members, each once, and \
may be mixed with nations. As issuer it means that each member takes the measure; an event that does the same \
whoever issues it acts once. An amount (money, power, a fine, a quota) that is given for a region is divided among \
its members by GDP, a subsidy among those that have someone to take it; of a list of nations, or a bloc of them, it is \
each one's. Shares, severities and the caps of `diffusion_rule` hold for each member. Conditions read a region's metrics by the same names: `share_cn[AFR]`.

**Names.** A nation goes by its id (`US`), by its name as the program prints it (`United States`), by its ISO code \
of three letters (`USA`) or a name in common use (`UK`), in upper or lower case; a region by its id (`EU`) or its \
name. So it does in events, conditions, `governments`, `nations.China.growth`, `--agent` and the outputs of a study.

**Amounts.** A number is in the unit of its field, or says its own: `amount: 150 bn a year`, `lost: 25 %`, \
`duration: 2 years`, `quota: 75 k a month`. Money that flows says its period. A number that changes on dates says so: \
`licence_p: {2026-09: 0.1, 2027-03: 0.6}` stands for one event from September on and another, `ID@2027-03`, from March. `goods: all` stands for all goods that an \
event knows.

**Allies.** `allied: [JP, NL]` puts the same measure in force for them at once. `allied: auto` lets each nation \
within `allies.distance` of the issuer's alignment that sells the good follow with the monthly rate a₀ exp(a₁ \
severity − a₂ exposure) (parameters `allies.*`, × `allies.fdpr` on the severity with `fdpr`).

## Triggers

Instead of a date, `trigger` makes an event happen when something holds. `start` then is the first month in which \
it may fire, `lead` the months from firing (the announcement) to the start, `duration` how long it lasts.

| trigger | holds | example |
|---|---|---|
| `date` | from a month on | `date: 2027-01` |
| `window` | between two months | `window: {from: 2027-01, until: 2027-12}` |
| `every` | every N months | `every: {months: 12, from: 2027-01, until: 2029-12}` |
| `when` | a condition on last month's metrics has held for `for_months` (1) months | `when: {expr: "eci_gap < 2", \
for_months: 3, cooldown: 12, once: true}` |
| `hazard` | at random, with a probability a month | `hazard: {per_month: 0.01, from: 2027-01}` |
| `hazard`, `raised_by` | the same × a factor from the month after another event began: after a shock for good, with a \
measure while it is in force; below 1 it calms | `hazard: {per_month: 0.01, raised_by: {theft: 2}}` |
| `prob` | at random, one draw a run; in a window, with that probability in all, each month as likely as the others | \
`prob: 0.3`, `prob: {prob: 0.06, from: 2028-01, until: 2030-12}` |
| `prob`, `draw` | outcomes of one draw: of all events that name it at most one comes about, so their probabilities \
add up to 1 at most | `prob: {prob: 0.3, draw: summit-2027}` |
| `after` | N months after another event's start or end, with a probability | `after: {event: us-2027, months: 2, \
prob: 0.7, of: start}` |
| `policy` | the issuer, if it decides by itself, has decided so last month | `policy: {kind: restrict, rung: 0.7, \
cooldown: 12, once: false}` |
| `all`, `any`, `not` | all of a list, one of a list, not one | `all: [{date: 2027-01}, {when: "eci_gap < 2"}]` |

For short: `when: "eci_gap < 2"`, `hazard: 0.01`, `every: 12`, `after: us-2027`. An event fires once, unless its \
trigger repeats (`every`, or `once: false`); then again when it is over and `cooldown` months have passed since it \
fired.

## Governments

```yaml
governments: {US: hybrid, CN: rule, default: scripted, switch_date: 2026-01}
policies: [policies/instruments.yaml]
```

Each nation is governed in one of three modes: `scripted` (what the scenario writes down happens; the default), \
`rule` (the government decides by itself from the first month) or `hybrid` (from `switch_date` on). A government \
that decides by itself leaves out the measures that are written for it from then on; those in force stay to their \
end, shocks and what firms do stay too. `simulate timeline` says who governs how and what is left out. What it may \
do instead is its menu: every event with its `issuer` and the trigger `policy`, whose `kind` says what it is for: \
`restrict` a rival, `retaliate`, give `relief`, `subsidy`, or a `truce`. The first of `targets` is the rival. \
`rung` is its place on the ladder of escalation, 0 … 1, instead of that of its type (parameters `ladder.*`). It \
fires again when it is over and `cooldown` months have passed, unless `once: true`. Beside other conditions under \
`all` it happens only if these hold too; the government does not know them and its decision is lost if they do not. \
Modes can be set and varied like any value: `--set governments.US=scripted`, `vary: {governments.US: [scripted, \
rule]}`. See docs/model.md, "Governments".

## Many firms

```yaml
world: {synthesize: {firms: 10000, degree: 16, seed: 7}}
```

splits each sector of AI firms (a row of data/world/firms.csv that sells no models or services, owns no one and is \
owned by no one) into firms with Pareto sizes and a supplier graph of their own; what sums over them is the \
sector's. `firms` (100 … 10000000, required) is the number of AI firms of the world, laboratories included; \
`degree` (1 … 64, 16) the mean number of suppliers of accelerators and rented compute that a member of a sector \
has, where that many exist; `seed` (1) that of sizes and links, which all runs share. A file inherits what it \
extends says, key by key; `--set world.synthesize.firms=1000`, `overrides` and `vary` take the same paths. Where an \
event names firms, a sector's name stands for all its members, a member's for itself: `US-other#0000001`. Metrics \
of firms are told by row: over all members of a sector. When to split and when not: [many \
firms](how_to/many_firms.md); equations: docs/model.md, "Synthetic firms".

## Who wins

Where two measures meet on one thing, in every order of their dates and names:

| one | and another | what holds |
|---|---|---|
| `chip_export_ban`, `diffusion_rule` (tier 3) | the same | the lowest limit of each kind; a redesign only if all \
allow it, from the latest of the rules that lower a limit; the share left uncovered is the product |
| `chip_export_ban`, `diffusion_rule` (tier 3) | an older `licence` of the same issuer | the rule, as far as it \
bars the part (× 1 − severity); the licence, if the rule `keeps_licences` or the licence `relaxes` it by name |
| `chip_export_ban`, `diffusion_rule` (tier 3) | a `licence` of the same issuer that begins in the same month or \
later | the licence, within its probability and quota |
| `chip_export_ban`, `diffusion_rule` (tier 3) | a `licence` of another issuer | the rule |
| `chip_export_ban` with `entities` | any `licence` | the rule |
| `diffusion_rule` (tier 2: a cap) | `licence` | both: what is licensed counts under the cap |
| `licence` | another for the same part | what each demands holds: probabilities multiply, the lowest quota, \
revenue shares add up (to 0.5); 0 ends the other |
| `licence` | `entity_list`, `import_ban`, `import_guidance`, `regulatory_action`, `tariff` | both: a licence \
relaxes rules on parts, no listing and nothing that the buyer's nation does |
| `chip_export_ban` with `except` | a `licence` | both: who is spared needs none, all others what the licence gives |
| `licence` with `firms` | a `licence` without | a firm that is named has what all licences that reach it demand; others \
what those for all do |
| `sales_priority` | `licence`, `diffusion_rule` | both: quotas and caps cut orders first, then the turn decides |
| `location_verification` | `enforcement`, `hub_enforcement` | the shares that pass multiply |
| `model_export_control` | `service_ban`, `cloud_export_programme` | odds multiply; gains of presence add up, and fall no \
lower than none |
| `stockpile` | `materials_ban`, `transport_disruption` | the stock is drawn down before less is used |
| `licence` with `relaxes` | the end, or the relief, of the rules it names | it ends with the last of them; relief \
leaves it nothing to relax |
| `sanction_relief`, `treaty` with `suspends` | the measures that they name | the relief, × (1 − fraction × \
severity), on severity and announcement; two multiply; no other measure is touched, and a later one of the same \
kind closes again |
| `sanction_relief` | a `licence` | a licence may be eased too: then fewer requests are granted |
| `treaty` | a measure by hazard between the parties | the treaty makes it rarer; what comes all the same binds |
| `equipment_ban`, `hbm_ban`, `materials_ban`, `entity_list`, `cloud_access_restriction`, `import_ban`, \
`import_guidance`, `regulatory_action`, `transport_disruption` | the same, of one seller | 1 − Π(1 − share): each closes a part of \
what the others leave; rules on tools within the part that is for advanced fabs |
| the same | the same, of other sellers | each closes what its issuer sells; EUV and a listed designer's foundries \
are gone from one half on |
| a ban by the seller's nation | an `import_ban` or a `tariff` of the buyer's | both: what is left open is dearer \
or refused; whichever closes all wins |
| `import_guidance` | `import_ban` | both, by 1 − Π(1 − share); guidance also holds for those that the ban \
does not name |
| `tariff` | `tariff`, `subsidy` | tariffs add up, subsidies add up; neither undoes the other: one is a price, the \
other money |
| `entity_list` | `affiliates_rule` | the rule extends the list, at the product of severities, while both are in \
force |
| `entity_list` | `foundry_evasion` | evasion wins until it is found out |
| a measure | `allied`, `allied_alignment` | each ally takes it once, for what its own sellers supply |
| any control | `enforcement` of another, `hub_enforcement` | the highest of all, never lower than without |
| `service_ban`, `open_restriction` (use) | `cloud_export_programme` | odds multiply: the programme wins users of \
what a ban leaves |
| `open_restriction` (labs) | `open_promotion`, `open_release`, `openness_shift` | the restriction multiplies the \
probability after the push; a release that is written happens all the same |
| `talent_restriction` | `talent_attraction` | both: the bar takes its share of the moves that the pull makes |
| `energy_shortage`, `supply_shock` | `energy_buildout`, `subsidy` | both: capacity is lost in proportion to what \
there is |
| `parameter_shock` | `parameter_shock` on one parameter | the one that acts later, by (`priority`, `id`), on top \
of the other |
| a written measure | a government that decides by itself | the government: `simulate timeline` says what is left \
out |
| an event | an inherited one of the same `id` | the later file, see above |

## Conditions and random numbers

**Conditions** know numbers, metrics (`simulate list metrics`; those of agents with a name, `compute_share[CN]`), \
`+ - * /`, `< <= > >= == !=`, `and or not`, parentheses, `lag(x, months)`, `delta(x, months)` (now minus then), \
`mean(x, months)`, `min`, `max`, `abs`. They see the end of last month only. Quantities of different units are not \
compared or added; a share is compared with 0 … 1. A condition that needs a month before 2017, or divides by \
zero, does not hold.

**Random numbers.** A draw depends on seed, replicate, the event's id and the month alone, so two scenarios with \
one seed share it.

## What has no effect

`simulate check`, `timeline` and every run try each event: one replicate is run with it and, from the month in \
which it first does anything, without it, until something differs. An event of the scenario or of a policy that \
makes no difference to the last bit is told as a warning, with file, line and column and why: it starts after the \
run's last month, a treaty leaves nothing of it, a licence lets through what it bars, another measure does already \
what it would do, nothing that its issuer sells falls under it. The same stands in `summary.md`, `summary.json` and \
on the page. What moves only trust, or only the count of measures, is told so. A conditional event whose condition \
does not hold in the run tried is not called idle: it did not fire there. Events of the record that do nothing are \
counted.

## Events

)";

}  // namespace

std::string language_introduction() { return unwrapped(introduction); }

std::string language_of_triggers() { return unwrapped(triggers); }

}  // namespace chokepoint::output
