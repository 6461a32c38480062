import type { CarePage, Page } from "../model/loaded-tracker.ts";
import { createCalleeMatcher } from "../model/match-callee.ts";
import type { Program } from "../model/program.ts";
import type { CalleePattern } from "../model/port.ts";
import type { Lexicon, PageKind, PageWords } from "../model/rule-set.ts";
import type { ModuleImports } from "./module-imports.ts";
import { kindOfWords, spaced } from "./page-words.ts";

export interface CarePageInput {
  readonly program: Program;
  readonly imports: ModuleImports;
  readonly words: PageWords;
  readonly lexicon: Lexicon;
}

/** How far from a page what it shows is looked for, in imports. */
const maximumDistance = 3;
/** A module that more pages show belongs to none of them. */
const maximumPages = 3;

/** The pages that tell something of those who visit them: by the words of their address and file, or because they are guarded. */
export function findCarePages(input: CarePageInput, pages: readonly Page[]): readonly CarePage[] {
  const fields = callsByModule(input.program, input.words.fields);
  const guards = callsByModule(input.program, input.words.guards);
  const shown = pages.map(({ module }) => modulesNear(input.imports, module));
  const counts = new Map<number, number>();
  for (const modules of shown) for (const module of modules) counts.set(module, (counts.get(module) ?? 0) + 1);
  return pages.flatMap((page, index) => {
    const kind = kindOf(input, page) ?? (page.isGuarded || guards.has(page.module) ? "portal" : undefined);
    if (kind === undefined) return [];
    const modules = (shown[index] ?? []).filter(
      (module) => module === page.module || (counts.get(module) ?? 0) <= maximumPages,
    );
    const field = modules.map((module) => fields.get(module) ?? -1).find((call) => call >= 0) ?? -1;
    return [{ ...page, kind, modules, field }];
  });
}

function modulesNear({ imports }: ModuleImports, page: number): number[] {
  const found = new Set([page]);
  let edge = [page];
  for (let distance = 0; distance < maximumDistance; distance++) {
    edge = edge.flatMap((module) => imports[module] ?? []).filter((module) => !found.has(module));
    for (const module of edge) found.add(module);
  }
  return [...found];
}

/** The first call that a pattern names, by module. Elements of the page go by their tag. */
function callsByModule(program: Program, callee: CalleePattern): ReadonlyMap<number, number> {
  const matcher = createCalleeMatcher([{ callee }]);
  const found = new Map<number, number>();
  program.calls.forEach(({ written, module }, index) => {
    const name = written.replace(/^jsx#/, "");
    if (!found.has(module) && name !== "" && matcher.byWritten(name).length > 0) found.set(module, index);
  });
  return found;
}

function kindOf({ program, words, lexicon }: CarePageInput, { module, route }: Page): PageKind | undefined {
  const path = program.modules[module]?.path ?? "";
  const file = path
    .split("/")
    .slice(-3)
    .join("/")
    .replace(/(?:\/(?:page|index))?\.[^/.]*$/, "");
  const said = kindOfWords(words, `${route} | ${route === "" ? file : ""}`);
  if (said !== undefined) return said;
  const parts = route.split("/").filter((part) => part !== "" && !/^[[:$*]/.test(part));
  const isHealth = (part: string): boolean =>
    lexicon
      .matchText(spaced(part).trim())
      .some(({ label, strength, kind }) => strength === "strong" && kind === "value" && label.startsWith("health"));
  return parts.some(isHealth) ? "care" : undefined;
}
