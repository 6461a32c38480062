import type { AnalysisResult, Finding, Flow, FlowIdentity, Step, StepKind } from "../../src/model/finding.ts";
import type { Location } from "../../src/model/location.ts";
import type { RuleSet, RuleSpec, Vendor } from "../../src/model/rule-set.ts";
import type { ReportContext } from "../../src/report/report-context.ts";

const form = "src/intake/IntakeForm.tsx";
const events = "src/lib/events.ts";
const pixel = "src/lib/pixel.ts";
const page = "app/patient notes/[id]/Über #1.tsx";

/** The code of the sample: an intake form whose answers reach an advertising pixel through two helpers. */
const texts: Readonly<Record<string, string>> = {
  [form]: `import { leadCreated } from "../lib/events";

export function IntakeForm({ intake }: { intake: Intake }) {
  const submit = async () => {
    const therapyBefore = intake.hadTherapy;
    await leadCreated({ therapyBefore, email: intake.email.trim() });
  };

  if (intake.hadTherapy) {
    fbq("trackCustom", "ReturningVisitor");
  }
  return <form onSubmit={submit} />;
}
`,
  [events]: `import { send } from "./pixel";

export async function leadCreated(lead: Lead) {
  const em = await sha256(lead.email.toLowerCase());
  send("Lead", { ...lead, em });
}
`,
  [pixel]: `export function send(name: string, details: object) {
\twindow.fbq("track", name, details);
}
`,
  [page]: `export default function Page({ patient }) {
  Sentry.setTag("größe", patient.email);
}
`,
};

const meta: Vendor = { id: "meta", name: "Meta Pixel", class: "advertising" };
const sentry: Vendor = { id: "sentry", name: "Sentry", class: "monitoring" };

/** The location of the first place in a sample file where `snippet` stands, at or after the text `after`. */
export function at(file: string, snippet: string, after = ""): Location {
  const text = texts[file] ?? "";
  const start = text.indexOf(snippet, text.indexOf(after));
  if (start === -1) throw new Error(`${file} has no ${snippet}`);
  const line = text.slice(0, start).split("\n").length;
  const column = start - text.lastIndexOf("\n", start - 1);
  return { file, line, column, endLine: line, endColumn: column + snippet.length };
}

function step(kind: StepKind, location: Location, message: string): Step {
  return { kind, location, message };
}

/** What a baseline would keep of flows, as far as reports look at it. */
export function identitiesOf(
  rule: string,
  vendor: string,
  flows: readonly Pick<Flow, "label" | "field" | "fingerprint">[],
): readonly FlowIdentity[] {
  const common = {
    rule,
    vendor,
    sink: `${vendor}/sink`,
    port: "arg1",
    file: form,
    function: "",
    content: "0",
    shape: "0",
  };
  return flows.map(({ label, field, fingerprint }) => ({ ...common, label, field, fingerprint }));
}

const intoPixel: readonly Step[] = [
  step("argument", at(events, "{ ...lead, em }"), "is passed as `details` to `send()`"),
  step("sink", at(pixel, "details", "name, "), "is sent to Meta Pixel by `window.fbq()`"),
];

const therapyFlow: Flow = {
  label: "health.mental",
  field: "intake.hadTherapy",
  steps: [
    step("source", at(form, "intake.hadTherapy"), "`intake.hadTherapy` is read"),
    step("assign", at(form, "therapyBefore"), "is kept in `therapyBefore`"),
    step(
      "argument",
      at(form, "therapyBefore", "leadCreated({"),
      "is passed as `lead.therapyBefore` to `leadCreated()`",
    ),
    ...intoPixel,
  ],
  transforms: [],
  implicit: false,
  confidence: "high",
  fingerprint: "1f0e3dad99908345f7439f8ffabdffc4",
};

const emailFlow: Flow = {
  label: "identifier.email",
  field: "intake.email",
  steps: [
    step("source", at(form, "intake.email"), "`intake.email` is read"),
    step("argument", at(form, "intake.email.trim()"), "is passed as `lead.email` to `leadCreated()`"),
    step("transform", at(events, "sha256(lead.email.toLowerCase())"), "is hashed"),
    ...intoPixel,
  ],
  transforms: ["hash"],
  implicit: false,
  confidence: "high",
  fingerprint: "98f13708210194c475687be6106a3b84",
};

/** Two kinds of data in one call, over three files. */
export const leadFinding: Finding = {
  ruleId: "health-to-advertising",
  level: "error",
  vendor: meta,
  location: at(form, "leadCreated({ therapyBefore, email: intake.email.trim() })"),
  sink: { id: "meta-pixel/track", role: "payload", callee: "window.fbq", location: at(pixel, 'window.fbq("track"') },
  functionPath: "IntakeForm.submit",
  message: "`intake.hadTherapy` and `intake.email` reach Meta Pixel as event data through `leadCreated()`.",
  confidence: "high",
  consent: { kind: "none" },
  flows: [therapyFlow, emailFlow],
  flowCount: 2,
  identities: identitiesOf("health-to-advertising", "meta", [therapyFlow, emailFlow]),
};

/** No value is sent: the decision to call is the disclosure. */
export const decisionFinding: Finding = {
  ruleId: "health-decides-event",
  level: "warning",
  vendor: meta,
  location: at(form, 'fbq("trackCustom", "ReturningVisitor")'),
  sink: {
    id: "meta-pixel/track",
    role: "event-name",
    callee: "fbq",
    location: at(form, 'fbq("trackCustom", "ReturningVisitor")'),
  },
  functionPath: "IntakeForm",
  message: "Whether `fbq()` is called for Meta Pixel depends on `intake.hadTherapy`.",
  confidence: "medium",
  consent: { kind: "guarded", by: "hasMarketingConsent" },
  flows: [
    {
      label: "health.mental",
      field: "intake.hadTherapy",
      steps: [
        step("source", at(form, "intake.hadTherapy", "if ("), "`intake.hadTherapy` is read"),
        step("condition", at(form, "if (intake.hadTherapy)"), "decides whether the next call runs"),
        step("sink", at(form, 'fbq("trackCustom"'), "tells Meta Pixel the answer"),
      ],
      transforms: [],
      implicit: true,
      confidence: "medium",
      fingerprint: "3c59dc048e8850243be8079a5c74d079",
    },
  ],
  flowCount: 1,
  identities: identitiesOf("health-decides-event", "meta", [
    { label: "health.mental", field: "intake.hadTherapy", fingerprint: "3c59dc048e8850243be8079a5c74d079" },
  ]),
};

/** A note, in a file whose path needs care in addresses. */
export const noteFinding: Finding = {
  ruleId: "identifier-to-monitoring",
  level: "note",
  vendor: sentry,
  location: at(page, 'Sentry.setTag("größe", patient.email)'),
  sink: {
    id: "sentry/tag",
    role: "payload",
    callee: "Sentry.setTag",
    location: at(page, 'Sentry.setTag("größe", patient.email)'),
  },
  functionPath: "Page",
  message: "`patient.email` reaches Sentry as a tag through `Sentry.setTag()`.",
  confidence: "high",
  consent: { kind: "none" },
  flows: [
    {
      label: "identifier.email",
      field: "patient.email",
      steps: [
        step("source", at(page, "patient.email"), "`patient.email` is read"),
        step("sink", at(page, "patient.email"), "is sent to Sentry by `Sentry.setTag()`"),
      ],
      transforms: [],
      implicit: false,
      confidence: "high",
      fingerprint: "b6d767d2f8ed5d21a44b0e5886680cb9",
    },
  ],
  flowCount: 1,
  identities: identitiesOf("identifier-to-monitoring", "sentry", [
    { label: "identifier.email", field: "patient.email", fingerprint: "b6d767d2f8ed5d21a44b0e5886680cb9" },
  ]),
};

export const sampleResult: AnalysisResult = {
  findings: [noteFinding, leadFinding, decisionFinding],
  diagnostics: [
    {
      code: "syntax-error",
      file: pixel,
      span: { file: pixel, start: 55, end: 61 },
      message: "src/lib/pixel.ts does not parse from line 2 on; the rest was analysed as far as it could be read.",
    },
    {
      code: "bound-met",
      message: "The search for sources of one call in src/lib/events.ts stopped after 200,000 facts.",
    },
    { code: "import-unresolved", file: form, message: "The import `../lib/missing` has no file." },
  ],
  coverage: {
    filesAnalyzed: 1204,
    partial: [{ file: pixel, reason: "line 2 does not parse" }],
    skipped: [
      { file: "src/intake/IntakeForm.test.tsx", reason: "a test file" },
      { file: "src/lib/pixel.test.ts", reason: "a test file" },
      { file: "public/vendor.min.js", reason: "minified" },
    ],
    callSites: 2041,
    callSitesResolved: 1933,
    vendors: [
      { vendor: meta, calls: 2 },
      { vendor: sentry, calls: 1 },
    ],
    healthContext: { decision: "yes", because: "17.2 strong health names per 1,000 names" },
    allowances: [
      { place: "phi-lint.yml:7", vendor: "sentry", labels: ["identifier.user"], flows: 3 },
      { place: "phi-lint.yml:8", vendor: "meta", labels: ["identifier.email", "identifier.phone"], flows: 0 },
    ],
    counters: { "solve.facts": 5120, "graph.edges": 40211 },
  },
};

/** The result of a scan that saw everything and found nothing. */
export const cleanResult: AnalysisResult = {
  findings: [],
  diagnostics: [],
  coverage: {
    filesAnalyzed: 12,
    partial: [],
    skipped: [],
    callSites: 0,
    callSitesResolved: 0,
    vendors: [],
    healthContext: { decision: "no", because: "set by the settings" },
    allowances: [],
    counters: {},
  },
};

const rules: readonly RuleSpec[] = [
  {
    id: "identifier-to-monitoring",
    title: "An identifier reaches an error tracker",
    level: "note",
    severity: 3.5,
    summary: "Whoever runs the error tracker learns who uses a health product.",
    remedy: "Send an id that only your own systems can resolve.",
    help: "# An identifier reaches an error tracker\n\nSend a random id instead.",
  },
  {
    id: "health-to-advertising",
    title: "Health data reaches an advertising vendor",
    level: "error",
    severity: 9.3,
    summary:
      "An advertising vendor learns a health fact about a person it can recognise, which regulators treat as a breach.",
    remedy:
      "Leave the field out of the event. Hashing the identifiers beside it does not help, because the vendor can undo it.",
    help: "# Health data reaches an advertising vendor\n\nLeave the field out of the event.",
  },
  {
    id: "health-decides-event",
    title: "A tracking call runs only for one health answer",
    level: "warning",
    severity: 6.8,
    summary: "The event itself tells the answer, although no value is sent.",
    remedy: "Send the event for every answer, or for none.",
    help: "# A tracking call runs only for one health answer\n\nSend the event for every answer, or for none.",
  },
];

const sampleRuleSet: RuleSet = {
  vendors: new Map([meta, sentry].map((vendor) => [vendor.id, vendor])),
  rules: new Map(rules.map((rule) => [rule.id, rule])),
  sources: [],
  sinks: [],
  trackers: [],
  pages: {
    opaque: new Set(),
    kinds: [],
    routeNames: new Set(),
    guards: { kind: "callee", globs: [] },
    fields: { kind: "callee", globs: [] },
    masks: [],
  },
  sanitizers: [],
  propagators: [],
  types: [],
  httpClients: [],
  httpRoutes: [],
  httpMounts: [],
  consent: [],
  allow: [],
  lexicon: { matchName: () => [], matchText: () => [], matchCallee: () => [] },
};

export const sampleContext: ReportContext = {
  toolVersion: "1.2.3",
  color: false,
  columns: 100,
  verbose: false,
  quiet: false,
  ruleSet: sampleRuleSet,
  includeAccepted: false,
  repositoryPath: "",
  readText: (file) => texts[file],
};
