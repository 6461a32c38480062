import type { Port, PortStep } from "./port.ts";

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
    case "type":
      return `type${String(root.index)}`;
    case "store":
      return `store(${root.name})`;
    case "origin":
      return `origin(${root.of === "this" ? "this" : `arg${String(root.of)}`})`;
    case "this":
    case "callee":
    case "owner":
    case "return":
    case "here":
      return root.kind;
  }
}

function printStep(step: PortStep): string {
  switch (step.kind) {
    case "field":
      return step.name;
    case "field-of-argument":
      return `[${[`arg${String(step.index)}`, ...step.fields].join(".")}]`;
    case "field-of-callback":
      return `[callback.arg${String(step.index)}]`;
    case "field-of-each":
      return `[${step.template}]`;
    case "callback-argument":
      return `callback.arg${String(step.index)}${step.after ? ".after" : ""}`;
    case "callback-this":
      return `callback.this${step.after ? ".after" : ""}`;
    case "callback-type":
      return `callback.type${String(step.index)}`;
    case "callback-instance":
      return "callback.instance";
    case "callback-return":
      return "callback.return";
  }
}
