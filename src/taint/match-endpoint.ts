import { unknownText } from "../model/constants.ts";
import type { EndpointPattern } from "../model/rule-set.ts";

/**
 * Whether an address, with `unknownText` for parts that are not constant, may be one of an endpoint.
 * The host must be known; an unknown part of the path matches anything.
 */
export function matchesEndpoint(address: string, endpoint: EndpointPattern): boolean {
  const parsed = /^(?:https?:|wss?:)?\/\/([^/?#\0]+)([^?#]*)/i.exec(address);
  const host = parsed?.[1]?.toLowerCase();
  if (host === undefined) return false;
  if (
    !endpoint.hosts.some((pattern) =>
      matchesParts(host.replace(/:\d+$/, "").split("."), pattern.toLowerCase().split(".")),
    )
  )
    return false;
  if (endpoint.paths.length === 0) return true;
  const parts = partsOf(parsed?.[2] ?? "");
  return endpoint.paths.some((pattern) => matchesParts(parts, partsOf(pattern)));
}

function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}

/** `*` is one part or some of one, `**` any number of parts. */
function matchesParts(parts: readonly string[], pattern: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return parts.length === 0 || parts.every((part) => part === unknownText);
  if (first === "**") return parts.some((_, index) => matchesParts(parts.slice(index), rest)) || matchesParts([], rest);
  const [part, ...others] = parts;
  if (part === undefined) return false;
  if (part === unknownText && others.length === 0) return true;
  return matchesPart(part, first) && matchesParts(others, rest);
}

function matchesPart(part: string, pattern: string): boolean {
  if (pattern === "*" || part.includes(unknownText)) return true;
  if (!pattern.includes("*")) return part === pattern;
  const [before = "", after = ""] = pattern.split("*");
  return part.length >= before.length + after.length && part.startsWith(before) && part.endsWith(after);
}
