import { describe, expect, test } from "vitest";
import { ConstantEvaluator, unknownText } from "../../src/model/constants.ts";
import { link, type Files } from "../link/check.ts";

/** The texts that the first argument of `show(…)` may be; `…` stands for what is not known. */
function valuesOf(files: Files): string[] {
  const { program } = link(files);
  const evaluator = new ConstantEvaluator(program, program.incoming());
  const shown = program.calls.filter(({ written }) => written === "show").map((call) => call.arguments[0] ?? -1);
  return shown.flatMap((node) => evaluator.valuesOf(node)).map((value) => value.replaceAll(unknownText, "…"));
}

describe("ConstantEvaluator", () => {
  test.for([
    [`show("Lead");`, ["Lead"]],
    [`show(2);`, ["2"]],
    [`const name = "Lead"; show(name);`, ["Lead"]],
    [`let name = "a"; name = "b"; show(name);`, ["b"]],
    [`let name = "a"; if (isNew) name = "b"; show(name);`, ["b", "a"]],
    [`show(isNew ? "a" : "b");`, ["a", "b"]],
    [`show(ask());`, ["…"]],
    [`show(location);`, ["…"]],
    [`show(given ?? "a");`, ["…", "a"]],
    ["const host = 'acme.test'; show(`https://${host}/v1/${ask()}/events`);", ["https://acme.test/v1/…/events"]],
    [`show("a" + "b" + ask());`, ["ab…"]],
    ["const kind = isNew ? 'new' : 'old'; show(`${kind}_visit`);", ["new_visit", "old_visit"]],
    [
      `const events = { lead: "Lead", visit: { open: "Open" } }; show(events.lead); show(events.visit.open);`,
      ["Lead", "Open"],
    ],
    [`const events = { lead: "Lead" }; show(events["lead"]);`, ["Lead"]],
    [`const { lead } = { lead: "Lead" }; show(lead);`, ["Lead"]],
    [
      `const base = { lead: "Lead", open: "Open" }; const all = { ...base, open: "Other" }; show(all.lead); show(all.open);`,
      ["Lead", "Other"],
    ],
    [`const list = ["a", "b"]; show(list[1]);`, ["b"]],
    [`enum Event { Lead = "Lead", Open = "Open" } show(Event.Open);`, ["Open"]],
    [`show("Lead" as const);`, ["Lead"]],
    [`show(("Lead" satisfies string));`, ["Lead"]],
    [`function track(name) { show(name); } track("a"); track("b");`, ["a", "b"]],
    [`function track(name) { show(name); } track("a"); track(ask());`, ["a", "…"]],
    [`export function track(name) { show(name); }`, ["…"]],
    [`function track(name = "a") { show(name); } track("b");`, ["b", "a"]],
    [`function track(...names) { show(names); } track("a");`, ["…"]],
    ["function track(name) { show(`visit_${name}`); } track('open');", ["visit_open"]],
    [`let text = ""; for (const part of parts) text += "a"; show(text);`, ["", "…a"]],
  ] as const)("%s", ([source, values]) => {
    expect(valuesOf(source).sort()).toEqual([...values].sort());
  });

  test("through modules", () => {
    const files = {
      "events.ts": `export const Events = { lead: "Lead" } as const; export enum Kind { Open = "open" } export default "main";`,
      "clinic.ts": `import main, { Events, Kind } from "./events"; import * as all from "./events"; show(Events.lead); show(Kind.Open); show(main); show(all.Events.lead);`,
    };
    expect(valuesOf(files)).toEqual(["Lead", "open", "main", "Lead"]);
  });

  test("too many values are as good as none", () => {
    const calls = Array.from({ length: 40 }, (_, index) => `track("event ${String(index)}");`).join(" ");
    expect(valuesOf(`function track(name) { show(name); } ${calls}`)).toEqual(["…"]);
  });

  test("a field of an object that does not have it is nothing, of an unknown one it is unknown", () => {
    const { program } = link(`show({ plan: "free" }); show(ask());`);
    const evaluator = new ConstantEvaluator(program, program.incoming());
    const [known = -1, unknown = -1] = program.calls
      .filter(({ written }) => written === "show")
      .map((call) => call.arguments[0] ?? -1);
    expect(evaluator.valuesAtPath(known, ["plan"])).toEqual(["free"]);
    expect(evaluator.valuesAtPath(known, ["price"])).toEqual([]);
    expect(evaluator.valuesAtPath(unknown, ["plan"])).toEqual([unknownText]);
    expect(evaluator.constantsOf(unknown)).toBeUndefined();
  });
});
