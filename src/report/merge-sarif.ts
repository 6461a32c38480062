import type { CodeFlow, Log, Notification, ReportingDescriptor, Result, Run } from "sarif";
import { groupBy } from "../util/group-by.ts";
import { fitSize, maximumBytes, type LogShape } from "./sarif/fit-size.ts";
import { cutNotification, notificationDescriptors, type Cut } from "./sarif/notifications.ts";

/** A report that cannot be joined, as a sentence. */
export class MergeMistake extends Error {}

/**
 * Joins SARIF logs of phi-lint into one log with one run, within the limits of code scanning. Results that are the same in several logs
 * stand once. Throws a `MergeMistake` for a log of another tool.
 */
export function mergeSarif(
  logs: readonly { readonly name: string; readonly log: unknown }[],
  maximum = maximumBytes,
): string {
  const runs = logs.flatMap(({ name, log }) => runsOf(name, log));
  const [first] = runs;
  if (first === undefined) throw new MergeMistake("The reports hold no run.");
  const rules = distinct(
    runs.flatMap(({ tool }) => tool.driver.rules ?? []),
    ({ id }) => id,
  ).sort(byId);
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const results = distinct(
    runs.flatMap(({ results = [] }) => results),
    (result) => JSON.stringify({ ...result, ruleIndex: undefined }),
  )
    .map((result): Result => ({ ...result, ruleIndex: index.get(result.ruleId ?? "") ?? -1 }))
    .sort((a, b) => compare(placeOf(a), placeOf(b)));
  const notifications = distinct(runs.flatMap(notificationsOf), (notification) => JSON.stringify(notification));
  const run: Run = {
    ...first,
    tool: {
      driver: {
        ...first.tool.driver,
        rules,
        notifications: distinct(
          runs.flatMap(({ tool }) => tool.driver.notifications ?? []),
          ({ id }) => id,
        ).sort(byId),
      },
    },
    invocations: [
      {
        executionSuccessful: runs.every(({ invocations = [] }) =>
          invocations.every((each) => each.executionSuccessful),
        ),
        toolExecutionNotifications: notifications,
      },
    ],
    results,
  };
  delete run.properties;
  return fitSize((shape, cuts) => printRun(run, shape, cuts), maximum);
}

/** A log of one run in a shape; what that leaves out is said in notifications. */
function printRun(whole: Run, shape: LogShape, sizeCuts: readonly Cut[]): string {
  const { results = [], invocations = [] } = whole;
  const kept = gravest(results, shape.maximumResults);
  const cuts: Cut[] = [...sizeCuts];
  if (kept.length < results.length) cuts.push({ kind: "results", count: results.length - kept.length });
  const added = cuts.map(cutNotification);
  const { driver } = whole.tool;
  const descriptors = distinct([...(driver.notifications ?? []), ...notificationDescriptors(added)], ({ id }) => id);
  const run: Run = {
    ...whole,
    tool: { driver: { ...driver, notifications: descriptors.sort(byId) } },
    invocations: invocations.map((invocation) => ({
      ...invocation,
      toolExecutionNotifications: [...(invocation.toolExecutionNotifications ?? []), ...added],
    })),
    results: kept.map((result) => ({ ...result, codeFlows: shownPaths(result.codeFlows ?? [], shape) })),
  };
  const log: Log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, null, shape.isIndented ? 2 : 0)}\n`;
}

const levels: readonly string[] = ["error", "warning", "note"];

/** The results of the highest levels, in their first order. */
function gravest(results: readonly Result[], maximum: number): readonly Result[] {
  if (results.length <= maximum) return results;
  const rank = ({ level = "warning" }: Result): number => levels.indexOf(level);
  const kept = new Set(results.toSorted((a, b) => rank(a) - rank(b)).slice(0, maximum));
  return results.filter((result) => kept.has(result));
}

function shownPaths(codeFlows: CodeFlow[], { paths }: LogShape): CodeFlow[] {
  if (paths === "all") return codeFlows;
  const first = codeFlows.slice(0, 1);
  if (paths === "first") return first;
  return first.map((codeFlow) => ({
    ...codeFlow,
    threadFlows: codeFlow.threadFlows.map((thread) => ({
      ...thread,
      locations: [...thread.locations.slice(0, 1), ...thread.locations.slice(-1)],
    })),
  }));
}

function runsOf(name: string, log: unknown): readonly Run[] {
  const runs = (log as Partial<Log> | null)?.runs;
  if (!Array.isArray(runs)) throw new MergeMistake(`\`${name}\` is no SARIF report.`);
  for (const run of runs) {
    const tool = (run as Partial<Run>).tool?.driver.name;
    if (tool !== "phi-lint")
      throw new MergeMistake(`\`${name}\` is a report of ${tool ?? "another tool"}, not of phi-lint.`);
  }
  return runs;
}

function notificationsOf({ invocations = [] }: Run): readonly Notification[] {
  return invocations.flatMap(({ toolExecutionNotifications = [] }) => toolExecutionNotifications);
}

function distinct<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...groupBy(items, keyOf).values()].map(([first]) => first);
}

function byId(a: ReportingDescriptor, b: ReportingDescriptor): number {
  return compare([a.id], [b.id]);
}

/** Address, line, column, rule, and everything else, so that the order of the logs does not matter. */
function placeOf(result: Result): readonly (string | number)[] {
  const place = result.locations?.[0]?.physicalLocation;
  return [
    place?.artifactLocation?.uri ?? "",
    place?.region?.startLine ?? 0,
    place?.region?.startColumn ?? 0,
    result.ruleId ?? "",
    JSON.stringify(result),
  ];
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? "";
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
