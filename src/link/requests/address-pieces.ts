import { unknownText, type ConstantEvaluator } from "../../model/constants.ts";
import { EdgeKind, NodeKind } from "../../model/module-graph.ts";
import type { IncomingEdges, Program } from "../../model/program.ts";
import { parameterOf, partsOf, type RequestPath } from "./match-path.ts";

const maximumDepth = 12;

/** A part of an address: a text, or a value that is put into it. */
type Piece = string | number;

/** A value that an address carries to the handler: in its query or at a parameter of the route; no field is all of the query. */
export interface CarriedValue {
  readonly node: number;
  readonly part: "query" | "params";
  readonly field: string | undefined;
}

/** What addresses are put together of. */
export class AddressPieces {
  private readonly program: Program;
  private readonly incoming: IncomingEdges;
  private readonly evaluator: ConstantEvaluator;

  constructor(program: Program, incoming: IncomingEdges, evaluator: ConstantEvaluator) {
    this.program = program;
    this.incoming = incoming;
    this.evaluator = evaluator;
  }

  /**
   * The values in an address, by what the route calls them: of `/visits/${id}?reason=${dx}` to `/visits/:visit`, `id` is the parameter
   * `visit` and `dx` the field `reason` of the query.
   *
   * @param passed  arguments by parameter, for the callers that give the address
   */
  carriedBy(address: number, route: RequestPath, passed: ReadonlyMap<number, number>): readonly CarriedValue[] {
    const pieces = this.piecesOf(address, passed, 0);
    const nodes = pieces.filter((piece) => typeof piece === "number");
    if (nodes.length === 0) return [];
    const text = pieces.map((piece) => (typeof piece === "number" ? unknownText : piece)).join("");
    const [path = "", ...queries] = text.split("?");
    const found: CarriedValue[] = [];
    let next = 0;
    const valuesIn = (part: string): number[] => {
      const count = part.split(unknownText).length - 1;
      next += count;
      return nodes.slice(next - count, next);
    };
    const parts = partsOf(path);
    parts.forEach((part, index) => {
      const answered = route.parts.at(index - parts.length) ?? "";
      const field = index < parts.length - route.parts.length ? undefined : parameterOf(answered);
      for (const node of valuesIn(part)) if (field !== undefined) found.push({ node, part: "params", field });
    });
    for (const assignment of queries.join("?").split("&")) {
      const [name = "", ...value] = assignment.split("=");
      const isNamed = value.length > 0 && /^[\w.[\]-]+$/.test(name);
      for (const node of valuesIn(assignment))
        if (isNamed || name === unknownText)
          found.push({ node, part: "query", field: isNamed ? name.replace(/\[\]$/, "") : undefined });
    }
    return found;
  }

  private piecesOf(node: number, passed: ReadonlyMap<number, number>, depth: number): Piece[] {
    const { program, incoming } = this;
    if (node < 0 || depth > maximumDepth) return [];
    if (program.nodeKind[node] === NodeKind.constant) return [program.nameOf(node) ?? ""];
    const argument = passed.get(node);
    if (argument !== undefined && argument >= 0) return this.piecesOf(argument, passed, depth + 1);
    const sources: number[] = [];
    let isCopy = true;
    for (let slot = incoming.start[node] ?? 0; slot < (incoming.start[node + 1] ?? 0); slot++) {
      if (incoming.kind[slot] === EdgeKind.writeBack || incoming.kind[slot] === EdgeKind.write) continue;
      isCopy &&= incoming.kind[slot] === EdgeKind.copy;
      sources.push(incoming.from[slot] ?? -1);
    }
    if (program.nodeKind[node] === NodeKind.template)
      return sources.flatMap((source) => this.piecesOf(source, passed, depth + 1));
    const [only, second] = sources;
    if (only !== undefined && second === undefined && isCopy) return this.piecesOf(only, passed, depth + 1);
    const texts = this.evaluator.constantsOf(node);
    return texts?.length === 1 ? [texts[0] ?? ""] : [node];
  }
}
