import { unknownText } from "../../model/constants.ts";

/** The path of a request or a route, by parts; `unknownText` in a part that is not known. */
export interface RequestPath {
  readonly parts: readonly string[];
  /** Whether there may be more in front. */
  readonly isOpen: boolean;
}

/**
 * The path of an address: `https://host/api/visits?x=1` is `api`, `visits`. What stands behind an unknown base is the end of a path;
 * an address of which nothing is known is none.
 */
export function pathOfAddress(address: string): RequestPath | undefined {
  const [whole = ""] = address.split(/[?#]/);
  const host = /^(?:[a-z]+:)?\/\/[^/]*/i.exec(whole)?.[0];
  const rest = host === undefined ? whole : whole.slice(host.length);
  const isOpen = host === undefined && !rest.startsWith("/");
  const parts = partsOf(rest);
  if (isOpen && parts[0]?.startsWith(unknownText) === true) {
    const behind = parts[0].slice(unknownText.length);
    parts.splice(0, 1, ...(behind === "" ? [] : [behind]));
  }
  return parts.some((part) => !part.includes(unknownText)) ? { parts, isOpen } : undefined;
}

export function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

/** The name of a part of a route that any text fits (`:id`, `[id]`, `$id`), or undefined. */
export function parameterOf(part: string): string | undefined {
  return /^(?::(\w+).*|\[\[?(?:\.\.\.)?(\w+)\]?\]|\$(\w+)|\{(\w+)\})$/
    .exec(part)
    ?.slice(1)
    .find((name: string | undefined) => name !== undefined);
}

function takesRest(part: string): boolean {
  return /^(?:\[\[?\.\.\.|\*|:\w+[*+]|\(\.\*\))/.test(part);
}

/**
 * How well a request fits a route: 0 when it does not, more for parts that are the same text. At least one part must be, and a path
 * that is open in front may have any beginning.
 */
export function fitness(request: RequestPath, route: RequestPath): number {
  const last = route.parts.at(-1);
  if (last !== undefined && takesRest(last)) {
    const fixed = route.parts.slice(0, -1);
    return fitness({ ...request, parts: request.parts.slice(0, fixed.length) }, { ...route, parts: fixed });
  }
  const extra = request.parts.length - route.parts.length;
  if (extra > 0 && !route.isOpen) return 0;
  if (extra < 0 && !request.isOpen) return 0;
  const length = Math.min(request.parts.length, route.parts.length);
  let score = 0;
  let same = 0;
  for (let index = 1; index <= length; index++) {
    const asked = request.parts.at(-index) ?? "";
    const answered = route.parts.at(-index) ?? "";
    const isUnknown = asked.includes(unknownText);
    const isParameter = answered.includes(unknownText) || parameterOf(answered) !== undefined;
    if (!isUnknown && !isParameter) {
      if (asked !== answered) return 0;
      same++;
      score += 4;
    } else if (isUnknown && isParameter) score += 3;
    else if (isParameter) score += 2;
    else if (mayBe(asked, answered)) score += 1;
    else return 0;
  }
  return same === 0 ? 0 : 1 + score - Math.min(Math.abs(extra), score);
}

/** Whether a text with unknown parts may be another. */
function mayBe(text: string, other: string): boolean {
  const pieces = text.split(unknownText);
  const [first = ""] = pieces;
  const last = pieces.at(-1) ?? "";
  return other.length >= first.length + last.length && other.startsWith(first) && other.endsWith(last);
}
