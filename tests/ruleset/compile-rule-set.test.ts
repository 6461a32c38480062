import { describe, expect, it } from "vitest";
import type { CalleePattern } from "../../src/model/port.ts";
import type { SinkSpec } from "../../src/model/rule-set.ts";
import { printPort } from "../../src/model/print-port.ts";
import { compileText } from "./compile-text.ts";

const acme = "vendor: { id: acme, name: Acme, class: advertising }\n";

function printCallee(callee: CalleePattern): string {
  return (callee.kind === "api" ? callee.paths : callee.globs).join(" | ");
}

function printSink({ id, vendor, callee, when, endpoint, ports }: SinkSpec): string {
  const conditions = when.map(({ port, values }) => `${printPort(port)} in ${values.join("/")}`).join(" and ");
  const at =
    endpoint === undefined
      ? ""
      : ` to ${endpoint.hosts.join("|")} ${endpoint.paths.join("|")} at ${endpoint.address.map(printPort).join("|")}`;
  const roles = ports.map(({ port, role }) => `${printPort(port)}=${role}`).join(" ");
  return `${id} ${vendor.id} ${printCallee(callee)}${at}${conditions === "" ? "" : ` when ${conditions}`}: ${roles}`;
}

describe("sinks", () => {
  it("take the vendor of their file and canonical paths", () => {
    const text = `${acme}sinks:
  - id: acme/track
    api: [global#window.acme, "npm:acme#default.track"]
    when: { arg0: [track, trackCustom] }
    ports: { arg1: event-name, arg2: payload }
  - { id: acme/send, callee: "*.send", ports: { args: payload } }
`;
    expect(compileText(text).sinks.map(printSink)).toEqual([
      "acme/track acme global#acme | npm:acme#track when arg0 in track/trackCustom: arg1=event-name arg2=payload",
      "acme/send acme *.send: args=payload",
    ]);
  });

  it("by endpoint become one specification for each HTTP client, with its ports", () => {
    const clients = `httpClients:
  - { id: fetch, api: global#fetch, address: arg0, body: arg1.body }
  - { id: axios, api: npm:axios#default, address: [arg0, arg0.url], body: [arg1, arg0.data] }
`;
    const text = `${acme}sinks:
  - id: acme/events
    endpoint: { host: "*.Acme.example", path: [v1/*, /v2/**] }
    when: { body.kind: lead }
    ports: { address: address, body: payload, body.user.email: identity }
`;
    // The vendor file comes first, the clients last: the order of files has no meaning.
    expect(compileText(text, clients).sinks.map(printSink)).toEqual([
      "acme/events acme global#fetch to *.acme.example /v1/*|/v2/** at arg0 when arg1.body.kind in lead: arg0=address arg1.body=payload arg1.body.user.email=identity",
      "acme/events acme npm:axios to *.acme.example /v1/*|/v2/** at arg0|arg0.url when arg1.kind in lead and arg0.data.kind in lead: arg0=address arg0.url=address arg1=payload arg0.data=payload arg1.user.email=identity arg0.data.user.email=identity",
    ]);
  });
});

describe("the other lists", () => {
  const ruleSet = compileText(`
sources:
  - { id: answers, callee: "get*Answers", ports: [return, arg0.callback.arg0], labels: [health.mental] }
  - { id: words, name: [moodBoard, "care goal"], labels: [health.mental] }
sanitizers:
  - { id: redact, callee: redactPhi, removes: all }
  - { id: guard, guard: { callee: isDeidentified, argument: 0, when: true }, removes: [identifier] }
propagators:
  - { id: get, api: npm:lodash#get, from: arg0, to: [return, this] }
  - { id: both, callee: both, flows: [{ from: arg0, to: return }, { from: arg1, to: return, transform: hash }] }
  - { id: nothing, api: global#console.log, flows: [] }
consent: [{ callee: hasMarketingConsent }]
vendors: [{ id: b-ads, name: B, class: advertising }, { id: a-ads, name: A, class: advertising }]
allow: [{ vendor: a-ads, labels: identifier.email, reason: "BAA signed 2026-03", until: 2027-03-31 }]
`);

  it("compile to their specifications", () => {
    expect(ruleSet.sources.map(({ ports }) => ports.map(printPort))).toEqual([["return", "arg0.callback.arg0"]]);
    expect(ruleSet.sanitizers.map(({ callee, removes, guard }) => [printCallee(callee), removes, guard])).toEqual([
      ["redactPhi", "all", undefined],
      ["isDeidentified", ["identifier"], { argument: 0, when: true }],
    ]);
    expect(
      ruleSet.propagators.map(({ flows }) =>
        flows.map(({ from, to, transform }) => `${printPort(from)} -${transform ?? ""}> ${printPort(to)}`),
      ),
    ).toEqual([["arg0 -> return", "arg0 -> this"], ["arg0 -> return", "arg1 -hash> return"], []]);
    expect(ruleSet.consent.map(({ callee }) => printCallee(callee))).toEqual(["hasMarketingConsent"]);
    expect([...ruleSet.vendors.keys()]).toEqual(["a-ads", "b-ads"]);
    expect(ruleSet.allow).toEqual([
      {
        vendor: "a-ads",
        labels: ["identifier.email"],
        reason: "BAA signed 2026-03",
        until: "2027-03-31",
        place: "house.yml:14",
      },
    ]);
  });

  it("add named sources to the lexicon as strong words", () => {
    const found = ["userMoodBoard", "careGoals", "care_goal"].map((name) => ruleSet.lexicon.matchName(name));
    for (const matches of found) {
      expect(matches).toMatchObject([{ label: "health.mental", strength: "strong", kind: "value" }]);
    }
  });
});
