import { describe, expect, test } from "vitest";
import { check, extract } from "./check.ts";

describe("imports", () => {
  test("default, named, namespace, side effect", () => {
    check(
      `import mixpanel, { track as send } from "mixpanel"; import * as all from "./all.js"; import "./setup"; send(all.plan);`,
      `import mixpanel: default of "mixpanel"
       import send: track of "mixpanel"
       import all: * of "./all.js"
       import *: * of "./setup"
       send(import all.plan) by import send`,
    );
  });

  test("types are kept apart from values", () => {
    check(
      `import { send, type Visit } from "./visits"; import type { Patient } from "./patient";`,
      `import send: send of "./visits"
       import type send: send of "./visits"
       import type Visit: Visit of "./visits"
       import type Patient: Patient of "./patient"`,
    );
  });

  test("`require`, and its result taken apart", () => {
    check(
      `const { track } = require("mixpanel"); const api = require("./api");`,
      `import *: * of "mixpanel" by require
       import *#2: * of "./api" by require
       track = import *.track
       api = import *#2`,
    );
  });

  test("`import x = require(…)` and `export =`", () => {
    check(`import api = require("./api"); export = api;`, `import api: * of "./api" by require\nexports = import api`);
  });

  test("dynamic import", () => {
    check(
      `async function load() { const { track } = await import("./track"); track(1); }`,
      `import *: * of "./track" dynamically
       track = import *.track`,
    );
  });

  test("writing into what is imported is told to the other module", () => {
    check(
      `import config from "./config"; config.plan = "free";`,
      `config = import config without plan\nconfig.plan = "free"\nimport config' = config`,
    );
  });
});

describe("exports", () => {
  test("declarations", () => {
    check(
      `export const plan = "x", { a, b: [c] } = conf; export function book() {} export class Clinic {} export enum Kind { A }`,
      `export plan = cell plan
       export a = cell a
       export c = cell c
       export book = cell book
       export Clinic = cell Clinic
       export Kind = cell Kind`,
    );
  });

  test("an exported variable is shared: all its versions are seen", () => {
    check(
      `let plan = "free"; export { plan as tier }; plan = ask();`,
      `export tier = cell plan
       cell plan = plan
       cell plan = plan#2`,
    );
  });

  test.for([
    [`export default function () {}`, `export default = function default`],
    [`export default class { book() {} }`, `export default = class default`],
    [`export default (visit) => send(visit);`, `export default = function default`],
    [`export default { plan: "free" };`, `export default = { plan: "free" }`],
    [`const plan = "free"; export default plan;`, `export default = cell plan`],
    [`import { plan } from "./plan"; export { plan };`, `export plan = import plan`],
  ] as const)("%s", ([source, printed]) => {
    check(source, printed);
  });

  test("re-exports", () => {
    check(
      `export * from "./a"; export * as api from "./b"; export { book as open, default } from "./c";`,
      `export *: * of "./a"
       export api: * of "./b"
       export open: book of "./c"
       export default: default of "./c"`,
    );
  });

  test("CommonJS", () => {
    check(
      `module.exports = { book }; exports.plan = "x"; module.exports.later = 1; function book() {}`,
      `exports = { book: function book }
       exports.plan = "x"
       exports.later = 1`,
    );
  });

  test.for([
    [`export const plan = 1;`, true],
    [`import "./setup";`, true],
    [`const plan = 1;`, false],
    [`namespace clinic { export const plan = 1; }`, false],
  ] as const)("%s is a module: %s", ([source, isModule]) => {
    expect(extract(source).isModule).toBe(isModule);
  });
});

describe("namespaces", () => {
  test("an object of what they export, exported itself", () => {
    check(
      `export namespace clinic { const kept = 1; export const plan = ask(), { room } = ask(); export enum Kind { a = 1 } export namespace desk { export function open() {} } }`,
      `clinic#2 = clinic
       clinic.plan = plan
       clinic.room = room
       clinic.Kind = Kind#2
       clinic.desk = desk#2
       desk#2 = desk
       desk.open = function open
       export clinic = cell clinic`,
    );
  });

  test("of one name are one object", () => {
    check(
      `namespace clinic { export const plan = 1; } namespace clinic { export const room = 2; }`,
      `clinic.plan = plan
       clinic#2 = clinic
       clinic#3.room = room
       clinic#4 = (clinic#2 | clinic#3)`,
    );
  });
});

describe("ambient declarations are globals", () => {
  test("`declare` declares nothing of this file", () => {
    check(
      `declare const fbq: (name: string) => void; declare function gtag(name: string): void; declare class Pixel {} fbq("a"); gtag("b"); new Pixel();
       declare global { interface Window { fbq: unknown } }`,
      `fbq("a")
       gtag("b")
       new Pixel()
       function module()`,
    );
  });
});
