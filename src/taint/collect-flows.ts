import { NodeKind } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import type { Label, NameMatch, SourceSpec } from "../model/rule-set.ts";
import { strongComponents } from "../util/strong-components.ts";
import type { EntryFunctions } from "./entry-functions.ts";
import { Mask, Via } from "./facts.ts";
import type { SinkPort } from "./match-sinks.ts";
import type { NameEvidence } from "./names.ts";
import type { Run } from "./search.ts";
import type { Solver } from "./solver.ts";
import { traceToSink } from "./trace.ts";

/** A path of facts from a place where data is named, or comes from a source of the rules, to a sink. */
export interface TaintFlow {
  readonly sink: SinkPort;
  readonly label: Label;
  readonly field: string;
  /** The call where the payload is composed. */
  readonly place: number;
  /** Facts, source first; indices into the solver's table. */
  readonly trace: readonly number[];
  /** How sure the name or rule is that this is such data. */
  readonly strength: "rule" | "strong" | "weak";
  readonly mask: number;
}

interface Candidate {
  readonly fact: number;
  readonly label: Label;
  readonly field: string;
  readonly strength: TaintFlow["strength"];
  readonly group: number;
}

export interface CollectInput {
  readonly program: Program;
  readonly incoming: IncomingEdges;
  readonly solver: Solver;
  readonly names: NameEvidence;
  readonly matchText: (text: string) => readonly NameMatch[];
  readonly sourceStores: ReadonlyMap<string, SourceSpec>;
  readonly entries: EntryFunctions;
}

/** Flows of one field to one place that are told apart; those that come first are nearest to the sink. */
const flowsPerField = 9;
/** Stops on the way to the sink whose functions count as near. */
const neighbourhood = 40;

/** Turns the facts of one run into flows: where data begins, outermost first, and only where it can vary. */
export function collectFlows(input: CollectInput, run: Run, sink: SinkPort): TaintFlow[] {
  const { solver } = input;
  const facts = solver.factsOf(run);
  const graph = factGraph(solver, run);
  const candidates = facts.flatMap((fact) => candidatesAt(input, graph, sink, fact));
  if (candidates.length === 0) return [];
  const alive = aliveFacts(input, graph, facts);
  const living = candidates.filter((candidate) => candidate.group === Mask.text || alive.has(candidate.fact));
  const lifted = liftToCallers(input, graph, alive, living);
  const flows: TaintFlow[] = [];
  const counts = new Map<string, number>();
  for (const candidate of outermost(input, graph, lifted)) {
    for (const found of placesOf(solver, run, candidate.fact)) {
      const place = found < 0 ? sink.call : found >> 1;
      const key = `${String(place)} ${candidate.label} ${candidate.field}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      if (count > flowsPerField) continue;
      flows.push({
        sink,
        label: candidate.label,
        field: candidate.field,
        place,
        trace: traceToSink(solver, run, candidate.fact, found),
        strength: candidate.strength,
        mask: solver.facts.mask(candidate.fact),
      });
    }
  }
  return flows.sort((a, b) => a.trace.length - b.trace.length);
}

/** The places from which a fact is reached: its own, or for a fact inside a function those of all calls into it. */
function placesOf(solver: Solver, run: Run, fact: number): number[] {
  const own = solver.facts.place(fact);
  if (own >= 0) return [own];
  return [...(run.entries.get(solver.facts.context(fact))?.keys() ?? [])];
}

interface FactGraph {
  /** For each fact, the facts nearer to the sink. */
  readonly nearer: ReadonlyMap<number, number[]>;
  /** For each fact, the facts nearer to the source. */
  readonly farther: ReadonlyMap<number, number[]>;
}

/** Made when it is first asked for: most runs find no name that speaks of data. */
function factGraph(solver: Solver, run: Run): FactGraph {
  let built: FactGraph | undefined;
  return {
    get nearer() {
      return (built ??= buildFactGraph(solver, run)).nearer;
    },
    get farther() {
      return (built ??= buildFactGraph(solver, run)).farther;
    },
  };
}

function buildFactGraph(solver: Solver, run: Run): FactGraph {
  const nearer = new Map<number, number[]>();
  const farther = new Map<number, number[]>();
  for (const id of [run.root.id, ...run.entries.keys()]) {
    const edges = solver.contexts[id]?.edges ?? [];
    for (let index = 0; index < edges.length; index += 2) {
      const near = edges[index] ?? -1;
      const far = edges[index + 1] ?? -1;
      push(nearer, far, near);
      push(farther, near, far);
    }
  }
  return { nearer, farther };
}

/** All facts from which one of `targets` is reached, the targets among them. */
function reachBack(graph: FactGraph, targets: readonly number[], passes: (from: number) => boolean): Set<number> {
  const reached = new Set(targets);
  const work = [...targets];
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    if (!passes(next)) continue;
    for (const near of graph.nearer.get(next) ?? []) {
      if (reached.has(near)) continue;
      reached.add(near);
      work.push(near);
    }
  }
  return reached;
}

// ── where data is named ──────────────────────────────────────────────────────────────────────────────────────────────

function candidatesAt(input: CollectInput, graph: FactGraph, sink: SinkPort, fact: number): Candidate[] {
  const { solver, program, names } = input;
  const node = solver.facts.node(fact);
  const path = solver.facts.path(fact);
  const mask = solver.facts.mask(fact);
  const kind = program.nodeKind[node];
  if (kind === NodeKind.global) return fromSourceRule(input, graph, fact, node, mask);
  if (kind === NodeKind.constant) return fromText(input, fact, node, mask);
  const found: Candidate[] = [];
  const add = (match: NameMatch, field: string): void => {
    const group = groupOf(match.label);
    if ((mask & group) === 0) return;
    if (found.some((other) => other.label === match.label && other.field === field)) return;
    found.push({ fact, label: match.label, field, strength: match.strength, group });
  };
  const consider = (match: NameMatch): void => {
    if (!appliesTo(input, match, path)) return;
    if (match.strength === "weak" && !weakCounts(input, sink, match, fact)) return;
    add(
      match,
      [names.printed(node), ...solver.paths.fieldsOf(path).filter(isName)].filter((part) => part !== "").join("."),
    );
  };
  for (const match of names.ofNode(node)) consider(match);
  if (solver.facts.via(fact) === Via.write) {
    const field = solver.facts.detail(fact);
    const written = program.strings[field] ?? "";
    for (const match of names.ofField(field)) {
      // The value's own name says more than a weak word of the field that it is put in.
      if (match.strength === "weak" && found.length > 0) continue;
      if (!appliesTo(input, match, path) || (match.strength === "weak" && !weakCounts(input, sink, match, fact)))
        continue;
      add(match, names.printed(node) || written);
    }
  }
  // That there is a record, or which one, is no answer that its fields hold.
  if (solver.paths.endsWhole(path) && (mask & (Mask.decided | Mask.implicit)) === 0)
    for (const { match, field } of names.ofType(node, solver.paths.fieldsOf(path)))
      if (!isLeftOut(input, path, field)) add(match, field);
  return found;
}

function isName(field: string): boolean {
  return field !== "[]" && field !== "*" && !field.startsWith("$");
}

function groupOf(label: Label): number {
  if (label.startsWith("health")) return Mask.health;
  return label.startsWith("identifier") ? Mask.identifier : 0;
}

/** A record counts only as a whole; an identifier or weak word is the value itself; below a health value everything is health. */
function appliesTo({ solver }: CollectInput, match: NameMatch, path: number): boolean {
  if (match.kind === "record") return solver.paths.isWhole(path);
  if (match.label.startsWith("identifier") || match.strength === "weak")
    return solver.paths.fieldsOf(path).every((field) => !isName(field));
  return true;
}

/** A weak word needs a strong neighbour; ids of users need none, and what is passed as identity is one. */
function weakCounts({ solver, names, program }: CollectInput, sink: SinkPort, match: NameMatch, fact: number): boolean {
  if (match.label === "identifier.user") return true;
  if (match.label.startsWith("identifier") && sink.role === "identity") return true;
  const passed = new Set<number>();
  for (let current = fact, length = 0; current >= 0 && length < neighbourhood; length++) {
    passed.add(program.nodeOwner[solver.facts.node(current)] ?? -1);
    current = solver.facts.parent(current);
  }
  return names.hasStrongNeighbour(solver.facts.node(fact), passed);
}

function isLeftOut({ solver }: CollectInput, path: number, field: string): boolean {
  const last = field.slice(field.lastIndexOf(".") + 1);
  return solver.paths.leavesOut(path, last);
}

/** A source of the rules is one storage place for all calls; the data begins at each value that is filled from it. */
function fromSourceRule(input: CollectInput, graph: FactGraph, fact: number, node: number, mask: number): Candidate[] {
  const spec = input.sourceStores.get(input.program.nameOf(node) ?? "");
  if (!spec) return [];
  return (graph.nearer.get(fact) ?? []).flatMap((near) => {
    const shown = input.names.printed(input.solver.facts.node(near));
    return spec.labels.flatMap((label) => {
      const group = groupOf(label);
      return (mask & group) === 0
        ? []
        : [{ fact: near, label, field: shown === "" ? spec.id : shown, strength: "rule" as const, group }];
    });
  });
}

/** A constant is nobody's data, but as the name of an event or audience it can tell the health fact. */
function fromText(input: CollectInput, fact: number, node: number, mask: number): Candidate[] {
  if ((mask & Mask.text) === 0 || (mask & (Mask.decided | Mask.implicit)) !== 0) return [];
  const text = input.program.nameOf(node) ?? "";
  const match = input
    .matchText(text)
    .find(({ label, strength }) => strength === "strong" && label.startsWith("health"));
  return match ? [{ fact, label: match.label, field: text, strength: "strong", group: Mask.text }] : [];
}

// ── which of them are sources ────────────────────────────────────────────────────────────────────────────────────────

/** The facts that can vary at run time, because some way back from them ends in something that no constant decides. */
function aliveFacts(input: CollectInput, graph: FactGraph, facts: readonly number[]): ReadonlySet<number> {
  const { program, solver } = input;
  const constants = facts.filter(
    (fact) =>
      program.nodeKind[solver.facts.node(fact)] === NodeKind.constant && solver.paths.isEnd(solver.facts.path(fact)),
  );
  const determined = reachBack(graph, constants, () => true);
  // `db.load(1).reason`: a field of what an unknown call returns is in none of the constants that the call was given.
  const isOutside = (fact: number): boolean =>
    !determined.has(fact) && (graph.farther.get(fact) ?? []).some((far) => solver.facts.via(far) === Via.outside);
  const ends = facts.filter((fact) => isAliveLeaf(input, graph, fact) || isOutside(fact));
  return reachBack(graph, ends, () => true);
}

/** The end of a path that can vary at run time: a parameter nobody passes, an outside value, a field nobody writes. */
function isAliveLeaf({ program, solver, incoming, entries }: CollectInput, graph: FactGraph, fact: number): boolean {
  const kind = program.nodeKind[solver.facts.node(fact)];
  if (kind === NodeKind.parameter && entries.has(program.nodeOwner[solver.facts.node(fact)] ?? -1)) return true;
  if ((graph.farther.get(fact)?.length ?? 0) > 0) return false;
  const node = solver.facts.node(fact);
  switch (kind) {
    case NodeKind.constant:
    case NodeKind.function:
    case NodeKind.class:
    case NodeKind.object:
    case NodeKind.template:
    case NodeKind.returned:
    case NodeKind.parameterOut:
    case NodeKind.receiverOut:
      return false;
    case NodeKind.parameter:
      return (
        (program.callers[program.nodeOwner[node] ?? -1]?.length ?? 0) === 0 ||
        program.callers[program.nodeOwner[node] ?? -1]?.every((call) => program.calls[call]?.synthetic === true) ===
          true
      );
    case NodeKind.environment:
      return false;
    case NodeKind.receiver:
    case NodeKind.instance:
    case NodeKind.global:
    case NodeKind.import:
      return true;
    default:
      return (incoming.start[node] ?? 0) === (incoming.start[node + 1] ?? 0);
  }
}

/**
 * A parameter that is sensitive by its name is so in each call: where a caller's own argument says nothing, the flow begins
 * at that argument.
 */
function liftToCallers(
  input: CollectInput,
  graph: FactGraph,
  alive: ReadonlySet<number>,
  candidates: readonly Candidate[],
): Candidate[] {
  const { program, solver, names } = input;
  const lifted: Candidate[] = [];
  for (const candidate of candidates) {
    const node = solver.facts.node(candidate.fact);
    if (program.nodeKind[node] !== NodeKind.parameter) {
      lifted.push(candidate);
      continue;
    }
    lifted.push(candidate);
    for (const far of graph.farther.get(candidate.fact) ?? []) {
      if (solver.facts.via(far) !== Via.exit || !alive.has(far)) continue;
      const passed = solver.facts.node(far);
      lifted.push({ ...candidate, fact: far, field: names.printed(passed) || candidate.field });
    }
  }
  return lifted;
}

/** Drops a candidate when data of the same group is named farther out on its path: it is a step of that flow. */
function outermost({ solver }: CollectInput, graph: FactGraph, candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const group of [Mask.health, Mask.identifier, Mask.text]) {
    const own = candidates.filter((candidate) => candidate.group === group);
    const targets = new Set(own.map(({ fact }) => fact));
    // What comes out of a call that nothing is known of is new data, however it is named.
    const inner = new Set<number>();
    for (const target of targets) {
      if (solver.facts.via(target) === Via.outside) continue;
      for (const near of graph.nearer.get(target) ?? []) inner.add(near);
    }
    const covered = reachBack(graph, [...inner], (fact) => solver.facts.via(fact) !== Via.outside);
    const hidden = own.filter(({ fact }) => covered.has(fact));
    const inLoops = hidden.length === 0 ? new Set<number>() : nearestInLoops(graph, targets);
    for (const candidate of own) if (!covered.has(candidate.fact) || inLoops.has(candidate.fact)) kept.push(candidate);
  }
  const seen = new Set<string>();
  return kept.filter((candidate) => {
    const key = `${String(candidate.fact)}:${candidate.label}:${candidate.field}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * In a loop of facts each candidate covers the others. Of a loop that no candidate lies beyond, the one nearest to the sink.
 */
function nearestInLoops(graph: FactGraph, candidates: ReadonlySet<number>): ReadonlySet<number> {
  const facts = [...graph.farther.keys()];
  const numbers = new Map(facts.map((fact, index) => [fact, index]));
  const farther = facts.map((fact) => (graph.farther.get(fact) ?? []).flatMap((far) => numbers.get(far) ?? []));
  const component = strongComponents(facts.length, (index) => farther[index] ?? []);
  const nearest = new Map<number, number>();
  const sizes = new Map<number, number>();
  facts.forEach((fact, index) => {
    const own = component[index] ?? -1;
    sizes.set(own, (sizes.get(own) ?? 0) + (farther[index]?.includes(index) === true ? 2 : 1));
    if (candidates.has(fact)) nearest.set(own, Math.min(nearest.get(own) ?? fact, fact));
  });
  // Facts that nothing lies beyond are in no loop and have no number, but they may be candidates.
  const beyond = new Set<number>();
  const byComponent = facts.map((_, index) => index).sort((a, b) => (component[a] ?? 0) - (component[b] ?? 0));
  for (const index of byComponent) {
    const own = component[index] ?? -1;
    const leaves = graph.farther.get(facts[index] ?? -1) ?? [];
    const hasBeyond =
      leaves.some((far) => !numbers.has(far) && candidates.has(far)) ||
      (farther[index] ?? []).some((far) => {
        const other = component[far] ?? -1;
        return other !== own && (nearest.has(other) || beyond.has(other));
      });
    if (hasBeyond) beyond.add(own);
  }
  const kept = new Set<number>();
  for (const [own, fact] of nearest) if ((sizes.get(own) ?? 0) > 1 && !beyond.has(own)) kept.add(fact);
  return kept;
}

function push(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
