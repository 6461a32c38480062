import type { ts } from "ts-morph";
import type { ModuleGraph } from "../model/module-graph.ts";
import { Extractor } from "./extractor.ts";
import { leaveFunction, walkPendingBodies } from "./functions.ts";
import { markExported } from "./modules.ts";
import { hoistFunctions, visitOrDrop } from "./statements.ts";

/** A stretch of a file that was left out. */
interface Dropped {
  readonly start: number;
  readonly end: number;
}

/**
 * Turns the syntax tree of one file into its module graph. A pure function of the tree: no rules, no other files.
 * Statements and functions that nest too deeply are left out and added to `dropped`.
 */
export function extractModule(tree: ts.SourceFile, dropped: Dropped[] = []): ModuleGraph {
  const x = new Extractor(tree);
  markExported(x);
  hoistFunctions(x, tree.statements);
  for (const statement of tree.statements) visitOrDrop(x, statement);
  leaveFunction(x);
  walkPendingBodies(x);
  for (const node of x.dropped) dropped.push({ start: x.startOf(node), end: node.end });
  return x.graph.finish(tree.fileName);
}
