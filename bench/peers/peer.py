"""What the Python peers share: reading the command line, timing, and one line of JSON."""
import json
import time


def peak_memory_mib():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0


def measure(name, model_of, arguments):
    """arguments: program, agents, steps before the checksum, seconds to time."""
    agents, steps, seconds = int(arguments[1]), int(arguments[2]), float(arguments[3])
    model = model_of(agents)
    for _ in range(steps):
        model.step()
    checksum = model.checksum()
    done, begin = 0, time.perf_counter()
    while True:
        model.step()
        done += 1
        elapsed = time.perf_counter() - begin
        if elapsed >= seconds:
            break
    print(json.dumps({"name": name, "agents": agents, "steps": steps, "checksum": f"{checksum:.15g}", "timed_steps": done, "seconds": elapsed,
                      "updates_per_second": agents * done / elapsed, "memory_mib": round(peak_memory_mib(), 1)}))
