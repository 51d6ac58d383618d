// Merging page data.
#include "output/page/page_merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "engine/base/json_text.hpp"
#include "output/files/result_folder.hpp"

namespace chokepoint::output {
namespace {

using nlohmann::ordered_json;

/// Appends a result to a page: `place[s]` is where its scenario s stands on the page, and is new there if `fresh[s]`.
class Merger {
 public:
  Merger(ordered_json& page, const ordered_json& other) : page_(page), other_(other) {
    const auto& there = page["provenance"]["scenarios"];
    std::size_t count = there.size();
    const auto is_base = [](const ordered_json& of, std::size_t s) {
      return !of["baseline"].is_null() && of["baseline"].get<std::size_t>() == s;
    };
    for (std::size_t s = 0; s < other["provenance"]["scenarios"].size(); ++s) {
      const ordered_json& scenario = other["provenance"]["scenarios"][s];
      auto same = std::ranges::find(there, scenario);
      // What is put on top of a policy often leaves the scenario it is compared with as it was, to the last bit.
      if (is_base(other, s) && is_base(page, 0) && there[0]["hash"] == scenario["hash"] &&
          there[0]["base_scenario"] == scenario["base_scenario"])
        same = there.begin();
      place_.push_back(same == there.end() ? count++ : static_cast<std::size_t>(same - there.begin()));
      fresh_.push_back(same == there.end());
    }
    const auto& base = other["baseline"];
    same_base_ = !base.is_null() && !page["baseline"].is_null() &&
                 place_[base.get<std::size_t>()] == page["baseline"].get<std::size_t>();
  }

  void merge() {
    for (const char* key : {"scenarios"}) append(page_[key], other_[key]);
    append(page_["provenance"]["scenarios"], other_["provenance"]["scenarios"]);
    for (const auto& command : other_["provenance"]["commands"]) page_["provenance"]["commands"].push_back(command);
    if (const auto said = other_["headline"].get<std::string>();
        page_["headline"].get<std::string>().find(said) == std::string::npos)
      page_["headline"] = page_["headline"].get<std::string>() + " " + said;
    merge_charts();
    if (!page_["leaderboard"].is_null() && page_["leaderboard"]["nations"] == other_["leaderboard"]["nations"])
      append(page_["leaderboard"]["models"], other_["leaderboard"]["models"]);
    else
      page_["leaderboard"] = nullptr;
    for (const char* key : {"map", "network"}) merge_world(page_[key], other_[key]);
    merge_timeline();
    for (const char* key : {"comparison", "winners"}) append_rows(page_[key], other_[key], same_base_);
    if (page_.contains("warnings") && other_.contains("warnings"))
      append_rows(page_["warnings"], other_["warnings"], true);
    page_["regret"] = nullptr;  // depends on what is compared
    if (page_.contains("reasons") && other_.contains("reasons"))
      append_rows(page_["reasons"], other_["reasons"], same_base_);
    for (ordered_json row : other_["attribution"]) {
      row["from"] = place_[row["from"].get<std::size_t>()], row["to"] = place_[row["to"].get<std::size_t>()];
      page_["attribution"].push_back(std::move(row));
    }
    for (const auto& row : other_["sensitivity"])
      if (std::ranges::find(page_["sensitivity"], row) == page_["sensitivity"].end())
        page_["sensitivity"].push_back(row);
    for (const auto& row : other_["hypotheses"])
      if (std::ranges::find(page_["hypotheses"], row["name"], [](const auto& h) { return h["name"]; }) ==
          page_["hypotheses"].end())
        page_["hypotheses"].push_back(row);
  }

 private:
  void append(ordered_json& to, const ordered_json& from) const {
    for (std::size_t s = 0; s < fresh_.size(); ++s)
      if (fresh_[s]) to.push_back(from[s]);
  }
  void append_rows(ordered_json& to, const ordered_json& from, bool wanted) const {
    for (ordered_json row : from)
      if (const auto s = row["scenario"].get<std::size_t>(); wanted && fresh_[s])
        row["scenario"] = place_[s], to.push_back(std::move(row));
  }
  void merge_charts() {
    for (ordered_json& chart : page_["charts"]) {
      const auto at = std::ranges::find(other_["charts"], chart["id"], [](const auto& c) { return c["id"]; });
      if (at == other_["charts"].end()) continue;
      append(chart["levels"], (*at)["levels"]);
      for (std::size_t s = 0; s < fresh_.size(); ++s)
        if (fresh_[s]) chart["differences"].push_back(same_base_ ? (*at)["differences"][s] : ordered_json(nullptr));
    }
    std::erase_if(page_["charts"].get_ref<ordered_json::array_t&>(),
                  [&](const ordered_json& chart) { return chart["levels"].size() != page_["scenarios"].size(); });
  }
  /// Bands of differences are from the other result's own first scenario.
  void keep_changes(ordered_json& rows) const {
    if (same_base_) return;
    for (ordered_json& row : rows) row.erase("change");
  }
  void merge_world(ordered_json& to, const ordered_json& from) {
    // Flows name nations, and the chain names nodes, by place: results of one world agree in the nations, but hardly in
    // the nodes shown.
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
          for (auto& link : month["links"])
            link["from"] = at[link["from"].get<std::size_t>()], link["to"] = at[link["to"].get<std::size_t>()];
          for (auto& lost : month["lost"]) lost["node"] = at[lost["node"].get<std::size_t>()];
          keep_changes(month["links"]), keep_changes(month["lost"]);
        }
      append(to["scenarios"], scenarios);
    } else if (to["nations"] == from["nations"]) {
      ordered_json scenarios = from["scenarios"];
      for (auto& scenario : scenarios) keep_changes(scenario["flows"]);
      append(to["scenarios"], scenarios);
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

/// How a person knows a result: the folder, or the file, as typed.
std::string result_name(const PageData& page) {
  const std::filesystem::path file(page.file);
  if (file.filename() != "report.json" || !file.has_parent_path()) return page.file;
  const std::string folder = file.parent_path().string();
  return folder.ends_with('/') ? folder.substr(0, folder.size() - 1) : folder;
}

/// Gives scenarios of one name that are not the same runs names of their own: by the result in which each stands first.
void tell_apart(std::vector<PageData>& pages) {
  std::map<std::string, std::map<std::string, std::string>> results;  // by name and by all that is said of its runs
  const auto key_of = [](const ordered_json& scenario) { return json_text(scenario); };
  for (const PageData& page : pages)
    for (const auto& scenario : page.json["provenance"]["scenarios"])
      results[scenario["name"].get<std::string>()].try_emplace(key_of(scenario), result_name(page));
  for (PageData& page : pages) {
    ordered_json& provenance = page.json["provenance"];
    for (std::size_t s = 0; s < provenance["scenarios"].size(); ++s) {
      ordered_json& scenario = provenance["scenarios"][s];
      const auto name = scenario["name"].get<std::string>();
      if (results[name].size() < 2) continue;
      const std::string fresh = fmt::format("{} ({})", name, results[name][key_of(scenario)]);
      for (ordered_json& command : provenance["commands"])
        for (ordered_json& of : command["scenarios"])
          if (of == name) of = fresh;
      page.json["scenarios"][s]["name"] = fresh, scenario["name"] = fresh;
    }
  }
}

/// Adds the data files of a result that are not those of the page.
void add_data(ordered_json& page, const PageData& other) {
  for (const auto& row : other.json["provenance"]["data"])
    if (std::ranges::find(page["provenance"]["data"], row) == page["provenance"]["data"].end())
      page["provenance"]["data"].push_back(
          {{"file", fmt::format("{} ({})", row["file"].get<std::string>(), result_name(other))},
           {"hash", row["hash"]}});
}

}  // namespace

PageData read_page(const std::string& file, Mistakes& mistakes) {
  PageData out{file, {}};
  const auto bytes = read_bytes(file);
  if (!bytes) {
    mistakes.add({file}, "is no folder of a result that holds report.json, and no such file");
    return out;
  }
  out.json = read_json(*bytes).value_or(nullptr);
  if (!out.json.is_object() || out.json.value("format", "") != "chokepoint-report-1" ||
      !out.json["provenance"].contains("commands"))
    mistakes.add({file}, "is no data of a report of this version: run the scenario again");
  return out;
}

std::string merge_pages(std::vector<PageData> pages, Mistakes& mistakes) {
  tell_apart(pages);
  ordered_json page = pages[0].json;
  page.erase("playground");  // it stays where it was written
  for (std::size_t k = 1; k < pages.size(); ++k) {
    const ordered_json& other = pages[k].json;
    const std::size_t before = mistakes.count();
    const auto agree = [&](const char* what, const ordered_json& a, const ordered_json& b) {
      if (a != b)
        mistakes.add({pages[k].file},
                     fmt::format("differs from {} in {}: {} and {}", pages[0].file, what, json_text(b), json_text(a)));
    };
    agree("its last month", page["months"].back(), other["months"].back());
    for (const char* key : {"version", "sources", "seed", "replicates", "parameters"})
      agree(key, page["provenance"][key], other["provenance"][key]);
    agree("its condition", page["provenance"].value("given", ordered_json()),
          other["provenance"].value("given", ordered_json()));
    if (mistakes.count() > before) continue;
    Merger(page, other).merge();
    add_data(page, pages[k]);
  }
  if (pages.size() > 1) {
    std::string title;
    for (const auto& scenario : page["scenarios"])
      title += (title.empty() ? "" : ", ") + scenario["name"].get<std::string>();
    page["title"] = title;
  }
  return json_text(page);
}

}  // namespace chokepoint::output
