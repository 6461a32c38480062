import { expect, test } from "vitest";
import { findingsOf, type Files } from "./check.ts";

/** The reasons of the first flow of the first finding, one line for each step: `argument: …`. */
function reasonsOf(files: Files): readonly string[] {
  const [finding] = findingsOf(files, { healthContext: "yes" });
  return (finding?.flows[0]?.steps ?? []).map(({ kind, reason }) => `${kind}: ${reason ?? ""}`);
}

const named = "source: a strong word of the lexicon names it, or a field of its declared type";
const sent = "sink: the rules say that `ads/send` takes payload at port `args`";

test("a call that is followed says which function it calls, and which parameter takes the data", () => {
  const files = {
    "src/intake.ts": `import { track } from "./track";
export function book(visit) {
  const dx = visit.diagnosis;
  track("Lead", dx);
}
`,
    "src/track.ts": "export function track(name, data) {\n  send(data);\n}\n",
  };
  expect(reasonsOf(files)).toEqual([
    named,
    "argument: `track()` is the function `track` of src/track.ts, and `data` its parameter 2",
    sent,
  ]);
});

test.for<[string, string, readonly string[]]>([
  [
    "what a function returns",
    "function read() {\n  return getDiagnosis();\n}\nconst dx =\n  read();\nsend(dx);\n",
    [
      "source: a source of the rules fills it",
      "return: `read()` is the function `read` of clinic.ts, which returns it",
      "assign: the variable holds that value from here on",
      sent,
    ],
  ],
  [
    "a call that nothing is known of",
    'import { shorten } from "somewhere";\nconst dx = getDiagnosis();\nconst short =\n  shorten(dx);\nsend(short);\n',
    [
      named,
      "transform: no rule says what `shorten()` does, so what goes in may come out",
      "assign: the variable holds that value from here on",
      sent,
    ],
  ],
  [
    "a text and a field",
    "export function book(visit) {\n  const dx = visit.diagnosis;\n  const note =\n    `says ${dx}`;\n  const lead =\n    { note };\n  send(lead);\n}\n",
    [
      named,
      "transform: the text holds it",
      "assign: the variable holds that value from here on",
      "write: whoever reads `note` of that object gets it",
      "assign: the variable holds that value from here on",
      sent,
    ],
  ],
  [
    "a callback of a library",
    "export function book(visits) {\n  const all = visits.map(({ diagnosis }) => diagnosis);\n  all.forEach(\n    (dx) =>\n      send(dx),\n  );\n}\n",
    [named, "argument: the rules, or the language, say that this function is called with it", sent],
  ],
  [
    "a method whose receiver is not known",
    "class Desk {\n  tellEverybody(data) {\n    send(data);\n  }\n}\nexport function book(desk, visit) {\n  const dx = visit.diagnosis;\n  desk.tellEverybody(dx);\n}\n",
    [
      named,
      "argument: `desk.tellEverybody()` is the function `tellEverybody` of clinic.ts (guessed by the name of the method: the receiver is not known), and `data` its parameter 1",
      sent,
    ],
  ],
  [
    "a decision",
    "export function book(visit) {\n  if (visit.hasDepression)\n    send(1);\n}\n",
    [
      named,
      "sink: that it runs at all tells the answer, and the rules say that `ads/send` takes payload at port `args`",
    ],
  ],
])("%s", ([, text, expected]) => {
  expect(reasonsOf(text)).toEqual(expected);
});
