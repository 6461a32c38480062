/**
 * The rule set: what the YAML files of `rules/` and the user's settings say, checked and compiled.
 *
 * Names of outside things (`api`) are canonical API paths:
 *   global#fbq                     a global name; `window.fbq`, `globalThis.fbq`, `self["fbq"]` are the same thing
 *   global#dataLayer.push          a member of it
 *   npm:mixpanel-browser#track     a member of a package; a leading `default.` is dropped (`#default.track` is `#track`)
 *   npm:mixpanel#init().track      a member of what a call or `new` returns
 *   jsx#input                      an intrinsic JSX element, called with its props as `arg0`
 *   export#generateMetadata        an export that a framework reads: `arg0` is its value, `arg1` what it returns as a function
 * `callee` matches the written name of a call, whatever it resolves to: `send`, `*.send`, `get*Answers`. Only propagators leave
 * calls alone that resolve to functions of the project, which say themselves what they do.
 */

import type { HttpClientSpec, HttpMountSpec, HttpRouteSpec } from "./http-specs.ts";
import type { CalleePattern, Port } from "./port.ts";

/** A kind of data: `health.mental`, `identifier.email`, or `text` for a constant that tells a health fact. */
export type Label = string;

export type VendorClass = "advertising" | "forwarder" | "analytics" | "monitoring" | "first-party";

export interface Vendor {
  /** Lower-case and stable: it is part of fingerprints. */
  readonly id: string;
  readonly name: string;
  readonly class: VendorClass;
}

/**
 * What a sink port takes. `config` takes nothing that could be a person's and is never reported; `title`, `cookie` and `state` are
 * parts of a page that scripts on it can read, as they read its `address`.
 */
export type PortRole =
  | "payload"
  | "identity"
  | "event-name"
  | "address"
  | "title"
  | "cookie"
  | "state"
  | "free-text"
  | "audience"
  | "config";

/** A condition on a call: the constant at `port` is one of `values`. A value that is not constant satisfies it. */
export interface Condition {
  readonly port: Port;
  readonly values: readonly (string | number | boolean)[];
}

/** A condition that a call gives something at `port`, or gives nothing there. */
export interface PresenceCondition {
  readonly port: Port;
  readonly absent: boolean;
}

export interface SinkSpec {
  readonly id: string;
  /** Of a sink that is the page itself: `pageVendor`. Who receives what is put there are the trackers that the page loads. */
  readonly vendor: Vendor;
  readonly callee: CalleePattern;
  readonly when: readonly Condition[];
  /** Set for sinks that are an HTTP endpoint: the address must match one of these. */
  readonly endpoint?: EndpointPattern;
  readonly ports: readonly { readonly port: Port; readonly role: PortRole }[];
}

/** Stands for whoever reads a page, until it is known which trackers the page loads. */
export const pageVendor: Vendor = { id: "page", name: "the page", class: "first-party" };

/** What a tracker takes by itself: address, title and referrer; the texts of what is clicked; what is typed; the screen. */
export type Recording = "address" | "clicks" | "fields" | "screen";

/** A call that is meant by what its callee resolves to and by constants that it is given. */
export interface CallPattern {
  readonly callee: CalleePattern;
  readonly when: readonly Condition[];
}

/** A script that works by itself once a page has loaded it. */
export interface TrackerSpec {
  readonly id: string;
  readonly vendor: Vendor;
  /** Addresses it is loaded from: host and beginning of the path, with `*` for any part. */
  readonly scripts: readonly string[];
  /** Packages that bring it along: importing one loads it. */
  readonly packages: readonly string[];
  /** The calls that start it. */
  readonly starts: readonly CallPattern[];
  readonly records: readonly Recording[];
  /** Calls by which it records more or less than that. */
  readonly settings: readonly (CallPattern & {
    readonly stops: readonly Recording[];
    readonly adds: readonly Recording[];
  })[];
  /** Attributes and classes that hide from it what they are put on. */
  readonly masks: readonly string[];
}

/**
 * Host and path of an address. `*` stands for one label or one path part, `**` for any number. Paths begin with `/`;
 * no paths means any path.
 */
export interface EndpointPattern {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  /** The ports of the call that hold the address, taken from the HTTP client that the callee belongs to. */
  readonly address: readonly Port[];
  /** The ports that hold the beginning of addresses that are not whole. */
  readonly base: readonly Port[];
}

export interface SourceSpec {
  readonly id: string;
  readonly callee: CalleePattern;
  readonly ports: readonly Port[];
  /** Empty for a source whose data is only what its name says. */
  readonly labels: readonly Label[];
  /** Where the constant is that names the data, as a field would that it is read from: `arg0` of `data.get("email")`. */
  readonly named?: Port;
}

export interface SanitizerSpec {
  readonly id: string;
  readonly callee: CalleePattern;
  /** Labels taken away from the result; `all` takes every label. A prefix covers its children: `identifier`. */
  readonly removes: "all" | readonly Label[];
  /** Set when the call is a test: in the branch where it returned `when`, its argument is clean. */
  readonly guard?: { readonly argument: number; readonly when: boolean };
}

/** What happens to a value on the way; some kinds matter to labels or to the message. */
export type Transform =
  | "hash"
  | "encode"
  | "encrypt"
  | "truncate"
  | "text"
  | "arithmetic"
  | "compare"
  | "boolean"
  | "length"
  | "choice"
  | "call";

export interface PropagatorSpec {
  readonly id: string;
  readonly callee: CalleePattern;
  /** Whether a `callee` also speaks of calls of the project's own functions, as that of a source does. */
  readonly ofOwnFunctions?: boolean;
  /** The calls it speaks of, of those with its callee: all conditions must hold. */
  readonly when: readonly (Condition | PresenceCondition)[];
  /** One entry per pair of ports; empty means that the call passes nothing on. */
  readonly flows: readonly PortFlow[];
}

/** When both ports lead through the same function that the library made, one call of it is meant, and not one by another. */
export interface PortFlow {
  readonly from: Port;
  readonly to: Port;
  readonly transform?: Transform;
  /** Where the constants are that name what is passed on, as a field would that it is read from. */
  readonly named?: readonly Port[];
  /** Set when the value is passed on alone and nothing that is read from it: `onChange` may be given the text or an event. */
  readonly alone?: true;
  /**
   * Set when what is at `from` only names the fields of what is at `to`, as a schema does: whether anything is, or what is checked
   * by it. What the program writes out itself is not described.
   */
  readonly describes?: true | Port;
  /** Set when what is at `to` is of a type that the declared type of what is at `from` is given: the number of that type argument. */
  readonly typeArgument?: number;
  /** Set when it is passed on only where the program gives the result of the call to somebody outside, such as a template. */
  readonly given?: true;
  /** Fields that are not passed on. */
  readonly except?: readonly string[];
  /** The object, something that the call is given, whose fields `[each]` goes through. */
  readonly each?: Port;
}

/** What fields values of an outside type have, in terms of the types that it is given: `body` of `Request<P, R, Body>` is the third. */
export interface TypeSpec {
  readonly id: string;
  readonly types: readonly string[];
  /** Fields, each with the number of a type argument and the fields below it. */
  readonly fields: ReadonlyMap<string, { readonly argument: number; readonly path: readonly string[] }>;
}

export interface ConsentSpec {
  readonly callee: CalleePattern;
}

export interface AllowSpec {
  readonly vendor: string;
  readonly labels: readonly Label[];
  readonly reason: string;
  /** ISO date; after it the entry no longer applies. */
  readonly until?: string;
  /** Where it is written: `phi-lint.yml:7`. */
  readonly place: string;
}

export type Level = "error" | "warning" | "note";

/** A rule of design section 6: what a finding is called, how grave it is and what to do about it. */
export interface RuleSpec {
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  /** GitHub's `security-severity`, 0–10. */
  readonly severity: number;
  /** One sentence on why this is a problem. */
  readonly summary: string;
  /** One or two sentences on what to do. */
  readonly remedy: string;
  /** Markdown shown in code scanning: the law, the cases, the remedy with an example. */
  readonly help: string;
  /** Words that code scanning filters by, beside those that every rule has. */
  readonly tags?: readonly string[] | undefined;
}

/** One way in which a name or a text speaks of a kind of data. */
export interface NameMatch {
  readonly label: Label;
  readonly strength: "strong" | "weak";
  /** `value`: everything below it is sensitive too; `record`: only the whole is (`patient`, not `patient.city`). */
  readonly kind: "value" | "record";
  /** The lexicon term that matched, for explanations. */
  readonly term: string;
}

/** Which names and texts speak of health data or identify a person. The functions are pure and remember results. */
export interface Lexicon {
  /** Matches an identifier, property name or key as written. Suppressed names (`isLoadingPatient`) give nothing. */
  matchName(name: string): readonly NameMatch[];
  /** Matches the name of a function by what it gives back: `getDiagnosis` as `diagnosis`; `setDiagnosis` gives nothing. */
  matchCallee(name: string): readonly NameMatch[];
  /** Matches prose or an event name, word by word. */
  matchText(text: string): readonly NameMatch[];
}

/** What a page is there for: questions before care, finding a date, an area for those signed in, reading about a condition. */
export type PageKind = "intake" | "scheduling" | "portal" | "care";

/** What is known of pages by their names. */
export interface PageWords {
  /** The last word of names whose values have no meaning outside of the product, in small letters: `id`. */
  readonly opaque: ReadonlySet<string>;
  /** Words of addresses and files, in small letters, by the kind of page they speak of. The first kind that fits counts. */
  readonly kinds: readonly { readonly kind: PageKind; readonly words: readonly string[] }[];
  /** Names by which programs ask which page is shown. */
  readonly routeNames: ReadonlySet<string>;
  /** Calls by their written name that let only people in who have signed in. */
  readonly guards: CalleePattern;
  /** Elements and components by name that people fill in. */
  readonly fields: CalleePattern;
  /** Attributes and classes that hide from every recorder what they are put on. */
  readonly masks: readonly string[];
}

export interface RuleSet {
  readonly trackers: readonly TrackerSpec[];
  readonly pages: PageWords;
  readonly vendors: ReadonlyMap<string, Vendor>;
  readonly rules: ReadonlyMap<string, RuleSpec>;
  readonly sources: readonly SourceSpec[];
  readonly sinks: readonly SinkSpec[];
  readonly sanitizers: readonly SanitizerSpec[];
  readonly propagators: readonly PropagatorSpec[];
  readonly types: readonly TypeSpec[];
  readonly httpClients: readonly HttpClientSpec[];
  readonly httpRoutes: readonly HttpRouteSpec[];
  readonly httpMounts: readonly HttpMountSpec[];
  readonly consent: readonly ConsentSpec[];
  readonly allow: readonly AllowSpec[];
  readonly lexicon: Lexicon;
}
