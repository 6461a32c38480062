import { describe, expect, it } from "vitest";
import { mistakeIn } from "./compile-text.ts";

const acme = "vendor: { id: acme, name: Acme, class: advertising }\n";

describe("mistakes of form", () => {
  it.each([
    ["sink:\n  - id: a\n", "house.yml:1:sink: The key `sink` is not known. Did you mean `sinks`?"],
    [
      `${acme}sinks:\n  - id: a\n    api: global#fbq\n    port: { arg0: payload }\n`,
      "house.yml:3:sinks[0].ports: `sinks[0].ports` is missing; a map of keys was expected.",
    ],
    [
      `${acme}sinks:\n  - id: a\n    api: global#fbq\n    ports:\n      arg0: payload\n      arg1: paylod\n`,
      'house.yml:7:sinks[0].ports.arg1: `sinks[0].ports.arg1` is "paylod"; one of `payload`, `identity`, `event-name`, `address`, `title`, `cookie`, `state`, `free-text`, `audience`, `config` was expected. Did you mean `payload`?',
    ],
    [
      "vendor:\n  id: acme\n  name: Acme\n  class: ads\n",
      'house.yml:4:vendor.class: `vendor.class` is "ads"; one of `advertising`, `forwarder`, `analytics`, `monitoring`, `first-party` was expected.',
    ],
    [
      "sources:\n  - id: a\n    api: 3\n    ports: [return]\n    labels: health\n",
      "house.yml:3:sources[0].api: `sources[0].api` is 3; a text or a list was expected.",
    ],
    [
      "sources:\n  - id: a\n    api: [global#a, 4]\n    ports: [return]\n    labels: health\n",
      "house.yml:3:sources[0].api[1]: `sources[0].api[1]` is 4; a text was expected.",
    ],
    [
      "sources:\n  - id: a\n    type: Patient\n    labels: health\n",
      "house.yml:3:sources[0].type: Sources by `type` are not supported yet. Name the data with `name`, or the call that returns it with `api` or `callee`.",
    ],
    [
      "propagators:\n  - { id: a, callee: b, from: arg0, to: return, transform: hashed }\n",
      'house.yml:2:propagators[0].transform: `propagators[0].transform` is "hashed"; one of `hash`, `encode`, `encrypt`, `truncate`, `text`, `arithmetic`, `compare`, `boolean`, `length`, `choice`, `call` was expected. Did you mean `hash`?',
    ],
    ["- a\n- b\n", "house.yml:1:(root): `(root)` is a list; a map of keys was expected."],
    [
      "sinks: [\n",
      "house.yml:2: The file is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ].",
    ],
    ["sinks: []\nsources: []\nsinks: []\n", 'house.yml:3: The file is not valid YAML: The key "sinks" is repeated.'],
    ["documentation: !ruby/object x\n", "house.yml:1: The file is not valid YAML: Unresolved tag: !ruby/object."],
  ])("%j", (text, expected) => {
    expect(mistakeIn(text)).toBe(expected);
  });

  it("refuses a text of more than 1 MiB and many aliases", () => {
    expect(mistakeIn(`documentation: ${"a".repeat(1024 * 1024)}`)).toContain("larger than 1 MiB");
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"];
    for (const [name, next] of ["ba", "cb", "dc", "ed"]) {
      bomb.push(`${name ?? ""}: &${name ?? ""} [${Array.from({ length: 10 }, () => `*${next ?? ""}`).join(", ")}]`);
    }
    expect(mistakeIn(bomb.join("\n"))).toContain("aliases");
  });

  it.each([
    ["brackets", "[".repeat(100_000)],
    ["braces", "{a: ".repeat(100_000)],
    ["list marks", "- ".repeat(100_000)],
    ["indentation", Array.from({ length: 1000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  ])("refuses deep nesting by %s", (_, text) => {
    expect(mistakeIn(text)).toBe("house.yml: The file is nested too deeply.");
  });

  it("finds a repeated key among very many in linear time", () => {
    const keys = Array.from({ length: 40_000 }, (_, index) => `key${String(index)}: 1`);
    expect(mistakeIn([...keys, "key7: 1"].join("\n"))).toContain(
      'house.yml:40001: The file is not valid YAML: The key "key7"',
    );
  });

  it("takes an empty file", () => {
    expect(mistakeIn("")).toBe("no mistake");
    expect(mistakeIn("# only a comment\n")).toBe("no mistake");
  });
});

describe("mistakes of meaning", () => {
  it.each([
    [
      `${acme}sinks:\n  - { id: a, page: true, callee: goTo, ports: { arg0: address } }\n`,
      "house.yml:3:sinks[0]: The sink `a` is the page, which has no vendor and no endpoint. Who receives what is put there are the trackers that the page loads.",
    ],
    [
      "trackers:\n  - { id: a, packages: acme, records: [screen] }\n",
      "house.yml:2:trackers[0]: The tracker `a` has no vendor. Add `vendor: <id>` here, or `vendor: { id, name, class }` to the file.",
    ],
    [
      `${acme}trackers:\n  - { id: a, scripts: "https://cdn.acme.example/tag.js", records: [screen] }\n`,
      "house.yml:3:trackers[0].scripts: `https://cdn.acme.example/tag.js` is not the address of a script; a host and a path were expected. Write it without a scheme: `cdn.example.com/tag.js`.",
    ],
    [
      `${acme}trackers:\n  - { id: a, packages: acme, records: [clicks] }\n  - { id: a, packages: acme, records: [screen] }\n`,
      "house.yml:4:trackers[1].id: The id `a` is already used in `trackers` of house.yml. Choose another id.",
    ],
    [
      "pages: { guards: [global#guard] }\n",
      "house.yml:1:pages.guards[0]: `global#guard` is not the name of a call; letters, dots, `*` and `?` were expected. For an API path, use `api` instead.",
    ],
    [
      `${acme}sinks:\n  - id: a\n    api: global#fbq\n    ports: { argument0: payload }\n`,
      "house.yml:5:sinks[0].ports.argument0: `argument0` is not a port; expected `arg0`, `arg1.email`, `args`, `args2`, `this`, `origin(this)`, `callee`, `type0`, `return`, `here` or `store(name)`, then fields.",
    ],
    [
      `${acme}sinks:\n  - id: a\n    api: fbq\n    ports: { arg0: payload }\n`,
      "house.yml:4:sinks[0].api: `fbq` is not an API path; `global#name`, `npm:package#member` or `jsx#element` was expected. For a call by its written name, use `callee` instead.",
    ],
    [
      `${acme}sinks:\n  - id: a\n    callee: global#fbq\n    ports: { arg0: payload }\n`,
      "house.yml:4:sinks[0].callee: `global#fbq` is not the name of a call; letters, dots, `*` and `?` were expected. For an API path, use `api` instead.",
    ],
    [
      `${acme}sinks:\n  - id: a\n    ports: { arg0: payload }\n`,
      "house.yml:3:sinks[0]: `sinks[0]` must name its call with either `api` or `callee`, and not with both.",
    ],
    [
      `${acme}sinks:\n  - { id: a, vendor: acne, callee: send, ports: { arg0: payload } }\n`,
      "house.yml:3:sinks[0].vendor: The vendor `acne` is not known. Did you mean `acme`?",
    ],
    [
      "sinks:\n  - { id: a, callee: send, ports: { arg0: payload } }\n",
      "house.yml:2:sinks[0]: The sink `a` has no vendor. Add `vendor: <id>` here, or `vendor: { id, name, class }` to the file.",
    ],
    [
      `${acme}sinks:\n  - { id: a, endpoint: { host: ads.example }, ports: { body: payload } }\n`,
      "house.yml:3:sinks[0].endpoint: The sink `a` is an endpoint, but no HTTP client is known. Add `httpClients`, or the preset `vendors`, which brings the usual ones.",
    ],
    [
      `${acme}httpClients: [{ id: f, api: global#fetch, address: arg0, body: arg1.body }]\nsinks:\n  - { id: a, endpoint: { host: "https://ads.example" }, ports: { body: payload } }\n`,
      "house.yml:4:sinks[0].endpoint.host: `https://ads.example` is not a host name; `host` takes no scheme and no path. Write the path in `path`.",
    ],
    [
      `${acme}httpClients: [{ id: f, api: global#fetch, address: arg0, body: arg1.body }]\nsinks:\n  - { id: a, endpoint: { host: ads.example }, ports: { arg0: payload } }\n`,
      "house.yml:4:sinks[0].ports.arg0: `arg0` is not a port of an endpoint; `body`, `body.<field>` or `address` was expected.",
    ],
    [
      "sources:\n  - id: a\n    callee: getMood\n    ports: [return]\n    labels: [heath.mental]\n",
      "house.yml:5:sources[0].labels[0]: `heath.mental` is not a label; a label that begins with `health.`, `identifier.` or `context.`, or `text`, was expected. Did you mean `health`?",
    ],
    [
      "sources:\n  - { id: a, callee: getMood, labels: health.mental }\n",
      "house.yml:2:sources[0]: The source `a` has no `ports`. Add `ports: [return]`.",
    ],
    [
      "sources:\n  - { id: a, callee: getMood, name: mood, ports: return, labels: health.mental }\n",
      "house.yml:2:sources[0]: The source `a` must have one of `api`, `callee` and `name`.",
    ],
    [
      "sources:\n  - { id: a, name: ['mood board*'], labels: health.mental }\n",
      "house.yml:2:sources[0].name[0]: `mood board*` is not a term; words in Latin letters, `word*` or `*word*` were expected.",
    ],
    [
      "sanitizers:\n  - { id: a, callee: isClean, guard: { callee: isClean, argument: 0, when: true }, removes: all }\n",
      "house.yml:2:sanitizers[0]: The sanitizer `a` must name its call inside `guard`, and only there.",
    ],
    [
      "sanitizers:\n  - id: a\n    callee: clean\n    removes: [identifier.email]\n",
      "house.yml:4:sanitizers[0].removes: `removes` takes `all`, `health` or `identifier`; `identifier.email` alone cannot be removed.",
    ],
    [
      "sanitizers:\n  - id: a\n    callee: clean\n    removes: everything\n",
      "house.yml:4:sanitizers[0].removes: `everything` is not a label; a label that begins with `health.`, `identifier.` or `context.`, or `text`, was expected.",
    ],
    [
      "propagators:\n  - { id: a, callee: copy, from: arg0 }\n",
      "house.yml:2:propagators[0]: The propagator `a` must have either `from` and `to`, or `flows`. `flows: []` says that the call passes nothing on.",
    ],
    [
      "vendors:\n  - { id: Acme Ads, name: Acme, class: advertising }\n",
      "house.yml:2:vendors[0].id: `Acme Ads` is not a vendor id; lower-case letters, digits and hyphens were expected.",
    ],
    [
      "sources:\n  - { id: a, callee: b, ports: return }\n",
      "house.yml:2:sources[0]: The source `a` has no `labels`. Add `labels: [health]`, or `named: arg0` to a call whose argument names the data.",
    ],
    [
      "sources:\n  - { id: a, name: mood, named: arg0, labels: health }\n",
      "house.yml:2:sources[0].named: The source `a` is a `name`, which has no `named`.",
    ],
    [
      'propagators:\n  - { id: a, callee: b, from: "return.[each].callback.arg0", to: "return.[each].said" }\n',
      "house.yml:2:propagators[0]: `[each]` goes through the fields of an object that the call is given. Begin one side with that object (`arg0.reducers.[each]`), or name it (`each: arg0.reducers`).",
    ],
    [
      "propagators:\n  - { id: a, callee: b, from: arg0, to: type0 }\n",
      "house.yml:2:propagators[0].to: `type0` is something that is read; it stands in `from`.",
    ],
    [
      "propagators:\n  - { id: a, callee: b, from: arg0, to: return, each: arg0 }\n",
      "house.yml:2:propagators[0].each: `each` is the object of `[each]`, which this flow does not use.",
    ],
    [
      'propagators:\n  - { id: a, callee: b, from: arg0, to: "return.[callback.arg0]" }\n',
      "house.yml:2:propagators[0]: `[callback.argN]` is what the function in `from` is called with. Write it in `to`, with a `from` such as `return.set.callback.arg1`.",
    ],
    [
      "propagators:\n  - { id: a, callee: b, from: arg0, to: return, named: return }\n",
      "house.yml:2:propagators[0].named: `named` is where a call is given a constant; `argN`, `argN.field` or `this` was expected.",
    ],
    [
      "propagators:\n  - { id: a, callee: b, from: arg0, to: return, when: { arg0.callback.arg0: x } }\n",
      "house.yml:2:propagators[0].when.arg0.callback.arg0: `when` asks for what a call is given; `argN`, `argN.field` or `this` was expected.",
    ],
    [
      "propagators:\n  - { id: a, callee: b, from: arg0, to: return, when: { arg0: { absnt: true } } }\n",
      "house.yml:2:propagators[0].when.arg0.absent: `propagators[0].when.arg0.absent` is missing; `true` or `false` was expected.",
    ],
    [
      `${acme}allow: [{ vendor: acm, labels: identifier.email, reason: BAA }]\n`,
      "house.yml:2:allow[0].vendor: The vendor `acm` is not known. Did you mean `acme`?",
    ],
    [
      "lexicon:\n  terms:\n    - label: health.mental\n      en:\n        strong: [mood]\n        week: [tired]\n",
      "house.yml:6:lexicon.terms[0].en.week: The key `lexicon.terms[0].en.week` is not known. Did you mean `weak`?",
    ],
    [
      `${acme}sinks:\n  - id: a\n    callee: "*a*a*a*b"\n    ports: { arg0: payload }\n`,
      "house.yml:4:sinks[0].callee: `*a*a*a*b` has 4 wildcards, which can take very long to match; at most 3 were expected. Write out more of the name, or write several patterns.",
    ],
    [
      `${acme}sinks:\n  - id: a\n    api: "global#a*b*c*d*e"\n    ports: { arg0: payload }\n`,
      "house.yml:4:sinks[0].api: `global#a*b*c*d*e` has 4 wildcards, which can take very long to match; at most 3 were expected. Write out more of the name, or write several patterns.",
    ],
    [
      `${acme}httpClients: [{ id: f, api: global#fetch, address: arg0, body: arg1.body }]\nsinks:\n  - { id: a, endpoint: { host: "**.a.**", path: "/**/a/**/b/**/c/**" }, ports: { body: payload } }\n`,
      "house.yml:4:sinks[0].endpoint.path: `/**/a/**/b/**/c/**` has 4 wildcards, which can take very long to match; at most 3 were expected. Write out more of the name, or write several patterns.",
    ],
    [
      `${acme}trackers:\n  - { id: a, scripts: "cdn.acme.example/*a*a*a*a", records: [screen] }\n`,
      "house.yml:3:trackers[0].scripts: `cdn.acme.example/*a*a*a*a` has 4 wildcards, which can take very long to match; at most 3 were expected. Write out more of the name, or write several patterns.",
    ],
    [
      "pages: { guards: ['*a*b*c*d'] }\n",
      "house.yml:1:pages.guards[0]: `*a*b*c*d` has 4 wildcards, which can take very long to match; at most 3 were expected. Write out more of the name, or write several patterns.",
    ],
    [
      "rules:\n  - &r { id: own, title: T, level: error, severity: 5, summary: S, remedy: R, help: H }\n  - *r\n",
      "house.yml:3:rules[1].id: The id `own` is already used in `rules` of house.yml. Choose another id.",
    ],
    [
      `${acme}sinks:\n  - &s { id: a, callee: send, ports: { arg0: payload } }\n  - *s\n`,
      "house.yml:4:sinks[1].id: The id `a` is already used in `sinks` of house.yml. Choose another id.",
    ],
    [
      `${acme}allow: [{ vendor: acme, labels: identifier.email }]\n`,
      "house.yml:2:allow[0].reason: `allow[0].reason` is missing; a text was expected.",
    ],
    [
      "lexicon:\n  terms:\n    - label: helth\n      en: { strong: [mood] }\n",
      "house.yml:3:lexicon.terms[0].label: `helth` is not a label; a label that begins with `health.`, `identifier.` or `context.`, or `text`, was expected. Did you mean `health`?",
    ],
  ])("%j", (text, expected) => {
    expect(mistakeIn(text)).toBe(expected);
  });

  it("names the other file when an id or a vendor is taken", () => {
    const source = "sources:\n  - { id: a, callee: getMood, ports: return, labels: health }\n";
    expect(mistakeIn(source, source)).toBe(
      "house-2.yml:2:sources[0].id: The id `a` is already used in `sources` of house.yml. Choose another id.",
    );
    expect(mistakeIn(acme, "vendor: { id: acme, name: Acme, class: analytics }\n")).toBe(
      "house-2.yml:1:vendor.id: The vendor `acme` is already defined as Acme, class `advertising`.",
    );
    expect(mistakeIn(acme, acme)).toBe("no mistake");
  });
});
