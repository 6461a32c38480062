import type { RuleFile } from "../schema.ts";

type Written = NonNullable<NonNullable<RuleFile["lexicon"]>["suppress"]>;

/** Words around a term that decide whether a name holds a person's value. All lower-case tokens. */
export interface Suppression {
  /** `is`, `has`: the name is a flag; only a health answer counts (`isPregnant`). */
  readonly flagPrefixes: ReadonlySet<string>;
  /** `show`, `can`: the name speaks of the screen. */
  readonly screenPrefixes: ReadonlySet<string>;
  /** `set`, `delete`: functions whose result is not the thing named. */
  readonly effectVerbs: ReadonlySet<string>;
  /** `get`, `fetch`: functions whose result is the thing named. */
  readonly valueVerbs: ReadonlySet<string>;
  /** `loading`, `selected`: a flag with one of them speaks of the screen. */
  readonly screenWords: ReadonlySet<string>;
  /** `Modal`, `Count`: what the name holds is not the thing before it. */
  readonly suffixes: ReadonlySet<string>;
  /** `Card`, `Form`: the same, when the name begins with a capital. */
  readonly componentSuffixes: ReadonlySet<string>;
  /** `Data`, `List`: the name still holds the thing before it, whole. */
  readonly containers: ReadonlySet<string>;
  /** Weak terms that stay weak beside a strong word of the same name. */
  readonly neverRaised: ReadonlySet<string>;
  /** `by`, `for`: what follows in a function's name is not its result. */
  readonly resultEnds: ReadonlySet<string>;
}

/** Joins the word lists of all files. */
export function joinSuppressions(written: readonly Written[]): Suppression {
  const join = (key: keyof Written): ReadonlySet<string> =>
    new Set(written.flatMap((lists) => lists[key] ?? []).map((word) => word.toLowerCase()));
  return {
    flagPrefixes: join("flagPrefixes"),
    screenPrefixes: join("screenPrefixes"),
    effectVerbs: join("effectVerbs"),
    valueVerbs: join("valueVerbs"),
    screenWords: join("screenWords"),
    suffixes: join("suffixes"),
    componentSuffixes: join("componentSuffixes"),
    containers: join("containers"),
    neverRaised: join("neverRaised"),
    resultEnds: join("resultEnds"),
  };
}
