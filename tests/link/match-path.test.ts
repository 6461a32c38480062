import { describe, expect, test } from "vitest";
import { unknownText } from "../../src/model/constants.ts";
import { fitness, parameterOf, partsOf, pathOfAddress } from "../../src/link/requests/match-path.ts";

const fits = (address: string, route: string, isOpen = false): number => {
  const request = pathOfAddress(address.replaceAll("?", unknownText));
  return request ? fitness(request, { parts: partsOf(route), isOpen }) : 0;
};

describe("a request fits a route", () => {
  test.each([
    ["/api/visits", "/api/visits"],
    ["/api/visits/", "api/visits"],
    ["https://clinic.example/api/visits", "/api/visits"],
    ["?/visits", "/api/visits"],
    ["?visits", "/api/visits"],
    ["visits/?", "/api/visits/:id"],
    ["/api/visits/12", "/api/visits/[id]"],
    ["/api/visits/12/notes", "/api/visits/[...rest]"],
    ["/api/visits/v-?", "/api/visits/$id"],
  ])("%s: %s", (address, route) => {
    expect(fits(address, route)).toBeGreaterThan(0);
  });

  test.each([
    ["/api/visits", "/api/pages"],
    ["/api/visits", "/visits"],
    ["/visits", "/api/visits"],
    ["/api/visits/12", "/api/visits"],
    ["?", "/api/visits"],
    ["?/?", "/api/:id"],
    ["/api/v-?", "/api/pages"],
  ])("%s, not %s", (address, route) => {
    expect(fits(address, route)).toBe(0);
  });

  test("below an unknown path when the route may be anywhere", () => {
    expect(fits("/api/visits", "/visits", true)).toBeGreaterThan(0);
    expect(fits("/api/pages", "/visits", true)).toBe(0);
  });

  test("best when its parts are the same texts", () => {
    expect(fits("/api/visits/me", "/api/visits/me")).toBeGreaterThan(fits("/api/visits/me", "/api/visits/:id"));
    expect(fits("/api/visits/?", "/api/visits/:id")).toBeGreaterThan(fits("/api/visits/?", "/api/visits/me"));
  });
});

test.each([":id", "[id]", "[[...id]]", "$id", "{id}", ":id(\\d+)"])("%s is a parameter", (part) => {
  expect(parameterOf(part)).toBe("id");
});
