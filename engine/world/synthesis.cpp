// Sectors split into firms: sizes by their law, suppliers by size, weights that keep each sector's own.
#include "engine/world/synthesis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "engine/base/hash.hpp"
#include "engine/base/random.hpp"
#include "engine/world/host_sample.hpp"

namespace chokepoint {
namespace {

constexpr double everyones = 0.5;               // a designer of at least this weight supplies every member
constexpr Month sized_at = Month::of(2025, 1);  // planned capex counts as of then

/// What a firm has to spend a year, bn USD.
double scale_of(const Firms& f, FirmId i) {
  const double plan = f.capex_path[i] ? f.capex_path[i]->at(sized_at) * f.share[i] : 0.0;
  return f.cash_flow_start[i] + f.funding[i] + std::max(plan, f.capex_floor[i]);
}

std::string member_name(const std::string& sector, std::size_t number) {
  return fmt::format("{}#{:07}", sector, number + 1);
}

class Splitter {
 public:
  Splitter(const Synthesis& asked, WorldData& data, World& world, std::vector<Link>& links)
      : asked_(asked), random_(asked.seed, 0), data_(data), world_(world), links_(links), rows_(data.firms.count()) {}

  void run(Mistakes& mistakes) {
    find_sectors();
    if (asked_.firms < rows_.size())
      return mistakes.add(asked_.place,
                          fmt::format("the data have {} AI firms: 'firms' should be at least as many, found {}",
                                      rows_.size(), asked_.firms));
    if (sectors_ == 0)
      return mistakes.add(asked_.place,
                          "no AI firm of the data can be split: all sell models or services, own others or are owned");
    count_members();
    end_of_rows_ = data_.vertex(DesignerId{0});
    name_members();
    split_columns();
    split_offers();
    move_owners();
    move_links();
  }

 private:
  /// A row of firms.csv and what becomes of it.
  struct Row {
    bool sector = true;
    double scale = 0;
    std::size_t members = 1, first = 0;  ///< first: place among the firms of the world
    std::string name;
    std::uint64_t hash = 0;
    [[nodiscard]] FirmId member(std::size_t m) const { return FirmId{first + m}; }
  };
  struct Known {
    VertexId designer;
    double weight = 0;
    std::uint64_t hash = 0;
  };

  void find_sectors() {
    const Firms& f = world_.firms;
    for (const FirmId i : f.nation.ids()) {
      Row& row = rows_[i.index()];
      row.sector = f.variants[i] == 0 && !data_.owner[data_.vertex(i)].exists();
      row.scale = scale_of(f, i);
      row.name = data_.firms.text[i.index()], row.hash = data_.firms.hash[i.index()];
    }
    const auto keep = [&](VertexId v) {
      if (v.exists() && v >= data_.vertex(FirmId{0}) && v < data_.vertex(DesignerId{0}))
        rows_[data_.firm_of(v).index()].sector = false;
    };
    for (const VertexId owner : data_.owner.cells()) keep(owner);
    for (const FirmId i : world_.designers.captive_of.cells())
      if (i.exists()) keep(data_.vertex(i));
    for (const Link& link : links_) keep(link.supplier);
    sectors_ = static_cast<std::size_t>(std::ranges::count(rows_, true, &Row::sector));
  }

  void count_members() {
    std::vector<double> sizes;
    for (const Row& row : rows_)
      if (row.sector) sizes.push_back(row.scale);
    const std::vector<std::size_t> members = apportion(asked_.firms - (rows_.size() - sectors_), sizes);
    std::size_t next = 0;
    for (Row& row : rows_)
      if (row.sector) row.members = members[next++];
  }

  /// Names of members stand together, and all names in order.
  void name_members() {
    std::vector<std::size_t> order(rows_.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {},
                      [&](std::size_t r) { return rows_[r].sector ? member_name(rows_[r].name, 0) : rows_[r].name; });
    data_.firms = {};
    data_.firms.text.reserve(asked_.firms);
    data_.firms.hash.reserve(asked_.firms);
    row_of_.reserve(asked_.firms);
    for (const std::size_t r : order) {
      Row& row = rows_[r];
      row.first = data_.firms.count();
      data_.firm_rows[r] = {row.name, {row.first, row.first + row.members}, row.sector};
      for (std::size_t m = 0; m < row.members; ++m) {
        data_.firms.text.push_back(row.sector ? member_name(row.name, m) : row.name);
        data_.firms.hash.push_back(name_hash(data_.firms.text.back()));
        row_of_.push_back(static_cast<std::uint32_t>(r));
      }
    }
  }

  [[nodiscard]] double size_of(const Row& row, const SizeLaw& law, std::size_t m) const {
    return law.quantile(random_.uniform(Purpose::firm_size, row.hash, Month{0}, m));
  }

  void split_columns() {
    Firms& f = world_.firms;
    firm_columns([&](const auto& row) {
      auto& column = row.of(f);
      if (!row.from_data || column.size() == 0) return;
      const auto old = std::exchange(column, {});
      column.assign(asked_.firms);
      for (const FirmId i : column.ids()) column[i] = old[FirmId{row_of_[i.index()]}];
    });
    for (const Row& row : rows_) {
      if (!row.sector) continue;
      const SizeLaw law(row.members);
      std::vector<double> sizes(row.members);
      for (std::size_t m = 0; m < row.members; ++m) sizes[m] = size_of(row, law, m);
      for (auto* column : {&f.share, &f.cash_flow_start, &f.cash_flow, &f.funding, &f.capex_floor})
        std::ranges::copy(exact_parts((*column)[row.member(0)], sizes),
                          column->cells().begin() + static_cast<std::ptrdiff_t>(row.first));
    }
  }

  void split_offers() {
    CloudOffers& c = world_.cloud_offers;
    const CloudOffers old = std::exchange(c, {});
    for (const std::uint32_t r : row_of_) {
      const std::size_t first = c.host.size();
      for (const CloudOfferId o : old.of[FirmId{r}])
        c.host.push_back(FirmId{c.of.size()}), c.nation.push_back(old.nation[o]), c.share.push_back(old.share[o]);
      c.of.push_back({first, c.host.size()});
    }
  }

  /// What named rows now names firms.
  [[nodiscard]] VertexId moved(VertexId v) const {
    if (v < data_.vertex(FirmId{0})) return v;
    return v >= end_of_rows_ ? VertexId{v.index() + asked_.firms - rows_.size()}
                             : data_.vertex(rows_[data_.firm_of(v).index()].member(0));
  }

  void move_owners() {
    const auto owner = std::exchange(data_.owner, {});
    const auto owned_share = std::exchange(data_.owned_share, {});
    data_.owner.assign(data_.vertex_count());
    data_.owned_share.assign(data_.vertex_count());
    for (const VertexId v : owner.ids())
      if (owner[v].exists()) data_.owner[moved(v)] = moved(owner[v]), data_.owned_share[moved(v)] = owned_share[v];
    for (FirmId& firm : world_.designers.captive_of.cells())
      if (firm.exists()) firm = rows_[firm.index()].member(0);
  }

  /// A sector's suppliers become its members'.
  void move_links() {
    std::map<std::size_t, std::vector<Known>> designers;  // of sectors
    const std::vector<Link> before = std::exchange(links_, {});
    links_.reserve(before.size() + static_cast<std::size_t>(1.2 * asked_.degree * static_cast<double>(asked_.firms)));
    for (const Link& link : before) {
      const std::size_t row = data_.firm_of(link.buyer).index();
      if (link.good == Good::accelerator && rows_[row].sector)
        designers[row].push_back(
            {moved(link.supplier), link.weight, name_hash(data_.vertex_name(moved(link.supplier)))});
      else
        links_.push_back({moved(link.supplier), moved(link.buyer), link.good, link.weight});
    }
    std::vector<double> scale(asked_.firms);
    for (const FirmId i : world_.firms.nation.ids())
      scale[i.index()] = rows_[row_of_[i.index()]].scale * world_.firms.share[i];
    HostSample hosts(world_, data_.nations.count(), scale);
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (!rows_[r].sector) continue;
      const std::vector<std::size_t> wanted = suppliers_of(rows_[r]);
      link_designers(rows_[r], designers[r], wanted, hosts);
    }
    link_whole_firms(hosts);
  }

  std::vector<std::size_t> suppliers_of(const Row& row) const {
    const SizeLaw law(row.members);
    std::vector<std::size_t> out(row.members);
    for (std::size_t m = 0; m < row.members; ++m)
      out[m] = static_cast<std::size_t>(law.suppliers(asked_.degree, size_of(row, law, m)) +
                                        random_.uniform(Purpose::firm_suppliers, row.hash, Month{0}, m));
    return out;
  }

  /// Who of a sector's members knows which of its designers is random variation; how well, such that by size it is what
  /// the sector knows.
  void link_designers(const Row& row, const std::vector<Known>& known, const std::vector<std::size_t>& wanted,
                      HostSample& hosts) {
    const std::size_t abroad = hosts.count(world_.firms.nation[row.member(0)]);
    std::vector<std::vector<std::size_t>> buyers(known.size());
    std::vector<std::pair<double, std::size_t>> drawn(known.size());
    std::vector<HostSample::Drawn> chosen;
    for (std::size_t m = 0; m < row.members; ++m) {
      const std::uint64_t name = data_.firms.hash[row.member(m).index()];
      const std::size_t from_designers =
          std::min(known.size(), std::max((wanted[m] + 1) / 2, wanted[m] - std::min(wanted[m], abroad)));
      for (std::size_t d = 0; d < known.size(); ++d)
        drawn[d] = {
            known[d].weight < everyones ? random_.uniform(Purpose::firm_designer, name, Month{0}, known[d].hash) : -1.0,
            d};
      std::ranges::sort(drawn);
      for (std::size_t k = 0; k < known.size(); ++k)
        if (k < from_designers || drawn[k].first < 0) buyers[drawn[k].second].push_back(m);
      link_hosts(row.member(m), wanted[m] - std::min(wanted[m], from_designers), hosts, chosen);
    }
    add_largest(row, known, buyers);
  }

  /// A designer that too few know to be as well known as it is becomes known to the largest, so that none need know it
  /// better than well.
  void add_largest(const Row& row, const std::vector<Known>& known, std::vector<std::vector<std::size_t>>& buyers) {
    const Firms& f = world_.firms;
    std::vector<std::size_t> by_size(row.members);
    std::iota(by_size.begin(), by_size.end(), 0);
    const auto share = [&](std::size_t m) { return f.share[row.member(m)]; };
    std::ranges::sort(by_size,
                      [&](std::size_t a, std::size_t b) { return share(a) != share(b) ? share(a) > share(b) : a < b; });
    for (std::size_t d = 0; d < known.size(); ++d) {
      std::vector<std::size_t>& who = buyers[d];
      double reached =
          std::accumulate(who.begin(), who.end(), 0.0, [&](double sum, std::size_t m) { return sum + share(m); });
      for (std::size_t k = 0; reached < known[d].weight && k < by_size.size(); ++k) {
        const auto at = std::ranges::lower_bound(who, by_size[k]);
        if (at != who.end() && *at == by_size[k]) continue;
        who.insert(at, by_size[k]);
        reached += share(by_size[k]);
      }
      const double weight = who.size() == row.members ? known[d].weight : std::min(1.0, known[d].weight / reached);
      for (const std::size_t m : who)
        links_.push_back({known[d].designer, data_.vertex(row.member(m)), Good::accelerator, weight});
    }
  }

  /// Firms that stay whole have suppliers by the same law: theirs is the size of many members.
  void link_whole_firms(HostSample& hosts) {
    double scale = 0;
    std::size_t members = 0;
    for (const Row& row : rows_)
      if (row.sector) scale += row.scale, members += row.members;
    const SizeLaw law(members);
    std::vector<HostSample::Drawn> chosen;
    for (const Row& row : rows_) {
      if (row.sector) continue;
      const double size =
          scale > 0 ? std::max(1.0, law.moment(1) * row.scale / scale * static_cast<double>(members)) : 1.0;
      link_hosts(row.member(0), static_cast<std::size_t>(std::ceil(law.suppliers(asked_.degree, size))), hosts, chosen);
    }
  }

  void link_hosts(FirmId renter, std::size_t wanted, HostSample& hosts, std::vector<HostSample::Drawn>& chosen) {
    hosts.draw(world_.firms.nation[renter], wanted,
               random_.uniform(Purpose::firm_hosts, data_.firms.hash[renter.index()], Month{0}), chosen);
    double rarest = 1;
    for (const auto& [host, probability] : chosen) rarest = std::min(rarest, probability);
    for (const auto& [host, probability] : chosen)
      links_.push_back(
          {data_.vertex(host->firm), data_.vertex(renter), Good::cloud_rent, host->offered * (rarest / probability)});
  }

  const Synthesis& asked_;
  RandomStream random_;
  WorldData& data_;
  World& world_;
  std::vector<Link>& links_;
  std::vector<Row> rows_;
  std::vector<std::uint32_t> row_of_;
  VertexId end_of_rows_;  ///< among the vertices as they were, by rows
  std::size_t sectors_ = 0;
};

}  // namespace

void split_sectors(const Synthesis& asked, WorldData& data, World& world, std::vector<Link>& links,
                   Mistakes& mistakes) {
  Splitter(asked, data, world, links).run(mistakes);
}

}  // namespace chokepoint
