import type { ts } from "ts-morph";
import type { ModuleGraph } from "../model/module-graph.ts";
import { Extractor } from "./extractor.ts";
import { leaveFunction, walkPendingBodies } from "./functions.ts";
import { markExported } from "./modules.ts";
import { hoistFunctions, visitStatement } from "./statements.ts";

/**
 * Turns the syntax tree of one file into its module graph. A pure function of the tree: no rules, no other files.
 * Throws RangeError when expressions nest deeper than the stack; the caller reports the file as left out.
 */
export function extractModule(tree: ts.SourceFile): ModuleGraph {
  const x = new Extractor(tree);
  markExported(x);
  hoistFunctions(x, tree.statements);
  for (const statement of tree.statements) visitStatement(x, statement);
  leaveFunction(x);
  walkPendingBodies(x);
  return x.graph.finish(tree.fileName);
}
