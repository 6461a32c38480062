/** Preloaded into a measured program: when that ends, its CPU time and peak memory go to file descriptor 3. */
const { writeSync } = require("node:fs");

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 };
  writeSync(3, JSON.stringify(usage));
});
