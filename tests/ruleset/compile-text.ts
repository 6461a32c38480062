import type { RuleSet } from "../../src/model/rule-set.ts";
import { compileRuleSet } from "../../src/ruleset/compile-rule-set.ts";
import { parseRuleDocument } from "../../src/ruleset/rule-document.ts";
import { ConfigurationError } from "../../src/util/configuration-error.ts";

/** Compiles rule files given as texts; they are called `house.yml`, `house-2.yml` and so on. */
export function compileText(...texts: readonly string[]): RuleSet {
  return compileRuleSet(
    texts.map((text, index) => parseRuleDocument(index === 0 ? "house.yml" : `house-${String(index + 1)}.yml`, text)),
  );
}

/** The mistake in the rule files as one line: place, key, message and hint. */
export function mistakeIn(...texts: readonly string[]): string {
  try {
    compileText(...texts);
  } catch (error) {
    if (error instanceof ConfigurationError) return printMistake(error);
    throw error;
  }
  return "no mistake";
}

export function printMistake({ file = "", line, key, message, hint }: ConfigurationError): string {
  const place = [file, line, key].filter((part) => part !== undefined).join(":");
  return `${place}: ${message}${hint === undefined ? "" : ` ${hint}`}`;
}
