import { canonicalApi } from "../../model/api-path.ts";
import type { CalleeMatcher } from "../../model/match-callee.ts";
import { EdgeKind, NodeKind, elementField, unknownField } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";
import type { PropagatorSpec } from "../../model/rule-set.ts";
import { PairMap } from "../../util/pair-map.ts";
import { memberOfApi, type PointsTo } from "./points-to.ts";
import type { SyntheticCalls } from "./synthetic-calls.ts";
import type { TargetSearch } from "./target-search.ts";

/** What rules say of API paths. */
export interface ApiRules {
  readonly propagators: CalleeMatcher<PropagatorSpec>;
  /** Whether a rule speaks of the path or of something below it. */
  readonly isKnownApi: (path: string) => boolean;
  readonly isSinkApi: (path: string) => boolean;
}

/** What a read of a member of an outside API gives: its token (-1 when no rule speaks of it), and the global it is, or -1. */
interface ApiMember {
  readonly token: number;
  readonly global: number;
}

/** Outside APIs as objects: their members are made when they are read, as far as some rule speaks of them. */
export class OutsideApis {
  private readonly search: TargetSearch;
  private readonly program: Program;
  private readonly points: PointsTo;
  private readonly rules: ApiRules;
  private readonly calls: SyntheticCalls;
  private readonly element: number;
  private readonly unknown: number;
  private readonly sharedGlobals = new Map<string, number>();
  private readonly memberNumbers = new PairMap();
  private readonly members: ApiMember[] = [];
  private readonly writes = new Set<string>();

  constructor(search: TargetSearch, rules: ApiRules, calls: SyntheticCalls) {
    this.search = search;
    this.program = search.program;
    this.points = search.points;
    this.rules = rules;
    this.calls = calls;
    this.element = search.program.string(elementField);
    this.unknown = search.program.string(unknownField);
  }

  /** Outside APIs are followed by name only as far as some rule speaks of them. */
  add(node: number, path: string): void {
    const canonical = canonicalApi(path);
    if (this.rules.isKnownApi(canonical)) this.points.add(node, this.points.apiToken(canonical));
  }

  /** A global of the program, also a JSX element. */
  addGlobal(node: number): void {
    const name = this.program.nameOf(node) ?? "";
    if (!name.startsWith("jsx#") && !this.sharedGlobals.has(name)) this.sharedGlobals.set(name, node);
    this.add(node, name.startsWith("jsx#") ? name : `global#${name}`);
  }

  /** The member of an outside API that a field of its token is. */
  read(token: number, field: number, to: number): void {
    if (field === this.unknown || field === this.element) return;
    let index = this.memberNumbers.get(token, field);
    if (index < 0) {
      index = this.members.length;
      this.members.push(this.member(token, field));
      this.memberNumbers.set(token, field, index);
    }
    const member = this.members[index];
    if (!member) return;
    if (member.token >= 0) this.points.add(to, member.token);
    if (member.global >= 0) this.search.addEdge(EdgeKind.copy, member.global, to);
  }

  private member(token: number, field: number): ApiMember {
    const path = memberOfApi(this.points.apiOf(token), this.program.strings[field] ?? "");
    const name = globalName(path);
    return {
      token: this.rules.isKnownApi(path) ? this.points.apiToken(path) : -1,
      global: name === undefined ? -1 : this.sharedGlobal(name),
    };
  }

  /** The node that all uses of a global share. */
  private sharedGlobal(name: string): number {
    let node = this.sharedGlobals.get(name);
    if (node === undefined) {
      node = this.program.addNode(NodeKind.global, name, 0, 0, 0, 0);
      this.sharedGlobals.set(name, node);
    }
    return node;
  }

  /** `window.track = …` is a global; `new Image().src = url` is something that a rule may want to see as a call. */
  write(path: string, field: string, from: number, edge: number): void {
    const member = memberOfApi(path, field);
    const global = globalName(member);
    if (global !== undefined) {
      this.search.addEdge(EdgeKind.copy, from, this.sharedGlobal(global));
      return;
    }
    if (!this.rules.isSinkApi(member) && this.rules.propagators.byApi(member).length === 0) return;
    const key = `${member}@${String(edge)}`;
    if (this.writes.has(key)) return;
    this.writes.add(key);
    const to = this.program.edgeTo[edge] ?? -1;
    // An object of the page is one for the whole program; the value tells where it was assigned.
    const at = this.program.nodeKind[to] === NodeKind.global ? from : to;
    const callee = this.program.addNode(
      NodeKind.value,
      field,
      this.program.nodeModule[at] ?? 0,
      this.program.nodeOwner[at] ?? 0,
      this.program.nodeStart[at] ?? 0,
      this.program.nodeEnd[at] ?? 0,
    );
    this.calls.add(callee, to, [from], -1, at, `${path.replace(/^.*#/, "")}.${field}`);
    this.search.resolveAdded();
    this.add(callee, member);
  }
}

/** The name of a global that an API path is, not one of its members or results. */
function globalName(path: string): string | undefined {
  return path.startsWith("global#") && !/[.(]/.test(path) ? path.slice("global#".length) : undefined;
}
