import { ConfigurationError } from "../util/configuration-error.ts";

const mostPatterns = 1000;

/**
 * Writes out the alternatives of a pattern, which .gitignore's language does not have: `*.{ts,tsx}` gives `*.ts` and
 * `*.tsx`. Braces nest; braces without a comma and braces after a backslash stand for themselves.
 *
 * Throws a `ConfigurationError` when a pattern stands for more than 1,000 others.
 */
export function expandBraces(pattern: string): readonly string[] {
  const finished: string[] = [];
  const pending = [pattern];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const group = firstGroup(next);
    if (group === undefined) finished.push(next);
    else pending.push(...group.alternatives.map((each) => group.before + each + group.after).reverse());
    if (finished.length + pending.length > mostPatterns) {
      throw new ConfigurationError(`The pattern \`${pattern}\` stands for more than 1,000 patterns.`, {
        hint: "Use fewer braces.",
      });
    }
  }
  return finished;
}

interface Group {
  readonly before: string;
  readonly alternatives: readonly string[];
  readonly after: string;
}

/** The first pair of braces with a comma of its own. */
function firstGroup(pattern: string): Group | undefined {
  for (let start = 0; start < pattern.length; start += 1) {
    if (pattern[start] === "\\") start += 1;
    else if (pattern[start] === "{") {
      const group = groupAt(pattern, start);
      if (group !== undefined) return group;
    }
  }
  return undefined;
}

function groupAt(pattern: string, start: number): Group | undefined {
  const alternatives: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let index = start; index < pattern.length; index += 1) {
    const character = pattern[index];
    if (character === "\\") index += 1;
    else if (character === "{") depth += 1;
    else if (character === "," && depth === 1) {
      alternatives.push(pattern.slice(from, index));
      from = index + 1;
    } else if (character === "}") {
      depth -= 1;
      if (depth > 0) continue;
      if (alternatives.length === 0) return undefined;
      alternatives.push(pattern.slice(from, index));
      return { before: pattern.slice(0, start), alternatives, after: pattern.slice(index + 1) };
    }
  }
  return undefined;
}
