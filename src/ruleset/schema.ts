import { z } from "zod";

/**
 * The form of a rule file, for the files of `rules/` and for users' own. Names are checked here, meanings (ports, API paths,
 * vendors, labels) where the file is compiled, so that this schema stays convertible to JSON Schema.
 */

export const vendorClasses = ["advertising", "forwarder", "analytics", "monitoring", "first-party"] as const;
export const portRoles = [
  "payload",
  "identity",
  "event-name",
  "address",
  "title",
  "cookie",
  "state",
  "free-text",
  "audience",
  "config",
] as const;
export const pageKinds = ["intake", "scheduling", "portal", "care"] as const;
export const recordings = ["address", "clicks", "fields", "screen"] as const;
export const transforms = [
  "hash",
  "encode",
  "encrypt",
  "truncate",
  "text",
  "arithmetic",
  "compare",
  "boolean",
  "length",
  "choice",
  "call",
] as const;

const text = z.string().min(1);
const texts = z.union([text, z.array(text).min(1)]);
const literal = z.union([z.string(), z.number(), z.boolean()]);
const literals = z.union([literal, z.array(literal).min(1)]);

/** Every specification names its call by exactly one of these; the compiler checks that. */
const callee = { api: texts.optional(), callee: texts.optional() };

const vendor = z.strictObject({ id: text, name: text, class: z.enum(vendorClasses) });

const source = z.strictObject({
  id: text,
  ...callee,
  name: texts.optional(),
  ports: texts.optional(),
  labels: texts.optional(),
  named: text.optional(),
});

const endpoint = z.strictObject({ host: texts, path: texts.optional() });

const sink = z.strictObject({
  id: text,
  vendor: text.optional(),
  page: z.literal(true).optional(),
  ...callee,
  endpoint: endpoint.optional(),
  when: z.record(text, literals).optional(),
  ports: z.record(text, z.enum(portRoles)),
});

const callPattern = { ...callee, when: z.record(text, literals).optional() };

/** A script that works by itself once it is loaded: how that is seen, what it records, and how less of it. */
const tracker = z.strictObject({
  id: text,
  vendor: text.optional(),
  scripts: texts.optional(),
  packages: texts.optional(),
  starts: z.array(z.strictObject(callPattern)).optional(),
  records: z.array(z.enum(recordings)).optional(),
  settings: z
    .array(
      z.strictObject({
        ...callPattern,
        stops: z.array(z.enum(recordings)).optional(),
        adds: z.array(z.enum(recordings)).optional(),
      }),
    )
    .optional(),
  masks: texts.optional(),
});

/** What is known of pages by their names. */
const pages = z.strictObject({
  opaque: z.array(text).optional(),
  kinds: z.array(z.strictObject({ kind: z.enum(pageKinds), words: z.array(text).min(1) })).optional(),
  routeNames: z.array(text).optional(),
  guards: z.array(text).optional(),
  fields: z.array(text).optional(),
  masks: z.array(text).optional(),
});

const guard = z.strictObject({ ...callee, argument: z.int().min(0).max(99), when: z.boolean() });

const sanitizer = z.strictObject({
  id: text,
  ...callee,
  removes: texts,
  guard: guard.optional(),
});

/** A constant that a call must have at a port, or whether it has anything there. */
const callCondition = z.union([literals, z.strictObject({ absent: z.boolean() })]);

const flow = z.strictObject({
  from: texts,
  to: texts,
  transform: z.enum(transforms).optional(),
  named: texts.optional(),
  alone: z.literal(true).optional(),
  given: z.literal(true).optional(),
  each: text.optional(),
  except: texts.optional(),
  describes: z.union([z.literal(true), text]).optional(),
  typeArgument: z.int().min(0).max(9).optional(),
});

const propagator = z.strictObject({
  id: text,
  ...callee,
  ofOwnFunctions: z.literal(true).optional(),
  from: texts.optional(),
  to: texts.optional(),
  transform: z.enum(transforms).optional(),
  named: texts.optional(),
  alone: z.literal(true).optional(),
  each: text.optional(),
  when: z.record(text, callCondition).optional(),
  flows: z.array(flow).optional(),
});

/** Fields of an outside type, as `type2` or `type0.Body`. */
const typeFields = z.strictObject({ id: text, type: texts, fields: z.record(text, text) });

const httpClient = z.strictObject({
  id: text,
  ...callee,
  address: texts,
  base: texts.optional(),
  body: texts,
  query: texts.optional(),
  method: texts.optional(),
  answer: texts.optional(),
});

const httpRoute = z.strictObject({
  id: text,
  ...callee,
  files: texts.optional(),
  path: texts.optional(),
  of: texts.optional(),
  method: texts.optional(),
  body: texts.optional(),
  query: texts.optional(),
  params: texts.optional(),
  answer: texts.optional(),
});

const httpMount = z.strictObject({ id: text, ...callee, path: texts.optional(), inner: texts });

const consent = z.strictObject({ ...callee });

const rule = z.strictObject({
  id: text,
  title: text,
  level: z.enum(["error", "warning", "note"]),
  severity: z.number().min(0).max(10),
  summary: text,
  remedy: text,
  help: text,
  tags: z.array(text).optional(),
});

const words = z.strictObject({ strong: z.array(text).optional(), weak: z.array(text).optional() });

const termGroup = z.strictObject({
  label: text,
  kind: z.enum(["value", "record"]).optional(),
  en: words.optional(),
  de: words.optional(),
  fr: words.optional(),
  nl: words.optional(),
  es: words.optional(),
  notWhen: z.array(text).optional(),
});

/** Parts of names after which, or before which, a word no longer names a person's value. */
const suppress = z.strictObject({
  flagPrefixes: z.array(text).optional(),
  screenPrefixes: z.array(text).optional(),
  effectVerbs: z.array(text).optional(),
  valueVerbs: z.array(text).optional(),
  screenWords: z.array(text).optional(),
  suffixes: z.array(text).optional(),
  componentSuffixes: z.array(text).optional(),
  containers: z.array(text).optional(),
  neverRaised: z.array(text).optional(),
  resultEnds: z.array(text).optional(),
});

const lexicon = z.strictObject({
  terms: z.array(termGroup).optional(),
  homonyms: z.array(text).optional(),
  suppress: suppress.optional(),
});

const allow = z.strictObject({
  vendor: text,
  labels: texts,
  reason: text,
  until: z.string().optional(),
});

const examples = z.strictObject({ finds: texts.optional(), allows: texts.optional() });

export const ruleFileSchema = z.strictObject({
  vendor: vendor.optional(),
  vendors: z.array(vendor).optional(),
  documentation: z.string().optional(),
  sources: z.array(source).optional(),
  sinks: z.array(sink).optional(),
  trackers: z.array(tracker).optional(),
  pages: pages.optional(),
  sanitizers: z.array(sanitizer).optional(),
  propagators: z.array(propagator).optional(),
  types: z.array(typeFields).optional(),
  httpClients: z.array(httpClient).optional(),
  httpRoutes: z.array(httpRoute).optional(),
  httpMounts: z.array(httpMount).optional(),
  consent: z.array(consent).optional(),
  rules: z.array(rule).optional(),
  lexicon: lexicon.optional(),
  allow: z.array(allow).optional(),
  examples: examples.optional(),
});

/** What a rule file says, as written. */
export type RuleFile = z.infer<typeof ruleFileSchema>;
