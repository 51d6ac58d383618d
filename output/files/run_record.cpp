// Writing and reading run.yaml.
#include "output/files/run_record.hpp"

#include <fmt/format.h>

#include <charconv>

#include "analysis/runs/parameter_sets.hpp"
#include "engine/base/build.hpp"

namespace chokepoint::output {
namespace {

namespace fs = std::filesystem;
using config::MapReader;
using config::Node;

/// A map under construction.
class MapOf {
 public:
  MapOf() { node_.kind = Node::Kind::map; }
  void text(const std::string& key, const std::string& value) { add(key, scalar(value, true)); }
  void hash(const std::string& key, std::uint64_t value) { text(key, fmt::format("{:016x}", value)); }
  void number(const std::string& key, const std::string& value) { add(key, scalar(value, false)); }
  void texts(const std::string& key, const std::vector<std::string>& values) {
    Node list;
    list.kind = Node::Kind::sequence;
    for (const std::string& value : values) list.items.push_back(scalar(value, true));
    add(key, std::move(list));
  }
  void add(const std::string& key, Node value) { node_.entries.push_back({key, 0, 0, std::move(value)}); }
  [[nodiscard]] Node take() { return std::move(node_); }

 private:
  static Node scalar(const std::string& value, bool quoted) {
    Node node;
    node.kind = Node::Kind::scalar;
    node.scalar = value;
    node.quoted = quoted;
    return node;
  }
  Node node_;
};

/// How the scenario is called and what it was made of.
void add_names(MapOf& record, const Scenario& scenario) {
  record.text("result", scenario.name());
  if (!scenario.member.empty()) record.text("member", scenario.member);
  if (!scenario.on_top.policies.empty()) record.texts("policies", scenario.on_top.policies);
  if (!scenario.on_top.overrides.empty()) {
    MapOf overrides;
    for (const auto& [path, value] : scenario.on_top.overrides) overrides.text(path, value);
    record.add("overrides", overrides.take());
  }
  if (!scenario.on_top.data.empty()) record.text("data_folder", scenario.on_top.data);
  std::vector<std::string> in_use;
  for (const PolicyUse& use : scenario.composition->policies) in_use.push_back(use.name);
  if (!in_use.empty()) record.texts("policies_in_use", in_use);
}

Node program_of(const Results& results) {
  MapOf program;
  program.text("name", "chokepoint");
  program.text("version", results.version);
  program.text("commit", results.asked.commit);
  program.text("sources_hash", std::string(model_sources()));
  return program.take();
}

Node parameters_of(const Results& results) {
  MapOf parameters;
  parameters.text("source", results.asked.parameters);
  if (results.parameters.sets > 0) {
    parameters.text("name", results.parameters.name);
    parameters.number("sets", fmt::format("{}", results.parameters.sets));
    parameters.hash("hash", results.parameters.hash);
  }
  return parameters.take();
}

Node compared_with(const Scenario& other) {
  MapOf record;
  add_names(record, other);
  Node out = other.resolved;
  out.entries.insert(out.entries.begin(), {"record", 0, 0, record.take()});
  return out;
}

}  // namespace

std::string run_yaml(const Results& results) {
  const Scenario& scenario = *results.main->scenario;
  MapOf record;
  add_names(record, scenario);
  if (!results.asked.file.empty()) record.text("scenario_file", results.asked.file);
  std::vector<std::string> files;
  for (const std::string& file : scenario.files) files.push_back(fs::path(file).filename().string());
  record.texts("files", files);
  if (!results.asked.command.empty()) record.text("command", results.asked.command);
  record.add("program", program_of(results));
  record.number("seed", fmt::format("{}", results.seed));
  record.number("runs", fmt::format("{}", results.main->hashes.size()));
  record.add("parameters", parameters_of(results));
  if (results.selection.is_part()) record.text("given", results.selection.condition);
  if (!results.asked.metrics.empty()) record.texts("metrics", results.asked.metrics);
  if (results.asked.members) record.number("members", "true");
  MapOf data;
  for (const auto& [file, hash] : scenario.data_hashes) data.hash(file, hash);
  record.add("data", data.take());
  record.hash("state_hash", results.main->hash());
  if (results.other) {
    record.hash("compared_with_state_hash", results.other->hash());
    record.add("compared_with", compared_with(*results.other->scenario));
  }
  MapOf values;
  for (const ParameterEntry& p : scenario.initial->table.entries()) values.number(p.name, fmt::format("{}", p.value));
  record.add("parameter_values", values.take());
  Node out = scenario.resolved;
  out.entries.insert(out.entries.begin(), {"record", 0, 0, record.take()});
  return "# Everything that this result was made of. `simulate run.yaml` repeats it bit for bit.\n" +
         config::to_yaml(out);
}

namespace {

std::uint64_t whole_number(MapReader& record, const char* key, std::uint64_t lowest, std::uint64_t highest) {
  const Node* value = record.require(key);
  std::uint64_t number = lowest;
  if (!value) return number;
  const std::string& text = value->scalar;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && end == text.data() + text.size() && number >= lowest && number <= highest) return number;
  record.mistake(key, fmt::format("'{}' should be a whole number between {} and {}, found {}", key, lowest, highest,
                                  value->describe()));
  return lowest;
}

void read_program(const Node& said, ResultRecord& out, Mistakes& mistakes) {
  MapReader program(said, "program", mistakes);
  (void)program.text("name");
  out.version = program.text("version"), out.commit = program.text("commit"),
  out.sources = program.text("sources_hash");
  program.finish();
}

void read_parameters(const Node& said, ResultRecord& out, Mistakes& mistakes) {
  MapReader parameters(said, "parameters", mistakes);
  out.parameters = parameters.required_text("source");
  (void)parameters.find("name"), (void)parameters.find("sets");
  const std::string hash = parameters.text("hash");
  (void)std::from_chars(hash.data(), hash.data() + hash.size(), out.sets_hash, 16);
  parameters.finish();
}

}  // namespace

std::optional<ResultRecord> read_run_record(const fs::path& file, Mistakes& mistakes) {
  const std::size_t before = mistakes.count();
  const Node root = config::load_yaml(file, mistakes);
  const Node* node = root.find("record");
  if (mistakes.count() > before || !node || node->kind != Node::Kind::map) return std::nullopt;
  ResultRecord out;
  MapReader record(*node, "record", mistakes);
  out.name = record.required_text("result");
  out.member = record.text("member");
  for (const char* key : {"policies", "overrides", "policies_in_use", "files", "parameter_values"})
    (void)record.find(key);  // read with the scenario, or told only
  out.scenario_file = record.text("scenario_file");
  out.command = record.text("command");
  out.data_folder = record.text("data_folder");
  out.seed = whole_number(record, "seed", 0, 2'000'000'000);
  out.runs = static_cast<std::size_t>(whole_number(record, "runs", 1, 1'000'000));
  if (const Node* said = record.require("program")) read_program(*said, out, mistakes);
  if (const Node* said = record.require("parameters")) read_parameters(*said, out, mistakes);
  out.given = record.text("given");
  out.metrics = record.words("metrics");
  out.members = record.boolean("members", false);
  if (const Node* data = record.find("data"))
    for (const Node::Entry& entry : data->entries) out.data_hashes[entry.key] = entry.value.scalar;
  out.state_hash = record.text("state_hash");
  out.compared_with_state_hash = record.text("compared_with_state_hash");
  if (const Node* other = record.find("compared_with")) out.compared_with = *other;
  record.finish();
  return out;
}

}  // namespace chokepoint::output
