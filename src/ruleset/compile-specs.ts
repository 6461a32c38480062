import type { Port } from "../model/port.ts";
import type {
  AllowSpec,
  ConsentSpec,
  PortFlow,
  PropagatorSpec,
  SanitizerSpec,
  SourceSpec,
  Vendor,
} from "../model/rule-set.ts";
import {
  below,
  compileCallee,
  compileCondition,
  compileEach,
  compileLabels,
  compilePort,
  compilePorts,
  compileStoragePort,
  compileStoragePorts,
  mistake,
  type OneOrMany,
  type Place,
  placeIn,
} from "./compile-parts.ts";
import { nearestHint } from "./nearest-name.ts";
import type { RuleDocument } from "./rule-document.ts";
import type { RuleFile } from "./schema.ts";

/** Sources, sanitizers, propagators, consent and allowances of one file, in the order written. */

type Written<Key extends keyof RuleFile> = NonNullable<RuleFile[Key]> extends readonly (infer Item)[] ? Item : never;

/** Sources that are calls; sources by `name` go to the lexicon. */
export function compileSources(document: RuleDocument): readonly SourceSpec[] {
  return (document.content.sources ?? []).flatMap((source, index) => {
    const place = placeIn(document, "sources", index);
    const isCall = source.api !== undefined || source.callee !== undefined;
    if (source.labels === undefined && (source.named === undefined || !isCall)) {
      const hint = "Add `labels: [health]`, or `named: arg0` to a call whose argument names the data.";
      throw mistake(place, `The source \`${source.id}\` has no \`labels\`.`, hint);
    }
    const labels = source.labels === undefined ? [] : compileLabels(below(place, "labels"), source.labels);
    if (isCall === (source.name !== undefined)) {
      throw mistake(place, `The source \`${source.id}\` must have one of \`api\`, \`callee\` and \`name\`.`);
    }
    if (!isCall) {
      const key = source.ports !== undefined ? "ports" : source.named !== undefined ? "named" : undefined;
      if (key === undefined) return [];
      throw mistake(below(place, key), `The source \`${source.id}\` is a \`name\`, which has no \`${key}\`.`);
    }
    if (source.ports === undefined) {
      throw mistake(place, `The source \`${source.id}\` has no \`ports\`.`, "Add `ports: [return]`.");
    }
    const ports = compilePorts(below(place, "ports"), source.ports);
    const named = source.named === undefined ? {} : { named: compileNamed(below(place, "named"), source.named) };
    return [{ id: source.id, callee: compileCallee(place, source), ports, labels, ...named }];
  });
}

export function compileSanitizers(document: RuleDocument): readonly SanitizerSpec[] {
  return (document.content.sanitizers ?? []).map((sanitizer, index) => {
    const place = placeIn(document, "sanitizers", index);
    const removes = compileRemoves(below(place, "removes"), sanitizer.removes);
    if (sanitizer.guard === undefined) return { id: sanitizer.id, callee: compileCallee(place, sanitizer), removes };
    if (sanitizer.api !== undefined || sanitizer.callee !== undefined) {
      throw mistake(place, `The sanitizer \`${sanitizer.id}\` must name its call inside \`guard\`, and only there.`);
    }
    const callee = compileCallee(below(place, "guard"), sanitizer.guard);
    const { argument, when } = sanitizer.guard;
    return { id: sanitizer.id, callee, removes, guard: { argument, when } };
  });
}

function compileRemoves(place: Place, written: OneOrMany): SanitizerSpec["removes"] {
  if (written === "all") return "all";
  const labels = compileLabels(place, written);
  // Labels are followed by group; a promise to clear only one of a group would not be kept.
  const finer = labels.find((label) => label !== "health" && label !== "identifier");
  if (finer === undefined) return labels;
  throw mistake(
    place,
    `\`removes\` takes \`all\`, \`health\` or \`identifier\`; \`${finer}\` alone cannot be removed.`,
  );
}

export function compilePropagators(document: RuleDocument): readonly PropagatorSpec[] {
  return (document.content.propagators ?? []).map((propagator, index) => {
    const place = placeIn(document, "propagators", index);
    const callee = compileCallee(place, propagator);
    const when = compileWhen(below(place, "when"), propagator.when ?? {});
    const own = propagator.ofOwnFunctions === undefined ? {} : { ofOwnFunctions: propagator.ofOwnFunctions };
    return { id: propagator.id, callee, ...own, when, flows: flowsOf(place, propagator) };
  });
}

type CallConditions = NonNullable<Written<"propagators">["when"]>;

function compileWhen(place: Place, written: CallConditions): PropagatorSpec["when"] {
  return Object.entries(written).map(([text, condition]) => {
    const at = below(place, text);
    const port = compilePort(text, () => at);
    if (!isOfArguments(port)) {
      throw mistake(at, `\`when\` asks for what a call is given; \`argN\`, \`argN.field\` or \`this\` was expected.`);
    }
    if (typeof condition !== "object" || !("absent" in condition)) return compileCondition(port, condition);
    return { port, absent: condition.absent };
  });
}

/** A port that holds the constant by which data is named. */
function compileNamed(place: Place, written: string): Port {
  const named = compileStoragePort(written, () => place);
  const { root, steps } = named;
  if (isOfArguments({ root, steps: steps.filter(({ kind }) => kind !== "field-of-each") })) return named;
  throw mistake(
    place,
    `\`named\` is where a call is given a constant; \`argN\`, \`argN.field\` or \`this\` was expected.`,
  );
}

/** An argument or the receiver, or a field below it. */
function isOfArguments({ root, steps }: Port): boolean {
  return (root.kind === "argument" || root.kind === "this") && steps.every(({ kind }) => kind === "field");
}

function flowsOf(place: Place, propagator: Written<"propagators">): readonly PortFlow[] {
  const { from, to, flows, transform, named, alone, each } = propagator;
  if (flows !== undefined) {
    if (
      from === undefined &&
      to === undefined &&
      transform === undefined &&
      named === undefined &&
      alone === undefined &&
      each === undefined
    ) {
      return flows.flatMap((flow, index) => portFlows(below(place, "flows", index), flow));
    }
  } else if (from !== undefined && to !== undefined) {
    return portFlows(place, { from, to, transform, named, alone, each });
  }
  const hint = "`flows: []` says that the call passes nothing on.";
  throw mistake(place, `The propagator \`${propagator.id}\` must have either \`from\` and \`to\`, or \`flows\`.`, hint);
}

/** Each port of `from` goes to each port of `to`. */
function portFlows(place: Place, flow: NonNullable<Written<"propagators">["flows"]>[number]): readonly PortFlow[] {
  const targets = compileEach(below(place, "to"), flow.to, (text, at) => {
    const port = compileStoragePort(text, at);
    const isType = port.root.kind === "type" || port.steps.some(({ kind }) => kind === "callback-type");
    if (isType) throw mistake(at(), `\`${text}\` is something that is read; it stands in \`from\`.`);
    return port;
  });
  const transform = flow.transform === undefined ? {} : { transform: flow.transform };
  const named =
    flow.named === undefined
      ? {}
      : { named: compileEach(below(place, "named"), flow.named, (text, at) => compileNamed(at(), text)) };
  const alone = flow.alone === undefined ? {} : { alone: flow.alone };
  const given = flow.given === undefined ? {} : { given: flow.given };
  const except =
    flow.except === undefined ? {} : { except: typeof flow.except === "string" ? [flow.except] : flow.except };
  const describes =
    flow.describes === undefined
      ? {}
      : {
          describes:
            flow.describes === true
              ? flow.describes
              : compileStoragePort(flow.describes, () => below(place, "describes")),
        };
  const typeArgument = flow.typeArgument === undefined ? {} : { typeArgument: flow.typeArgument };
  const flows = compileStoragePorts(below(place, "from"), flow.from).flatMap((from) =>
    targets.map((to) => ({
      from,
      to,
      ...transform,
      ...named,
      ...alone,
      ...except,
      ...given,
      ...describes,
      ...typeArgument,
    })),
  );
  for (const { from, to } of flows) {
    const isOfCallback = (port: Port): boolean => port.steps.some(({ kind }) => kind === "field-of-callback");
    if (isOfCallback(from) || (isOfCallback(to) && !from.steps.some(({ kind }) => kind === "callback-argument"))) {
      const hint = "Write it in `to`, with a `from` such as `return.set.callback.arg1`.";
      throw mistake(place, "`[callback.argN]` is what the function in `from` is called with.", hint);
    }
  }
  return flows.map((compiled) => ({ ...compiled, ...eachOf(place, compiled, flow.each) }));
}

/** The object whose fields `[each]` goes through: the one that the flow names, or the one before `[each]` on either side. */
function eachOf(place: Place, { from, to }: PortFlow, written: string | undefined): { readonly each?: Port } {
  if (!usesEach(from, to)) {
    if (written === undefined) return {};
    throw mistake(below(place, "each"), "`each` is the object of `[each]`, which this flow does not use.");
  }
  const at = below(place, "each");
  const object = written === undefined ? (beforeEach(from) ?? beforeEach(to)) : compileStoragePort(written, () => at);
  if (object && isGiven(object)) return { each: object };
  const hint = "Begin one side with that object (`arg0.reducers.[each]`), or name it (`each: arg0.reducers`).";
  throw mistake(place, "`[each]` goes through the fields of an object that the call is given.", hint);
}

function beforeEach({ root, steps }: Port): Port | undefined {
  const index = steps.findIndex((step) => step.kind === "field-of-each" && step.template === "each");
  const object = { root, steps: steps.slice(0, Math.max(index, 0)) };
  return index >= 0 && isGiven(object) ? object : undefined;
}

/** Something that a call is given, or that a function which it is given returns. */
function isGiven({ root, steps }: Port): boolean {
  const isPlain = steps.every(({ kind }) => kind === "field" || kind === "callback-return");
  return isPlain && (root.kind === "argument" || root.kind === "this");
}

function usesEach(...ports: readonly Port[]): boolean {
  return ports.some(({ steps }) => steps.some(({ kind }) => kind === "field-of-each"));
}

export function compileConsent(document: RuleDocument): readonly ConsentSpec[] {
  return (document.content.consent ?? []).map((consent, index) => ({
    callee: compileCallee(placeIn(document, "consent", index), consent),
  }));
}

export function compileAllow(document: RuleDocument, vendors: ReadonlyMap<string, Vendor>): readonly AllowSpec[] {
  return (document.content.allow ?? []).flatMap((allow, index) => {
    if (document.endedAllowances?.has(index) === true) return [];
    const place = placeIn(document, "allow", index);
    const labels = compileLabels(below(place, "labels"), allow.labels);
    if (!vendors.has(allow.vendor)) {
      const hint = nearestHint(allow.vendor, vendors.keys());
      throw mistake(below(place, "vendor"), `The vendor \`${allow.vendor}\` is not known.`, hint);
    }
    const { vendor, reason, until } = allow;
    const { file, lineOf } = document.yaml;
    const written = `${file}:${String(lineOf(["allow", index]))}`;
    return [{ vendor, labels, reason, place: written, ...(until !== undefined && { until }) }];
  });
}
