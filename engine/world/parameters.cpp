// Reading data/parameters.yaml and tying each entry to its member.
#include "engine/world/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <type_traits>

namespace chokepoint {

static_assert(std::is_trivially_copyable_v<Parameters>, "runs copy the parameters, shocks address them by offset");

namespace {

constexpr std::array prior_names = {"uniform", "triangular", "log_uniform", "log_triangular", "fixed"};

/// Over how great a factor a range must reach for its logarithm to be what is spread.
constexpr double wide_range = 8;

/// The prior of an entry that names none. A judged value was often set so that the model follows the record: to prefer
/// it before the record is looked at would count the record twice. A published value is the likeliest of its range.
Prior usual_prior(const ParameterEntry& entry) {
  const bool wide = entry.low > 0 && entry.high >= wide_range * entry.low;
  if (entry.grade == "A" || entry.grade == "B") return wide ? Prior::log_triangular : Prior::triangular;
  return wide ? Prior::log_uniform : Prior::uniform;
}

bool is_logarithmic(Prior prior) { return prior == Prior::log_uniform || prior == Prior::log_triangular; }

void read_range(config::MapReader& row, ParameterEntry& parameter, bool is_number) {
  const config::Node* range = row.require("range");
  if (range && (range->kind != config::Node::Kind::sequence || range->items.size() != 2)) {
    row.mistake("range", fmt::format("'range' should be a list of two numbers, found {}", range->describe()));
  } else if (range) {
    const auto low = config::parse_number(range->items[0].scalar), high = config::parse_number(range->items[1].scalar);
    if (!low || !high || *low > *high)
      row.mistake("range", "'range' should be [low, high] with low <= high");
    else {
      parameter.low = *low;
      parameter.high = *high;
      if (is_number && (parameter.value < *low || parameter.value > *high))
        row.mistake("value", fmt::format("parameter '{}' is {}, outside its own range [{}, {}]", parameter.name,
                                         parameter.value, *low, *high));
    }
  }
}

void read_prior(config::MapReader& row, ParameterEntry& parameter) {
  parameter.prior = usual_prior(parameter);
  const std::string said = row.choice("prior", "", {prior_names.begin(), prior_names.end()});
  if (!said.empty()) parameter.prior = static_cast<Prior>(std::ranges::find(prior_names, said) - prior_names.begin());
  if (is_logarithmic(parameter.prior) && parameter.low <= 0)
    row.mistake("prior", fmt::format("prior '{}' needs a range above 0", said));
}

}  // namespace

ParameterTable::ParameterTable(const config::Node& file, Mistakes& mistakes) : file_(file.place().file) {
  config::MapReader names(file, "parameters", mistakes);
  for (const config::Node::Entry& entry : file.entries) {
    (void)names.find(entry.key);
    config::MapReader row(entry.value, fmt::format("parameter '{}'", entry.key), mistakes);
    ParameterEntry parameter;
    parameter.name = entry.key;
    parameter.place = entry.value.place();
    const std::size_t before = mistakes.count();
    parameter.value = row.required_number("value");
    const bool is_number = mistakes.count() == before;
    parameter.unit = row.required_text("unit");
    parameter.meaning = row.required_text("meaning");
    parameter.symbol = row.text("symbol");
    parameter.source = row.required_text("source");
    parameter.grade = row.choice("grade", "", {"A", "B", "C"});
    if (parameter.grade.empty() && !entry.value.find("grade"))
      row.mistake("grade", fmt::format("parameter '{}' lacks 'grade' (A, B or C)", entry.key));
    read_range(row, parameter, is_number);
    read_prior(row, parameter);
    row.finish();
    index_[parameter.name] = entries_.size();
    entries_.push_back(std::move(parameter));
  }
}

double ParameterTable::bind(std::string_view name, std::size_t offset) {
  offset_.insert_or_assign(std::string(name), offset);
  if (const ParameterEntry* entry = find(name)) return entry->value;
  missing_.emplace_back(name);
  return 0;
}

void ParameterTable::finish_binding(Mistakes& mistakes) const {
  for (const std::string& name : missing_)
    mistakes.add({file_}, fmt::format("parameter '{}' is used by the equations but has no entry{}", name,
                                      suggestion(name, names())));
  std::vector<std::string> used;
  for (const auto& [name, offset] : offset_) used.push_back(name);
  for (const ParameterEntry& entry : entries_)
    if (!offset_.contains(entry.name))
      mistakes.add(entry.place,
                   fmt::format("parameter '{}' is used by no equation{}", entry.name, suggestion(entry.name, used)));
}

const ParameterEntry* ParameterTable::find(std::string_view name) const {
  const auto at = index_.find(name);
  return at == index_.end() ? nullptr : &entries_[at->second];
}

std::vector<std::string> ParameterTable::names() const {
  std::vector<std::string> out;
  for (const ParameterEntry& entry : entries_) out.push_back(entry.name);
  return out;
}

std::optional<std::size_t> ParameterTable::offset(std::string_view name) const {
  const auto at = offset_.find(name);
  return at == offset_.end() ? std::nullopt : std::optional(at->second);
}

double Parameters::get(std::size_t offset) const {
  double value = 0;
  std::memcpy(&value, reinterpret_cast<const char*>(this) + offset, sizeof value);
  return value;
}

void Parameters::set(std::size_t offset, double value) {
  std::memcpy(reinterpret_cast<char*>(this) + offset, &value, sizeof value);
}

}  // namespace chokepoint
