import { PairMap } from "../util/pair-map.ts";
import type { Exit } from "./ports.ts";

/** The analysis of one function for one question: what reaches this access path of what it returns or leaves behind. */
export interface Context {
  readonly id: number;
  /** -1 for the start of a run, which is in no function's context. */
  readonly fn: number;
  readonly callers: Caller[];
  readonly exits: Exit[];
  /** Facts of inner functions that left through shared storage and are exits of this context too. */
  readonly sharedExits: Set<number>;
  /** Contexts that facts of this one entered. */
  readonly children: { readonly context: number; readonly fact: number }[];
  /** All facts in order of discovery. */
  readonly order: number[];
  /** Pairs (nearer to the sink, nearer to the source). */
  readonly edges: number[];
}

/** A fact that asked, and how it entered: a call, or more than that (`CallChains`). */
export interface Caller {
  readonly fact: number;
  readonly entry: number;
  /** The fact in another function that the step in was made from, when `fact` only waits for what comes out; else -1. */
  readonly from: number;
}

/** All contexts of a program, and the question that each answers. */
export class Contexts {
  /** By id. */
  readonly all: Context[] = [];
  /** Ids by port, and by path and mask. */
  private byQuestion = new PairMap();

  /** A context that answers no question yet. */
  create(fn: number): Context {
    const context: Context = {
      id: this.all.length,
      fn,
      callers: [],
      exits: [],
      sharedExits: new Set(),
      children: [],
      order: [],
      edges: [],
    };
    this.all.push(context);
    return context;
  }

  /** The context that answers a question: what reaches this access path of an outgoing port of a function. */
  answering(port: number, path: number, mask: number): Context | undefined {
    return this.all[this.byQuestion.get(port, questionOf(path, mask))];
  }

  createFor(fn: number, port: number, path: number, mask: number): Context {
    const context = this.create(fn);
    this.byQuestion.set(port, questionOf(path, mask), context.id);
    return context;
  }

  /** Later questions are asked anew: a run that stops leaves contexts half done, which must not be taken for complete. */
  forget(): void {
    this.byQuestion = new PairMap();
  }
}

/** A mask has six bits. */
function questionOf(path: number, mask: number): number {
  return 64 * path + mask;
}
