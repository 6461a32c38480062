import type { HttpRouteSpec } from "../../model/http-specs.ts";
import type { Program } from "../../model/program.ts";
import { addExportedCalls, type ExportedCall } from "../exported-calls.ts";
import { partsOf } from "./match-path.ts";

const extension = /\.[cm]?[jt]sx?$/;
const methodEnding = /\.(get|post|put|patch|delete|head|options)$/;

/** The address that a file stands for, when it is one of the files of a route: `[id]` stays, groups and `index` are no part of it. */
export function partsOfFile(spec: HttpRouteSpec, path: string): readonly string[] | undefined {
  const file = path.replace(extension, "");
  if (file === path) return undefined;
  for (const pattern of spec.files) {
    const found = expressionOf(pattern).exec(file);
    if (found)
      return partsOf((found[1] ?? "").replace(methodEnding, "")).filter(
        (part) => part !== "index" && !/^[(@]/.test(part),
      );
  }
  return undefined;
}

/** The method that the name of a file ends with: `visits.post.ts`. */
export function methodOfFile(path: string): string | undefined {
  return methodEnding.exec(path.replace(extension, ""))?.[1]?.toUpperCase();
}

/** File routes with API paths of their own, because the same export is a handler for one framework and nothing for another. */
export function namedApart(routes: readonly HttpRouteSpec[]): readonly HttpRouteSpec[] {
  return routes.map((route) => {
    const { callee, files, id } = route;
    if (files.length === 0 || callee.kind !== "api") return route;
    return { ...route, callee: { kind: "api", paths: callee.paths.map((path) => `${path}@${id}`) } };
  });
}

/** The calls that frameworks make of the exports of files that handle requests. */
export function callsOfHandlers(program: Program, routes: readonly HttpRouteSpec[]): readonly ExportedCall[] {
  return routes.flatMap((route) => {
    const { callee, files, id } = route;
    if (files.length === 0 || callee.kind !== "api") return [];
    const ending = `@${id}`;
    const exported = callee.paths.map((path) => path.slice(0, -ending.length));
    const isOne = (module: number): boolean => partsOfFile(route, program.modules[module]?.path ?? "") !== undefined;
    return addExportedCalls(program, exported, isOne).map(({ call, api }) => ({ call, api: api + ending }));
  });
}

/** `app/{**}/route` is `app/route` too. */
function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+$()[\]\\]/g, "\\$&")
    .replace(/\/\{\*\*\}/g, "(?:/(.*))?")
    .replace(/\{([^}]*)\}/g, (_, inner: string) => `(${inner.replace(/\*\*/g, ".*")})`);
  return new RegExp(`(?:^|/)${source}$`);
}
