import { availableParallelism, totalmem } from "node:os";

/** The machine in words that say nothing about whose it is. */
export function describeMachine() {
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores, ${gibibytes} GiB, Node ${process.versions.node}, ${process.platform}-${process.arch}`;
}
