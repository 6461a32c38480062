import type { Port, PortStep } from "../model/port.ts";
import type { Condition, SinkSpec, Vendor } from "../model/rule-set.ts";
import { below, checkWildcards, compileCondition, compileEach, mistake, type Place } from "./compile-parts.ts";
import type { HttpCall } from "./group-clients.ts";
import { nearestHint } from "./nearest-name.ts";
import { parsePort } from "./parse-port.ts";
import type { RuleFile } from "./schema.ts";

type WrittenSink = NonNullable<RuleFile["sinks"]>[number];
type SinkPorts = SinkSpec["ports"];

/** A sink that is an address, with its vendor found. */
export type WrittenEndpointSink = Omit<WrittenSink, "endpoint" | "vendor"> & {
  readonly endpoint: NonNullable<WrittenSink["endpoint"]>;
  readonly vendor: Vendor;
};

/**
 * A sink by `endpoint` becomes one specification for each way of sending HTTP, with its ports in place of `address` and `body`;
 * all keep the one id, which is part of fingerprints. Throws a ConfigurationError for a host or a port that is none.
 */
export function compileEndpointSink(
  place: Place,
  sink: WrittenEndpointSink,
  httpCalls: readonly HttpCall[],
): readonly SinkSpec[] {
  const { id, vendor, endpoint } = sink;
  if (sink.api !== undefined || sink.callee !== undefined) {
    throw mistake(place, `The sink \`${id}\` must have either \`endpoint\` or a call, and not both.`);
  }
  if (httpCalls.length === 0) {
    const hint = "Add `httpClients`, or the preset `vendors`, which brings the usual ones.";
    throw mistake(below(place, "endpoint"), `The sink \`${id}\` is an endpoint, but no HTTP client is known.`, hint);
  }
  const hosts = compileEach(below(place, "endpoint", "host"), endpoint.host, compileHost);
  const paths = compileEach(below(place, "endpoint", "path"), endpoint.path ?? [], compilePath);
  const conditions = Object.entries(sink.when ?? {}).map(([port, values]) => ({
    carried: parseCarriedPort(below(place, "when", port), port),
    values,
  }));
  const portsOf = expandPorts(below(place, "ports"), sink.ports);
  return httpCalls.map((call) => {
    const when: readonly Condition[] = conditions.flatMap(({ carried, values }) =>
      portsOfCall(carried, call).map((port) => compileCondition(port, values)),
    );
    return {
      id,
      vendor,
      callee: call.callee,
      when,
      endpoint: { hosts, paths, address: call.address, base: call.base },
      ports: portsOf(call),
    };
  });
}

function compileHost(text: string, at: () => Place): string {
  checkWildcards(text, at);
  if (/^[\w*.-]+(?::\d+)?$/u.test(text)) return text.toLowerCase();
  throw mistake(
    at(),
    `\`${text}\` is not a host name; \`host\` takes no scheme and no path.`,
    "Write the path in `path`.",
  );
}

function compilePath(path: string, at: () => Place): string {
  checkWildcards(path, at);
  return path.startsWith("/") ? path : `/${path}`;
}

/** Most endpoints say the same of their ports, so what one of them came to for a call is kept with the call. */
const knownPorts = new WeakMap<HttpCall, Map<string, SinkPorts>>();

function expandPorts(place: Place, written: WrittenSink["ports"]): (call: HttpCall) => SinkPorts {
  const key = JSON.stringify(written);
  const roles = Object.entries(written).map(([port, role]) => ({
    carried: parseCarriedPort(below(place, port), port),
    role,
  }));
  return (call) => {
    const known = knownPorts.get(call) ?? new Map<string, SinkPorts>();
    const ports =
      known.get(key) ??
      roles.flatMap(({ carried, role }) => portsOfCall(carried, call).map((port) => ({ port, role })));
    knownPorts.set(call, known.set(key, ports));
    return ports;
  };
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

function portsOfCall({ carrier, steps }: CarriedPort, call: HttpCall): readonly Port[] {
  if (steps.length === 0) return call[carrier];
  return call[carrier].map((port) => ({ root: port.root, steps: [...port.steps, ...steps] }));
}
