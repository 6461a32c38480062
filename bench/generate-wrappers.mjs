/** Every so many callers, one leaks. */
const callersPerLeak = 20;

/**
 * A program in which very many functions share one: half of its modules are wrappers that hand on to the same utilities, half are callers
 * of one wrapper each. Every caller passes health data through the utilities, most of them to the screen only; one in twenty passes
 * it to the vendor. Gives the modules by path, and the number of findings planted in them. Nothing is random.
 *
 * @param {number} modules an even number of modules from 10 on
 */
export function wrapperProgram(modules) {
  if (modules % 2 !== 0 || modules < 10) {
    throw new RangeError(`${modules} is not a size; an even number from 10 on was expected.`);
  }
  const files = new Map([["src/shared/report.ts", utilities]]);
  const pairs = modules / 2;
  let planted = 0;
  for (let index = 0; index < pairs; index++) {
    const isLeak = index % callersPerLeak === 7 % pairs;
    if (isLeak) planted++;
    // The utilities are a module too, so the first wrapper stands in the module of its caller.
    if (index > 0) files.set(`src/wrappers/wrapper${index}.ts`, `${imports}${wrapper(index)}`);
    files.set(`src/callers/caller${index}.ts`, caller(index, isLeak));
  }
  return { files, planted };
}

const utilities = `declare global {
  interface Window { fbq(...values: unknown[]): void }
}

export function decorate<T extends object>(details: T): T & { at: number } {
  return { ...details, at: Date.now() };
}

export function report(name: string, details: object): void {
  window.fbq("trackCustom", name, decorate(details));
}

export const show = (text: string): void => {
  document.body.append(text);
};
`;

const imports = `import { decorate, report } from "../shared/report";\n\n`;

/** Three ways to write the same. */
const wrapper = (index) =>
  [
    `export function track${index}(details: object): void {\n  report("event${index}", details);\n}\n`,
    `export const track${index} = (details: object): void => report("event${index}", { ...details, wrapper: ${index} });\n`,
    `export const track${index} = (details: object): void => {\n  const full = decorate(details);\n  report("event${index}", full);\n};\n`,
  ][index % 3];

const caller = (index, isLeak) => `${
  index === 0
    ? `import { decorate, report, show } from "../shared/report";\n\n${wrapper(0)}`
    : `import { decorate, show } from "../shared/report";\nimport { track${index} } from "../wrappers/wrapper${index}";\n`
}
export function visited${index}(visit: { room: string; diagnosis: string }): void {
  const shown = decorate({ text: visit.diagnosis });
  show(shown.text);
  track${index}({ room: visit.room${isLeak ? ", reason: visit.diagnosis" : ""} });
}
`;
