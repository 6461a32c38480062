import { EdgeKind, NodeKind, hiddenMark } from "../model/module-graph.ts";
import type { IncomingEdges, Program } from "../model/program.ts";
import type { Lexicon, NameMatch } from "../model/rule-set.ts";
import type { TypeTable } from "../model/type-table.ts";
import { packageFolderFinder } from "../util/package-folder-finder.ts";

/** A name that speaks of data, at a value. */
export interface NamedData {
  readonly match: NameMatch;
  /** The data as a person would name it: `intake.diagnosis`. */
  readonly field: string;
}

const maximumNameParts = 4;

export interface NameEvidenceParts {
  readonly program: Program;
  readonly incoming: IncomingEdges;
  readonly lexicon: Lexicon;
  readonly types: TypeTable;
  readonly isHealthProduct: boolean;
  readonly packageFolders: readonly string[];
}

/** What the names around a node say about the data in it. */
export class NameEvidence {
  private readonly program: Program;
  private readonly incoming: IncomingEdges;
  private readonly lexicon: Lexicon;
  private readonly types: TypeTable;
  private readonly isHealthProduct: boolean;
  private readonly packageOf: (path: string) => string;
  private readonly functionMemo = new Map<number, boolean>();
  private readonly callOfResult = new Map<number, number>();
  private readonly neighbourMemo = new Map<string, boolean>();

  constructor({ program, incoming, lexicon, types, isHealthProduct, packageFolders }: NameEvidenceParts) {
    this.program = program;
    this.incoming = incoming;
    this.lexicon = lexicon;
    this.types = types;
    this.isHealthProduct = isHealthProduct;
    this.packageOf = packageFolderFinder(packageFolders);
    program.calls.forEach((call, index) => {
      if (call.result >= 0 && !call.synthetic) this.callOfResult.set(call.result, index);
    });
  }

  /** What the name of a value itself says. */
  ofNode(node: number): readonly NameMatch[] {
    const { program } = this;
    const name = program.nameOf(node);
    switch (program.nodeKind[node]) {
      case NodeKind.value: {
        if (name === undefined) return [];
        return this.callOfResult.has(node) ? this.lexicon.matchCallee(name) : this.lexicon.matchName(name);
      }
      case NodeKind.variable:
      case NodeKind.parameter:
      case NodeKind.parameterField:
      case NodeKind.cell:
      case NodeKind.after:
        return name === undefined ? [] : this.lexicon.matchName(name);
      default:
        return [];
    }
  }

  /** Whether a value is what a rule takes out of a storage place: the field that the rule puts it in is the library's. */
  isOfStore(node: number): boolean {
    const read = this.readEdge(node);
    return read !== undefined && this.program.nameOf(read.from)?.startsWith("store(") === true;
  }

  /** What the field says that a value is written to: `{ dx: value }`. */
  ofField(field: number): readonly NameMatch[] {
    return this.lexicon.matchName(this.program.strings[field] ?? "");
  }

  /** The sensitive fields that the declared type of a node gives what is at a path below it, at most two levels deep. */
  ofType(node: number, path: readonly string[] = []): readonly NamedData[] {
    const whole = this.types.typeOf(node);
    const declared = whole && this.types.typeAt(whole, path);
    if (!declared) return [];
    const found: NamedData[] = [];
    const base = [this.printed(node), ...path.filter(isWord)].filter((part) => part !== "").join(".");
    for (const [name, field] of this.types.fieldsOf(declared)) {
      this.addTyped(found, name, base, node);
      for (const [inner] of this.types.fieldsOf(field)) {
        if (name === "[]") this.addTyped(found, inner, base, node);
        else if (inner !== "[]") this.addTyped(found, inner, `${base}.${name}`, node);
      }
    }
    return found;
  }

  private addTyped(found: NamedData[], name: string, base: string, node: number): void {
    for (const match of this.lexicon.matchName(name)) {
      if (match.strength === "strong" || this.hasStrongNeighbour(node))
        found.push({ match, field: base === "" ? name : `${base}.${name}` });
    }
  }

  /**
   * A weak word counts where a strong one is near: in the same path, type, function or file, or in the name of a function
   * that the value is passed to on its way (`nearby`). In a health product, words of questionnaires and care are near enough.
   */
  hasStrongNeighbour(node: number, nearby: Iterable<number> = []): boolean {
    const { program } = this;
    if (
      this.pathNames(node)
        .slice(0, -1)
        .some((name) => this.isTelling(name))
    )
      return true;
    const declared = this.types.typeOf(node);
    if (declared && this.types.namesOf(declared.type).some((name) => this.isTelling(name))) return true;
    if (this.isTellingFunction(program.nodeOwner[node] ?? -1)) return true;
    for (const fn of nearby) if (this.isTellingFunction(fn)) return true;
    return false;
  }

  /** A function whose name, class, surroundings or file speaks of health. */
  private isTellingFunction(fn: number): boolean {
    const known = this.functionMemo.get(fn);
    if (known !== undefined) return known;
    const { program } = this;
    let telling = false;
    for (let current = fn; current >= 0 && !telling; current = program.functions[current]?.parent ?? -1) {
      const info = program.functions[current];
      if (!info) break;
      telling =
        this.isTelling(info.name) || (info.class >= 0 && this.isTelling(program.classes[info.class]?.name ?? ""));
    }
    const path = program.modules[program.functions[fn]?.module ?? -1]?.path ?? "";
    // Where a package lies says nothing of it: a scan from above it and one from inside find the same.
    const inPackage = path.slice(this.packageOf(path).length);
    telling ||= inPackage.split("/").some((part) => this.isTelling(part.replace(/\.[a-z]+$/, "")));
    this.functionMemo.set(fn, telling);
    return telling;
  }

  private isTelling(name: string): boolean {
    let telling = this.neighbourMemo.get(name);
    if (telling === undefined) {
      const matches = [
        ...this.lexicon.matchName(name),
        ...this.lexicon.matchCallee(name),
        ...this.lexicon.matchText(name),
      ];
      telling = matches.some(({ label, strength }) => {
        if (label.startsWith("identifier")) return false;
        if (strength === "strong") return true;
        const isContext =
          label.startsWith("context.intake") ||
          label.startsWith("context.questionnaire") ||
          label === "health.patient_role";
        return this.isHealthProduct && isContext;
      });
      this.neighbourMemo.set(name, telling);
    }
    return telling;
  }

  /** The access path of a node as a person would write it: `intake.answers.diagnosis`, `getIntake().diagnosis`. */
  printed(node: number): string {
    return this.pathNames(node).slice(-maximumNameParts).join(".");
  }

  private pathNames(node: number): string[] {
    const names: string[] = [];
    let current = node;
    for (let depth = 0; depth < 8 && current >= 0; depth++) {
      const call = this.callOfResult.get(current);
      if (call !== undefined) {
        names.unshift(`${this.program.calls[call]?.written ?? ""}()`);
        return names;
      }
      const read = this.readEdge(current);
      if (!read) {
        const name = this.program.nodeKind[current] === NodeKind.constant ? undefined : this.program.nameOf(current);
        if (name !== undefined && isWord(name)) names.unshift(name);
        else if (names.length === 0) {
          const copied = this.copiedFrom(current);
          if (copied >= 0) {
            current = copied;
            continue;
          }
        }
        return names;
      }
      const field = this.program.strings[read.field] ?? "";
      if (field.startsWith(hiddenMark)) {
        names.unshift(field.slice(hiddenMark.length));
        return names;
      }
      if (isWord(field)) names.unshift(field);
      current = read.from;
    }
    return names;
  }

  private readEdge(node: number): { readonly from: number; readonly field: number } | undefined {
    const { incoming } = this;
    const kind = this.program.nodeKind[node];
    if (kind !== NodeKind.value && kind !== NodeKind.parameterField && kind !== NodeKind.variable) return undefined;
    for (let slot = incoming.start[node] ?? 0; slot < (incoming.start[node + 1] ?? 0); slot++) {
      if (incoming.kind[slot] === EdgeKind.read)
        return { from: incoming.from[slot] ?? -1, field: incoming.label[slot] ?? -1 };
    }
    return undefined;
  }

  private copiedFrom(node: number): number {
    const { incoming } = this;
    const slot = incoming.start[node] ?? 0;
    return slot < (incoming.start[node + 1] ?? 0) && incoming.kind[slot] === EdgeKind.copy
      ? (incoming.from[slot] ?? -1)
      : -1;
  }
}

function isWord(name: string): boolean {
  return name !== "" && name !== "[]" && name !== "*" && !/^(?:\d+$|store\()/.test(name) && name !== "this";
}
