import type { Step, StepKind } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import { NodeKind } from "../model/module-graph.ts";
import { spokenCall, type Program } from "../model/program.ts";
import type { RawFlow, Stop } from "../model/raw-flow.ts";
import type { Transform } from "../model/rule-set.ts";
import { reasonOfMove, reasonOfSink, reasonOfSource } from "./step-reasons.ts";

/** Finds line and column of a stretch of a file. */
export type Locate = (file: string, start: number, end: number) => Location;

/** The text of a stretch of a file. */
export type TextAt = (file: string, start: number, end: number) => string;

interface Describing {
  readonly program: Program;
  readonly locate: Locate;
  readonly textAt: TextAt;
}

/**
 * The stops of a flow as steps a person can follow: the source first, the vendor call last; in between what changes where
 * the data is (an argument, a return, a field, a new variable, a transform), one step a line.
 */
export function describeSteps(describing: Describing, flow: RawFlow): Step[] {
  const { program, locate } = describing;
  const steps: Step[] = [];
  let lastName: string | undefined;
  flow.stops.forEach((stop, index) => {
    const step = index === 0 ? sourceStep(program, flow, stop, locate) : middleStep(describing, flow, index);
    const name = program.nameOf(stop.node);
    // One name over several stops is one variable that is handed on.
    const isHandedOn = step?.kind === "assign" && name === lastName;
    lastName = name ?? lastName;
    if (step && !isHandedOn) append(steps, step);
  });
  const decision = flow.implicit ? flow.stops.at(-1) : undefined;
  const decided = decision && placeOfNode(program, decision.node, locate);
  if (decided) {
    const reason = "only some answers let the call run, so that it runs tells the answer";
    append(steps, { kind: "condition", location: decided, message: "decides whether the call runs", reason });
  }
  const call = program.calls[flow.sinkCall];
  const file = program.modules[call?.module ?? -1]?.path ?? "";
  const sink: Step = {
    kind: "sink",
    location: locate(file, call?.start ?? 0, call?.end ?? 0),
    message: flow.readers
      ? `\`${call ? spokenCall(call) : ""}\` puts it where ${flow.spec.vendor.name} reads it`
      : flow.implicit
        ? `\`${call?.written ?? ""}()\` runs only for one answer, so ${flow.spec.vendor.name} learns it`
        : `\`${call?.written ?? ""}()\` hands it to ${flow.spec.vendor.name}`,
    reason: reasonOfSink(flow),
  };
  if (steps.length === 0) {
    const message = `\`${flow.field}\` enters here`;
    steps.push({ kind: "source", location: sink.location, message, reason: reasonOfSource(flow) });
  }
  return [...steps, sink];
}

/** How much a step says; of several on one line the one that says most is kept. */
const weight: Readonly<Record<StepKind, number>> = {
  source: 3,
  sink: 3,
  condition: 3,
  transform: 2,
  argument: 2,
  return: 2,
  write: 1,
  read: 0,
  assign: 0,
};

function append(steps: Step[], step: Step): void {
  const last = steps.at(-1);
  if (last?.location.file !== step.location.file || last.location.line !== step.location.line) steps.push(step);
  else if (weight[last.kind] < weight[step.kind] || (last.kind === "transform" && !isTelling(last) && isTelling(step)))
    steps[steps.length - 1] = step;
  else if (weight[last.kind] === 2 && weight[step.kind] === 2 && last.kind !== step.kind) steps.push(step);
}

/** Whether a step says what was done to the data, which a reader should not miss: of two transforms on one line this one is kept. */
function isTelling({ kind, message }: Step): boolean {
  return kind === "transform" && tellingTransforms.some((transform) => message === transformMessages[transform]);
}

const tellingTransforms: readonly Transform[] = ["hash", "encode", "encrypt", "truncate"];

function sourceStep(program: Program, flow: RawFlow, stop: Stop, locate: Locate): Step | undefined {
  const placed = placeOfNode(program, stop.node, locate) ?? nextPlace(program, flow, locate);
  if (!placed) return undefined;
  const what = flow.isText ? `the text "${flow.field}" tells ${flow.label}` : `\`${flow.field}\` is ${flow.label}`;
  return { kind: "source", location: placed, message: what, reason: reasonOfSource(flow) };
}

/** Sources of the rules have no place of their own; the value they fill has. */
function nextPlace(program: Program, flow: RawFlow, locate: Locate): Location | undefined {
  for (const { node } of flow.stops.slice(1)) {
    const location = placeOfNode(program, node, locate);
    if (location) return location;
  }
  return undefined;
}

function middleStep(describing: Describing, flow: RawFlow, index: number): Step | undefined {
  const { program, locate } = describing;
  const stop = flow.stops[index];
  const before = flow.stops[index - 1];
  if (!stop || !before) return undefined;
  const kind = kindOf(describing, before, stop);
  const location =
    kind?.at === "call" ? placeOfCall(program, before.call, locate) : placeOfNode(program, stop.node, locate);
  if (!kind || !location) return undefined;
  const reason = reasonOfMove(program, before, stop);
  return { kind: kind.kind, location, message: kind.message, ...(reason !== undefined && { reason }) };
}

function kindOf(
  describing: Describing,
  before: Stop,
  stop: Stop,
): { readonly kind: StepKind; readonly message: string; readonly at: "node" | "call" } | undefined {
  const { program } = describing;
  const name = program.nameOf(stop.node);
  const callee = before.call >= 0 ? (program.calls[before.call]?.written ?? "") : "";
  switch (before.move) {
    case "argument":
      if (callee === "")
        return name === undefined ? undefined : { kind: "argument", message: `passed on as \`${name}\``, at: "node" };
      return { kind: "argument", message: `passed to \`${callee}()\``, at: "call" };
    case "return":
      return callee === "" ? undefined : { kind: "return", message: `returned by \`${callee}()\``, at: "call" };
    case "outside":
      return { kind: "transform", message: `goes through \`${callee}()\``, at: "call" };
    case "capture":
      return undefined;
    case "derive":
    case "convert":
      return { kind: "transform", message: transformMessages[before.transform ?? "call"], at: "node" };
    case "write":
      return before.field === undefined || isPosition(before.field)
        ? undefined
        : { kind: "write", message: `written to field \`${before.field}\``, at: "node" };
    case "read":
    case "pick":
      return name === undefined || isPosition(name)
        ? undefined
        : { kind: "read", message: `read as \`${name}\``, at: "node" };
    case "shared":
      return name === undefined
        ? undefined
        : { kind: "assign", message: `kept ${keeper(describing, stop.node, name)}`, at: "node" };
    case "copy":
      if (name === undefined || program.nodeKind[stop.node] !== NodeKind.variable) return undefined;
      return { kind: "assign", message: `assigned to \`${name}\``, at: "node" };
  }
}

const transformMessages: Readonly<Record<Transform, string>> = {
  hash: "hashed",
  encode: "encoded",
  encrypt: "encrypted",
  truncate: "shortened",
  text: "made part of a text",
  arithmetic: "computed with",
  compare: "compared",
  boolean: "turned into yes or no",
  length: "measured",
  choice: "decides which value is taken",
  call: "goes through a call",
};

/** An index of a list, any element or any field: which one says nothing to a person. */
function isPosition(field: string): boolean {
  return /^(?:\d+|\[\]|\*)$/.test(field);
}

/** A variable keeps a value, and so does a call such as that of a hook. */
function keeper({ program, textAt }: Describing, node: number, name: string): string {
  const start = program.nodeStart[node] ?? 0;
  const file = program.modules[program.nodeModule[node] ?? -1]?.path ?? "";
  const begins = textAt(file, start, Math.min(program.nodeEnd[node] ?? 0, start + name.length + 1));
  return begins === `${name}(` || begins === `${name}<` ? `by \`${name}()\`` : `in \`${name}\``;
}

function placeOfNode(program: Program, node: number, locate: Locate): Location | undefined {
  const start = program.nodeStart[node] ?? 0;
  const end = program.nodeEnd[node] ?? 0;
  const file = program.modules[program.nodeModule[node] ?? -1]?.path;
  return file === undefined || end <= start ? undefined : locate(file, start, end);
}

function placeOfCall(program: Program, index: number, locate: Locate): Location | undefined {
  const call = program.calls[index];
  const file = program.modules[call?.module ?? -1]?.path;
  return call && file !== undefined && call.end > call.start ? locate(file, call.start, call.end) : undefined;
}
