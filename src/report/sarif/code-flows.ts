import type { CodeFlow, ThreadFlowLocation } from "sarif";
import type { Flow, Step, StepKind } from "../../model/finding.ts";
import { physicalLocationOf } from "./locations.ts";
import { plainMessage } from "./message.ts";

/** GitHub shows at most this many steps of one result, all its paths together. */
const maximumSteps = 1_000;

const importance: Record<StepKind, ThreadFlowLocation.importance> = {
  source: "essential",
  sink: "essential",
  condition: "essential",
  argument: "important",
  return: "important",
  transform: "important",
  assign: "unimportant",
  read: "unimportant",
  write: "unimportant",
};

interface CodeFlowsOfResult {
  readonly codeFlows: readonly CodeFlow[];
  /** Steps that had no room. */
  readonly stepsCut: number;
}

/**
 * One code flow for each flow, first step the source, last the vendor call. The first flow always appears, with its middle left out
 * when it alone is too long; a later flow appears whole or not at all.
 */
export function codeFlowsOf(flows: readonly Flow[]): CodeFlowsOfResult {
  const codeFlows: CodeFlow[] = [];
  let room = maximumSteps;
  let stepsCut = 0;
  for (const [index, flow] of flows.entries()) {
    const steps = index === 0 ? withoutMiddle(flow.steps, room) : flow.steps;
    if (steps.length > room) {
      stepsCut += flow.steps.length;
      continue;
    }
    room -= steps.length;
    stepsCut += flow.steps.length - steps.length;
    codeFlows.push({
      message: { text: plainMessage(`\`${flow.field}\` (${flow.label})`) },
      threadFlows: [{ locations: steps.map(threadFlowLocationOf) }],
    });
  }
  return { codeFlows, stepsCut };
}

function threadFlowLocationOf(step: Step): ThreadFlowLocation {
  return {
    location: { physicalLocation: physicalLocationOf(step.location), message: { text: plainMessage(step.message) } },
    importance: importance[step.kind],
  };
}

function withoutMiddle(steps: readonly Step[], room: number): readonly Step[] {
  if (steps.length <= room) return steps;
  const tail = Math.floor(room / 2);
  return [...steps.slice(0, room - tail), ...steps.slice(steps.length - tail)];
}
