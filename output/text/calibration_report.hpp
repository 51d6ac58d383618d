// What a calibration hands on: parameter sets, the record of how they were made, and how well they are known.
#pragma once

#include <string>

#include "analysis/record/calibration.hpp"

namespace chokepoint::output {

/// Who made it, for the files.
struct CalibrationMaker {
  std::string command, version;
};

/// The parameter sets as CSV: fitted parameters as the particles have them, drawn ones from their priors; a head of
/// comments.
[[nodiscard]] std::string posterior_csv(const Calibration& calibration, const CalibrationSubject& subject,
                                        const CalibrationMaker& maker);

/// All that is needed to repeat it: inputs with hashes, seed, version, arithmetic, stages, timings.
[[nodiscard]] std::string calibration_lock(const Calibration& calibration, const CalibrationSubject& subject,
                                           const CalibrationMaker& maker);

/// docs/calibration.md: widths before and after, pairs that trade off, fit and held-out targets under the posterior.
[[nodiscard]] std::string calibration_page(const Calibration& calibration, const CalibrationSubject& subject,
                                           const CalibrationMaker& maker);

/// The page's picture of prior and posterior widths, as SVG.
[[nodiscard]] std::string widths_picture(const Calibration& calibration, const CalibrationSubject& subject);

}  // namespace chokepoint::output
