import { describe, expect, it } from "vitest";
import { canonicalApi } from "../../src/model/api-path.ts";

describe("canonicalApi", () => {
  it.each([
    ["global#fbq", "global#fbq"],
    ["global#window.fbq", "global#fbq"],
    ["global#globalThis.window.dataLayer.push", "global#dataLayer.push"],
    ["global#self.fbq", "global#fbq"],
    ["global#top.parent.ttq.track", "global#ttq.track"],
    ["global#window", "global#window"],
    ["global#windowed.track", "global#windowed.track"],
    ["npm:mixpanel-browser#default.track", "npm:mixpanel-browser#track"],
    ["npm:mixpanel-browser#track", "npm:mixpanel-browser#track"],
    ["npm:lodash.get#default", "npm:lodash.get"],
    ["npm:lodash.get", "npm:lodash.get"],
    ["npm:js-sha256#default()", "npm:js-sha256()"],
    ["npm:mixpanel#default().track", "npm:mixpanel().track"],
    ["npm:mixpanel#init().track", "npm:mixpanel#init().track"],
    ["npm:a#default.default.b", "npm:a#b"],
    ["npm:a#defaultClient.track", "npm:a#defaultClient.track"],
    ["npm:@scope/name#Analytics().track", "npm:@scope/name#Analytics().track"],
    ["jsx#input", "jsx#input"],
    ["send", "send"],
  ])("%s is %s", (path, canonical) => {
    expect(canonicalApi(path)).toBe(canonical);
    expect(canonicalApi(canonical)).toBe(canonical);
  });
});
