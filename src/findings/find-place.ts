import { CallFlag } from "../model/module-graph.ts";
import type { Program } from "../model/program.ts";
import type { RawFlow } from "../model/raw-flow.ts";

/**
 * Where the payload is composed. Going back from the vendor call, a function that only forwards its own parameter (whole,
 * spread, wrapped in a literal, serialised, taken apart by its pattern, from a callback written inside it) is not the place; the call that passes it something is.
 *
 *   function track(name, data) { fbq("track", name, { ...data, v: 2 }); }   // forwards
 *   track("Lead", { dx: intake.diagnosis });                                 // the place
 */
export function findPlace(program: Program, flow: RawFlow): number {
  let place = flow.sinkCall;
  if (flow.implicit) return place;
  for (let index = flow.stops.length - 2; index >= 0; index--) {
    const stop = flow.stops[index];
    switch (stop?.move) {
      case "copy":
      case "write":
      case "pick":
      case "capture":
      case "convert":
        break;
      case "argument": {
        const call = program.calls[stop.call];
        if (!call || call.synthetic || (call.flags & CallFlag.jsx) !== 0) return place;
        place = stop.call;
        break;
      }
      default:
        return place;
    }
  }
  return place;
}
