import { describe, expect, test } from "vitest";
import { createApiPrefixes, createCalleeMatcher } from "../../src/model/match-callee.ts";

const api = (
  ...paths: readonly string[]
): { readonly callee: { readonly kind: "api"; readonly paths: readonly string[] } } => ({
  callee: { kind: "api", paths },
});

describe("the APIs that are worth following", () => {
  const isKnown = createApiPrefixes([
    api("npm:clinic#connect().visits.send", "npm:clinic#connect().close"),
    api("npm:@shop/orders#create*"),
    api("global#track"),
  ]);

  test.each([
    "npm:clinic",
    "npm:clinic#connect",
    "npm:clinic#connect()",
    "npm:clinic#connect().visits",
    "npm:clinic#connect().visits.send",
    "npm:clinic#connect().close",
    "npm:@shop/orders",
    "npm:@shop/orders#createOrder",
    "global#track",
    "global#window",
  ])("%s is one, or the beginning of one", (path) => {
    expect(isKnown(path)).toBe(true);
  });

  test.each([
    "npm:clin",
    "npm:clinic#connect().open",
    "npm:clinic#connect().visits.send.later",
    "npm:other",
    "global#send",
  ])("%s is none", (path) => {
    expect(isKnown(path)).toBe(false);
  });
});

describe("specs of a call", () => {
  const track = api("global#track");
  const anySend = { callee: { kind: "callee", globs: ["*.send"] } } as const;
  const answers = { callee: { kind: "callee", globs: ["get*Answers"] } } as const;
  const matcher = createCalleeMatcher<typeof track | typeof anySend | typeof answers>([track, anySend, answers]);

  test("are found by an outside API", () => {
    expect(matcher.byApi("global#track")).toEqual([track]);
    expect(matcher.byApi("global#track.send")).toEqual([anySend]);
    expect(matcher.byApi("npm:track")).toEqual([]);
  });

  test("are found by the written name, also with wildcards", () => {
    expect(matcher.byWritten("clinic.desk.send")).toEqual([anySend]);
    expect(matcher.byWritten("getIntakeAnswers")).toEqual([answers]);
    expect(matcher.byWritten("send")).toEqual([]);
    expect(matcher.byWritten("forgetAnswers")).toEqual([]);
  });
});
