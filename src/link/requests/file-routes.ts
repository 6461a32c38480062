import type { HttpRouteSpec } from "../../model/http-specs.ts";
import type { Program } from "../../model/program.ts";
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

/** Whether a module has an export that handles requests. */
export function mayHandle(program: Program, spec: HttpRouteSpec, module: number): boolean {
  return spec.files.length === 0 || partsOfFile(spec, program.modules[module]?.path ?? "") !== undefined;
}

/** `app/{**}/route` is `app/route` too. */
function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+$()[\]\\]/g, "\\$&")
    .replace(/\/\{\*\*\}/g, "(?:/(.*))?")
    .replace(/\{([^}]*)\}/g, (_, inner: string) => `(${inner.replace(/\*\*/g, ".*")})`);
  return new RegExp(`(?:^|/)${source}$`);
}
