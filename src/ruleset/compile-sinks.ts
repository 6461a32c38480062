import { pageVendor, type Condition, type SinkSpec, type Vendor } from "../model/rule-set.ts";
import { compileEndpointSink } from "./compile-endpoint-sink.ts";
import { below, compileCallee, compileCondition, compilePort, mistake, type Place, placeIn } from "./compile-parts.ts";
import type { HttpCall } from "./group-clients.ts";
import { nearestHint } from "./nearest-name.ts";
import type { RuleDocument } from "./rule-document.ts";
import type { RuleFile } from "./schema.ts";

type WrittenSink = NonNullable<RuleFile["sinks"]>[number];

export interface SinkContext {
  readonly vendors: ReadonlyMap<string, Vendor>;
  readonly httpCalls: readonly HttpCall[];
}

/**
 * The sinks of one file, in the order written. A sink by `api` or `callee` becomes one specification, a sink by `endpoint` one
 * for each way of sending HTTP. Throws a ConfigurationError for an unknown vendor, port or form.
 */
export function compileSinks(document: RuleDocument, context: SinkContext): readonly SinkSpec[] {
  return (document.content.sinks ?? []).flatMap((sink, index) => {
    const place = placeIn(document, "sinks", index);
    const vendor = recipientOf(place, sink, document.content.vendor?.id, context.vendors);
    return sink.endpoint === undefined
      ? [compileCallSink(place, sink, vendor)]
      : compileEndpointSink(place, { ...sink, endpoint: sink.endpoint, vendor }, context.httpCalls);
  });
}

/** The vendor of a sink, or who reads the page when that is where the data is put. */
function recipientOf(
  place: Place,
  sink: WrittenSink,
  own: string | undefined,
  vendors: SinkContext["vendors"],
): Vendor {
  if (sink.page !== true) return vendorOf(place, `sink \`${sink.id}\``, sink.vendor ?? own, vendors);
  if (sink.vendor === undefined && own === undefined && sink.endpoint === undefined) return pageVendor;
  const hint = "Who receives what is put there are the trackers that the page loads.";
  throw mistake(place, `The sink \`${sink.id}\` is the page, which has no vendor and no endpoint.`, hint);
}

/** The vendor with an id. Throws when there is none; `what` names whose vendor it is. */
export function vendorOf(place: Place, what: string, id: string | undefined, vendors: SinkContext["vendors"]): Vendor {
  if (id === undefined) {
    const hint = "Add `vendor: <id>` here, or `vendor: { id, name, class }` to the file.";
    throw mistake(place, `The ${what} has no vendor.`, hint);
  }
  const vendor = vendors.get(id);
  if (vendor !== undefined) return vendor;
  const hint = nearestHint(id, vendors.keys()) ?? "Define it with `vendors: [{ id, name, class }]`.";
  throw mistake(below(place, "vendor"), `The vendor \`${id}\` is not known.`, hint);
}

function compileCallSink(place: Place, sink: WrittenSink, vendor: Vendor): SinkSpec {
  const when = compileConditions(place, sink.when ?? {});
  const ports = Object.entries(sink.ports).map(([port, role]) => ({
    port: compilePort(port, () => below(place, "ports", port)),
    role,
  }));
  return { id: sink.id, vendor, callee: compileCallee(place, sink), when, ports };
}

/** The conditions of `when`, which stands at a place. */
export function compileConditions(place: Place, written: NonNullable<WrittenSink["when"]>): readonly Condition[] {
  return Object.entries(written).map(([port, values]) =>
    compileCondition(
      compilePort(port, () => below(place, "when", port)),
      values,
    ),
  );
}
