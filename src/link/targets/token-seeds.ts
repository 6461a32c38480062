import { EdgeKind, NodeKind } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";
import type { TypeTable } from "../../model/type-table.ts";
import type { OutsideApis } from "./outside-apis.ts";
import { TokenKind, type PointsTo } from "./points-to.ts";
import type { TargetSearch } from "./target-search.ts";

/** Where the search begins: functions, classes, instances, globals and imports from outside, and values of declared types. */
export class TokenSeeds {
  private readonly search: TargetSearch;
  private readonly program: Program;
  private readonly points: PointsTo;
  private readonly apis: OutsideApis;
  private readonly types: TypeTable;
  /** Shared instances of the classes that implement an interface, by its module and name. */
  private implementers: Map<string, number[]> | undefined;

  constructor(search: TargetSearch, apis: OutsideApis, types: TypeTable) {
    this.search = search;
    this.program = search.program;
    this.points = search.points;
    this.apis = apis;
    this.types = types;
  }

  run(outsideImports: ReadonlyMap<number, string>): void {
    const { program, points } = this;
    const count = program.nodeCount;
    for (let node = 0; node < count; node++) {
      const payload = program.nodePayload[node] ?? -1;
      switch (program.nodeKind[node]) {
        case NodeKind.function:
          points.add(node, points.token(TokenKind.function, payload));
          break;
        case NodeKind.class:
          points.add(node, points.token(TokenKind.class, payload));
          break;
        case NodeKind.instance:
          points.add(node, points.token(TokenKind.instance, payload));
          break;
        case NodeKind.global:
          this.apis.addGlobal(node);
          break;
        default:
      }
    }
    // A closure's environment is the function value itself, which has what it captures as fields.
    program.functions.forEach((fn, index) => {
      points.add(fn.environment, points.token(TokenKind.function, index));
    });
    for (const [node, api] of outsideImports) this.apis.add(node, api);
    for (const node of program.nodeTypes.keys()) this.seedType(node);
  }

  /** A value declared as a class is its shared instance; one declared as an interface, that of its implementers. */
  private seedType(node: number): void {
    const declared = this.types.typeOf(node);
    if (!declared) return;
    for (const name of this.types.namesOf(declared.type)) {
      const found = this.types.lookUp(declared.module, name);
      if (found?.kind === "class") {
        const instance = this.program.classes[found.class]?.instance ?? -1;
        this.search.addEdge(EdgeKind.copy, instance, node);
      } else if (found?.kind === "outside") {
        this.apis.add(node, `${found.api}()`);
      } else if (found?.kind === "declared") {
        for (const instance of this.implementersOf(name, found.type.module))
          this.search.addEdge(EdgeKind.copy, instance, node);
      }
    }
  }

  private implementersOf(name: string, module: number): readonly number[] {
    if (!this.implementers) {
      this.implementers = new Map();
      for (const info of this.program.classes) {
        for (const printed of info.implements) {
          const type = JSON.parse(printed) as readonly unknown[];
          const implemented = typeof type[1] === "string" ? type[1] : "";
          const found = this.types.lookUp(info.module, implemented);
          if (found?.kind === "declared")
            pushTo(this.implementers, `${String(found.type.module)}:${implemented}`, info.instance);
        }
      }
    }
    return this.implementers.get(`${String(module)}:${name}`) ?? [];
  }
}

function pushTo(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
