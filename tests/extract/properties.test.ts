import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readGuardLabel } from "../../src/model/guard-label.ts";
import { EdgeKind, NodeKind, transforms, type ModuleGraph } from "../../src/model/module-graph.ts";
import { extract } from "./check.ts";

// One seed, so that a run can be repeated.
fc.configureGlobal({ seed: 1 });

/** Statements that mean something in any order; together they use most of the language. */
const snippets = [
  `let reason = visit.reason;`,
  `reason = "none";`,
  `const { email, address: { city = "x" }, ...others } = user;`,
  `if (isClean(visit)) { send(visit); } else { visit.plan = city; }`,
  `for (const note of visit.notes) { if (note.skip) continue; total += note.text; }`,
  `try { send(reason); } catch (error) { log(error.message); } finally { visit = undefined; }`,
  `switch (visit.kind) { case "a": reason = "b"; break; default: send(visit?.[reason]); }`,
  "const label = `Dear ${user.name}, ${visit.day + 1}`;",
  `function book(visit, { plan = "free", ...rest }, ...more) { return { ...rest, plan, book, at: () => visit.day, [plan]: more }; }`,
  `class Clinic extends Base { #plan = visit; static kind = "x"; constructor(private api: Api) { super(api); } get dx() { return this.#plan; } book() { return () => super.book(this); } }`,
  `export const later = (next) => { reason = next; };`,
  `const page = <Card {...user} dx={visit.dx}>{visit.name}<input value={reason} /></Card>;`,
  `async function* load() { yield* await fetch("/api"); }`,
  `import track, { send as post } from "./track";`,
  `export * from "./all";`,
  `const old = require("./old"); module.exports = old;`,
  `enum Plan { Free = "free", Paid = 2 }`,
  `interface Visit { reason: string; notes: Note[] }`,
  `const typed: Visit = user as Visit;`,
  `outer: while (visit) { do { if (visit.end) break outer; } while (visit.more); }`,
  `[visit.a, visit["b"]] = [user.b, user[reason]];`,
  `delete visit.email; visit.count++; visit.list.push(reason);`,
  `track.call(user, ...visit.list); new Clinic(user).book?.();`,
  `namespace clinic { export const name = "x"; }`,
  `@Component({}) class Page { @Input() visit; }`,
] as const;

const program = fc.array(fc.constantFrom(...snippets), { maxLength: 6 }).map((parts) => parts.join("\n"));

describe("extraction", () => {
  test("is deterministic", () => {
    fc.assert(
      fc.property(program, (source) => {
        expect(extract(source, "clinic.tsx")).toEqual(extract(source, "clinic.tsx"));
      }),
      { numRuns: 60 },
    );
  });

  test("gives a graph whose every index is within range", () => {
    fc.assert(
      fc.property(program, (source) => {
        expect(indicesOutOfRange(extract(source, "clinic.tsx"))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test("places every node and call inside the text", () => {
    fc.assert(
      fc.property(program, (source) => {
        const { nodes, calls } = extract(source, "clinic.tsx");
        const spans = [...calls, ...Array.from(nodes.start, (start, node) => ({ start, end: nodes.end[node] ?? -1 }))];
        expect(spans.filter(({ start, end }) => start < 0 || start > end || end > source.length)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("does not throw for text that does not parse, unless it nests too deeply", () => {
    const broken = fc
      .tuple(
        program,
        fc.nat(400),
        fc.nat(40),
        fc.constantFrom("", "{", ")", "`${", "<", "...", "class", "=>", "\u0000", "#"),
      )
      .map(([source, at, length, insert]) => source.slice(0, at) + insert + source.slice(at + length));
    fc.assert(
      fc.property(broken, (source) => {
        try {
          expect(indicesOutOfRange(extract(source, "clinic.tsx"))).toEqual([]);
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });

  test("takes a long sum of texts without nesting its own walk", () => {
    expect(() =>
      extract(`const all = ${Array.from({ length: 2000 }, (_, index) => `visit.n${String(index)}`).join(" + ")};`),
    ).not.toThrow();
  });

  test.for([
    `${"(".repeat(20_000)}1`,
    `const a = ${"[".repeat(20_000)}`,
    "a.b(".repeat(8_000),
    `${"if (a) ".repeat(8_000)}b();`,
  ])("throws nothing but RangeError for deep nesting", (source) => {
    try {
      extract(source);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
    }
  });
});

/** A sentence for each index of a graph that points nowhere. */
function indicesOutOfRange(graph: ModuleGraph): string[] {
  const wrong: string[] = [];
  const { nodes, edges } = graph;
  const nodeCount = nodes.kind.length;
  const inside = (what: string, index: number, count: number, mayBeMissing = false): void => {
    if (index >= (mayBeMissing ? -1 : 0) && index < count) return;
    wrong.push(`${what} ${String(index)} of ${String(count)}`);
  };
  const node = (what: string, index: number, mayBeMissing = false): void => {
    inside(what, index, nodeCount, mayBeMissing);
  };
  const text = (what: string, index: number, mayBeMissing = false): void => {
    inside(what, index, graph.strings.length, mayBeMissing);
  };
  nodes.kind.forEach((kind, index) => {
    text("name", nodes.name[index] ?? -2, true);
    inside("owner", nodes.owner[index] ?? -2, graph.functions.length);
    const payload = nodes.payload[index] ?? -2;
    if (kind === NodeKind.function) inside("function", payload, graph.functions.length);
    if (kind === NodeKind.class || kind === NodeKind.instance) inside("class", payload, graph.classes.length);
    if (kind === NodeKind.import || kind === NodeKind.importOut) inside("import", payload, graph.imports.length);
    if (kind === NodeKind.after) inside("call", payload, graph.calls.length);
  });
  edges.kind.forEach((kind, index) => {
    node("from", edges.from[index] ?? -2);
    node("to", edges.to[index] ?? -2);
    const label = edges.label[index] ?? -2;
    if (kind === EdgeKind.read || kind === EdgeKind.write || kind === EdgeKind.without) text("field", label);
    if (kind === EdgeKind.readDynamic || kind === EdgeKind.writeDynamic) node("key", label);
    if (kind === EdgeKind.guard) inside("guard", readGuardLabel(label).call, graph.calls.length);
    if (kind === EdgeKind.derive) inside("transform", label, transforms.length);
  });
  for (const call of graph.calls) {
    for (const index of [call.callee, call.receiver, call.receiverAfter, call.result, call.thrown])
      node("call", index, true);
    for (const index of [...call.arguments, ...call.argumentsAfter]) node("argument", index, true);
    for (const condition of call.conditions) node("condition", condition >> 1);
    text("written", call.written);
    inside("owner", call.owner, graph.functions.length);
    inside("spread", call.spread, call.arguments.length, true);
    if (call.arguments.length !== call.argumentsAfter.length)
      wrong.push("arguments and what is left of them differ in number");
  }
  for (const fn of graph.functions) {
    text("function name", fn.name, true);
    inside("parent", fn.parent, graph.functions.length, true);
    inside("class", fn.class, graph.classes.length, true);
    for (const index of [fn.receiver, fn.receiverOut, fn.environment, fn.node, ...fn.parametersOut])
      node("function", index, true);
    for (const index of [fn.returned, fn.thrown, ...fn.parameters]) node("function", index);
    if (fn.parameters.length !== fn.parametersOut.length)
      wrong.push("parameters and what is left of them differ in number");
  }
  for (const info of graph.classes) {
    for (const index of [info.node, info.instance]) node("class", index);
    node("superclass", info.superclass, true);
    inside("constructor", info.constructorFunction, graph.functions.length);
    for (const member of info.members) inside("member", member.function, graph.functions.length);
    for (const type of info.implements) text("implements", type);
  }
  for (const { specifier, name, node: index } of graph.imports) {
    text("specifier", specifier);
    text("imported", name);
    node("import", index);
  }
  for (const { name, node: index } of graph.exports) {
    text("exported", name);
    node("export", index);
  }
  return wrong;
}
