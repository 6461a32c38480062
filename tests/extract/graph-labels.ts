import { readGuardLabel } from "../../src/model/guard-label.ts";
import { EdgeKind, FunctionFlag, NodeKind, transforms, type ModuleGraph } from "../../src/model/module-graph.ts";

const maximumDepth = 12;

/**
 * Names for the nodes of a graph that a reader of the source knows, and that do not change when nodes are numbered anew.
 *
 *   visit, visit#2           a variable, its second version         visit.reason   what is read from it
 *   cell visit               what functions share                   global fbq, jsx#input
 *   "Lead", text("Hi ", n)   constants and computed values          { em: user.email }   an object made here
 *   book:this, book:return   this, what is returned, thrown (`throw`), the closure, and what is left: `this'`, `visit'`
 *   user after fill          what a call leaves in an argument
 */
export class GraphLabels {
  private readonly graph: ModuleGraph;
  private readonly incoming = new Map<number, number[]>();
  private readonly callOfResult = new Map<number, number>();
  private readonly numbers = new Map<number, string>();

  constructor(graph: ModuleGraph) {
    this.graph = graph;
    graph.edges.to.forEach((to, edge) => {
      const list = this.incoming.get(to);
      if (list) list.push(edge);
      else this.incoming.set(to, [edge]);
    });
    graph.calls.forEach((call, index) => {
      if (!this.callOfResult.has(call.result)) this.callOfResult.set(call.result, index);
    });
    const counts = new Map<string, number>();
    graph.nodes.kind.forEach((_, node) => {
      if (this.isComputed(node)) return;
      const name = this.baseOf(node);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      if (count > 1 && !this.isConstant(node)) this.numbers.set(node, `#${String(count)}`);
    });
  }

  /** The name of a node; `nothing` for a value that cannot be data. */
  of(node: number, depth = 0): string {
    if (node < 0) return "nothing";
    if (depth > maximumDepth) return "…";
    if (this.isComputed(node)) return this.computed(node, depth);
    return `${this.baseOf(node)}${this.numbers.get(node) ?? ""}`;
  }

  /** The name without the number of the version; for computed values the name itself. */
  withoutNumber(node: number): string {
    return this.isComputed(node) ? this.of(node) : this.baseOf(node);
  }

  /** True when the name of a node says all that makes it. */
  isComputed(node: number): boolean {
    switch (this.graph.nodes.kind[node]) {
      case NodeKind.value:
        return !this.callOfResult.has(node) && this.incomingOf(node).length > 0;
      case NodeKind.parameterField:
        return this.incomingOf(node).length > 0;
      case NodeKind.template:
        return true;
      case NodeKind.object:
        return !this.isNamedObject(node);
      case NodeKind.variable:
        return this.nameOf(node) === "" && this.incomingOf(node).length > 0;
      default:
        return false;
    }
  }

  incomingOf(node: number): readonly number[] {
    return this.incoming.get(node) ?? [];
  }

  text(index: number): string {
    return this.graph.strings[index] ?? "";
  }

  /** `book`, `Clinic.book`, `Clinic.constructor`; `Clinic.fields` is the function that holds the initialisers. */
  functionName(index: number): string {
    const info = this.graph.functions[index];
    if (!info) return "?";
    if (index === 0) return "module";
    const name = info.name < 0 ? "()" : this.text(info.name);
    const owner = this.graph.classes[info.class];
    if (!owner) return name;
    const className = this.text(owner.name) || "()";
    if (owner.constructorFunction === index) return `${className}.constructor`;
    if ((info.flags & FunctionFlag.constructor) !== 0) return `${className}.fields`;
    const member = owner.members.find((candidate) => candidate.function === index);
    return `${className}.${member ? this.text(member.name) : name}`;
  }

  private isConstant(node: number): boolean {
    return this.graph.nodes.kind[node] === NodeKind.constant;
  }

  /** Enums, namespaces and `arguments` are objects that the program has a name for. */
  private isNamedObject(node: number): boolean {
    const name = this.nameOf(node);
    return name !== "" && name !== "[]" && name !== "props";
  }

  private nameOf(node: number): string {
    return this.text(this.graph.nodes.name[node] ?? -1);
  }

  private baseOf(node: number): string {
    const { nodes } = this.graph;
    const name = this.nameOf(node);
    const owner = this.functionName(nodes.owner[node] ?? 0);
    const payload = nodes.payload[node] ?? -1;
    switch (nodes.kind[node]) {
      case NodeKind.value: {
        const call = this.graph.calls[this.callOfResult.get(node) ?? -1];
        return call ? `${this.text(call.written) || "()"}()` : "unknown";
      }
      case NodeKind.cell:
        return `cell ${name}`;
      case NodeKind.parameter:
        return name === "" ? `${owner}:arg${String(this.positionOf(node))}` : name;
      case NodeKind.receiver:
        return `${owner}:this`;
      case NodeKind.receiverOut:
        return `${owner}:this'`;
      case NodeKind.environment:
        return `${owner}:closure`;
      case NodeKind.returned:
        return `${owner}:return`;
      case NodeKind.thrown:
        return `${owner}:throw`;
      case NodeKind.parameterOut:
        return `${owner}:${this.parameterOf(node)}'`;
      case NodeKind.function:
        return `function ${this.functionName(payload)}`;
      case NodeKind.class:
        return `class ${name}`;
      case NodeKind.instance:
        return `instance ${name}`;
      case NodeKind.import:
        return `import ${name}`;
      case NodeKind.importOut:
        return `import ${name}'`;
      case NodeKind.global:
        return name.startsWith("jsx#") ? name : `global ${name}`;
      case NodeKind.constant:
        return payload === 0 ? JSON.stringify(name) : name;
      case NodeKind.after:
        return `${name || "value"} after ${this.calleeName(payload)}`;
      case NodeKind.exports:
        return "exports";
      default:
        return name || "unknown";
    }
  }

  private calleeName(index: number): string {
    const { written, callee } = this.graph.calls[index] ?? { written: -1, callee: -1 };
    return this.text(written) || this.functionName(this.graph.nodes.payload[callee] ?? -1);
  }

  private positionOf(parameter: number): number {
    const owner = this.graph.functions[this.graph.nodes.owner[parameter] ?? 0];
    return owner?.parameters.indexOf(parameter) ?? -1;
  }

  private parameterOf(out: number): string {
    const owner = this.graph.functions[this.graph.nodes.owner[out] ?? 0];
    const position = owner?.parametersOut.indexOf(out) ?? -1;
    return this.nameOf(owner?.parameters[position] ?? -1) || `arg${String(position)}`;
  }

  private computed(node: number, depth: number): string {
    if (this.isLiteral(node)) return this.literal(node, depth);
    const terms: string[] = [];
    const derived = new Map<string, string[]>();
    for (const edge of this.incomingOf(node)) {
      const { kind, label, from } = this.edge(edge);
      if (kind !== EdgeKind.derive) {
        terms.push(this.term(edge, depth));
        continue;
      }
      const transform = transforms[label] ?? "?";
      const parts = derived.get(transform) ?? [];
      derived.set(transform, [...parts, this.of(from, depth + 1)]);
    }
    for (const [transform, parts] of derived) terms.push(`${transform}(${parts.join(", ")})`);
    const [only] = terms;
    if (only === undefined) return "text()";
    const isCopy = terms.length === 1 && this.edge(this.incomingOf(node)[0] ?? 0).kind === EdgeKind.copy;
    return terms.length === 1 && !isCopy ? only : `(${terms.join(" | ")})`;
  }

  /** Objects made here, and versions without a name of objects that a field was written to. */
  private isLiteral(node: number): boolean {
    const kind = this.graph.nodes.kind[node];
    if (kind !== NodeKind.variable) return kind === NodeKind.object;
    return this.incomingOf(node).some(
      (edge) => this.writtenField(edge) !== undefined || this.edge(edge).kind === EdgeKind.without,
    );
  }

  private edge(edge: number): { readonly kind: number; readonly label: number; readonly from: number } {
    const { kind, label, from } = this.graph.edges;
    return { kind: kind[edge] ?? 0, label: label[edge] ?? 0, from: from[edge] ?? -1 };
  }

  /** What an edge that is no write brings: `visit.reason`, `visit without reason`. */
  term(edge: number, depth = 0): string {
    const { kind, label, from } = this.edge(edge);
    const source = this.of(from, depth + 1);
    switch (kind) {
      case EdgeKind.read:
        return this.text(label) === "[]" ? `${source}[]` : `${source}.${this.text(label)}`;
      case EdgeKind.readDynamic:
        return `${source}[${this.of(label, depth + 1)}]`;
      case EdgeKind.without:
        return `${source} without ${this.text(label)}`;
      case EdgeKind.derive:
        return `${transforms[label] ?? "?"}(${source})`;
      case EdgeKind.guard: {
        const { call, truth } = readGuardLabel(label);
        return `${source} where ${this.text(this.graph.calls[call]?.written ?? -1)} is ${String(truth)}`;
      }
      case EdgeKind.writeBack:
        return `${source} if changed`;
      default:
        return source;
    }
  }

  /** The field that an edge writes, or undefined: `.em`, `[]`, `[key]`. */
  writtenField(edge: number): string | undefined {
    const { kind, label } = this.edge(edge);
    if (kind === EdgeKind.writeDynamic) return `[${this.of(label)}]`;
    if (kind !== EdgeKind.write) return undefined;
    return this.text(label) === "[]" ? "[]" : `.${this.text(label)}`;
  }

  private literal(node: number, depth: number): string {
    const isArray = this.nameOf(node) === "[]";
    const fields = this.incomingOf(node).map((edge) => {
      const field = this.writtenField(edge);
      if (field === undefined) return `...${this.term(edge, depth)}`;
      return `${field.replace(/^\./, "")}: ${this.of(this.edge(edge).from, depth + 1)}`;
    });
    if (isArray) return `[${fields.join(", ")}]`;
    return fields.length === 0 ? "{}" : `{ ${fields.join(", ")} }`;
  }
}
