import { EdgeKind } from "../../model/module-graph.ts";
import type { FieldNodes } from "../propagators/field-nodes.ts";
import type { TargetSearch } from "../targets/target-search.ts";

/** A caller of a function around a request, and the parameter of that function by which the address is given. */
export interface ChainLink {
  readonly fn: number;
  readonly call: number;
  readonly parameter: number;
}

/**
 * Carries values between a request inside a helper and those callers of the helper that ask for one address, so that they keep
 * apart as all calls do:
 *
 *   const post = (url, data) => fetch(url, { body: data });     what is sent is left in the result of `post`, under a name of its own,
 *   post("/api/visits", visit)                                  and taken out of it here; an answer comes in below the address
 */
export class CallerPassage {
  private readonly search: TargetSearch;
  private readonly fields: FieldNodes;
  private readonly done = new Set<string>();

  constructor(search: TargetSearch, fields: FieldNodes) {
    this.search = search;
    this.fields = fields;
  }

  /** What a value made in the helper is at the outermost caller. */
  outward(value: number, chain: readonly ChainLink[]): number {
    const { program } = this.search;
    const field = `$sent${String(value)}`;
    let current = value;
    for (const { fn, call } of this.linksFrom(program.nodeOwner[value] ?? -1, chain)) {
      const result = program.calls[call]?.result ?? -1;
      const returned = program.functions[fn]?.returned ?? -1;
      if (result < 0 || returned < 0) return value;
      this.write(current, field, returned);
      current = this.fields.read(result, field, call);
    }
    return current;
  }

  /** What a value of the outermost caller is in the helper. */
  inward(value: number, request: number, chain: readonly ChainLink[]): number {
    const { program } = this.search;
    const links = this.linksFrom(program.calls[request]?.owner ?? -1, chain);
    const field = `$answer${String(request)}`;
    const places = links.map(({ fn, call, parameter }, index) => {
      const position = program.functions[fn]?.parameters.indexOf(parameter) ?? -1;
      return {
        parameter,
        within: links[index - 1]?.call ?? request,
        argument: program.calls[call]?.arguments[position] ?? -1,
      };
    });
    if (places.some(({ argument }) => argument < 0)) return value;
    let current = value;
    for (const { parameter, argument, within } of places.reverse()) {
      this.write(current, field, argument);
      current = this.fields.read(parameter, field, within);
    }
    return current;
  }

  /** The links of a chain in order from the inside out; one of a function that is only written around another is left out. */
  private linksFrom(inner: number, chain: readonly ChainLink[]): ChainLink[] {
    const links: ChainLink[] = [];
    let owner = inner;
    for (let link = chain.find(({ fn }) => fn === owner); link && !links.includes(link);) {
      links.push(link);
      owner = this.search.program.calls[link.call]?.owner ?? -1;
      link = chain.find(({ fn }) => fn === owner);
    }
    return links;
  }

  private write(from: number, field: string, to: number): void {
    const key = `${String(from)}:${field}:${String(to)}`;
    if (this.done.has(key)) return;
    this.done.add(key);
    this.search.addEdge(EdgeKind.write, from, to, this.search.program.string(field));
  }
}
