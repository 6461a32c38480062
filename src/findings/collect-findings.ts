import type { Allowance, Confidence, Consent, Finding, Flow, FlowIdentity } from "../model/finding.ts";
import { printPort } from "../model/print-port.ts";
import type { RawFlow } from "../model/raw-flow.ts";
import { pageVendor, type AllowSpec, type PortRole, type RuleSpec, type Transform } from "../model/rule-set.ts";
import { compareText } from "../util/compare-text.ts";
import { contentHash, shapeHash } from "./content-hash.ts";
import { describeSteps } from "./describe-steps.ts";
import type { FindingsInput } from "./findings-input.ts";
import { fingerprintFlow } from "./fingerprint.ts";
import { functionPathOf } from "./function-path.ts";
import { isAllowed } from "./is-allowed.ts";
import { flowToReaders, pageMessage } from "./page-flows.ts";
import { presenceFindings } from "./presence-findings.ts";
import { ruleOf } from "./rule-of.ts";
import { tieIdentities } from "./tie-identities.ts";

export interface CollectedFindings {
  /** Sorted by place, rule and vendor. */
  readonly findings: readonly Finding[];
  readonly allowances: readonly Allowance[];
}

interface Collecting extends FindingsInput {
  /** What is known already of functions. */
  readonly shapes: Map<number, string>;
}

interface Judged {
  readonly raw: RawFlow;
  readonly rule: RuleSpec;
}

/**
 * Groups flows into findings: one for each rule, vendor and place; the surest flows first, of equally sure ones the shortest. What
 * the settings allow is left out and counted.
 */
export function collectFindings(input: FindingsInput): CollectedFindings {
  const allowed = new Map<AllowSpec, number>(input.ruleSet.allow.map((allow) => [allow, 0]));
  const collecting: Collecting = { ...input, shapes: new Map() };
  const groups = new Map<string, Judged[]>();
  /** Vendors that receive data, with the modules in which it is put together. */
  const named = new Set<string>();
  const flows = input.flows.flatMap((raw) =>
    raw.spec.vendor === pageVendor ? (flowToReaders(input, raw, allowed) ?? []) : [raw],
  );
  for (const raw of flows) {
    const ruleId = ruleOf(raw, input.isHealthProduct);
    const rule = ruleId === undefined ? undefined : input.ruleSet.rules.get(ruleId);
    if (!rule) continue;
    const allow = input.ruleSet.allow.find((each) => isAllowed(raw.spec.vendor, raw.label, each));
    if (allow) {
      allowed.set(allow, (allowed.get(allow) ?? 0) + 1);
      continue;
    }
    named.add(`${raw.spec.vendor.id} ${String(input.program.calls[raw.place]?.module)}`);
    const key = `${rule.id}\n${raw.spec.vendor.id}\n${String(raw.place)}`;
    const group = groups.get(key);
    if (group) group.push({ raw, rule });
    else groups.set(key, [{ raw, rule }]);
  }
  const isNamed = (vendor: string, modules: readonly number[]): boolean =>
    modules.some((module) => named.has(`${vendor} ${String(module)}`));
  const found = [...groups.values()].flatMap((group) => findingOf(collecting, group) ?? []);
  return {
    findings: tieIdentities([...found, ...presenceFindings({ ...input, isNamed, allowed })].sort(compareFindings)),
    allowances: [...allowed].map(([{ place, vendor, labels }, flows]) => ({ place, vendor, labels, flows })),
  };
}

function findingOf(input: Collecting, group: readonly Judged[]): Finding | undefined {
  const { program, locate } = input;
  const [first] = group;
  const placeCall = first && program.calls[first.raw.place];
  if (!first || !placeCall) return undefined;
  const { rule } = first;
  const { vendor } = first.raw.spec;
  const file = program.modules[placeCall.module]?.path ?? "";
  const functionPath = functionPathOf(program, placeCall.owner);
  const content = contentHash(input.textAt(file, placeCall.start, placeCall.end));
  const around = program.functions[placeCall.owner];
  const shape = around === undefined ? content : shapeOf(input, placeCall.owner, file, around);
  const place = { file: input.repositoryPath + file, function: functionPath, content, shape };
  const flows = group.map(({ raw }) => {
    const identity = identityOf(raw, rule, place);
    return { raw, identity, flow: flowOf(input, raw, identity.fingerprint) };
  });
  const distinct = distinctFlows(flows).sort((a, b) => compareFlows(a.flow, b.flow));
  const [shown] = distinct;
  if (!shown) return undefined;
  const sinkCall = program.calls[shown.raw.sinkCall];
  const sinkFile = program.modules[sinkCall?.module ?? -1]?.path ?? "";
  const guard = input.consentOf(first.raw.place) ?? input.consentOf(shown.raw.sinkCall);
  const consent: Consent = guard === undefined ? { kind: "none" } : { kind: "guarded", by: guard };
  return {
    ruleId: rule.id,
    level: levelOf(rule, vendor.class, consent),
    vendor,
    location: locate(file, placeCall.start, placeCall.end),
    sink: {
      id: shown.raw.spec.id,
      role: shown.raw.role,
      callee: sinkCall?.written ?? "",
      location: locate(sinkFile, sinkCall?.start ?? 0, sinkCall?.end ?? 0),
    },
    functionPath,
    message: messageOf(input, shown.raw, shown.flow, placeCall.written || (sinkCall?.written ?? "")),
    confidence: distinct.reduce<Confidence>(
      (best, { flow }) => (rank(flow.confidence) > rank(best) ? flow.confidence : best),
      "low",
    ),
    consent,
    flows: distinct.slice(0, input.flowsPerFinding).map(({ flow }) => flow),
    flowCount: distinct.length,
    identities: distinct.map(({ identity }) => identity),
  };
}

/** A consent check changes nothing for advertising; elsewhere it takes one level off. */
function levelOf(rule: RuleSpec, vendorClass: string, consent: Consent): RuleSpec["level"] {
  if (consent.kind === "none" || vendorClass === "advertising") return rule.level;
  return rule.level === "error" ? "warning" : "note";
}

/** Functions may be whole files with many places. */
function shapeOf(
  { shapes, textAt }: Collecting,
  owner: number,
  file: string,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  const known = shapes.get(owner);
  if (known !== undefined) return known;
  const shape = shapeHash(textAt(file, start, end));
  shapes.set(owner, shape);
  return shape;
}

function identityOf(
  raw: RawFlow,
  rule: RuleSpec,
  place: Pick<FlowIdentity, "file" | "function" | "content" | "shape">,
): FlowIdentity {
  const { spec, label, field } = raw;
  const identity = {
    rule: rule.id,
    vendor: spec.vendor.id,
    sink: spec.id,
    port: printPort(raw.port),
    label,
    field,
    ...place,
  };
  return { fingerprint: fingerprintFlow(identity), ...identity };
}

function flowOf(input: FindingsInput, raw: RawFlow, fingerprint: string): Flow {
  const transforms: Transform[] = [];
  for (const { transform } of raw.stops) if (transform && !transforms.includes(transform)) transforms.push(transform);
  return {
    label: raw.label,
    field: raw.field,
    steps: describeSteps(input, raw),
    transforms,
    implicit: raw.implicit,
    confidence: confidenceOf(raw),
    fingerprint,
  };
}

/** Strong names and rules are sure, weak ones less; so are paths through calls that nothing is known of, and decisions. */
function confidenceOf(raw: RawFlow): Confidence {
  const doubts = (raw.strength === "weak" ? 1 : 0) + (raw.guessed ? 1 : 0) + (raw.implicit ? 1 : 0);
  return doubts === 0 ? "high" : doubts === 1 ? "medium" : "low";
}

function rank(confidence: Confidence): number {
  return confidence === "high" ? 2 : confidence === "medium" ? 1 : 0;
}

interface JudgedFlow {
  readonly raw: RawFlow;
  readonly flow: Flow;
  readonly identity: FlowIdentity;
}

/**
 * The same data reaching several ports of one call by the same start is one flow. Of equally sure ones that of the port which says
 * most is kept, whatever the length of its path, so that the name of the flow does not change with code on the way.
 */
function distinctFlows(flows: readonly JudgedFlow[]): JudgedFlow[] {
  const kept = new Map<string, JudgedFlow>();
  for (const candidate of flows) {
    const { flow } = candidate;
    const start = flow.steps[0]?.location;
    const key = `${flow.label}\n${flow.field}\n${start?.file ?? ""}:${String(start?.line)}:${String(start?.column)}`;
    const known = kept.get(key);
    if (!known || comparePorts(candidate, known) < 0) kept.set(key, candidate);
  }
  return [...kept.values()];
}

function comparePorts(a: JudgedFlow, b: JudgedFlow): number {
  return (
    rank(b.flow.confidence) - rank(a.flow.confidence) ||
    b.raw.port.steps.length - a.raw.port.steps.length ||
    compareText(a.identity.port, b.identity.port) ||
    compareText(a.identity.sink, b.identity.sink) ||
    compareFlows(a.flow, b.flow)
  );
}

function compareFlows(a: Flow, b: Flow): number {
  return (
    rank(b.confidence) - rank(a.confidence) ||
    a.steps.length - b.steps.length ||
    compareText(a.field, b.field) ||
    compareText(a.label, b.label) ||
    compareText(a.fingerprint, b.fingerprint) ||
    compareText(JSON.stringify(a.steps), JSON.stringify(b.steps))
  );
}

const roleNames: Readonly<Record<PortRole, string>> = {
  payload: "event data",
  identity: "a user's identity",
  "event-name": "the name of an event",
  address: "an address",
  title: "a page title",
  cookie: "a cookie",
  state: "the state of a page",
  "free-text": "free text",
  audience: "an audience list",
  config: "configuration",
};

function messageOf(input: FindingsInput, raw: RawFlow, flow: Flow, callee: string): string {
  const vendor = raw.spec.vendor.name;
  const near = raw.isText ? undefined : nearData(input, raw);
  const named = near === undefined ? `\`${flow.field}\`` : `\`${near}\` (from \`${flow.field}\`)`;
  const data = raw.isText ? `The name "${flow.field}"` : named;
  if (raw.readers) return pageMessage(input, data, raw);
  if (flow.implicit) return `\`${callee}()\` runs only for one value of ${data}, so ${vendor} learns it.`;
  if (raw.isText) return `${data} tells ${vendor} a health fact as ${roleNames[raw.role]} through \`${callee}()\`.`;
  const hashed = flow.transforms.includes("hash") ? ", hashed," : "";
  return `${data}${hashed} reaches ${vendor} as ${roleNames[raw.role]} through \`${callee}()\`.`;
}

/**
 * How the data is called at the place of the finding, where that tells more than its name at the source: `contact.email` of
 * `identify(contact.email)`, although it began as `event.target.value`.
 */
function nearData({ program, ruleSet, textAt }: FindingsInput, raw: RawFlow): string | undefined {
  const place = program.calls[raw.place];
  if (!place) return undefined;
  const inside = raw.stops.findLast(({ node }) => {
    const start = program.nodeStart[node] ?? 0;
    const end = program.nodeEnd[node] ?? 0;
    return program.nodeModule[node] === place.module && start > place.start && end < place.end && end > start;
  });
  const file = program.modules[place.module]?.path ?? "";
  const written = inside && textAt(file, program.nodeStart[inside.node] ?? 0, program.nodeEnd[inside.node] ?? 0);
  if (written === undefined || written.length > 60 || !/^[\w$]+(?:\??\.[\w$]+)*$/.test(written)) return undefined;
  const last = written.split(".").at(-1) ?? "";
  if (last === raw.field.split(".").at(-1)) return undefined;
  return ruleSet.lexicon.matchName(last).some(({ label }) => label === raw.label)
    ? written.replaceAll("?.", ".")
    : undefined;
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.location.file, b.location.file) ||
    a.location.line - b.location.line ||
    a.location.column - b.location.column ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.vendor.id, b.vendor.id)
  );
}
