import type { SinkSpec, Vendor } from "../model/rule-set.ts";
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
    const vendor = vendorOf(place, sink, document.content.vendor?.id, context.vendors);
    return sink.endpoint === undefined
      ? [compileCallSink(place, sink, vendor)]
      : compileEndpointSink(place, { ...sink, endpoint: sink.endpoint, vendor }, context.httpCalls);
  });
}

function vendorOf(place: Place, sink: WrittenSink, own: string | undefined, vendors: SinkContext["vendors"]): Vendor {
  const id = sink.vendor ?? own;
  if (id === undefined) {
    const hint = "Add `vendor: <id>` here, or `vendor: { id, name, class }` to the file.";
    throw mistake(place, `The sink \`${sink.id}\` has no vendor.`, hint);
  }
  const vendor = vendors.get(id);
  if (vendor !== undefined) return vendor;
  const hint = nearestHint(id, vendors.keys()) ?? "Define it with `vendors: [{ id, name, class }]`.";
  throw mistake(below(place, "vendor"), `The vendor \`${id}\` is not known.`, hint);
}

function compileCallSink(place: Place, sink: WrittenSink, vendor: Vendor): SinkSpec {
  const when = Object.entries(sink.when ?? {}).map(([port, values]) =>
    compileCondition(
      compilePort(port, () => below(place, "when", port)),
      values,
    ),
  );
  const ports = Object.entries(sink.ports).map(([port, role]) => ({
    port: compilePort(port, () => below(place, "ports", port)),
    role,
  }));
  return { id: sink.id, vendor, callee: compileCallee(place, sink), when, ports };
}
