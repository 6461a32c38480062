import type {
  Condition,
  EndpointPattern,
  HttpClientSpec,
  Port,
  PortStep,
  SinkSpec,
  Vendor,
} from "../model/rule-set.ts";
import {
  below,
  compileCallee,
  compileCondition,
  compilePort,
  entriesOf,
  mistake,
  type Place,
} from "./compile-parts.ts";
import { nearestHint } from "./nearest-name.ts";
import { parsePort } from "./parse-port.ts";
import type { RuleDocument } from "./rule-document.ts";
import type { RuleFile } from "./schema.ts";

/**
 * Sinks. A sink by `api` or `callee` becomes one specification. A sink by `endpoint` becomes one for each HTTP client, with
 * the client's ports in place of `address` and `body`; all keep the one id, which is part of fingerprints.
 */

type WrittenSink = NonNullable<RuleFile["sinks"]>[number];
type SinkPorts = SinkSpec["ports"];

export interface SinkContext {
  readonly vendors: ReadonlyMap<string, Vendor>;
  readonly httpClients: readonly HttpClientSpec[];
}

/** The sinks of one file, in the order written. Throws a ConfigurationError for an unknown vendor, port or form. */
export function compileSinks(document: RuleDocument, context: SinkContext): readonly SinkSpec[] {
  return (document.content.sinks ?? []).flatMap((sink, index) => {
    const place: Place = { document: document.yaml, path: ["sinks", index] };
    const vendor = vendorOf(place, sink, document.content.vendor?.id, context.vendors);
    return sink.endpoint === undefined
      ? [compileCallSink(place, sink, vendor)]
      : compileEndpointSink(place, sink, sink.endpoint, vendor, context.httpClients);
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
    compileCondition(compilePort(below(place, "when", port), port), values),
  );
  const ports = Object.entries(sink.ports).map(([port, role]) => ({
    port: compilePort(below(place, "ports", port), port),
    role,
  }));
  return { id: sink.id, vendor, callee: compileCallee(place, sink), when, ports };
}

function compileEndpointSink(
  place: Place,
  sink: WrittenSink,
  endpoint: NonNullable<WrittenSink["endpoint"]>,
  vendor: Vendor,
  httpClients: readonly HttpClientSpec[],
): readonly SinkSpec[] {
  if (sink.api !== undefined || sink.callee !== undefined) {
    throw mistake(place, `The sink \`${sink.id}\` must have either \`endpoint\` or a call, and not both.`);
  }
  if (httpClients.length === 0) {
    const hint = "Add `httpClients`, or the preset `vendors`, which brings the usual ones.";
    throw mistake(
      below(place, "endpoint"),
      `The sink \`${sink.id}\` is an endpoint, but no HTTP client is known.`,
      hint,
    );
  }
  const hosts = entriesOf(below(place, "endpoint", "host"), endpoint.host).map(compileHost);
  const paths = entriesOf(below(place, "endpoint", "path"), endpoint.path ?? []).map(({ text }) => withSlash(text));
  const conditions = Object.entries(sink.when ?? {}).map(([port, values]) => ({
    carried: parseCarriedPort(below(place, "when", port), port),
    values,
  }));
  const roles = Object.entries(sink.ports).map(([port, role]) => ({
    carried: parseCarriedPort(below(place, "ports", port), port),
    role,
  }));
  return httpClients.map((client) => {
    const pattern: EndpointPattern = { hosts, paths, address: client.address };
    const when: readonly Condition[] = conditions.flatMap(({ carried, values }) =>
      portsOfClient(carried, client).map((port) => compileCondition(port, values)),
    );
    const ports: SinkPorts = roles.flatMap(({ carried, role }) =>
      portsOfClient(carried, client).map((port) => ({ port, role })),
    );
    return { id: sink.id, vendor, callee: client.callee, when, endpoint: pattern, ports };
  });
}

function compileHost({ text, place }: { readonly text: string; readonly place: Place }): string {
  if (/^[\w*.-]+(?::\d+)?$/u.test(text)) return text.toLowerCase();
  throw mistake(
    place,
    `\`${text}\` is not a host name; \`host\` takes no scheme and no path.`,
    "Write the path in `path`.",
  );
}

function withSlash(path: string): string {
  return path.startsWith("/") ? path : `/${path}`;
}

/** A port that is named before the client is known: `body.email` is the field `email` of whatever holds the body. */
interface CarriedPort {
  readonly carrier: "body" | "address";
  readonly steps: readonly PortStep[];
}

function parseCarriedPort(place: Place, text: string): CarriedPort {
  const [carrier = ""] = text.split(".");
  if (carrier !== "body" && carrier !== "address") {
    const message = `\`${text}\` is not a port of an endpoint; \`body\`, \`body.<field>\` or \`address\` was expected.`;
    throw mistake(place, message, nearestHint(carrier, ["body", "address"]));
  }
  const parsed = parsePort(`this${text.slice(carrier.length)}`);
  if (parsed.kind === "port") return { carrier, steps: parsed.port.steps };
  throw mistake(place, `\`${text}\` is not a port of an endpoint; a field name was expected after \`${carrier}.\`.`);
}

function portsOfClient({ carrier, steps }: CarriedPort, client: HttpClientSpec): readonly Port[] {
  if (steps.length === 0) return client[carrier];
  return client[carrier].map((port) => ({ root: port.root, steps: [...port.steps, ...steps] }));
}
