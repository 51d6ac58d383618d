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

double Expression::evaluate(int step, const Measurements& measurements, Month month) const {
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  const Step& s = steps_[static_cast<std::size_t>(step)];
  const auto left = [&](int months_ago = 0) { return evaluate(s.left, measurements, month - months_ago); };
  const auto right = [&] { return evaluate(s.right, measurements, month); };
  const auto truth = [&](double a, double b, bool holds) {
    return std::isnan(a) || std::isnan(b) ? nothing : holds ? 1.0 : 0.0;
  };
  switch (s.op) {
    case Op::number:
      return s.number;
    case Op::series:
      return month < Month{0} ? nothing : measurements.measured(s.series, month);
    case Op::add:
      return left() + right();
    case Op::subtract:
      return left() - right();
    case Op::multiply:
      return left() * right();
    case Op::divide: {
      const double divisor = right();
      return divisor == 0 ? nothing : left() / divisor;
    }
    case Op::negate:
      return -left();
    case Op::less: {
      const double a = left(), b = right();
      return truth(a, b, a < b);
    }
    case Op::less_equal: {
      const double a = left(), b = right();
      return truth(a, b, a <= b);
    }
    case Op::greater: {
      const double a = left(), b = right();
      return truth(a, b, a > b);
    }
    case Op::greater_equal: {
      const double a = left(), b = right();
      return truth(a, b, a >= b);
    }
    case Op::equal: {
      const double a = left(), b = right();
      return truth(a, b, a == b);
    }
    case Op::unequal: {
      const double a = left(), b = right();
      return truth(a, b, a != b);
    }
    // A part without a value leaves the whole without one, unless the other part settles it.
    case Op::both: {
      const double a = left(), b = right();
      return a == 0 || b == 0 ? 0.0 : truth(a, b, true);
    }
    case Op::either: {
      const double a = left(), b = right();
      return a == 1 || b == 1 ? 1.0 : truth(a, b, false);
    }
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
    case Op::minimum: {
      const double a = left(), b = right();
      return std::isnan(a) || std::isnan(b) ? nothing : std::min(a, b);
    }
    case Op::maximum: {
      const double a = left(), b = right();
      return std::isnan(a) || std::isnan(b) ? nothing : std::max(a, b);
    }
    case Op::absolute:
      return std::fabs(left());
  }
  return nothing;
}

double Expression::value(const Measurements& measurements, Month month) const {
  return evaluate(static_cast<int>(steps_.size()) - 1, measurements, month);
}

bool Expression::holds(const Measurements& measurements, Month month) const { return value(measurements, month) == 1; }

}  // namespace chokepoint
