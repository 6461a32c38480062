import { describe, expect, test } from "vitest";
import { extractModules } from "../../src/extract/extract-file.ts";
import { appendModule } from "../../src/link/modules/append-module.ts";
import { guardLabel } from "../../src/model/guard-label.ts";
import { EdgeKind, NodeKind } from "../../src/model/module-graph.ts";
import { Program } from "../../src/model/program.ts";

const text = `class Clinic { book(visit) { return check(visit) ? visit : {}; } } send(new Clinic().book({ room: 4 }));`;

/** A program of two modules with the same text. */
function twice(): Program {
  const { modules } = extractModules([
    { path: "a.ts", text },
    { path: "b.ts", text },
  ]);
  const program = new Program(modules);
  modules.forEach((module, index) => {
    appendModule(program, module, index);
  });
  return program;
}

describe("appendModule", () => {
  const program = twice();
  const nodes = program.nodeBase[1] ?? 0;
  const calls = program.callBase[1] ?? 0;
  const functions = program.functionBase[1] ?? 0;

  test("numbers the second module as the first one, behind it", () => {
    expect(program.nodeCount).toBe(2 * nodes);
    for (let node = 0; node < nodes; node++) {
      expect(program.nameOf(node + nodes)).toBe(program.nameOf(node));
      expect([program.nodeKind[node + nodes], program.nodeModule[node + nodes]]).toEqual([program.nodeKind[node], 1]);
      expect(program.nodeOwner[node + nodes]).toBe((program.nodeOwner[node] ?? 0) + functions);
    }
    expect(program.calls.slice(calls).map(({ written, callee }) => [written, callee])).toEqual(
      program.calls.slice(0, calls).map(({ written, callee }) => [written, callee + nodes]),
    );
  });

  test("shifts what a node stands for", () => {
    const shifts = new Map<number, number>([
      [NodeKind.function, functions],
      [NodeKind.class, program.classBase[1] ?? 0],
      [NodeKind.instance, program.classBase[1] ?? 0],
      [NodeKind.after, calls],
    ]);
    for (let node = 0; node < nodes; node++) {
      const payload = program.nodePayload[node] ?? -1;
      const shift = payload < 0 ? 0 : (shifts.get(program.nodeKind[node] ?? -1) ?? 0);
      expect(program.nodePayload[node + nodes]).toBe(payload + shift);
    }
  });

  test("shifts both ends of edges, and labels that are numbers of calls", () => {
    const edges = program.edgeCount / 2;
    for (let edge = 0; edge < edges; edge++) {
      const isGuard = program.edgeKind[edge] === EdgeKind.guard;
      expect([program.edgeFrom[edge + edges], program.edgeTo[edge + edges]]).toEqual([
        (program.edgeFrom[edge] ?? 0) + nodes,
        (program.edgeTo[edge] ?? 0) + nodes,
      ]);
      expect(program.edgeLabel[edge + edges]).toBe(
        (program.edgeLabel[edge] ?? 0) + (isGuard ? guardLabel(calls, 0, false) : 0),
      );
    }
    expect(program.edgeKind.includes(EdgeKind.guard)).toBe(true);
  });
});
