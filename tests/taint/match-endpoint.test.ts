import { describe, expect, test } from "vitest";
import { unknownText } from "../../src/model/constants.ts";
import { matchesEndpoint } from "../../src/taint/match-endpoint.ts";

/** `…` stands for a part that is not known before the program runs. */
function matches(address: string, hosts: readonly string[], paths: readonly string[] = []): boolean {
  return matchesEndpoint(address.replaceAll("…", unknownText), { hosts, paths, address: [], base: [] });
}

describe("matchesEndpoint: hosts", () => {
  test.for([
    ["https://ads.acme.test/tr", ["ads.acme.test"], true],
    ["http://ads.acme.test", ["ads.acme.test"], true],
    ["//ads.acme.test/tr", ["ads.acme.test"], true],
    ["wss://ads.acme.test/tr", ["ads.acme.test"], true],
    ["HTTPS://ADS.Acme.Test/tr", ["ads.acme.test"], true],
    ["https://ads.acme.test:8443/tr", ["ads.acme.test"], true],
    ["https://other.test/ads.acme.test", ["ads.acme.test"], false],
    ["https://ads.acme.test.evil.test/tr", ["ads.acme.test"], false],
    ["https://acme.test/tr", ["ads.acme.test"], false],
    ["https://eu.acme.test/tr", ["*.acme.test"], true],
    ["https://acme.test/tr", ["*.acme.test"], false],
    ["https://a.b.acme.test/tr", ["*.acme.test"], false],
    ["https://a.b.acme.test/tr", ["**.acme.test"], true],
    ["https://eu-ads.acme.test/tr", ["*-ads.acme.test"], true],
    ["https://b.test/", ["a.test", "b.test"], true],
    ["https://key@ads.acme.test/tr", ["ads.acme.test"], true],
    ["https://ads.acme.test@b.test/tr", ["ads.acme.test"], false],
    ["https://…-ads.acme.test/tr", ["*-ads.acme.test"], true],
    ["https://….acme.test/tr", ["*.acme.test"], true],
    ["https://….acme.test/tr", ["ads.acme.test"], false],
    ["/api/track", ["ads.acme.test"], false],
    ["…/tr", ["ads.acme.test"], false],
    ["https://…/tr", ["ads.acme.test"], false],
    ["", ["ads.acme.test"], false],
  ] as const)("%s against %j: %s", ([address, hosts, expected]) => {
    expect(matches(address, hosts)).toBe(expected);
  });
});

describe("matchesEndpoint: paths", () => {
  const hosts = ["ads.acme.test"];

  test.for([
    ["/tr", ["/tr"], true],
    ["/tr/", ["/tr"], true],
    ["/tr?id=1", ["/tr"], true],
    ["/tr#top", ["/tr"], true],
    ["/track", ["/tr"], false],
    ["/tr/more", ["/tr"], false],
    ["", ["/tr"], false],
    ["/v18/123/events", ["/*/*/events"], true],
    ["/123/events", ["/*/*/events"], false],
    ["/a/b/c/events", ["/**/events"], true],
    ["/events", ["/**/events"], true],
    ["/a/b", ["/**"], true],
    ["", ["/**"], true],
    ["/v18/x", ["/v*/x"], true],
    ["/w18/x", ["/v*/x"], false],
    ["/b", ["/a", "/b"], true],
    ["/…/events", ["/*/events"], true],
    ["/v…/events", ["/v1/events"], true],
    ["/v1/…", ["/v1/a/events"], true],
    ["/v1/…", ["/v2/a"], false],
    ["/other/…/events", ["/v1/*/events"], false],
  ] as const)("%s against %j: %s", ([path, patterns, expected]) => {
    expect(matches(`https://ads.acme.test${path}`, hosts, patterns)).toBe(expected);
  });
});

describe("matchesEndpoint: any host", () => {
  test.for([
    ["https://stats.clinic.test/collect.php", "/collect.php", true],
    ["/collect.php", "/collect.php", true],
    ["https://api.clinic.test/…", "/collect.php", false],
    ["https://api.clinic.test/…/collect.php", "/**/collect.php", true],
    ["https://api.clinic.test/…/…", "/**/collect.php", false],
    ["…/collect.php", "/collect.php", false],
  ] as const)("%s against %s: %s", ([address, path, expected]) => {
    expect(matches(address, ["**"], [path])).toBe(expected);
  });
});
