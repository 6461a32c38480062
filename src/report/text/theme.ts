import { Chalk } from "chalk";
import type { Level } from "../../model/rule-set.ts";

/** The few styles of the text report; without colour all of them return their argument. */
export interface Theme {
  readonly color: boolean;
  readonly level: Readonly<Record<Level, (text: string) => string>>;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  /** The part of a source line that is spoken of. */
  readonly marked: (text: string) => string;
  readonly good: (text: string) => string;
  /** Prose in which names stand in backticks: with colour the names are coloured instead. */
  readonly prose: (text: string) => string;
}

export function createTheme(color: boolean): Theme {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return {
    color,
    level: { error: chalk.bold.red, warning: chalk.bold.yellow, note: chalk.bold.blue },
    strong: chalk.bold,
    faint: chalk.dim,
    marked: chalk.bold.underline,
    good: chalk.green,
    prose: (text) => (color ? text.replace(/`([^`]+)`/g, (_, name: string) => chalk.cyan(name)) : text),
  };
}
