import { z } from "zod";
import type { Limits } from "../model/options.ts";
import { presets } from "../ruleset/preset-files.ts";
import { ruleFileSchema } from "../ruleset/schema.ts";

const text = z.string().min(1);
const bound = z.int().min(1).optional();

const limits: Readonly<Record<keyof Limits, typeof bound>> = {
  flowsPerFinding: bound,
  accessPathLength: bound,
  targetsPerValue: bound,
  targetHops: bound,
  targetSteps: bound,
  callersPassingFunctions: bound,
  factsPerPlace: bound,
  factsPerSink: bound,
  factsPerProgram: bound,
};

/** The form of a settings file: its own keys beside everything that a rule file may say. */
export const settingsFileSchema = z.strictObject({
  healthContext: z.enum(["auto", "yes", "no"]).optional(),
  presets: z.array(z.enum(presets)).optional(),
  extends: z.array(text).optional(),
  include: z.array(text).optional(),
  exclude: z.array(text).optional(),
  tests: z.enum(["skip", "scan"]).optional(),
  limits: z.strictObject(limits).optional(),
  ...ruleFileSchema.shape,
});

/** What a settings file says, as written. */
export type SettingsFile = z.infer<typeof settingsFileSchema>;
