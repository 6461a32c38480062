import type { Page } from "../model/loaded-tracker.ts";
import type { Program } from "../model/program.ts";

/** A module that renders what stands around the pages in a folder. */
export interface Frame {
  readonly module: number;
  /** With a slash at the end, or `""` for the root. */
  readonly folder: string;
}

const script = String.raw`\.[cm]?[jt]sx?$`;
const appPage = new RegExp(`^((?:.*/)?app/)((?:.*/)?)page${script}`);
const appFrame = new RegExp(`^((?:.*/)?app/(?:.*/)?)(?:layout|template)${script}`);
const pagesFrame = new RegExp(`^((?:.*/)?)pages/_(?:app|document)${script}`);
const pagesFile = new RegExp(`^(?:.*/)?pages/((?!_|api/).*)${script}`);
const routesFile = new RegExp(`^(?:.*/)?routes/((?!_).*)${script}`);
const namedPage = new RegExp(`^(?:.*/)?(?:index|[^/]*(?:Page|Screen|View|page|screen|view))${script}`);

/** The pages that files are by their place and name, sorted by module. */
export function findFilePages(program: Program): readonly Page[] {
  const framed = new Set(program.modules.flatMap(({ path }) => pagesFrame.exec(path)?.[1] ?? []));
  return program.modules.flatMap(({ path }, module) => {
    const route = routeOfFile(path, framed);
    return route === undefined ? [] : [{ module, route, isGuarded: false }];
  });
}

/** The address at which a file is shown, `""` when it is a page whose address another file says, undefined when it is none. */
function routeOfFile(path: string, framed: ReadonlySet<string>): string | undefined {
  const [, , inApp] = appPage.exec(path) ?? [];
  if (inApp !== undefined) return routeOf(inApp);
  const [, inPages] = pagesFile.exec(path) ?? [];
  if (inPages !== undefined) {
    // Where a framework makes routes of the files of this folder, every one of them is a page.
    if ([...framed].some((folder) => path.startsWith(`${folder}pages/`))) return routeOf(inPages);
    return namedPage.test(path) || !inPages.includes("/") ? "" : undefined;
  }
  const [, inRoutes] = routesFile.exec(path) ?? [];
  if (inRoutes !== undefined && path.endsWith("x")) return routeOf(inRoutes.replaceAll(".", "/"));
  return namedPage.test(path) && !/(?:^|\/)index\.[^/]*$/.test(path) ? "" : undefined;
}

/** Modules that a framework puts around pages. */
export function findFrames(program: Program): readonly Frame[] {
  return program.modules.flatMap(({ path }, module) => {
    const folder = appFrame.exec(path)?.[1] ?? pagesFrame.exec(path)?.[1];
    return folder === undefined ? [] : [{ module, folder }];
  });
}

/** Folders in brackets and slots are no part of an address, nor is `index`. */
function routeOf(path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && part !== "index" && !/^[(@_]/.test(part));
  return `/${parts.join("/")}`;
}
