// A field is declared once: its member takes what is written, keeps its initialiser where nothing is, and that is the
// default which the pages tell.
#include "engine/events/event_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/runs.hpp"

namespace fields_test {

using namespace chokepoint;
using namespace chokepoint::test;
using config::Node;

namespace {

const Scenario& home() {
  static const Scenario scenario = shipped("baseline", "2018-12");
  return scenario;
}

std::unique_ptr<Event> read(const std::string& text) {
  Mistakes mistakes;
  const Node node = config::parse_yaml(text, "event.yaml", mistakes);
  const EventContext context{*home().initial->world.data, home().initial->table};
  std::unique_ptr<Event> event = read_event(node, context, mistakes);
  for (const Mistake& m : mistakes.all()) UNSCOPED_INFO(m.text());
  REQUIRE_FALSE(mistakes.any());
  return event;
}

Node written(const EventType& type) {
  Mistakes mistakes;
  return config::parse_yaml(std::string(type.example) + "\n", "example.yaml", mistakes);
}

/// Kinds whose members can be told as text.
bool is_plain(const EventField& f) {
  using enum FieldKind;
  return f.kind == number || f.kind == integer || f.kind == boolean || f.kind == text || f.kind == choice;
}

static_assert(suits<double>(FieldKind::number) && suits<std::optional<double>>(FieldKind::number));
static_assert(!suits<double>(FieldKind::integer) && !suits<int>(FieldKind::number));
static_assert(suits<NationList>(FieldKind::nations) && !suits<NationList>(FieldKind::firms));
static_assert(!suits<char>(FieldKind::text));

}  // namespace

TEST_CASE("every field of every type fills a member, and no two the same name", "[unit]") {
  for (const EventType* type : event_types()) {
    std::vector<std::string_view> names;
    for (const EventField& f : common_event_fields()) names.push_back(f.name);
    for (const EventField& f : type->fields) {
      INFO(type->name << "." << f.name);
      CHECK(f.member.index() != 0);
      CHECK(std::ranges::find(names, f.name) == names.end());
      names.push_back(f.name);
    }
  }
  std::vector<std::string_view> elsewhere;
  for (const EventField& f : common_event_fields())
    if (f.member.index() == 0) elsewhere.push_back(f.name);
  CHECK(elsewhere == std::vector<std::string_view>{"type", "allied"});
}

TEST_CASE("what an example says of a field is what its member holds; what it leaves out is the default", "[unit]") {
  std::size_t said = 0, left_out = 0;
  for (const EventType* type : event_types()) {
    const Node example = written(*type);
    const auto event = read(std::string(type->example) + "\n");
    for (const auto& [fields, holder] :
         {std::pair<std::span<const EventField>, const FieldHolder*>{type->fields, event.get()},
          std::pair<std::span<const EventField>, const FieldHolder*>{common_event_fields(), &event->header}})
      for (const EventField& f : fields) {
        if (!is_plain(f) || f.member.index() == 0) continue;
        INFO(type->name << "." << f.name);
        const Node* value = example.find(f.name);
        const std::string held = member_text(f, *holder);
        if (!value) {
          ++left_out;
          CHECK(held == f.fallback());
        } else if (!std::holds_alternative<std::optional<double> FieldHolder::*>(f.member)) {
          ++said;
          CHECK(held == value->scalar);
        }
      }
  }
  CHECK(said > 60);
  CHECK(left_out > 200);
}

TEST_CASE("the default of a field is a value that it takes", "[unit]") {
  std::size_t tried = 0;
  for (const EventType* type : event_types()) {
    for (const EventField& f : type->fields) {
      const std::string fallback = f.fallback();
      const bool number_or_word = f.kind == FieldKind::number || f.kind == FieldKind::integer ||
                                  f.kind == FieldKind::boolean || f.kind == FieldKind::choice ||
                                  f.kind == FieldKind::choices;
      if (!number_or_word || fallback.empty() || fallback == "none") continue;
      INFO(type->name << "." << f.name << ": " << fallback);
      CHECK_FALSE(f.required);
      if (f.kind == FieldKind::number || f.kind == FieldKind::integer) {
        const double number = config::parse_number(fallback).value();
        CHECK(number >= f.range.low);
        CHECK(number <= f.range.high);
      } else if (f.kind == FieldKind::choice || (f.kind == FieldKind::choices && fallback != "all")) {
        const auto words = words_of(f.words);
        for (const std::string& word : words_of(fallback)) CHECK(std::ranges::find(words, word) != words.end());
      }
      ++tried;
    }
  }
  CHECK(tried > 25);
}

TEST_CASE("defaults are told as one would write them", "[unit]") {
  const auto fallback = [](std::string_view type, std::string_view name) {
    const auto fields = find_event_type(type)->fields;
    return std::ranges::find(fields, name, &EventField::name)->fallback();
  };
  CHECK(fallback("chip_export_ban", "tpp_max") == "4800");
  CHECK(fallback("chip_export_ban", "pd_max") == "none");
  CHECK(fallback("chip_export_ban", "redesign") == "true");
  CHECK(fallback("entity_list", "goods") == "all");
  CHECK(fallback("tariff", "goods") == "accelerator");
  CHECK(fallback("tariff", "rate").empty());  // required
  CHECK(fallback("hbm_ban", "leak").empty());
  CHECK(fallback("treaty", "hazard_factor") == "0.35");
  CHECK(fallback("parameter_shock", "op") == "set");
}

}  // namespace fields_test
