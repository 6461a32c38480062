#!/usr/bin/env node
import module from "node:module";

// Node 22 and later keep the compiled form of the modules that are loaded from here on.
module.enableCompileCache?.();
const [{ main }, { processIo }] = await Promise.all([
  import("../dist/cli/main.js"),
  import("../dist/cli/process-io.js"),
]);

process.exitCode = await main(process.argv.slice(2), processIo());
