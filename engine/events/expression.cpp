// Evaluation by recursion over the steps.
#include "engine/events/expression.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace chokepoint {

const MetricCatalogue::Metric* MetricCatalogue::find(std::string_view name) const {
  const auto at = std::ranges::find(metrics, name, &Metric::name);
  return at == metrics.end() ? nullptr : &*at;
}

std::vector<std::string> MetricCatalogue::names() const {
  std::vector<std::string> out;
  for (const Metric& metric : metrics) out.push_back(metric.name);
  return out;
}

namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

double truth(double a, double b, bool holds) { return std::isnan(a) || std::isnan(b) ? no_value : holds ? 1.0 : 0.0; }

}  // namespace

double Expression::compared(Op op, double a, double b) {
  switch (op) {
    case Op::less:
      return truth(a, b, a < b);
    case Op::less_equal:
      return truth(a, b, a <= b);
    case Op::greater:
      return truth(a, b, a > b);
    case Op::greater_equal:
      return truth(a, b, a >= b);
    case Op::equal:
      return truth(a, b, a == b);
    case Op::unequal:
      return truth(a, b, a != b);
    default:
      return no_value;
  }
}

double Expression::joined(Op op, double a, double b) {
  switch (op) {
    case Op::add:
      return a + b;
    case Op::subtract:
      return a - b;
    case Op::multiply:
      return a * b;
    case Op::divide:
      return b == 0 ? no_value : a / b;
    // A part without a value leaves the whole without one, unless the other part settles it.
    case Op::both:
      return a == 0 || b == 0 ? 0.0 : truth(a, b, true);
    case Op::either:
      return a == 1 || b == 1 ? 1.0 : truth(a, b, false);
    case Op::minimum:
      return std::isnan(a) || std::isnan(b) ? no_value : std::min(a, b);
    case Op::maximum:
      return std::isnan(a) || std::isnan(b) ? no_value : std::max(a, b);
    default:
      return compared(op, a, b);
  }
}

double Expression::evaluate(int step, const Measurements& measurements, Month month) const {
  const Step& s = steps_[static_cast<std::size_t>(step)];
  const auto left = [&](int months_ago = 0) { return evaluate(s.left, measurements, month - months_ago); };
  switch (s.op) {
    case Op::number:
      return s.number;
    case Op::series:
      return month < Month{0} ? no_value : measurements.measured(s.series, month);
    case Op::negate:
      return -left();
    case Op::negation: {
      const double a = left();
      return truth(a, a, a == 0);
    }
    case Op::lag:
      return left(s.months);
    case Op::delta:
      return left() - left(s.months);
    case Op::mean: {
      double total = 0;
      for (int ago = s.months - 1; ago >= 0; --ago) total += left(ago);
      return total / s.months;
    }
    case Op::absolute:
      return std::fabs(left());
    default:
      return joined(s.op, left(), evaluate(s.right, measurements, month));
  }
}

double Expression::value(const Measurements& measurements, Month month) const {
  return evaluate(static_cast<int>(steps_.size()) - 1, measurements, month);
}

bool Expression::holds(const Measurements& measurements, Month month) const { return value(measurements, month) == 1; }

}  // namespace chokepoint
