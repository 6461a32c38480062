import type { ts } from "ts-morph";
import { addPlainCall } from "./add-call.ts";
import { visitExpression } from "./expressions.ts";
import type { Extractor } from "./extractor.ts";
import { isIdentifier, isPropertyAccessExpression } from "./syntax.ts";
import { isGlobal, isPlainPath } from "./write-back.ts";
import { writtenName } from "./written-name.ts";

const listen = "addEventListener";

/** `port.onmessage = f`   =>   also port.addEventListener("message", f); `onmessage = f` is the same for the page or worker itself. */
export function listenWhenAssigned(x: Extractor, target: ts.Expression, handler: number): void {
  if (handler < 0 || x.graph.constantText(handler) !== undefined) return;
  if (isPropertyAccessExpression(target)) {
    const event = eventOf(target.name.text);
    if (event === undefined || !isPlainPath(target.expression)) return;
    const callee = x.read(visitExpression(x, target.expression), listen, target);
    add(x, callee, `${writtenName(target.expression)}.${listen}`, event, handler, target);
  } else if (isIdentifier(target) && isGlobal(x, target)) {
    const event = eventOf(target.text);
    if (event !== undefined) add(x, x.global(listen, target), listen, event, handler, target);
  }
}

function eventOf(name: string): string | undefined {
  return /^on([a-z]+)$/.exec(name)?.[1];
}

function add(x: Extractor, callee: number, written: string, event: string, handler: number, at: ts.Node): void {
  addPlainCall(x, callee, [x.constant(event, at), handler], at, { written, flags: 0 });
}
