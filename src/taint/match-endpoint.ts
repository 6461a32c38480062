import { unknownText } from "../model/constants.ts";
import type { EndpointPattern, SinkSpec } from "../model/rule-set.ts";

/** An address as far as it is constant: labels of the host and parts of the path, with `unknownText` for what is not. */
interface Address {
  readonly host: readonly string[];
  readonly path: readonly string[];
}

/**
 * Whether an address, with `unknownText` for parts that are not constant, may be one of an endpoint.
 * Unknown parts of the host match wildcards only; an unknown part of the path matches anything, unless the endpoint may be on
 * any host: then the path alone tells it, and must be known.
 */
export function matchesEndpoint(address: string, endpoint: EndpointPattern): boolean {
  const parsed = parseAddress(address);
  return parsed !== undefined && matches(parsed, endpoint);
}

function parseAddress(address: string): Address | undefined {
  const parsed = /^(?:(?:https?:|wss?:)?\/\/([^/?#]+)|(?=\/))([^?#]*)/i.exec(address);
  if (!parsed) return undefined;
  // What stands before an `@` is who asks, not where.
  const host = parsed[1]?.replace(/^.*@/, "").toLowerCase().replace(/:\d+$/, "").split(".") ?? [];
  return { host, path: partsOf(parsed[2] ?? "") };
}

function matches({ host, path }: Address, endpoint: EndpointPattern): boolean {
  const matching = endpoint.hosts.filter((pattern) => matchesParts(host, pattern.split("."), true));
  if (matching.length === 0) return false;
  if (endpoint.paths.length === 0) return true;
  const isAnyHost = matching.every(isOnlyWildcards);
  return endpoint.paths.some((pattern) => matchesParts(path, partsOf(pattern), isAnyHost));
}

function isOnlyWildcards(host: string): boolean {
  return /^[*.]+$/.test(host);
}

function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}

/** `*` is one part or some of one, `**` any number of parts. When `strict`, what is unknown matches wildcards only. */
function matchesParts(parts: readonly string[], pattern: readonly string[], strict: boolean): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return parts.length === 0 || (!strict && parts.every((part) => part === unknownText));
  if (first === "**")
    return parts.some((_, index) => matchesParts(parts.slice(index), rest, strict)) || matchesParts([], rest, strict);
  const [part, ...others] = parts;
  if (part === undefined) return false;
  if (!strict && part === unknownText && others.length === 0) return true;
  return matchesPart(part, first, strict) && matchesParts(others, rest, strict);
}

function matchesPart(part: string, pattern: string, strict: boolean): boolean {
  if (pattern === "*" || (!strict && part.includes(unknownText))) return true;
  if (!pattern.includes("*")) return part === pattern;
  const [before = "", after = ""] = pattern.split("*");
  return part.length >= before.length + after.length && part.startsWith(before) && part.endsWith(after);
}

/** Endpoint sinks by the end of their host, so that an address is compared with those of its domain alone. */
export class EndpointIndex {
  private readonly byDomain = new Map<string, SinkSpec[]>();
  private readonly anyDomain: SinkSpec[] = [];

  constructor(specs: readonly SinkSpec[]) {
    for (const spec of specs) {
      for (const host of spec.endpoint?.hosts ?? []) {
        const domain = domainOf(host.split("."));
        if (domain.includes("*")) this.anyDomain.push(spec);
        else {
          const known = this.byDomain.get(domain);
          if (known) known.push(spec);
          else this.byDomain.set(domain, [spec]);
        }
      }
    }
  }

  /** The sinks that an address may be of. */
  matching(address: string): readonly SinkSpec[] {
    const parsed = parseAddress(address);
    if (!parsed) return [];
    const candidates = [...(this.byDomain.get(domainOf(parsed.host)) ?? []), ...this.anyDomain];
    return candidates.filter(({ endpoint }) => endpoint !== undefined && matches(parsed, endpoint));
  }
}

/** The last two labels of a host. */
function domainOf(host: readonly string[]): string {
  return host.slice(-2).join(".");
}
