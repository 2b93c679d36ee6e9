// What a benchmark program prints: one JSON object on one line, with the keys of `spikewalk bench --json`.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

inline double secondsNow() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// The value of `--name value`, or `fallback`.
inline std::string option(int count, char** words, const char* name, const char* fallback) {
  for (int i = 1; i + 1 < count; i++) {
    if (std::strcmp(words[i], name) == 0) return words[i + 1];
  }
  return fallback;
}

struct Report {
  std::string name;
  std::string method;
  int threads = 1;
  double seconds = 0;
  uint64_t ticks = 0;
  uint64_t spikes = 0;
  uint64_t synapticEvents = 0;
  uint64_t walkerSteps = 0;  // 0: the workload has no walkers

  void print() const {
    std::printf("{\"name\": \"%s\", \"chip\": null, \"method\": \"%s\", \"threads\": %d, \"seconds\": %.6f, ",
                name.c_str(), method.c_str(), threads, seconds);
    std::printf("\"ticks\": %llu, \"ticks_per_second\": %.6g, \"real_time_factor\": %.6g, ",
                static_cast<unsigned long long>(ticks), ticks / seconds, ticks * 1e-3 / seconds);
    if (walkerSteps > 0) std::printf("\"walker_steps_per_second\": %.6g, ", walkerSteps / seconds);
    std::printf("\"synaptic_events\": %llu, \"synaptic_events_per_second\": %.6g, \"spikes\": %llu}\n",
                static_cast<unsigned long long>(synapticEvents), synapticEvents / seconds,
                static_cast<unsigned long long>(spikes));
  }
};

// The run of median time. `run` fills in a copy of `report` each time.
template <typename Run>
Report medianRun(int repeats, const Report& report, Run run) {
  std::vector<Report> runs(repeats, report);
  for (Report& one : runs) run(one);
  std::sort(runs.begin(), runs.end(), [](auto& a, auto& b) { return a.seconds < b.seconds; });
  return runs[repeats / 2];
}
