// Measuring runs: the table of metrics, which series a world has, the record of a run.
#pragma once

#include "engine/measure/layout.hpp"
#include "engine/measure/metric.hpp"
#include "engine/measure/record.hpp"
#include "engine/measure/recorder.hpp"
