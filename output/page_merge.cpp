// Merging page data.
#include "output/page_merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

/// Appends a result to a page: `place[s]` is where its scenario s stands on the page, and is new there if `fresh[s]`.
class Merger {
 public:
  Merger(ordered_json& page, const ordered_json& other) : page_(page), other_(other) {
    const auto& there = page["provenance"]["scenarios"];
    std::size_t count = there.size();
    for (const auto& scenario : other["provenance"]["scenarios"]) {
      const auto same = std::ranges::find(there, scenario);
      place_.push_back(same == there.end() ? count++ : static_cast<std::size_t>(same - there.begin()));
      fresh_.push_back(same == there.end());
    }
    const auto& base = other["baseline"];
    same_base_ = !base.is_null() && !page["baseline"].is_null() && place_[base.get<std::size_t>()] == page["baseline"].get<std::size_t>();
  }

  void merge() {
    for (const char* key : {"scenarios"}) append(page_[key], other_[key]);
    append(page_["provenance"]["scenarios"], other_["provenance"]["scenarios"]);
    merge_charts();
    if (!page_["leaderboard"].is_null() && page_["leaderboard"]["nations"] == other_["leaderboard"]["nations"]) append(page_["leaderboard"]["models"], other_["leaderboard"]["models"]);
    else page_["leaderboard"] = nullptr;
    for (const char* key : {"map", "network"}) merge_world(page_[key], other_[key]);
    merge_timeline();
    for (const char* key : {"comparison", "winners"}) append_rows(page_[key], other_[key], same_base_);
    if (page_.contains("warnings") && other_.contains("warnings")) append_rows(page_["warnings"], other_["warnings"], true);
    page_["regret"] = nullptr;  // hangs on what is compared
    for (ordered_json row : other_["attribution"]) {
      row["from"] = place_[row["from"].get<std::size_t>()], row["to"] = place_[row["to"].get<std::size_t>()];
      page_["attribution"].push_back(std::move(row));
    }
    for (const auto& row : other_["sensitivity"])
      if (std::ranges::find(page_["sensitivity"], row) == page_["sensitivity"].end()) page_["sensitivity"].push_back(row);
    for (const auto& row : other_["hypotheses"])
      if (std::ranges::find(page_["hypotheses"], row["name"], [](const auto& h) { return h["name"]; }) == page_["hypotheses"].end()) page_["hypotheses"].push_back(row);
  }

 private:
  void append(ordered_json& to, const ordered_json& from) const {
    for (std::size_t s = 0; s < fresh_.size(); ++s)
      if (fresh_[s]) to.push_back(from[s]);
  }
  void append_rows(ordered_json& to, const ordered_json& from, bool wanted) const {
    for (ordered_json row : from)
      if (const auto s = row["scenario"].get<std::size_t>(); wanted && fresh_[s]) row["scenario"] = place_[s], to.push_back(std::move(row));
  }
  void merge_charts() {
    for (ordered_json& chart : page_["charts"]) {
      const auto at = std::ranges::find(other_["charts"], chart["id"], [](const auto& c) { return c["id"]; });
      if (at == other_["charts"].end()) continue;
      append(chart["levels"], (*at)["levels"]);
      for (std::size_t s = 0; s < fresh_.size(); ++s)
        if (fresh_[s]) chart["differences"].push_back(same_base_ ? (*at)["differences"][s] : ordered_json(nullptr));
    }
    std::erase_if(page_["charts"].get_ref<ordered_json::array_t&>(), [&](const ordered_json& chart) { return chart["levels"].size() != page_["scenarios"].size(); });
  }
  void merge_world(ordered_json& to, const ordered_json& from) {
    // Flows name nations, and the chain names nodes, by place: results of one world agree in the nations, but hardly in the nodes shown.
    if (to.is_null() || from.is_null() || to["months"] != from["months"]) {
      to = nullptr;
    } else if (to.contains("nodes")) {
      std::vector<std::size_t> at;
      for (const auto& node : from["nodes"]) {
        const auto same = std::ranges::find(to["nodes"], node);
        at.push_back(static_cast<std::size_t>(same - to["nodes"].begin()));
        if (same == to["nodes"].end()) to["nodes"].push_back(node);
      }
      ordered_json scenarios = from["scenarios"];
      for (auto& scenario : scenarios)
        for (auto& month : scenario["months"]) {
          for (auto& link : month["links"]) link["from"] = at[link["from"].get<std::size_t>()], link["to"] = at[link["to"].get<std::size_t>()];
          for (auto& lost : month["lost"]) lost["node"] = at[lost["node"].get<std::size_t>()];
        }
      append(to["scenarios"], scenarios);
    } else if (to["nations"] == from["nations"]) {
      append(to["scenarios"], from["scenarios"]);
    } else {
      to = nullptr;
    }
  }
  void merge_timeline() {
    const std::size_t count = page_["scenarios"].size();
    const auto widen = [&](ordered_json& row) {
      while (row["scenarios"].size() < count) row["scenarios"].push_back(false);
      while (!row["odds"].is_null() && row["odds"].size() < count) row["odds"].push_back(0);
    };
    for (ordered_json& row : page_["timeline"]) widen(row);
    for (const ordered_json& row : other_["timeline"]) {
      const auto key = [](const ordered_json& r) { return std::make_tuple(r["month"], r["id"], r["what"], r["text"]); };
      auto at = std::ranges::find(page_["timeline"], key(row), key);
      if (at == page_["timeline"].end()) {
        ordered_json fresh = row;
        fresh["scenarios"] = std::vector<bool>(count);
        if (!row["odds"].is_null()) fresh["odds"] = std::vector<double>(count);
        page_["timeline"].push_back(std::move(fresh));
        at = std::prev(page_["timeline"].end());
      }
      for (std::size_t s = 0; s < fresh_.size(); ++s) {
        if (!row["scenarios"][s].get<bool>()) continue;
        (*at)["scenarios"][place_[s]] = true;
        if (!row["odds"].is_null() && !(*at)["odds"].is_null()) (*at)["odds"][place_[s]] = row["odds"][s];
      }
    }
  }

  ordered_json& page_;
  const ordered_json& other_;
  std::vector<std::size_t> place_;
  std::vector<bool> fresh_;
  bool same_base_ = false;
};

}  // namespace

PageData read_page(const std::string& file, Mistakes& mistakes) {
  PageData out{file, {}};
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    mistakes.add({file}, "is no folder of a result that holds report.json, and no such file");
    return out;
  }
  out.json = ordered_json::parse(stream, nullptr, false);
  if (out.json.is_discarded() || !out.json.is_object() || out.json.value("format", "") != "chokepoint-report-1") mistakes.add({file}, "is no data of a report of this version: run the scenario again");
  return out;
}

std::string merge_pages(const std::vector<PageData>& pages, Mistakes& mistakes) {
  ordered_json page = pages[0].json;
  for (std::size_t k = 1; k < pages.size(); ++k) {
    const ordered_json& other = pages[k].json;
    const std::size_t before = mistakes.count();
    const auto agree = [&](const char* what, const ordered_json& a, const ordered_json& b) {
      if (a != b) mistakes.add({pages[k].file}, fmt::format("differs from {} in {}: {} and {}", pages[0].file, what, b.dump(), a.dump()));
    };
    agree("its last month", page["months"].back(), other["months"].back());
    for (const char* key : {"version", "seed", "replicates", "parameters"}) agree(key, page["provenance"][key], other["provenance"][key]);
    if (mistakes.count() > before) continue;
    Merger(page, other).merge();
  }
  if (pages.size() > 1) {
    std::string title;
    for (const auto& scenario : page["scenarios"]) title += (title.empty() ? "" : ", ") + scenario["name"].get<std::string>();
    page["title"] = title;
  }
  return page.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace chokepoint::output
