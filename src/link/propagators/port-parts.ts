import type { Program } from "../../model/program.ts";
import type { CallbackCalls } from "./callback-calls.ts";
import type { CallerKeys } from "./caller-keys.ts";
import type { FieldNodes } from "./field-nodes.ts";
import type { Hooks } from "./hooks.ts";
import type { KeyNames } from "./key-names.ts";
import type { SharedNames } from "./shared-names.ts";
import type { PortRoots } from "./port-roots.ts";

/** What walking along a port takes, whichever way data goes. */
export interface PortParts {
  readonly program: Program;
  readonly roots: PortRoots;
  readonly fields: FieldNodes;
  readonly callbacks: CallbackCalls;
  readonly hooks: Hooks;
  readonly names: KeyNames;
  readonly callerKeys: CallerKeys;
  readonly sharedNames: SharedNames;
}
