import { describe, expect, test } from "vitest";
import { check, link } from "./check.ts";

describe("outside names", () => {
  test("a global by any of its spellings", () => {
    check(
      `fbq("a"); window.fbq("b"); window["fbq"]("c"); (window as any).fbq("d"); globalThis.fbq?.("e"); self.fbq("f"); window.dataLayer.push({});`,
      `fbq → global#fbq
       window.fbq → global#fbq
       window.fbq → global#fbq
       window.fbq → global#fbq
       globalThis.fbq → global#fbq
       self.fbq → global#fbq
       window.dataLayer.push → global#dataLayer.push`,
    );
  });

  test("aliases of globals", () => {
    check(
      `const t = fbq; t("a"); const { gtag: g } = window; g("b"); const w = window; w.fbq("c"); const layer = (window.dataLayer = window.dataLayer || []); layer.push({});`,
      `t → global#fbq
       g → global#gtag
       w.fbq → global#fbq
       layer.push → global#dataLayer.push`,
    );
  });

  test("an alternative is either", () => {
    check(
      `const t = quiet ? fbq : gtag; t(1); const u = window.fbq || (() => {}); u(2);`,
      `t → global#fbq, global#gtag
       u → (), global#fbq`,
    );
  });

  test("a global that the program makes", () => {
    check(
      {
        "a.js": `window.report = function report(visit) { fbq("a", visit); };`,
        "b.js": `report("x"); window.report("y");`,
      },
      `report → report
       window.report → report`,
    );
  });

  test("a package: default, named, namespace", () => {
    check(
      `import mixpanel, { track as send } from "mixpanel-browser"; import * as all from "mixpanel-browser"; mixpanel.track("a"); send("b"); all.track("c"); mixpanel.people.set({});`,
      `mixpanel.track → npm:mixpanel-browser#track
       send → npm:mixpanel-browser#track
       all.track → npm:mixpanel-browser#track
       mixpanel.people.set → npm:mixpanel-browser#people.set`,
    );
  });

  test("a package by require and by dynamic import", () => {
    check(
      `const m = require("mixpanel-browser"); m.track("a"); const { track } = require("mixpanel-browser"); track("b");
       async function load() { const mp = (await import("mixpanel-browser")).default; mp.track("c"); import("mixpanel-browser").then((lazy) => lazy.track("d")); }`,
      `m.track → npm:mixpanel-browser#track
       track → npm:mixpanel-browser#track
       mp.track → npm:mixpanel-browser#track
       lazy.track → npm:mixpanel-browser#track`,
    );
  });

  test("what a package makes: by a call, by `new`, kept in a field", () => {
    check(
      `import mixpanel from "mixpanel-browser"; import { Analytics } from "@segment/analytics-node";
       const client = mixpanel.init("key"); client.track("a"); const analytics = new Analytics({}); analytics.track({});
       class Clinic { tracker = new Analytics({}); book() { this.tracker.track({}); } }`,
      `client.track → npm:mixpanel-browser#init().track
       analytics.track → npm:@segment/analytics-node#Analytics().track
       this.tracker.track → npm:@segment/analytics-node#Analytics().track`,
    );
  });

  test("a class that extends one of a package", () => {
    check(
      `import { Analytics } from "@segment/analytics-node"; class Tracker extends Analytics { send(visit) { this.track(visit); } } new Tracker().track({});`,
      `this.track → npm:@segment/analytics-node#Analytics().track
       new Tracker().track → npm:@segment/analytics-node#Analytics().track`,
    );
  });

  test("a parameter typed by a package", () => {
    check(
      `import type { Analytics } from "@segment/analytics-node"; function book(analytics: Analytics) { analytics.track({}); }`,
      `analytics.track → npm:@segment/analytics-node#Analytics().track`,
    );
  });
});

describe("modules", () => {
  test("barrels, renames, namespaces, default", () => {
    check(
      {
        "clinic.ts": `import { track, pixel as p, api } from "./analytics"; import all from "./analytics"; track(1); p("x"); api.send(2); all(3);`,
        "analytics/index.ts": `export * from "./track"; export { firePixel as pixel } from "./pixel"; export * as api from "./api"; export default function main() {}`,
        "analytics/track.ts": `export function track(visit) {}`,
        "analytics/pixel.ts": `export const firePixel = (name) => fbq(name);`,
        "analytics/api.ts": `export const send = (visit) => {};`,
      },
      `track → track
       p → firePixel
       api.send → send
       all → main
       fbq → global#fbq`,
    );
  });

  test("barrels in a circle", () => {
    check(
      {
        "a.ts": `export * from "./b"; export function open() {}`,
        "b.ts": `export * from "./a"; export function close() {}`,
        "clinic.ts": `import { open, missing } from "./b"; import { close } from "./a"; open(); close(); missing();`,
      },
      `open → open
       close → close
       missing → nothing`,
    );
  });

  test("CommonJS from ES and back", () => {
    check(
      {
        "clinic.ts": `import report from "./report.js"; report(1); const { book } = require("./lib"); book(2); const lib = require("./lib"); lib.open(3); const es = require("./es"); es.send(4); es.default(5);`,
        "report.ts": `module.exports = function report(visit) {};`,
        "lib.js": `exports.book = function book(visit) {}; module.exports.open = function open() {};`,
        "es.ts": `export const send = (visit) => {}; export default function main() {}`,
      },
      `report → report
       book → book
       lib.open → open
       es.send → send
       es.default → main`,
    );
  });

  test("a variable that another module fills", () => {
    check(
      {
        "registry.ts": `let impl; export function setImpl(next) { impl = next; } export function track(visit) { impl(visit); } export const hooks = {};`,
        "clinic.ts": `import { setImpl, hooks } from "./registry"; setImpl((visit) => fbq(visit)); hooks.onBook = function onBook() {};`,
        "page.ts": `import { hooks } from "./registry"; hooks.onBook();`,
      },
      `impl → ()
       hooks.onBook → onBook`,
    );
  });
});

describe("functions as values", () => {
  test("returned functions", () => {
    check(
      `function makeTracker() { return function send(visit) {}; } const track = makeTracker(); track(1); makeTracker()(2);`,
      `track → send
       makeTracker() → send`,
    );
  });

  test("callbacks and default arguments", () => {
    check(
      `function each(visits, use) { use(visits[0]); } function keep(visit) {} each([], keep); each([], function late() {});
       function run({ send = fbq } = {}) { send(1); } function go(post = gtag) { post(2); } go(keep);`,
      `use → keep, late
       send → global#fbq
       post → keep, global#gtag`,
    );
  });

  test("objects, by exact and by unknown key; spread and override", () => {
    check(
      `const on = { open: function open() {}, close: function close() {} }; on.open(); on["close"](); on[name]();
       const all = { ...on, open: null }; all.close(); const { open: start } = on; start();`,
      `on.open → open
       on.close → close
       on[] → close, open
       all.close → close
       start → open`,
    );
  });

  test("arrays, maps and loops", () => {
    check(
      `const list = [{ send: function first() {} }, { send: function second() {} }]; for (const a of list) a.send(1); list.forEach((b) => b.send(2)); list[0].send(3);
       const registry = new Map(); registry.set("pixel", function pixel() {}); registry.get("pixel")(4);`,
      `a.send → first, second
       b.send → first, second
       list[].send → first
       registry.get() → pixel`,
    );
  });

  test("closures share what they capture", () => {
    check(
      `function counter() { const send = function post() {}; return { up: () => send(1), down() { send(2); } }; } const c = counter(); c.up(); c.down();`,
      `c.up → up
       c.down → down
       send → post
       send → post`,
    );
  });

  test("call, apply, bind", () => {
    check(
      `function send(visit) {} send.call(null, 1); send.apply(null, [2]); const bound = send.bind(null); bound(3);`,
      `send → send
       send → send
       bound → send`,
    );
  });

  test("promises and timers", () => {
    check(
      `load().then((visit) => send(visit)).catch(report); const later = Promise.resolve(send); later.then((post) => post(1));
       setTimeout(() => report(2), 10); function send(visit) {} function report(error) {}`,
      `send → send
       post → send
       report → report`,
    );
  });

  test("hooks and components", () => {
    check(
      {
        "card.tsx": `import { useCallback } from "react";
          function Card() { const track = useCallback(function send(visit) {}, []); track(1); return <Row onOpen={track} />; }
          function Row({ onOpen }) { onOpen(3); }`,
      },
      `track → send
       onOpen → send
       Row → Row`,
    );
  });

  test("immediately called functions and recursion by the own name", () => {
    check(
      `(function start() { start(); })(); (() => fbq("a"))();`,
      `() → ()
       () → start
       start → start`,
    );
  });

  test("tags", () => {
    check("const tag = function sql(texts, ...values) {}; tag`select ${1}`;", `tag → sql`);
  });
});

describe("classes", () => {
  test("methods, static methods, accessors, private methods, fields", () => {
    check(
      `class Clinic { static main = new Clinic(); handle = function onClick() {}; book() { this.send(); this.#pay(); } send() {} #pay() {} static open() { this.start(); } static start() {} get label() { return function text() {}; } }
       const clinic = new Clinic(); clinic.book(); clinic.handle(); clinic.label(); Clinic.open(); Clinic.main.send();`,
      `clinic.book → Clinic.book
       clinic.handle → onClick
       clinic.label → text
       Clinic.open → Clinic.open
       Clinic.main.send → Clinic.send
       this.send → Clinic.send
       this.#pay → Clinic.#pay
       this.start → Clinic.start`,
    );
  });

  test("inheritance, super, overriding", () => {
    check(
      `class Base { send() {} close() {} static make() { return new this(); } } class Clinic extends Base { constructor() { super(); } close() {} book() { super.close(); this.close(); this.send(); } }
       new Clinic().send(); Clinic.make().send();`,
      `super → Base.constructor
       super.close → Base.close
       this.close → Clinic.close
       this.send → Base.send
       new Clinic().send → Base.send
       Clinic.make().send → Base.send`,
    );
  });

  test("an interface is any class that implements it", () => {
    check(
      `interface Tracker { track(visit): void } class Pixel implements Tracker { track(visit) {} } class Log implements Tracker { track(visit) {} }
       function book(tracker: Tracker) { tracker.track(1); }`,
      `tracker.track → Log.track, Pixel.track`,
    );
  });

  test("an injected parameter is an instance of its class", () => {
    check(
      {
        "pixel.ts": `export class Pixel { track(visit) {} }`,
        "page.ts": `import { Pixel } from "./pixel"; class Page { constructor(private readonly pixel: Pixel) {} open() { this.pixel.track(1); } }`,
      },
      `this.pixel.track → Pixel.track`,
    );
  });

  test("a value declared as one class is no other class of the same interface", () => {
    check(
      `interface Tracker { track(visit): void } class Pixel implements Tracker { track(visit) {} } class Log implements Tracker { track(visit) {} }
       function any(tracker: Tracker) { tracker.track(1); } function one(pixel: Pixel) { pixel.track(2); }`,
      `tracker.track → Log.track, Pixel.track
       pixel.track → Pixel.track`,
    );
  });

  test("a method of an unknown receiver is guessed by its name", () => {
    check(
      `function book(client) { client.sendVisit(1); client.map(2); } class Pixel { sendVisit(visit) {} map() {} }`,
      `client.sendVisit → ~Pixel.sendVisit`,
    );
  });

  test("a name that many classes have is not guessed", () => {
    check(
      `function book(client) { client.sendVisit(1); } class A { sendVisit() {} } class B { sendVisit() {} } class C { sendVisit() {} }`,
      `client.sendVisit → nothing`,
    );
  });

  test("a method of the program does what it says, whatever a rule says of its name", () => {
    const { program } = link(`const own = { slice: () => "part" }; own.slice(); text.slice(1);`);
    const propagated = program.calls.flatMap(({ written }, index) =>
      written.endsWith(".slice") ? [[written, program.targets[index]?.propagated]] : [],
    );
    expect(propagated).toEqual([
      ["own.slice", false],
      ["text.slice", true],
    ]);
  });
});
