import { canonicalApi } from "./api-path.ts";
import type { CalleePattern } from "./port.ts";

/** Finds the specs that speak of a call: by an outside API path it resolves to, or by its written name. */
export interface CalleeMatcher<T> {
  byApi(path: string): readonly T[];
  byWritten(name: string): readonly T[];
}

/** Prepares a list of specs; looking one up is a hash access, whatever their number. Results are remembered. */
export function createCalleeMatcher<T extends { readonly callee: CalleePattern }>(
  specs: readonly T[],
): CalleeMatcher<T> {
  const exactApis = new Map<string, T[]>();
  const exactNames = new Map<string, T[]>();
  const byLastName = new Map<string, { readonly pattern: RegExp; readonly spec: T }[]>();
  const apiPatterns: { readonly pattern: RegExp; readonly spec: T }[] = [];
  const namePatterns: { readonly pattern: RegExp; readonly spec: T }[] = [];
  for (const spec of specs) {
    const isApi = spec.callee.kind === "api";
    for (const written of spec.callee.kind === "api" ? spec.callee.paths : spec.callee.globs) {
      const text = isApi ? canonicalApi(written) : written;
      if (!/[*?[{]/.test(text.replaceAll("[]", ""))) push(isApi ? exactApis : exactNames, text, spec);
      else if (isApi) apiPatterns.push({ pattern: globPattern(text), spec });
      else {
        const last = text.slice(text.lastIndexOf(".") + 1);
        if (/[*?[{]/.test(last)) namePatterns.push({ pattern: globPattern(text), spec });
        else push(byLastName, last, { pattern: globPattern(text), spec });
      }
    }
  }
  const matching = (candidates: readonly { readonly pattern: RegExp; readonly spec: T }[], text: string): T[] =>
    candidates.filter(({ pattern }) => pattern.test(text)).map(({ spec }) => spec);
  const isSomeName = anyOf(namePatterns);
  const isSomeApi = anyOf(apiPatterns);
  const byWritten = remember((name) => {
    const last = name.slice(name.lastIndexOf(".") + 1);
    return distinct([
      ...(exactNames.get(name) ?? []),
      ...matching(byLastName.get(last) ?? [], name),
      ...(isSomeName(name) ? matching(namePatterns, name) : []),
    ]);
  });
  return {
    // A global that is called through an alias still has the name it was declared with.
    byApi: remember((path) => {
      const named = path.startsWith("global#") ? byWritten(path.slice("global#".length)) : [];
      return distinct([
        ...(exactApis.get(path) ?? []),
        ...(isSomeApi(path) ? matching(apiPatterns, path) : []),
        ...named,
      ]);
    }),
    byWritten,
  };
}

/** Tells whether an API path is one that specs name, or the beginning of one: `npm:x#a` of `npm:x#a().b`. */
export function createApiPrefixes(specs: readonly { readonly callee: CalleePattern }[]): (path: string) => boolean {
  const prefixes = new Set<string>();
  const patterns: RegExp[] = [];
  for (const { callee } of specs) {
    if (callee.kind !== "api") continue;
    for (const written of callee.paths) {
      const path = canonicalApi(written);
      if (/[*?[{]/.test(path)) {
        // A pattern is kept by its fixed beginning.
        const fixed = path.slice(0, path.search(/[*?[{]/));
        addPrefixes(prefixes, fixed);
        patterns.push(globPattern(path));
        if (fixed !== "") patterns.push(new RegExp(`^${fixed.replace(/[.*+?^$()|[\]\\{}]/g, "\\$&")}[^#.(]*$`));
        continue;
      }
      addPrefixes(prefixes, path);
    }
  }
  for (const root of ["window", "globalThis", "self", "global", "top", "parent", "document"])
    prefixes.add(`global#${root}`);
  const memo = new Map<string, boolean>();
  const matchesPattern = anyOf(patterns.map((pattern) => ({ pattern })));
  const written = createCalleeMatcher(specs.filter(({ callee }) => callee.kind === "callee"));
  return (path) => {
    let known = memo.get(path);
    if (known === undefined) {
      const isNamed = path.startsWith("global#") && written.byWritten(path.slice("global#".length)).length > 0;
      known = isNamed || prefixes.has(path) || matchesPattern(path);
      memo.set(path, known);
    }
    return known;
  };
}

/** Adds a path and its beginnings, the longest first: where one is known, so are those of it. */
function addPrefixes(prefixes: Set<string>, path: string): void {
  if (prefixes.has(path)) return;
  prefixes.add(path);
  // Dots before the first member or call belong to the name of the package.
  const start = path.search(/[#(]/);
  if (start < 0) return;
  for (let index = path.length - 1; index >= start; index--) {
    const character = path[index];
    if (character !== "#" && character !== "." && character !== "(") continue;
    const prefix = path.slice(0, index);
    if (prefixes.has(prefix)) return;
    prefixes.add(prefix);
  }
}

/** `*` is anything but a dot at its ends' borders: `*.send` matches `a.b.send`, `get*Answers` one name. */
function globPattern(glob: string): RegExp {
  let source = "";
  for (let index = 0; index < glob.length; index++) {
    const character = glob[index] ?? "";
    if (character === "*") source += index === 0 || glob[index + 1] === undefined ? ".*" : "[^.]*";
    else if (character === "?") source += "[^.]";
    else if (character === "{") source += "(?:";
    else if (character === "}") source += ")";
    else if (character === "," && source.includes("(?:")) source += "|";
    else source += character.replace(/[.+^$()|[\]\\]/g, "\\$&");
  }
  return new RegExp(`^${source}$`, "s");
}

/** One expression for all patterns: nearly every text matches none. */
function anyOf(patterns: readonly { readonly pattern: RegExp }[]): (text: string) => boolean {
  if (patterns.length === 0) return () => false;
  const union = new RegExp(patterns.map(({ pattern }) => `(?:${pattern.source})`).join("|"), "s");
  return (text) => union.test(text);
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return values.length < 2 ? values : [...new Set(values)];
}

function remember<T>(compute: (text: string) => readonly T[]): (text: string) => readonly T[] {
  const memo = new Map<string, readonly T[]>();
  return (text) => {
    let result = memo.get(text);
    if (!result) {
      result = compute(text);
      memo.set(text, result);
    }
    return result;
  };
}
