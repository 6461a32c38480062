import type { HttpClientSpec } from "../model/http-specs.ts";
import { printPort } from "../model/print-port.ts";

/** Calls that send HTTP with the same ports. */
export type HttpCall = Pick<HttpClientSpec, "callee" | "address" | "base" | "body">;

/**
 * Joins HTTP clients whose address, base and body stand at the same ports. An endpoint sink is written out for each of the results,
 * so there are half as many specifications as with one for each client.
 */
export function groupClients(clients: readonly HttpClientSpec[]): readonly HttpCall[] {
  const groups = new Map<string, HttpCall>();
  for (const { callee, address, base, body: sent, query } of clients) {
    const body = [...sent, ...query];
    const key = [callee.kind, ...address.map(printPort), "/", ...base.map(printPort), "/", ...body.map(printPort)].join(
      " ",
    );
    const known = groups.get(key);
    groups.set(key, { callee: known === undefined ? callee : join(known.callee, callee), address, base, body });
  }
  return [...groups.values()];
}

/** Both are of the same kind. */
function join(a: HttpCall["callee"], b: HttpCall["callee"]): HttpCall["callee"] {
  if (a.kind === "api") return b.kind === "api" ? { kind: "api", paths: [...new Set([...a.paths, ...b.paths])] } : a;
  return b.kind === "callee" ? { kind: "callee", globs: [...new Set([...a.globs, ...b.globs])] } : a;
}
