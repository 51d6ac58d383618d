// Three markets of the shipped world as the engine runs them and over lanes: bits, time, instructions. See README.md.
#include <time.h>
#include <valgrind/callgrind.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>

#include "agents/schedule.hpp"
#include "analysis/runs/parameter_sets.hpp"
#include "app/bench/lanes/dump.hpp"
#include "app/bench/lanes/goods_columns.hpp"
#include "app/bench/lanes/orders_columns.hpp"
#include "app/bench/lanes/services_columns.hpp"
#include "engine/measure/metric_table.hpp"

namespace {

using namespace chokepoint;
namespace lanes = app::lanes;
using lanes::Moments;
using Work = std::function<void()>;

constexpr std::size_t replicates = 16, months_in_a_row = 12;
constexpr std::array<const char*, 5> ways = {"engine", "lanes of 1", "lanes of 4", "lanes of 8", "lanes of 16"};
constexpr std::array<const char*, 4> months = {"2019-06", "2022-06", "2026-06", "2029-06"};

/// Phases that are written over lanes, and what they start from.
struct Market {
  std::string name;
  std::vector<const Phase*> phases;
  Moments moments;
  std::size_t wrong = 0;                            ///< cells with other bits than the engine's
  std::array<std::vector<Work>, ways.size()> work;  ///< by way: of each block of replicates
};

void run_engine(const std::vector<const Phase*>& phases, lanes::Moment& moment) {
  const MonthView view = moment.view();
  const WorldData& data = *view.world.data;
  for (const Phase* phase : phases)
    phase->rule(view, 0,
                phase->domain == Domain::nations   ? data.nations.count()
                : phase->domain == Domain::sellers ? data.goods.company.size()
                                                   : data.firms.count());
}

template <template <class> class Kernel, int R>
void add_blocks(Market& market, std::vector<Work>& work) {
  for (auto first = market.moments.begin(); first != market.moments.end(); first += R) {
    Moments part(first, first + R);
    Kernel<lanes::lane<R>> tried(part);
    for (int month = 0; month < 3; ++month) {  // from one state, several months: what one leaves the next reads
      for (lanes::Moment& moment : part) run_engine(market.phases, moment);
      tried.run();
    }
    market.wrong += tried.differing_cells(part);
    Moments again(first, first + R);
    work.emplace_back([block = std::make_shared<Kernel<lanes::lane<R>>>(again)] { block->run(); });
  }
}

template <template <class> class Kernel>
std::unique_ptr<Market> market(const char* name, const std::vector<std::string>& phases, const Scenario& scenario,
                               Month month, const std::vector<Parameters>& parameters) {
  auto out = std::make_unique<Market>();
  out->name = name;
  for (const Phase& phase : agents::monthly_schedule())
    if (std::ranges::find(phases, phase.name) != phases.end()) out->phases.push_back(&phase);
  out->moments = lanes::moments_before(phases[0], scenario, month, parameters, replicates);
  add_blocks<Kernel, 1>(*out, out->work[1]);
  add_blocks<Kernel, 4>(*out, out->work[2]);
  add_blocks<Kernel, 8>(*out, out->work[3]);
  add_blocks<Kernel, 16>(*out, out->work[4]);
  for (lanes::Moment& moment : out->moments)
    out->work[0].emplace_back([&moment, &p = out->phases] { run_engine(p, moment); });
  return out;
}

/// Of this thread, in microseconds: what others do on the machine is not counted.
double cpu_time() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

double median(std::vector<double> x) {
  std::ranges::sort(x);
  return x[x.size() / 2];
}

/// Some markets, all replicates; a block runs its months before the next begins, as in an ensemble, and finds in the
/// caches what it left there.
void run(const std::vector<Market*>& markets, std::size_t way, std::size_t count) {
  for (std::size_t k = 0; k < markets[0]->work[way].size(); ++k)
    for (std::size_t month = 0; month < count; ++month)
      for (Market* m : markets) m->work[way][k]();
}

void time(const std::string& name, const std::vector<Market*>& markets, int turns) {
  std::array<std::vector<double>, ways.size()> times;
  for (int turn = 0; turn < turns; ++turn)
    for (std::size_t way = 0; way < ways.size(); ++way) {
      const double start = cpu_time();
      run(markets, way, months_in_a_row);
      const double taken = cpu_time() - start;
      times[way].push_back(taken / (replicates * months_in_a_row));
    }
  std::printf("  %s\n", name.c_str());
  for (std::size_t way = 0; way < ways.size(); ++way) {
    std::vector<double> over_engine, over_one;
    for (std::size_t k = 0; k < times[way].size(); ++k) {
      over_engine.push_back(times[0][k] / times[way][k]);
      over_one.push_back(times[1][k] / times[way][k]);
    }
    std::printf("    %-12s %7.1f us a replicate-month; as fast as the engine x %.2f, as lanes of 1 x %.2f\n", ways[way],
                median(times[way]), median(over_engine), median(over_one));
  }
}

/// What it takes to lay the columns of the three markets into lanes and back, were the other phases to keep the state
/// of each replicate by itself: cells read and written a replicate, counted from the columns of the rules.
void time_moving(int turns) {
  constexpr std::size_t read = 42'500, written = 30'500;
  std::vector<std::vector<double>> own(replicates, std::vector<double>(read, 1.0));
  std::vector<lanes::lane<replicates>> side(read);
  std::vector<double> times;
  for (int turn = 0; turn < turns; ++turn) {
    const double start = cpu_time();
    for (std::size_t i = 0; i < read; ++i)
      for (std::size_t r = 0; r < replicates; ++r) lanes::of(side[i], r) = own[r][i];
    for (std::size_t i = 0; i < written; ++i)
      for (std::size_t r = 0; r < replicates; ++r) own[r][i] = lanes::of(side[i], r) + turn;
    const double taken = cpu_time() - start;
    times.push_back(taken / replicates);
  }
  std::printf("columns of the three into lanes of 16 and back: %.1f us a replicate-month\n", median(times));
}

/// Under callgrind --instr-atstart=no: a dump of its counts for each way, in their order.
void count(const std::vector<Market*>& markets) {
  for (std::size_t way = 0; way < ways.size(); ++way) {
    CALLGRIND_START_INSTRUMENTATION;
    CALLGRIND_ZERO_STATS;
    run(markets, way, 1);
    CALLGRIND_DUMP_STATS;
    CALLGRIND_STOP_INSTRUMENTATION;
  }
}

struct Options {
  int turns = 21;
  bool point = false;          ///< all replicates with the parameters' own values
  std::filesystem::path file;  ///< write one replicate's arrays there, and no more
};

Options options_of(int argc, char** argv) {
  Options out;
  for (int k = 1; k < argc; ++k) {
    const std::string word = argv[k];
    if (word == "--turns" && k + 1 < argc) out.turns = std::atoi(argv[++k]);
    if (word == "--point") out.point = true;
    if (word == "--dump" && k + 1 < argc) out.file = argv[++k];
  }
  return out;
}

std::vector<Parameters> sets_of_the_posterior(const std::filesystem::path& data, const Scenario& scenario) {
  Mistakes mistakes;
  const ParameterSets sets = ParameterSets::read(data / "posterior.csv", scenario.initial->table, mistakes);
  std::vector<Parameters> out;
  for (std::size_t r = 0; r < replicates; ++r) out.push_back(sets.parameters(scenario, r));
  return out;
}

/// Compares, then times or counts, the markets of one month; returns the cells with other bits.
std::size_t look_at(const char* text, const Scenario& scenario, const std::vector<Parameters>& parameters, int turns) {
  const Month month = *Month::parse(text);
  const auto goods = market<lanes::Goods>("goods", {"orders for goods", "supply of goods", "receipts of goods"},
                                          scenario, month, parameters);
  const auto orders = market<lanes::Orders>("accelerators", {"investment and orders"}, scenario, month, parameters);
  const auto services = market<lanes::Services>("services", {"market for AI services"}, scenario, month, parameters);
  std::printf(
      "%s, %zu replicates; cells with other bits than the engine's: goods %zu, accelerators %zu, services %zu\n", text,
      replicates, goods->wrong, orders->wrong, services->wrong);
  for (Market* m : {goods.get(), orders.get(), services.get()}) {
    if (RUNNING_ON_VALGRIND)
      count({m});
    else
      time(m->name, {m}, turns);
  }
  if (!RUNNING_ON_VALGRIND) time("the three in turn", {goods.get(), orders.get(), services.get()}, turns);
  return goods->wrong + orders->wrong + services->wrong;
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path root = CHOKEPOINT_SOURCE_DIR;
  const Options options = options_of(argc, argv);
  const Scenario scenario = load_scenario(root / "scenarios" / "baseline.yaml",
                                          {root / "data", {}, {}, root / "scenarios", {}, metric_catalogue});
  const std::vector<Parameters> parameters =
      options.point ? std::vector<Parameters>{} : sets_of_the_posterior(root / "data", scenario);
  if (!options.file.empty()) {
    const auto before = [&](const char* phase) {
      return lanes::moments_before(phase, scenario, *Month::parse("2026-06"), parameters, 1)[0];
    };
    lanes::dump(options.file, before("market for AI services"), before("orders for goods"));
    return 0;
  }
  std::size_t wrong = 0;
  for (const char* month : months) wrong += look_at(month, scenario, parameters, options.turns);
  if (!RUNNING_ON_VALGRIND) time_moving(options.turns);
  return wrong > 0;
}
