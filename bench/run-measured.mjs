import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const preload = fileURLToPath(new URL("usage.cjs", import.meta.url));

/**
 * Runs a Node program in a fresh process and returns its wall time, CPU time (user and system), peak resident memory and
 * output. Throws with the program's own words when it ends with another exit code than those allowed.
 */
export async function runMeasured(args, { cwd, allowedExitCodes = [0] } = {}) {
  const started = performance.now();
  const child = spawn(process.execPath, ["--require", preload, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const texts = [1, 2, 3].map((descriptor) => collect(child.stdio[descriptor]));
  const exitCode = await new Promise((resolve, reject) => child.on("error", reject).on("exit", resolve));
  const wallMs = performance.now() - started;
  const [stdout, stderr, usage] = await Promise.all(texts);
  if (!allowedExitCodes.includes(exitCode) || usage === "") {
    throw new Error(`\`node ${args.join(" ")}\` ended with exit code ${exitCode}:\n${stderr || stdout}`);
  }
  return { wallMs, ...JSON.parse(usage), stdout };
}

async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
