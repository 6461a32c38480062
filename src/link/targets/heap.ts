import { NodeKind, elementField, isHiddenField, unknownField } from "../../model/module-graph.ts";
import type { Program } from "../../model/program.ts";
import { IntLists } from "../../util/int-lists.ts";
import { PairMap } from "../../util/pair-map.ts";

const Trait = { known: 1, hidden: 2, position: 4, accessor: 8 } as const;

/**
 * The fields of the objects, functions, classes and instances that tokens stand for: one node for each field of a token, made
 * when it is first written or read. Fields are string numbers of the program.
 */
export class Heap {
  readonly element: number;
  readonly unknown: number;
  private readonly program: Program;
  private readonly nodes = new PairMap();
  /** For each token, field and node in turn. */
  private readonly fields = new IntLists();
  /** For each token, who reads any of its fields: field and reading node in turn. */
  private readonly wildcardReaders = new IntLists();
  private readonly tokensWithAccessors = new Set<number>();
  private traits = new Uint8Array(1024);

  constructor(program: Program) {
    this.program = program;
    this.element = program.string(elementField);
    this.unknown = program.string(unknownField);
  }

  /** The node of a field when something wrote or read it, or -1. */
  find(token: number, field: number): number {
    return this.nodes.get(token, field);
  }

  /** The node of a field. `seen` is told of everyone who reads any field of the token, when the field is new. */
  node(token: number, field: number, seen: (node: number, reader: number) => void): number {
    let node = this.nodes.get(token, field);
    if (node < 0) {
      node = this.program.addNode(NodeKind.value, undefined, 0, 0, 0, 0);
      this.nodes.set(token, field, node);
      this.fields.append(token, field);
      this.fields.append(token, node);
      if ((this.traitsOf(field) & Trait.accessor) !== 0) this.tokensWithAccessors.add(token);
      const readers = this.wildcardReaders;
      for (let slot = readers.first(token); slot >= 0; slot = readers.next(slot)) {
        const asked = readers.value(slot);
        slot = readers.next(slot);
        if (this.isSeenBy(asked, field)) seen(node, readers.value(slot));
      }
    }
    return node;
  }

  /** Lets `to` read every element, or every field, that the token has now or gets later; `seen` is told of those there are. */
  readAny(token: number, asked: number, to: number, seen: (node: number) => void): void {
    for (let slot = this.fields.first(token); slot >= 0; slot = this.fields.next(slot)) {
      const field = this.fields.value(slot);
      slot = this.fields.next(slot);
      if (this.isSeenBy(asked, field)) seen(this.fields.value(slot));
    }
    this.wildcardReaders.append(token, asked);
    this.wildcardReaders.append(token, to);
  }

  /** Whether any field of a token is a getter or setter. */
  hasAccessors(token: number): boolean {
    return this.tokensWithAccessors.has(token);
  }

  /** Whether a field is read by its own name only: captured variables and accessors. */
  isHidden(field: number): boolean {
    return (this.traitsOf(field) & Trait.hidden) !== 0;
  }

  /** Whether a field is a position in a list, such as `0`. */
  isPosition(field: number): boolean {
    return (this.traitsOf(field) & Trait.position) !== 0;
  }

  /** Whether a read of any element, or of any field, sees a field. */
  private isSeenBy(asked: number, field: number): boolean {
    if (this.isHidden(field)) return false;
    return asked === this.unknown || field === this.element || field === this.unknown || this.isPosition(field);
  }

  private traitsOf(field: number): number {
    if (field >= this.traits.length) {
      const grown = new Uint8Array(Math.max(field + 1, 2 * this.traits.length));
      grown.set(this.traits);
      this.traits = grown;
    }
    let traits = this.traits[field] ?? 0;
    if (traits === 0) {
      const text = this.program.strings[field] ?? "";
      traits = Trait.known;
      if (isHiddenField(text)) traits |= Trait.hidden;
      if (/^[gs]et /.test(text)) traits |= Trait.accessor;
      if (/^\d+$/.test(text)) traits |= Trait.position;
      this.traits[field] = traits;
    }
    return traits;
  }
}
