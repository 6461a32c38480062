import type { HttpClientSpec, HttpMountSpec, HttpRouteSpec, MethodSpec } from "../model/http-specs.ts";
import type { Port } from "../model/port.ts";
import {
  below,
  compileCallee,
  compileEach,
  compileStoragePorts,
  type OneOrMany,
  type Place,
  placeIn,
} from "./compile-parts.ts";
import type { RuleDocument } from "./rule-document.ts";

/** HTTP clients, routes and mounts of one file, in the order written. */

export function compileHttpClients(document: RuleDocument): readonly HttpClientSpec[] {
  return (document.content.httpClients ?? []).map((client, index) => {
    const place = placeIn(document, "httpClients", index);
    return {
      id: client.id,
      callee: compileCallee(place, client),
      address: portsAt(place, "address", client.address),
      base: portsAt(place, "base", client.base),
      body: portsAt(place, "body", client.body),
      query: portsAt(place, "query", client.query),
      method: compileMethod(below(place, "method"), client.method ?? "name"),
      answer: portsAt(place, "answer", client.answer ?? "return"),
    };
  });
}

export function compileHttpRoutes(document: RuleDocument): readonly HttpRouteSpec[] {
  return (document.content.httpRoutes ?? []).map((route, index) => {
    const place = placeIn(document, "httpRoutes", index);
    return {
      id: route.id,
      callee: compileCallee(place, route),
      files: compileEach(below(place, "files"), route.files ?? [], (text) => text),
      path: portsAt(place, "path", route.path),
      of: portsAt(place, "of", route.of),
      method: compileMethod(below(place, "method"), route.method ?? "name"),
      body: portsAt(place, "body", route.body),
      query: portsAt(place, "query", route.query),
      params: portsAt(place, "params", route.params),
      answer: portsAt(place, "answer", route.answer),
    };
  });
}

export function compileHttpMounts(document: RuleDocument): readonly HttpMountSpec[] {
  return (document.content.httpMounts ?? []).map((mount, index) => {
    const place = placeIn(document, "httpMounts", index);
    const path = portsAt(place, "path", mount.path);
    return { id: mount.id, callee: compileCallee(place, mount), path, inner: portsAt(place, "inner", mount.inner) };
  });
}

function portsAt(place: Place, key: string, written: OneOrMany | undefined): readonly Port[] {
  return written === undefined ? [] : compileStoragePorts(below(place, key), written);
}

/** `name`, a method in capitals, or ports that hold one. */
function compileMethod(place: Place, written: OneOrMany): MethodSpec {
  const texts = typeof written === "string" ? [written] : written;
  const isConstant = (text: string): boolean => /^[A-Z]+$/u.test(text);
  return {
    byName: texts.includes("name"),
    constants: texts.filter(isConstant),
    ports: compileStoragePorts(
      place,
      texts.filter((text) => text !== "name" && !isConstant(text)),
    ),
  };
}
