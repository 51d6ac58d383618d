// Rows of suppliers and goods, columns of dates.
#include "output/text/network_history_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

#include "output/files/network_files.hpp"

namespace chokepoint::output {
namespace {

constexpr std::size_t suppliers_shown = 12;

const WorldData& data_of(const NetworkHistory& h) { return *h.scenario.initial->world.data; }

TableRow head(const NetworkHistory& h, std::string_view first) {
  TableRow row{{std::string(first)}};
  for (const Month month : h.months) row.cells.push_back(month.text());
  return row;
}

/// One row: a name and a cell for each date.
template <class Cell>
TableRow over_time(const NetworkHistory& h, std::string name, Cell&& cell) {
  TableRow row{{std::move(name)}};
  for (const NetworkMeasures& m : h.measures) row.cells.push_back(cell(m));
  return row;
}

/// Of these vertices those without which something is ever lost, the worst first; figures that print alike are ties, by
/// name.
std::vector<VertexId> worst(const NetworkHistory& h, IdRange<VertexId> of) {
  const WorldData& data = data_of(h);
  const auto peak = [&](VertexId v) {
    double most = 0;
    for (const NetworkMeasures& m : h.measures) most = std::max(most, m.flow_lost[v]);
    return std::llround(most * 1e6);
  };
  std::vector<VertexId> out;
  for (const VertexId v : of)
    if (peak(v) > 0) out.push_back(v);
  std::ranges::sort(out, [&](VertexId a, VertexId b) {
    return std::tuple(-peak(a), data.vertex_name(a), a) < std::tuple(-peak(b), data.vertex_name(b), b);
  });
  if (out.size() > suppliers_shown) out.resize(suppliers_shown);
  return out;
}

/// What is lost without each of the worst suppliers, or nations.
std::vector<TableRow> lost_rows(const NetworkHistory& h, const char* what, const std::vector<VertexId>& worst_first) {
  std::vector<TableRow> out{head(h, what)};
  for (const VertexId v : worst_first)
    out.push_back(
        over_time(h, v.index() < data_of(h).nations.count() ? data_of(h).vertex_name(v) : vertex_id(data_of(h), v),
                  [&](const NetworkMeasures& m) { return percent_1(m.flow_lost[v]); }));
  return out;
}

std::vector<TableRow> between_rows(const NetworkHistory& h, const std::vector<VertexId>& worst_first) {
  std::vector<TableRow> out{head(h, "supplier")};
  for (const VertexId v : worst_first)
    out.push_back(over_time(h, vertex_id(data_of(h), v), [&](const NetworkMeasures& m) {
      return fmt::format("{:.3f}/{}", m.between[v], m.core[v]);
    }));
  return out;
}

std::vector<TableRow> goods_rows(const NetworkHistory& h) {
  std::vector<TableRow> out{head(h, "good")};
  for (const Good good : all_goods) {
    const auto at = static_cast<std::size_t>(good);
    if (std::ranges::any_of(h.measures, [&](const NetworkMeasures& m) { return m.goods[at].suppliers > 0; }))
      out.push_back(over_time(h, std::string(good_names[at]),
                              [&](const NetworkMeasures& m) { return fmt::format("{:.3f}", m.goods[at].hhi); }));
  }
  return out;
}

std::vector<TableRow> link_rows(const NetworkHistory& h) {
  return {head(h, ""),
          over_time(h, "in use",
                    [](const NetworkMeasures& m) {
                      std::size_t live = 0;
                      for (const EdgeId e : m.live.ids())
                        if (m.live[e]) ++live;
                      return fmt::format("{}", live);
                    }),
          over_time(h, "closed",
                    [](const NetworkMeasures& m) {
                      return fmt::format(
                          "{}", std::ranges::count_if(m.rules.cells(), [](const LinkRule& r) { return r.closes(); }));
                    }),
          over_time(h, "buyers cut off", [](const NetworkMeasures& m) { return fmt::format("{}", m.cut_off.size()); })};
}

}  // namespace

std::string network_history_report(const NetworkHistory& h, const TextStyle& style) {
  const WorldData& data = data_of(h);
  const std::size_t first = data.vertex(DesignerId{0}).index();
  const std::vector<VertexId> suppliers = worst(h, {first, data.vertex_count()});
  std::vector<TableRow> lost = lost_rows(h, "supplier", suppliers);
  lost.insert(lost.begin() + 1, over_time(h, "(largest)", [&](const NetworkMeasures& m) {
                return percent_1(std::ranges::max(m.flow_lost.cells().subspan(first)));
              }));
  return fmt::format(
      "{}, replicate {}, seed {}\n\nDeliveries of accelerators lost without one supplier\n{}\nThe same without all "
      "suppliers of a nation\n{}\nBetweenness/core of the same\n{}\nConcentration (HHI) of goods\n{}\nLinks\n{}",
      h.scenario.name(), h.replicate, h.seed, table_text(lost, style),
      table_text(lost_rows(h, "nation", worst(h, {0, data.nations.count()})), style),
      table_text(between_rows(h, suppliers), style), table_text(goods_rows(h), style), table_text(link_rows(h), style));
}

std::string network_history_csv(const NetworkHistory& h) {
  const WorldData& data = data_of(h);
  std::string out = "month,supplier,kind,nation,good,flow_lost,betweenness,core,share\n";
  for (std::size_t k = 0; k < h.months.size(); ++k) {
    const NetworkMeasures& m = h.measures[k];
    for (const VertexId v : ids<VertexId>(data.vertex_count()))
      if (const auto good = sells(data, v))
        out += fmt::format("{},{},{},{},{},{},{},{},{}\n", h.months[k].text(), csv_cell(vertex_id(data, v)),
                           vertex_kind(data, v), csv_cell(data.nations.text[data.home[v].index()]),
                           good_names[static_cast<std::size_t>(*good)], m.flow_lost[v], m.between[v], m.core[v],
                           m.share[v]);
  }
  return out;
}

}  // namespace chokepoint::output
