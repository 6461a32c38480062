import { NodeKind } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";
import { IntLists } from "../../util/int-lists.ts";
import { PairMap } from "../../util/pair-map.ts";
import { TokenKind, type PointsTo } from "./points-to.ts";

/**
 * Copies for call targets only: parameters, results and heap fields; taint follows calls with their contexts instead. Each is a
 * hand-over, of which a token makes a bounded number; outside APIs are few and may travel far.
 */
export class HandOvers {
  private readonly points: PointsTo;
  private readonly program: Program;
  private readonly copies = new IntLists();
  private readonly copied: PairMap;
  private readonly apiCopies = new IntLists();

  constructor(points: PointsTo, program: Program) {
    this.points = points;
    this.program = program;
    this.copied = new PairMap(program.nodeCount);
  }

  /** Hands all tokens over that `from` stands for, now or later. */
  copy(from: number, to: number): void {
    if (from < 0 || to < 0 || from === to) return;
    // Text and numbers stand for nothing that could be called; many arguments are such.
    if (this.program.nodeKind[from] === NodeKind.constant || !this.copied.add(from, to)) return;
    this.copies.append(from, to);
    this.points.forEach(from, (token, hops) => {
      this.points.add(to, token, this.isApi(token) ? hops : hops + 1);
    });
  }

  /** Hands outside APIs over, and nothing else. */
  copyApis(from: number, to: number): void {
    if (from < 0 || to < 0) return;
    this.apiCopies.append(from, to);
    this.points.forEach(from, (token, hops) => {
      if (this.isApi(token)) this.points.add(to, token, hops);
    });
  }

  /** A token has arrived at a node. */
  pass(node: number, token: number): void {
    const { copies, apiCopies, points } = this;
    const isApi = this.isApi(token);
    const hops = isApi ? points.hops : points.hops + 1;
    for (let slot = copies.first(node); slot >= 0; slot = copies.next(slot))
      points.add(copies.value(slot), token, hops);
    if (isApi)
      for (let slot = apiCopies.first(node); slot >= 0; slot = apiCopies.next(slot))
        points.add(apiCopies.value(slot), token);
  }

  private isApi(token: number): boolean {
    return this.points.kindOf(token) === TokenKind.api;
  }
}
