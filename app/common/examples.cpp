// Examples of every command, as its help shows them; a test runs each.
#include "app/common/examples.hpp"

#include <algorithm>

namespace chokepoint::app {
namespace {

struct Examples {
  std::string_view command, text;
};

constexpr Examples table[] = {
    {"", R"(Examples:
  simulate scenarios/chip_ban.yaml                    run and compare with the scenario it names
  simulate baseline --runs 256 --seed 7 --until 2028  a shipped scenario by its name
  simulate chip_ban --set parameters.controls.enforcement=0.8 --out results/strict
  simulate chip_ban --json | jq '.metrics[0]'
  simulate baseline --parameters prior                parameters drawn from their ranges, two runs for each set
  simulate compare baseline no_ban strict_enforcement  paired run by run: differences, odds, winners, regret
  simulate help compare                               what a command takes, with examples of it
  simulate list metrics                               what is measured (also: parameters, events, nations, world)
  simulate explain eci_gap                            what a metric, a parameter, a type of event is
  simulate new my_policy                              a commented file to start from
  simulate check my_policy.yaml                       every mistake, with line and column
  simulate explain chip_ban controls.enforcement      who set it, and what that overrode
  simulate graph baseline --at 2025-12                who supplies whom, chokepoints, what the rules close
  simulate why no_ban chip_ban --metric eci_gap       why the same run comes out differently
  simulate fit                                        the model against the record 2020-2025
  simulate hypotheses                                 what people claim, judged by runs
  simulate validate                                   hindcasts from 2022, 2023 and 2024, scored
  simulate patterns                                   measured effects of measures beside the model's
  simulate sweep run studies/ban_strength.yaml        a batch study: thousands of runs, one table
  simulate bench --quick                              how fast this machine runs it
)"},
    {"help", R"(Examples:
  simulate help                                       all commands
  simulate help compare                               one of them: what it takes, with examples
  simulate help sweep run
)"},
    {"compare", R"(Examples:
  simulate compare baseline no_ban chip_ban strict_enforcement
  simulate compare baseline strict_enforcement --precision 0.1   runs until the gap's mean difference is known to 0.1 ECI
  simulate compare no_ban chip_ban --metric compute_share --agent CN --at 2028
  simulate compare no_ban chip_ban --attribute                   how much of the difference is due to chips, tools, memory
  simulate compare baseline my_policy.yaml --objectives mine.yaml
  simulate compare baseline no_ban --policy strict_enforcement   a policy on top of each of them
  simulate compare controls_decomposition                        the members of a family
  simulate compare baseline no_ban --json | jq '.metrics[0].difference'
)"},
    {"why", R"(Examples:
  simulate why no_ban chip_ban                        the capability gap in the last month
  simulate why no_ban chip_ban --metric compute_share --agent CN --at 2028-06
  simulate why baseline my_policy.yaml --metric huawei_units --replicate 3 --all
  simulate why no_ban chip_ban --json | jq '.chain[] | {quantity, whom, difference}'
)"},
    {"report", R"(Examples:
  simulate report results/chip_ban                               report.html, which opens anywhere, without a network
  simulate report results/chip_ban results/taiwan_12_months -o both.html
  simulate report results/chip_ban --chart eci_gap --format svg  one chart, for a paper
  simulate report results/chip_ban --chart compute_share-CN --differences -o share.pdf
)"},
    {"list", R"(Examples:
  simulate list metrics                               what is measured, in which unit, of whom
  simulate list events                                what may happen
  simulate list events chip_export_ban                one type: its fields, what it does, an example
  simulate list parameters controls.enforcement       one parameter: value, range, unit, grade, source
  simulate list nations --names | head -n 5
  simulate list policies --json
)"},
    {"new", R"(Examples:
  simulate new my_first_policy                        writes my_first_policy.yaml, full of comments
)"},
    {"check", R"(Examples:
  simulate check my_policy.yaml                       every mistake, with line and column
  simulate check my_policy.yaml --set events.my-first-rule.tpp_max=2400
  simulate check chip_ban baseline --json
)"},
    {"explain", R"(Examples:
  simulate explain eci_gap                            a metric: what it means, its unit, who computes it
  simulate explain controls.enforcement               a parameter; also a type of event, a nation, a scenario, a policy
  simulate explain chip_ban controls.enforcement      its value in a scenario, who set it, and what that overrode
  simulate explain my_policy.yaml my-first-rule.tpp_max
)"},
    {"timeline", R"(Examples:
  simulate timeline my_policy.yaml                    what will happen when, and what it touches
  simulate timeline baseline --policy strict_enforcement
  simulate timeline chip_ban --notes                  also facts that move nothing in the model
)"},
    {"diff", R"(Examples:
  simulate diff baseline my_policy.yaml               what two scenarios differ in
  simulate diff no_ban chip_ban --json
)"},
    {"graph", R"(Examples:
  simulate graph baseline                             chokepoints, concentration, closed links, December 2025
  simulate graph baseline --without TSMC ASML         what is lost without both
  simulate graph baseline --good accelerator --at 2027
  simulate graph baseline --at 2020-12,2025-12        how chokepoints change
  simulate graph baseline --every 12 --format csv     every supplier in every December
  simulate graph baseline --format dot --good wafer | dot -Tsvg > wafers.svg
  simulate graph baseline --format graphml > network.graphml
  simulate graph baseline --format json | jq '.links[] | select(.status == "closed")'
)"},
    {"fit", R"(Examples:
  simulate fit                                        the model at its point values against the record 2020-2025
  simulate fit --parameters posterior --runs 64
  simulate fit --set parameters.chips.price=40        what another value does to the fit
  simulate fit --json
)"},
    {"patterns", R"(Examples:
  simulate patterns                                   measured effects of measures and shocks beside the model's
  simulate patterns --runs 64 --seed 2
  simulate patterns --json
)"},
    {"hypotheses", R"(Examples:
  simulate hypotheses                                 the shipped claims, component by component
  simulate hypotheses --runs 64 --seed 2
  simulate hypotheses --json
)"},
    {"validate", R"(Examples:
  simulate validate                                   hindcasts from 2022, 2023 and 2024, patterns, placebo
  simulate validate --runs 64
  simulate validate --markdown > validation.md
)"},
    {"forecast", R"(Examples:
  simulate forecast --as-of 2025-12-31                quarters of the year after, to standard output
  simulate forecast --as-of 2025-12-31 --runs 200 -o forecast.csv
)"},
    {"calibrate", R"(Examples:
  simulate calibrate studies/calibration.yaml         fit to the record, write data/posterior.csv and docs/calibration.md
  simulate calibrate studies/calibration.yaml         again after Ctrl-C or a crash: goes on where it stopped
  simulate calibrate my_study.yaml --work /tmp/mine --out mine.csv --report mine.md
  simulate baseline --parameters mine.csv             run on the sets, two replicates each
  simulate fit --parameters mine.csv                  the record under them
)"},
    {"schema", R"(Examples:
  simulate schema > scenario.schema.json              for editors with a YAML language server
  simulate schema policy > policy.schema.json
  simulate schema study > study.schema.json           also: calibration, objectives, claims
)"},
    {"docs", R"(Examples:
  simulate docs language > scenario_language.md       the scenario language, from the program's own tables
  simulate docs keys > file_keys.md                   keys of studies, calibrations, objectives, claims
  simulate docs scenarios > scenarios.md
)"},
    {"completion", R"(Examples:
  simulate completion bash > simulate.bash
  simulate completion zsh > _simulate
  simulate completion fish > simulate.fish
)"},
    {"sweep", R"(Examples:
  simulate sweep plan studies/ban_strength.yaml       how many runs, what they would cost
  simulate sweep run my_study.yaml --out study        the same command goes on after anything
  simulate sweep status study
  simulate sweep collect study                        runs.csv, failures.csv, series.nc
  simulate sweep analyse study                        what it found
)"},
    {"sweep plan", R"(Examples:
  simulate sweep plan my_study.yaml
  simulate sweep plan studies/sensitivity_screening.yaml
)"},
    {"sweep run", R"(Examples:
  simulate sweep run my_study.yaml --out study        all cores; the same command goes on after anything
  simulate sweep run my_study.yaml --out study --workers 2 --on-error stop-after=10
  simulate sweep run my_study.yaml --out study --retry failed,timeout
  simulate sweep run my_study.yaml --out study --shard 0/8
)"},
    {"sweep collect", R"(Examples:
  simulate sweep collect study
  simulate sweep collect study --quiet
)"},
    {"sweep analyse", R"(Examples:
  simulate sweep analyse study
  simulate sweep analyse study --questions my_study.yaml
  simulate sweep analyse study --resamples 200 --json
)"},
    {"sweep status", R"(Examples:
  simulate sweep status study
  simulate sweep status study --json
)"},
    {"sweep submit", R"(Examples:
  simulate sweep submit my_study.yaml --out study --print
  simulate sweep submit my_study.yaml --out study --shards 64 --time 04:00:00 --print
  simulate sweep submit my_study.yaml --out study --mpi 128 --nodes 4 --print
)"},
    {"sweep replay", R"(Examples:
  simulate sweep replay my_study.yaml --out study --run 5
)"},
    {"bench", R"(Examples:
  simulate bench --quick                              all workloads, some minutes
  simulate bench --only neutral_10000,world_run       these alone
  simulate bench --check                              the same results at 1, 2 and 7 threads?
  simulate bench --json > bench.json
  simulate bench --write docs/performance.md          the page of the documentation
)"},
};

}  // namespace

std::string examples_of(std::string_view command) {
  const auto at = std::ranges::find(table, command, &Examples::command);
  return at == std::end(table) ? std::string{} : std::string(at->text);
}

}  // namespace chokepoint::app
