import { expect, test } from "vitest";
import { analyzeSources } from "../harness/analyze-sources.ts";
import { rulesFor } from "../harness/analyze-folder.ts";

async function messagesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { ruleSet } = await rulesFor(undefined);
  const { findings } = analyzeSources(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    ruleSet,
  );
  return findings.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

const identify = `import mixpanel from "mixpanel-browser"; export const signIn = (patient) => mixpanel.identify(patient.email);`;
const track = `import mixpanel from "mixpanel-browser"; export const save = (visit) => mixpanel.track("Saved", { dx: visit.diagnosis });`;
const other = `import posthog from "posthog-js"; export const save = (visit) => posthog.capture("Saved", { dx: visit.diagnosis });`;

test("an event is tied to the person that the same vendor is told elsewhere", async () => {
  expect(await messagesOf({ "src/sign-in.ts": identify, "src/visit.ts": track })).toEqual([
    "identifier-to-analytics: `patient.email` reaches Mixpanel as a user's identity through `mixpanel.identify()`.",
    "health-to-analytics: `visit.diagnosis` reaches Mixpanel as event data through `mixpanel.track()`. Who that is, it is told at src/sign-in.ts:1.",
  ]);
});

test("another vendor is not told", async () => {
  expect(await messagesOf({ "src/sign-in.ts": identify, "src/visit.ts": other })).toEqual([
    "identifier-to-analytics: `patient.email` reaches Mixpanel as a user's identity through `mixpanel.identify()`.",
    "health-to-analytics: `visit.diagnosis` reaches PostHog as event data through `posthog.capture()`.",
  ]);
});

test("person and data in one call need no word", async () => {
  const both = `import Mixpanel from "mixpanel"; const mixpanel = Mixpanel.init("k");
    export const save = (visit) => mixpanel.track("Saved", { distinct_id: visit.email, dx: visit.diagnosis });`;
  const messages = await messagesOf({ "src/visit.ts": both });
  expect(messages.filter((message) => message.includes("Who that is"))).toEqual([]);
  expect(messages).toHaveLength(2);
});
