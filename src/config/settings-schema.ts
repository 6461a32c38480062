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
  decisionsPerSink: bound,
  factsPerDecision: bound,
  callerChains: bound,
};

const level = z.enum(["error", "warning", "note"]);
const confidence = z.enum(["high", "medium", "low"]);
const levels = z.record(text, z.enum(["error", "warning", "note", "off"]));

/** What holds for the findings in some files only. */
const override = z.strictObject({
  files: z.array(text).min(1),
  levels: levels.optional(),
  minLevel: level.optional(),
  minConfidence: confidence.optional(),
});

/** The form of a settings file: its own keys beside everything that a rule file may say. */
export const settingsFileSchema = z.strictObject({
  $schema: text.optional(),
  healthContext: z.enum(["auto", "yes", "no"]).optional(),
  presets: z.array(z.enum(presets)).optional(),
  extends: z.array(text).optional(),
  include: z.array(text).optional(),
  exclude: z.array(text).optional(),
  tests: z.enum(["skip", "scan"]).optional(),
  baseline: text.optional(),
  failOn: z.enum(["new", "any", "never"]).optional(),
  minLevel: level.optional(),
  minConfidence: confidence.optional(),
  strict: z.boolean().optional(),
  levels: levels.optional(),
  overrides: z.array(override).optional(),
  limits: z.strictObject(limits).optional(),
  ...ruleFileSchema.shape,
});

/** What a settings file says, as written. */
export type SettingsFile = z.infer<typeof settingsFileSchema>;
