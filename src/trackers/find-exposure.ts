import type { ConstantEvaluator } from "../model/constants.ts";
import type { LoadedTracker, Page, Presence } from "../model/loaded-tracker.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import type { Reexports } from "../model/reexports.ts";
import type { RuleSet } from "../model/rule-set.ts";
import { findCarePages } from "./care-pages.ts";
import { findFilePages } from "./file-pages.ts";
import { findPresences } from "./find-presences.ts";
import { findTrackers, type VendorCall } from "./find-trackers.ts";
import { isGuardedByRoute } from "./guarded-by-route.ts";
import { readModuleImports } from "./module-imports.ts";
import { kindOfWords } from "./page-words.ts";
import { findRoutedPages } from "./route-tables.ts";
import { TrackerReach } from "./tracker-reach.ts";

export interface ExposureInput {
  readonly program: Program;
  readonly incoming: IncomingEdges;
  readonly evaluator: ConstantEvaluator;
  readonly reexports: Reexports;
  readonly ruleSet: Pick<RuleSet, "trackers" | "pages" | "lexicon">;
  readonly vendorCalls: readonly VendorCall[];
  readonly packageFolders: readonly string[];
  /** The text of a file of the program. */
  readonly textOf: (path: string) => string;
}

/** The trackers of a program and what they see by being there. */
export interface Exposure {
  /** The trackers that read address, title and cookies of the pages on which a module runs; of each vendor one place. */
  readonly readersOf: (module: number) => readonly LoadedTracker[];
  readonly presences: readonly Presence[];
}

export const noExposure: Exposure = { readersOf: () => [], presences: [] };

/** Nothing is looked at when no tracker is loaded. Of one that checks itself on which page it is, nothing is known. */
export function findExposure(input: ExposureInput): Exposure {
  const { program, reexports, incoming, evaluator, ruleSet } = input;
  const { routeNames } = ruleSet.pages;
  const speaksOfPages = (text: string): boolean =>
    text.startsWith("/") || routeNames.has(text) || kindOfWords(ruleSet.pages, text) !== undefined;
  const loaded = findTrackers(program, evaluator, ruleSet.trackers, input.vendorCalls).filter(
    (each) => !isGuardedByRoute({ program, incoming, speaksOfPages }, each),
  );
  if (loaded.length === 0) return noExposure;
  const imports = readModuleImports(program, reexports);
  const routed = findRoutedPages({ program, reexports, incoming, evaluator, guards: ruleSet.pages.guards });
  const pages = distinctPages([...routed, ...findFilePages(program)]);
  const reach = new TrackerReach({ program, imports, pages, packageFolders: input.packageFolders });
  const carePages = findCarePages({ program, imports, words: ruleSet.pages, lexicon: ruleSet.lexicon }, pages);
  const readers = loaded.filter(({ records }) => records.has("address"));
  const known = new Map<number, readonly LoadedTracker[]>();
  return {
    presences: findPresences({ program, reach, carePages, masks: ruleSet.pages.masks, textOf: input.textOf }, loaded),
    readersOf: (module) => {
      let found = known.get(module);
      if (!found) {
        found = oneOfVendor(readers.filter((reader) => reach.modulesWith(reader).has(module)));
        known.set(module, found);
      }
      return found;
    },
  };
}

/** Each page once; a page whose address a table says is not one more page by its file. */
function distinctPages(pages: readonly Page[]): readonly Page[] {
  const found = new Map<string, Page>();
  const routed = new Set(pages.flatMap(({ module, route }) => (route === "" ? [] : [module])));
  for (const page of pages) {
    if (page.route === "" && routed.has(page.module)) continue;
    const key = `${String(page.module)} ${page.route}`;
    if (!found.has(key)) found.set(key, page);
  }
  return [...found.values()];
}

function oneOfVendor(loaded: readonly LoadedTracker[]): readonly LoadedTracker[] {
  return [...new Map([...loaded].reverse().map((each) => [each.tracker.vendor.id, each])).values()].reverse();
}
