import type { CarePage, LoadedTracker, Presence } from "../model/loaded-tracker.ts";
import type { Program } from "../model/program.ts";
import type { TrackerReach } from "./tracker-reach.ts";

export interface PresenceInput {
  readonly program: Program;
  readonly reach: TrackerReach;
  readonly carePages: readonly CarePage[];
  /** What hides something from every recorder, beside what a tracker itself knows. */
  readonly masks: readonly string[];
  /** The text of a file of the program. */
  readonly textOf: (path: string) => string;
}

/**
 * Where being loaded is itself what tells: a recorder beside something to fill in, an advertising tracker on a page about care. Each
 * page is told of once for a vendor, with the first place that loads it.
 */
export function findPresences(input: PresenceInput, loaded: readonly LoadedTracker[]): readonly Presence[] {
  const told = new Set<string>();
  return loaded.flatMap((each): readonly Presence[] => {
    const modules = input.reach.modulesWith(each);
    const pages = input.carePages.filter((page) => {
      const key = `${each.tracker.vendor.id} ${String(page.module)} ${page.route}`;
      if (!modules.has(page.module) || told.has(key)) return false;
      told.add(key);
      return true;
    });
    const recorded = isRecorder(each) ? pages.filter((page) => asksUnmasked(input, each, page)) : [];
    if (recorded.length > 0) return [{ rule: "recorder-on-intake", loaded: each, pages: recorded }];
    if (pages.length === 0 || each.tracker.vendor.class !== "advertising") return [];
    return [{ rule: "tracker-on-care-page", loaded: each, pages }];
  });
}

function isRecorder({ records }: LoadedTracker): boolean {
  return records.has("screen") || records.has("clicks") || records.has("fields");
}

/** Whether a page asks for something, and neither it nor what it asks with hides anything from the tracker. */
function asksUnmasked({ program, masks, textOf }: PresenceInput, { tracker }: LoadedTracker, page: CarePage): boolean {
  if (page.kind === "care" || page.field < 0) return false;
  const asking = program.calls[page.field]?.module ?? page.module;
  const texts = [page.module, asking].map((module) => textOf(program.modules[module]?.path ?? ""));
  return ![...tracker.masks, ...masks].some((mask) => texts.some((text) => text.includes(mask)));
}
