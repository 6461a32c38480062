import type { ConstantEvaluator } from "../model/constants.ts";
import type { Page } from "../model/loaded-tracker.ts";
import { createCalleeMatcher } from "../model/match-callee.ts";
import { CallFlag, EdgeKind, FunctionFlag, ImportFlag, NodeKind } from "../model/module-graph.ts";
import type { IncomingEdges, Program, ProgramCall } from "../model/program.ts";
import type { Reexports } from "../model/reexports.ts";
import type { CalleePattern } from "../model/port.ts";

export interface RouteInput {
  readonly program: Program;
  readonly reexports: Reexports;
  readonly incoming: IncomingEdges;
  readonly evaluator: ConstantEvaluator;
  readonly guards: CalleePattern;
}

/** Fields of a route that hold what is shown at it. */
const viewFields = new Set(["element", "component", "Component", "render", "lazy", "loadComponent"]);
const innerFields = new Set(["children"]);
/** Values looked at for one route. */
const maximumValues = 60;

/**
 * The pages that tables of routes name:
 *
 *   <Route path="/intake" element={<Intake />} />      { path: "/intake", component: Intake }      { "/intake": () => <Intake /> }
 *
 * A page is the module of the component that is shown; a route with others inside is a frame of theirs. Sorted by the place of
 * the route.
 */
export function findRoutedPages(input: RouteInput): readonly Page[] {
  const { program } = input;
  const path = program.findString("path");
  const views = new Views(input);
  const pages: Page[] = [];
  for (let edge = 0; edge < program.edgeCount; edge++) {
    if (program.edgeKind[edge] !== EdgeKind.write) continue;
    const label = program.edgeLabel[edge] ?? -1;
    const from = program.edgeFrom[edge] ?? -1;
    const to = program.edgeTo[edge] ?? -1;
    if (label === path) {
      const routes = input.evaluator.constantsOf(from) ?? [];
      const shown = routes.length === 0 ? [] : views.ofRoute(to);
      for (const route of routes) pages.push(...views.pagesAt(route, to, shown));
    } else if (program.strings[label]?.startsWith("/") === true && program.nodeKind[from] === NodeKind.function) {
      pages.push(...views.pagesAt(program.strings[label] ?? "", to, [from]));
    }
  }
  return pages;
}

/** What is shown at routes. */
class Views {
  private readonly input: RouteInput;
  private readonly isGuard: (written: string) => boolean;
  private readonly elements: Elements;

  constructor(input: RouteInput) {
    this.input = input;
    const matcher = createCalleeMatcher([{ callee: input.guards }]);
    this.elements = readElements(input.program);
    this.isGuard = (written) => matcher.byWritten(written).length > 0;
  }

  /** What is shown at a route, unless it is a frame. */
  ofRoute(route: number): number[] {
    const shown = this.ofFields(route, viewFields);
    const inner = this.ofFields(route, innerFields);
    return shown.length > 0 && inner.length > 0 ? [] : [...shown, ...inner];
  }

  /** The values of some fields of an object. */
  private ofFields(object: number, fields: ReadonlySet<string>): number[] {
    const { program, incoming } = this.input;
    const found: number[] = [];
    for (let slot = incoming.start[object] ?? 0; slot < (incoming.start[object + 1] ?? 0); slot++)
      if (incoming.kind[slot] === EdgeKind.write && fields.has(program.strings[incoming.label[slot] ?? -1] ?? ""))
        found.push(incoming.from[slot] ?? -1);
    return found;
  }

  pagesAt(route: string, table: number, shown: readonly number[]): Page[] {
    const { program } = this.input;
    const modules = new Set<number>();
    let isGuarded = false;
    const seen = new Set(shown);
    for (const node of seen) {
      if (seen.size > maximumValues) break;
      const call = program.calls[this.elements.byResult.get(node) ?? -1];
      if (call && this.isGuard(call.written)) isGuarded = true;
      for (const next of this.behind(node, table, call)) seen.add(next);
      for (const module of this.modulesOf(node, table)) modules.add(module);
    }
    return [...modules].map((module) => ({ module, route: route.startsWith("/") ? route : `/${route}`, isGuarded }));
  }

  /** What a value is a copy of, what an element shows, what a function of the table shows, and what `lazy(…)` is given. */
  private behind(node: number, table: number, call: ProgramCall | undefined): number[] {
    const { program, incoming } = this.input;
    if (this.isOfTable(node, table)) return this.elements.byOwner.get(program.nodePayload[node] ?? -1) ?? [];
    const found: number[] = [];
    for (let slot = incoming.start[node] ?? 0; slot < (incoming.start[node + 1] ?? 0); slot++)
      if (incoming.kind[slot] === EdgeKind.copy) found.push(incoming.from[slot] ?? -1);
    if (!call) return found;
    if ((call.flags & CallFlag.jsx) === 0) return [...found, ...call.arguments];
    // `<Frame><Intake /></Frame>` shows the inner one.
    const inner = call.arguments.flatMap((props) => [
      ...this.ofFields(props, viewFields),
      ...this.ofFields(props, innerFields),
    ]);
    return [...found, ...(inner.length > 0 ? inner : [call.callee])];
  }

  /** The modules in which the component is written that a value is, or that a function loads. */
  private modulesOf(node: number, table: number): readonly number[] {
    const { program } = this.input;
    const kind = program.nodeKind[node];
    if (kind === NodeKind.class) return [program.nodeModule[node] ?? -1];
    if (kind !== NodeKind.function) return [];
    const loaded = this.loadedBy(node);
    return loaded.length > 0 || this.isOfTable(node, table) ? loaded : [program.nodeModule[node] ?? -1];
  }

  /** `({ id }) => <Visit id={id} />` in the table only says what is shown. */
  private isOfTable(node: number, table: number): boolean {
    const { program } = this.input;
    const fn =
      program.nodeKind[node] === NodeKind.function ? program.functions[program.nodePayload[node] ?? -1] : undefined;
    return fn !== undefined && fn.module === program.nodeModule[table] && (fn.flags & FunctionFlag.arrow) !== 0;
  }

  /** The modules that a function imports when it is called. */
  private loadedBy(node: number): number[] {
    const { program, reexports } = this.input;
    const index = program.nodeModule[node] ?? -1;
    const base = program.nodeBase[index] ?? 0;
    const imports = program.modules[index]?.imports ?? [];
    return imports
      .filter(
        ({ flags, node: imported }) =>
          (flags & ImportFlag.dynamic) !== 0 && program.nodeOwner[imported + base] === program.nodePayload[node],
      )
      .map(({ specifier }) => reexports.target(index, specifier))
      .filter((module) => module >= 0);
  }
}

interface Elements {
  readonly byResult: ReadonlyMap<number, number>;
  /** The elements that a function makes, by their values. */
  readonly byOwner: ReadonlyMap<number, number[]>;
}

/** The calls of a program by their results, and its elements by the function they are made in. */
function readElements(program: Program): Elements {
  const byResult = new Map<number, number>();
  const byOwner = new Map<number, number[]>();
  program.calls.forEach((call, index) => {
    if (call.synthetic) return;
    byResult.set(call.result, index);
    if ((call.flags & CallFlag.jsx) === 0) return;
    const own = byOwner.get(call.owner);
    if (own) own.push(call.result);
    else byOwner.set(call.owner, [call.result]);
  });
  return { byResult, byOwner };
}
