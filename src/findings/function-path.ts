import type { Program } from "../model/program.ts";

/** The functions around a place, outermost first, joined by dots: `IntakeForm.handleSubmit`; `""` at top level. */
export function functionPathOf(program: Program, fn: number): string {
  const names: string[] = [];
  for (let current = fn; current >= 0; current = program.functions[current]?.parent ?? -1) {
    const info = program.functions[current];
    if (!info) break;
    const className = info.class >= 0 ? (program.classes[info.class]?.name ?? "") : "";
    if (info.name !== "") names.unshift(info.name);
    if (className !== "" && className !== info.name) names.unshift(className);
  }
  return names.join(".");
}
