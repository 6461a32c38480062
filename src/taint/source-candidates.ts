import { NodeKind, hiddenMark, namedByConstant, rejectedField } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";
import type { Label, NameMatch, SourceSpec } from "../model/rule-set.ts";
import type { FactGraph } from "./fact-graph.ts";
import { Mask, Via } from "./facts.ts";
import type { SinkPort } from "./match-sinks.ts";
import type { NameEvidence } from "./names.ts";
import type { Solver } from "./solver.ts";

/** A fact at which data is named, or comes from a source of the rules. */
export interface Candidate {
  readonly fact: number;
  readonly label: Label;
  readonly field: string;
  readonly strength: Strength;
  readonly group: number;
}

/** How sure the name or rule is that this is such data. */
export type Strength = "rule" | "strong" | "weak";

export interface CandidateInput {
  readonly program: Program;
  readonly solver: Solver;
  readonly names: NameEvidence;
  readonly matchText: (text: string) => readonly NameMatch[];
  readonly sourceStores: ReadonlyMap<string, SourceSpec>;
}

/** Stops on the way to the sink whose functions count as near. */
const neighbourhood = 40;

/** What the names, the declared type or the source at a fact say that it is. Why data could not be had is none. */
export function candidatesAt(input: CandidateInput, graph: FactGraph, sink: SinkPort, fact: number): Candidate[] {
  const { solver, program, names } = input;
  const node = solver.facts.node(fact);
  const path = solver.facts.path(fact);
  const mask = solver.facts.mask(fact);
  const kind = program.nodeKind[node];
  if (solver.paths.fieldsOf(path)[0] === rejectedField) return [];
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
  // The name that a value is read under after it was put under a computed key says what it is, not the control it came from.
  const isRenamed = program.nodePayload[node] === namedByConstant && (mask & Mask.keyed) !== 0;
  if (!isRenamed) for (const match of names.ofNode(node)) consider(match);
  if (solver.facts.via(fact) === Via.write && !names.isOfStore(node)) {
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
  return field !== "[]" && field !== "*" && !field.startsWith(hiddenMark);
}

function groupOf(label: Label): number {
  if (label.startsWith("health")) return Mask.health;
  return label.startsWith("identifier") ? Mask.identifier : 0;
}

/** A record counts only as a whole; an identifier or weak word is the value itself; below a health value everything is health. */
function appliesTo({ solver }: CandidateInput, match: NameMatch, path: number): boolean {
  if (match.kind === "record") return solver.paths.isWhole(path);
  if (match.label.startsWith("identifier") || match.strength === "weak")
    return solver.paths.fieldsOf(path).every((field) => !isName(field));
  return true;
}

/** A weak word needs a strong neighbour; ids of users need none, and what is passed as identity is one. */
function weakCounts(
  { solver, names, program }: CandidateInput,
  sink: SinkPort,
  match: NameMatch,
  fact: number,
): boolean {
  if (match.label === "identifier.user") return true;
  if (match.label.startsWith("identifier") && sink.role === "identity") return true;
  const passed = new Set<number>();
  for (let current = fact, length = 0; current >= 0 && length < neighbourhood; length++) {
    passed.add(program.nodeOwner[solver.facts.node(current)] ?? -1);
    current = solver.facts.parent(current);
  }
  return names.hasStrongNeighbour(solver.facts.node(fact), passed);
}

function isLeftOut({ solver }: CandidateInput, path: number, field: string): boolean {
  const last = field.slice(field.lastIndexOf(".") + 1);
  return solver.paths.leavesOut(path, last);
}

/** A source of the rules is one storage place for all calls; the data begins at each value that is filled from it. */
function fromSourceRule(
  input: CandidateInput,
  graph: FactGraph,
  fact: number,
  node: number,
  mask: number,
): Candidate[] {
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
function fromText(input: CandidateInput, fact: number, node: number, mask: number): Candidate[] {
  if ((mask & Mask.text) === 0 || (mask & (Mask.decided | Mask.implicit)) !== 0) return [];
  const text = input.program.nameOf(node) ?? "";
  const match = input
    .matchText(text)
    .find(({ label, strength }) => strength === "strong" && label.startsWith("health"));
  return match ? [{ fact, label: match.label, field: text, strength: "strong", group: Mask.text }] : [];
}
