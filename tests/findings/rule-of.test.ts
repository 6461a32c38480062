import { describe, expect, test } from "vitest";
import { ruleOf } from "../../src/findings/rule-of.ts";
import type { RawFlow } from "../../src/model/raw-flow.ts";
import type { PortRole, VendorClass } from "../../src/model/rule-set.ts";

interface Case {
  readonly label?: string;
  readonly to?: VendorClass;
  readonly role?: PortRole;
  readonly isText?: boolean;
  readonly implicit?: boolean;
  readonly health?: boolean;
}

function rule({
  label = "health.mental",
  to = "advertising",
  role = "payload",
  isText = false,
  implicit = false,
  health = true,
}: Case): string | undefined {
  const vendor = { id: "acme", name: "Acme", class: to };
  const raw: RawFlow = {
    sinkCall: 0,
    place: 0,
    spec: { id: "acme/send", vendor, callee: { kind: "callee", globs: ["send"] }, when: [], ports: [] },
    role,
    port: { root: { kind: "arguments", from: 0 }, steps: [] },
    label,
    field: "visit.reason",
    strength: "strong",
    isText,
    implicit,
    guessed: false,
    stops: [],
  };
  return ruleOf(raw, health);
}

describe("ruleOf", () => {
  test.for<[string, Case, string | undefined]>([
    ["health to advertising", {}, "health-to-advertising"],
    ["health to a forwarder", { to: "forwarder" }, "health-to-forwarder"],
    ["health to analytics", { to: "analytics" }, "health-to-analytics"],
    ["health to monitoring", { to: "monitoring" }, "health-to-monitoring"],
    ["the label `health` itself", { label: "health" }, "health-to-advertising"],
    ["a label that only begins like health", { label: "healthy.food", health: false }, undefined],
    ["an identifier", { label: "identifier.email" }, "identifier-to-advertising"],
    ["an identifier to a forwarder", { label: "identifier.email", to: "forwarder" }, "identifier-to-forwarder"],
    ["an identifier to analytics", { label: "identifier.email", to: "analytics" }, "identifier-to-analytics"],
    ["an identifier to monitoring", { label: "identifier.email", to: "monitoring" }, "identifier-to-monitoring"],
    ["an identifier outside a health product", { label: "identifier.email", health: false }, undefined],
    ["health outside a health product", { health: false }, "health-to-advertising"],
    ["an own recipient", { to: "first-party" }, undefined],
    ["an own recipient of a list of people", { to: "first-party", role: "audience" }, undefined],
    ["people on an audience", { label: "identifier.email", role: "audience" }, "audience-upload"],
    ["patients on an audience", { role: "audience", to: "forwarder" }, "audience-upload"],
    [
      "people on an audience outside a health product",
      { label: "identifier.email", role: "audience", health: false },
      undefined,
    ],
    ["an audience named after a condition", { role: "audience", isText: true }, "audience-upload"],
    ["an event named after a condition", { role: "event-name", isText: true }, "health-event-name"],
    ["an event name that is a health value", { role: "event-name" }, "health-to-advertising"],
    ["a text that names no condition", { label: "identifier.name", role: "event-name", isText: true }, undefined],
    ["a decision", { implicit: true }, "health-decides-event"],
    ["a decision by an identifier", { label: "identifier.email", implicit: true }, undefined],
    ["identity", { label: "identifier.user", role: "identity" }, "identifier-to-advertising"],
  ])("%s", ([, flow, expected]) => {
    expect(rule(flow)).toBe(expected);
  });
});
