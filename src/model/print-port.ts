import type { Port, PortStep } from "./rule-set.ts";

/** Prints a port as rules write it: `arg1.email`. */
export function printPort(port: Port): string {
  return [printRoot(port.root), ...port.steps.map(printStep)].join(".");
}

function printRoot(root: Port["root"]): string {
  switch (root.kind) {
    case "argument":
      return `arg${String(root.index)}`;
    case "arguments":
      return root.from === 0 ? "args" : `args${String(root.from)}`;
    case "store":
      return `store(${root.name})`;
    case "this":
    case "return":
      return root.kind;
  }
}

function printStep(step: PortStep): string {
  switch (step.kind) {
    case "field":
      return step.name;
    case "field-of-argument":
      return `[${[`arg${String(step.index)}`, ...step.fields].join(".")}]`;
    case "callback-argument":
      return `callback.arg${String(step.index)}`;
    case "callback-return":
      return "callback.return";
  }
}
