// What conditions are about: numbers, metrics of an agent, functions.
#include <algorithm>
#include <cmath>

#include "engine/base/config.hpp"
#include "engine/events/expression_parser.hpp"
#include "engine/world/nation_names.hpp"

namespace chokepoint {

ExpressionParser::Part ExpressionParser::number() {
  const std::size_t at = at_;
  while (at_ < text_.size() &&
         (is_word(text_[at_]) || text_[at_] == '.' ||
          ((text_[at_] == '-' || text_[at_] == '+') && (text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E'))))
    ++at_;
  const std::string written = text_.substr(at, at_ - at);
  const auto value = config::parse_number(written);
  skip();
  if (!value) {
    fail(at, fmt::format("'{}' is not a number", written));
    return {};
  }
  return {add({Op::number, *value, 0, 0, -1, -1}), false, {}, *value};
}

ExpressionParser::Part ExpressionParser::name() {
  const std::size_t at = at_;
  const std::string word = word_here();
  at_ += word.size();
  skip();
  static constexpr std::pair<std::string_view, Op> over_time[] = {
      {"lag", Op::lag}, {"delta", Op::delta}, {"mean", Op::mean}};
  for (const auto& [function, op] : over_time)
    if (word == function) return call_over_time(op);
  if (word == "min") return call_extreme(Op::minimum);
  if (word == "max") return call_extreme(Op::maximum);
  if (word == "abs") {
    expect("(");
    const std::size_t inside_at = at_;
    const Part inside = failed_ ? Part{} : sum();
    require_quantity(inside, inside_at);
    expect(")");
    return {add({Op::absolute, 0, 0, 0, inside.step, -1}), false, inside.unit, {}, false, inside.cost};
  }
  return metric(word, at);
}

ExpressionParser::Part ExpressionParser::metric(const std::string& word, std::size_t at) {
  const MetricCatalogue::Metric* found = metrics_.find(word);
  if (!found) {
    std::vector<std::string> known = metrics_.names();
    for (const char* function : {"lag", "delta", "mean", "min", "max", "abs"}) known.emplace_back(function);
    const std::string near = nearest(word, known);
    fail(at, fmt::format("no metric is called '{}'{}", word,
                         near.empty() ? " (see: simulate list metrics)" : " (did you mean '" + near + "'?)"));
    return {};
  }
  std::size_t agent = 0;
  if (at_ < text_.size() && text_[at_] == '[') {
    const std::size_t end = text_.find(']', at_);
    if (end == std::string::npos) return fail(at_, "'[' is opened and never closed"), Part{};
    std::string name = text_.substr(at_ + 1, end - at_ - 1);
    const std::size_t name_at = at_ + 1;
    at_ = end + 1;
    skip();
    if (found->agents.empty())
      return fail(name_at, fmt::format("'{}' is of the world as a whole: leave '[{}]' out", word, name)), Part{};
    const auto which = std::ranges::find(found->agents, nation_id(name, found->agents, found->labels));
    if (which == found->agents.end())
      return fail(name_at, fmt::format("no {} is called '{}'{}", found->kind, name, suggestion(name, found->agents))),
             Part{};
    agent = static_cast<std::size_t>(which - found->agents.begin());
  } else if (!found->agents.empty()) {
    return fail(at, fmt::format("'{}' is measured for each {}: say which, as in '{}[{}]'", word, found->kind, word,
                                found->agents[0])),
           Part{};
  }
  return {add({Op::series, 0, found->first + agent, 0, -1, -1}), false, found->unit, {}, true, 1};
}

ExpressionParser::Part ExpressionParser::call_over_time(Op op) {
  expect("(");
  const std::size_t at = at_;
  const Part inside = failed_ ? Part{} : sum();
  require_quantity(inside, at);
  expect(",");
  const std::size_t months_at = at_;
  const Part months = failed_ ? Part{} : factor();
  expect(")");
  if (failed_) return {};
  if (!months.literal || *months.literal != std::floor(*months.literal) || *months.literal < 1 ||
      *months.literal > Expression::longest_lag) {
    fail(months_at, fmt::format("expected a whole number of months from 1 to {}", Expression::longest_lag));
    return {};
  }
  const double cost = inside.cost * (op == Op::mean ? *months.literal : op == Op::delta ? 2 : 1);
  if (cost > Expression::costliest) {
    fail(at, fmt::format("reads more than {} values each month: nest fewer means", Expression::costliest));
    return {};
  }
  return {add({op, 0, 0, static_cast<int>(*months.literal), inside.step, -1}),
          false,
          inside.unit,
          {},
          op != Op::delta && inside.level,
          cost};
}

ExpressionParser::Part ExpressionParser::call_extreme(Op op) {
  expect("(");
  std::size_t at = at_;
  Part left = failed_ ? Part{} : sum();
  require_quantity(left, at);
  while (!failed_ && take(",")) {
    at = at_;
    const Part right = sum();
    require_quantity(right, at);
    auto unit = common_unit(left, right, at);
    left = join(op, left, right, false, std::move(unit));
  }
  expect(")");
  return left;
}

}  // namespace chokepoint
