import type { ConfigOptions } from "./command.ts";
import { writeText, type Io } from "./io.ts";
import { settingsRequest } from "./read-settings.ts";

/** `phi-lint config`: the settings that hold, each with where it comes from. */
export async function config(options: ConfigOptions, io: Io): Promise<number> {
  const { describeSettings } = await import("../config/describe-settings.ts");
  const described = await describeSettings(await settingsRequest(options, io));
  if (options.json) {
    await writeText(io.stdout, `${JSON.stringify(described, null, 2)}\n`);
    return 0;
  }
  const keyWidth = Math.max(...described.map(({ key }) => key.length));
  const values = described.map(({ value }) => JSON.stringify(value));
  const valueWidth = Math.min(48, Math.max(...values.map(({ length }) => length)));
  const lines = described.map(({ key, origin }, index) => {
    return `${key.padEnd(keyWidth)}  ${(values[index] ?? "").padEnd(valueWidth)}  ${origin}\n`;
  });
  await writeText(io.stdout, lines.join(""));
  return 0;
}
