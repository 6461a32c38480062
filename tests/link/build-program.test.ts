import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { extractModules } from "../../src/extract/extract-file.ts";
import { buildProgram } from "../../src/link/build-program.ts";
import { defaultLimits } from "../../src/model/options.ts";
import { link, printTargets } from "./check.ts";

// One seed, so that a run can be repeated.
fc.configureGlobal({ seed: 1 });

const files = {
  "api/client.ts": `import { send } from "../track"; export class Client { book(visit) { send(visit); } }`,
  "clinic.ts": `import { Client } from "./api/client"; const client = new Client(); client.book(1); window.later = () => client.book(2);`,
  "page.ts": `later(); [1].map((visit) => later(visit));`,
  "track.ts": `export const send = (visit) => fbq(visit);`,
};

describe("buildProgram", () => {
  test("does not depend on the order of modules", () => {
    const sources = Object.entries(files).map(([path, text]) => ({ path, text }));
    const { modules } = extractModules(sources);
    const options = {
      layout: { packages: [], compilerSettings: [] },
      propagators: [],
      sinks: [],
      otherSpecs: [],
      http: { clients: [], routes: [], mounts: [] },
      limits: defaultLimits,
    };
    const expected = printTargets(buildProgram(modules, options).program);
    fc.assert(
      fc.property(fc.shuffledSubarray([...modules], { minLength: modules.length }), (shuffled) => {
        expect(printTargets(buildProgram(shuffled, options).program)).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  test("says which imports of project files were not found", () => {
    const { diagnostics } = link({
      "clinic.ts": `import { visit } from "./visit"; import "./clinic.css"; import react from "react";`,
    });
    expect(diagnostics).toEqual([
      {
        code: "import-unresolved",
        file: "clinic.ts",
        message: `The import "./visit" of clinic.ts was not found among the scanned files; what it exports is unknown.`,
      },
    ]);
  });

  test("an empty program is a program", () => {
    const { program, diagnostics } = link({});
    expect([program.calls, program.functions, diagnostics]).toEqual([[], [], []]);
  });
});
