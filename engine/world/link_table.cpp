// links.csv: who may buy from whom in the chip chain and of AI firms.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "engine/world/world_tables.hpp"

namespace chokepoint {
namespace {

class LinkTable {
 public:
  LinkTable(TableReader& tables, const World& world) : tables_(tables), data_(tables.data()), world_(world) {}

  /// Of rows that stand for the same link the more specific wins.
  std::vector<Link> read() {
    for (const config::Node& item : tables_.content("links").items) read_row(item);
    std::vector<Link> all;
    for (const auto& [ends, value] : links_)
      all.push_back({std::get<0>(ends), std::get<1>(ends), std::get<2>(ends), value.weight});
    return all;
  }

 private:
  struct Given {
    int specific = -1;
    double weight = 0;
    const config::Node* item = nullptr;
  };

  void read_row(const config::Node& item) {
    static const std::vector<std::string> goods(good_names.begin(), good_names.begin() + chain_good_count);
    config::MapReader row(item, "link", tables_.mistakes());
    const std::string supplier = row.required_text("supplier"), buyer = row.required_text("buyer");
    const std::string good_name = row.choice("good", "", goods);
    const double weight = row.required_number("weight", config::share);
    TableReader::finish(row);
    if (good_name.empty()) return;
    const Good good = static_cast<Good>(std::ranges::find(goods, good_name) - goods.begin());
    const auto from = suppliers(supplier, good, row), to = buyers(buyer, good, row);
    const int specific = (from.size() == 1 ? 2 : 0) + (to.size() == 1 ? 2 : buyer == "*" ? 0 : 1);
    for (const VertexId s : from)
      for (const VertexId b : to)
        if (may_buy(s, b, good)) add(s, b, good, {specific, weight, &item});
  }

  void add(VertexId s, VertexId b, Good good, const Given& given) {
    Given& slot = links_[{s, b, good}];
    if (slot.specific == given.specific && slot.weight != given.weight && told_.emplace(slot.item, given.item).second)
      tables_.mistakes().add(given.item->place(),
                             fmt::format("the {} from {} to {} has another weight in the row of {}: of two rows none "
                                         "may be as specific as the other",
                                         good_names[static_cast<std::size_t>(good)], data_.vertex_name(s),
                                         data_.vertex_name(b), slot.item->place().text()));
    if (slot.specific < given.specific) slot = given;
  }

  [[nodiscard]] bool may_buy(VertexId s, VertexId b, Good good) const {
    if (good == Good::open_weights) return world_.firms.variants[data_.firm_of(s)] != 0;
    if (good != Good::accelerator) return true;
    const FirmId owner = world_.designers.captive_of[data_.designer_of(s)];
    return !owner.exists() || owner == data_.firm_of(b);
  }

  /// The vertices that a word in links.csv stands for: one agent, the members of a region, the firms of a nation or
  /// region, or `*` for all buyers of a good.
  std::vector<VertexId> buyers(const std::string& word, Good good, config::MapReader& row) {
    const auto all = [&]<class I>(std::size_t count, I) {
      std::vector<VertexId> out;
      for (const I id : ids<I>(count)) out.push_back(data_.vertex(id));
      return out;
    };
    const auto one = [&]<class I>(const Names& names, std::string_view kind, I) -> std::vector<VertexId> {
      if (word == "*") return all(names.count(), I{});
      if (const I found = names.find<I>(word); found.exists()) return {data_.vertex(found)};
      row.mistake("buyer", fmt::format("no {} is called '{}'{}", kind, word, suggestion(word, names.text)));
      return {};
    };
    switch (good) {
      case Good::tool:
        return one(data_.foundries, "foundry", FoundryId{});
      case Good::wafer:
      case Good::hbm:
        return one(data_.designers, "designer", DesignerId{});
      case Good::cloud_rent:  // suppliers() has told the mistake
        return {};
      case Good::ai_service:
      case Good::open_weights:
        if (const RegionId r = data_.find_region(word); r.exists()) {
          std::vector<VertexId> out;
          for (const NationId n : data_.regions[r].members) out.push_back(data_.vertex(n));
          return out;
        }
        return one(data_.nations, "nation or region", NationId{});
      default:
        break;
    }
    if (names_place(word)) return firms_in(word);
    return one(data_.firms, "AI firm, nation or region", FirmId{});
  }

  /// Whether a word names a nation or region and no firm.
  [[nodiscard]] bool names_place(const std::string& word) const {
    return !std::ranges::binary_search(data_.firms.text, word) &&
           (data_.nations.find<NationId>(word).exists() || data_.find_region(word).exists());
  }

  [[nodiscard]] std::vector<VertexId> firms_in(const std::string& place) const {
    const NationId n = data_.nations.find<NationId>(place);
    const RegionId r = data_.find_region(place);
    const auto here = [&](NationId home) {
      return r.exists() ? std::ranges::find(data_.regions[r].members, home) != data_.regions[r].members.end()
                        : home == n;
    };
    std::vector<VertexId> out;
    for (const FirmId i : world_.firms.nation.ids())
      if (here(world_.firms.nation[i])) out.push_back(data_.vertex(i));
    return out;
  }

  std::vector<VertexId> suppliers(const std::string& word, Good good, config::MapReader& row) {
    const auto one = [&]<class I>(const Names& names, std::string_view kind, I) -> std::vector<VertexId> {
      std::vector<VertexId> out;
      for (const I id : ids<I>(names.count()))
        if (word == "*" || names.text[id.index()] == word) out.push_back(data_.vertex(id));
      if (out.empty())
        row.mistake("supplier", fmt::format("no {} is called '{}'{}", kind, word, suggestion(word, names.text)));
      return out;
    };
    switch (good) {
      case Good::tool:
        return one(data_.toolmakers, "toolmaker", ToolmakerId{});
      case Good::wafer:
        return one(data_.foundries, "foundry", FoundryId{});
      case Good::hbm:
        return one(data_.memory_makers, "memory maker", MemoryMakerId{});
      case Good::accelerator:
        return one(data_.designers, "designer", DesignerId{});
      case Good::cloud_rent:
        row.mistake("good", "links of rented compute follow from cloud_offers.csv: leave them out");
        return {};
      default:
        return one(data_.firms, "AI firm", FirmId{});
    }
  }

  TableReader& tables_;
  const WorldData& data_;
  const World& world_;
  std::map<std::tuple<VertexId, VertexId, Good>, Given> links_;
  std::set<std::pair<const config::Node*, const config::Node*>> told_;
};

}  // namespace

std::vector<Link> read_links(TableReader& t, const World& world) { return LinkTable(t, world).read(); }

}  // namespace chokepoint
