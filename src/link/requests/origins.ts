import { EdgeKind, NodeKind } from "../../model/module-graph.ts";
import type { IncomingEdges, Program } from "../../model/program.ts";

const maximumDepth = 24;
const maximumOrigins = 8;

/** Where objects are made that values stand for, as far as they are only handed on: through variables, imports, fields and arguments. */
export class Origins {
  private readonly program: Program;
  private readonly incoming: IncomingEdges;
  private readonly behind: (node: number) => number | undefined;

  /** @param behind  what else a value is, such as the receiver that a fluent call returns; itself to stop there */
  constructor(program: Program, incoming: IncomingEdges, behind: (node: number) => number | undefined) {
    this.program = program;
    this.incoming = incoming;
    this.behind = behind;
  }

  of(node: number): ReadonlySet<number> {
    const found = new Set<number>();
    this.add(node, found, new Set(), 0);
    return found;
  }

  private add(node: number, found: Set<number>, seen: Set<number>, depth: number): void {
    if (node < 0 || seen.has(node) || depth > maximumDepth || found.size >= maximumOrigins) return;
    seen.add(node);
    const other = this.behind(node);
    if (other === node) found.add(node);
    if (other !== undefined) {
      if (other !== node) this.add(other, found, seen, depth + 1);
      return;
    }
    const before = [...this.copied(node), ...this.passed(node), ...this.read(node)];
    if (before.length === 0) found.add(node);
    for (const value of before) this.add(value, found, seen, depth + 1);
  }

  private copied(node: number): number[] {
    return this.from(node, (kind) => kind === EdgeKind.copy || kind === EdgeKind.guard);
  }

  private passed(node: number): number[] {
    const { program } = this;
    if (program.nodeKind[node] !== NodeKind.parameter) return [];
    const owner = program.nodeOwner[node] ?? -1;
    const position = program.functions[owner]?.parameters.indexOf(node) ?? -1;
    const callers = program.callers[owner] ?? [];
    return callers.length > maximumOrigins ? [] : callers.map((call) => program.calls[call]?.arguments[position] ?? -1);
  }

  private read(node: number): number[] {
    const { start, kind, label, from } = this.incoming;
    const found: number[] = [];
    for (let slot = start[node] ?? 0; slot < (start[node + 1] ?? 0); slot++) {
      if (kind[slot] !== EdgeKind.read) continue;
      for (const object of this.of(from[slot] ?? -1))
        for (let inner = start[object] ?? 0; inner < (start[object + 1] ?? 0); inner++)
          if (kind[inner] === EdgeKind.write && label[inner] === label[slot]) found.push(from[inner] ?? -1);
    }
    return found;
  }

  private from(node: number, wanted: (kind: number) => boolean): number[] {
    const { start, kind, from } = this.incoming;
    const found: number[] = [];
    for (let slot = start[node] ?? 0; slot < (start[node + 1] ?? 0); slot++)
      if (wanted(kind[slot] ?? 0)) found.push(from[slot] ?? -1);
    return found;
  }
}
