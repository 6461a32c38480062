import { CallFlag, FunctionFlag, hiddenMark } from "../model/module-graph.ts";
import type { Program, ProgramCall, ProgramFunction } from "../model/program.ts";
import { exactly, type AccessPaths } from "./access-paths.ts";
import type { InwardPort } from "./ports.ts";

export interface PassedValue {
  readonly node: number;
  readonly path: number;
}

/** What calls pass to the parameters, the receiver and the environment of what they call. */
export class PassedValues {
  private readonly program: Program;
  private readonly paths: AccessPaths;

  constructor(program: Program, paths: AccessPaths) {
    this.program = program;
    this.paths = paths;
  }

  /** The values of one call that are at an access path of a port of a function. */
  to(index: number, fn: number, port: InwardPort, path: number): PassedValue[] {
    const call = this.program.calls[index];
    const callee = this.program.functions[fn];
    if (!call || !callee) return [];
    switch (port.kind) {
      case "receiver":
        return (call.flags & CallFlag.construct) !== 0 ? [] : [{ node: call.receiver, path }];
      case "environment":
        return this.environment(call, callee, path);
      case "parameter":
        return this.argument(call, callee.flags, callee.parameters.length, port.index, path);
    }
  }

  /** What an arrow in a field of a class captures as `this` is the object that it is called on. */
  private environment(call: ProgramCall, callee: ProgramFunction, path: number): PassedValue[] {
    const captured = { node: call.callee, path };
    const isField = callee.class < 0 && (this.program.functions[callee.parent]?.class ?? -1) >= 0;
    if (!isField || call.receiver < 0) return [captured];
    const own = this.paths.below(path, this.program.string(`${hiddenMark}this`));
    return own === undefined || own === exactly ? [captured] : [captured, { node: call.receiver, path: own }];
  }

  private argument(call: ProgramCall, flags: number, count: number, index: number, path: number): PassedValue[] {
    const { paths, program } = this;
    const isRest = (flags & FunctionFlag.rest) !== 0 && index === count - 1;
    const { spread } = call;
    if (!isRest) {
      if (spread < 0 || index < spread) return [{ node: call.arguments[index] ?? -1, path }];
      return [
        {
          node: call.arguments[spread] ?? -1,
          path: paths.prepend(program.string(String(index - spread)), path),
        },
      ];
    }
    const found: { node: number; path: number }[] = [];
    call.arguments.forEach((node, position) => {
      if (position < index) return;
      if (position === spread) {
        if (path !== exactly) found.push({ node, path });
        return;
      }
      const below = paths.below(path, program.string(String(position - index)));
      if (below !== undefined) found.push({ node, path: below });
    });
    return found;
  }
}
