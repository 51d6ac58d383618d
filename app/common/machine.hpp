// Where a log was written: the machine and the program, told so that shards can be compared.
#pragma once

#include <string>

namespace chokepoint::app {

[[nodiscard]] std::string host_name();
[[nodiscard]] std::string processor_name();
/// Name and version.
[[nodiscard]] std::string compiler_name();
/// JSON: host, processor, C library, compiler, version, sources, arithmetic (a hash of many results of the elementary
/// functions: machines with the same give the same bits), command, time, what MPI and Slurm say of the place.
[[nodiscard]] std::string machine_header(const std::string& command);

}  // namespace chokepoint::app
