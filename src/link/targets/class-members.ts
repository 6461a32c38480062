import { FunctionFlag } from "../../model/module-graph.ts";
import { TokenKind } from "./points-to.ts";
import type { TargetSearch } from "./target-search.ts";

/** Where members that the class itself does not declare are looked up. Fields are string numbers of the program. */
interface FieldReader {
  readHeap(token: number, field: number, to: number): void;
}

interface ApiReader {
  read(apiToken: number, field: number, to: number): void;
}

/** Subclasses whose overrides a call on their base class may mean. */
const maximumOverrides = 12;

/**
 * Members of instances: methods and accessors of the class, of those it extends (also outside APIs), and a few overrides below
 * it. Which class extends which becomes known on the way, so earlier reads are looked up again then.
 */
export class ClassMembers {
  private readonly search: TargetSearch;
  private readonly fields: FieldReader;
  private readonly apis: ApiReader;
  private readonly subclasses = new Map<number, number[]>();
  /** For each class, tokens of the outside APIs that its instances are. */
  private readonly superclassApis = new Map<number, number[]>();
  /** For each class, field and reading node in turn. */
  private readonly instanceReads = new Map<number, number[]>();

  constructor(search: TargetSearch, fields: FieldReader, apis: ApiReader) {
    this.search = search;
    this.fields = fields;
    this.apis = apis;
  }

  readInstance(classIndex: number, token: number, field: number, to: number): void {
    const { program } = this.search;
    pushTo(this.instanceReads, classIndex, field, to);
    for (const subclass of (this.subclasses.get(classIndex) ?? []).slice(0, maximumOverrides))
      this.readOverride(subclass, field, to);
    if (this.readMember(classIndex, field, to)) {
      if (this.isDecorated(classIndex, field)) this.fields.readHeap(token, field, to);
      return;
    }
    this.fields.readHeap(token, field, to);
    for (const superclass of program.superclasses.get(classIndex) ?? []) this.readInherited(superclass, field, to);
    for (const api of this.superclassApis.get(classIndex) ?? []) this.apis.read(api, field, to);
  }

  /**
   * What an instance has from the class it extends, without the overrides of that class's other subclasses. Accessors run for
   * `receiver`, or for the shared instance.
   */
  readInherited(classIndex: number, field: number, to: number, receiver = -1): void {
    const isMember = this.readMember(classIndex, field, to, receiver);
    if (isMember && !this.isDecorated(classIndex, field)) return;
    this.fields.readHeap(this.search.points.token(TokenKind.instance, classIndex), field, to);
    if (isMember) return;
    for (const superclass of this.search.program.superclasses.get(classIndex) ?? [])
      if (superclass !== classIndex) this.readInherited(superclass, field, to, receiver);
    for (const api of this.superclassApis.get(classIndex) ?? []) this.apis.read(api, field, to);
  }

  /** `class Sub extends Base`: what instances of Sub lack, they have from Base; both share fields. */
  extend(subclass: number, base: number): void {
    const { program } = this.search;
    const known = program.superclasses.get(subclass) ?? [];
    if (base === subclass || known.includes(base)) return;
    pushTo(program.superclasses, subclass, base);
    pushTo(this.subclasses, base, subclass);
    this.forReads(subclass, (field, to) => {
      this.readInherited(base, field, to);
    });
    this.forReads(base, (field, to) => {
      this.readOverride(subclass, field, to);
    });
  }

  /** `class Sub extends Api`: instances are what a call of the outside API gives; `instanceApi` is the token of that. */
  extendApi(subclass: number, instanceApi: number): void {
    pushTo(this.superclassApis, subclass, instanceApi);
    this.forReads(subclass, (field, to) => {
      this.apis.read(instanceApi, field, to);
    });
  }

  /** A method or accessor that a class itself declares. */
  private readMember(classIndex: number, field: number, to: number, receiver = -1): boolean {
    const { program, points } = this.search;
    const info = program.classes[classIndex];
    if (!info || info.members.size === 0) return false;
    const name = program.strings[field] ?? "";
    const member = info.members.get(name);
    if (member !== undefined) {
      points.add(to, points.token(TokenKind.function, member));
      return true;
    }
    // The first of what can be looped over is one of its elements.
    const getter = info.members.get(`get ${name}`) ?? (/^\d+$/.test(name) ? info.members.get("get []") : undefined);
    if (getter === undefined) return false;
    this.search.accessorCall(getter, receiver < 0 ? info.instance : receiver, [], to);
    return true;
  }

  private isDecorated(classIndex: number, field: number): boolean {
    const { program } = this.search;
    const member = program.classes[classIndex]?.members.get(program.strings[field] ?? "") ?? -1;
    return ((program.functions[member]?.flags ?? 0) & FunctionFlag.decorated) !== 0;
  }

  private readOverride(subclass: number, field: number, to: number): void {
    this.readMember(subclass, field, to);
    for (const further of this.subclasses.get(subclass) ?? [])
      if (further !== subclass) this.readMember(further, field, to);
  }

  private forReads(classIndex: number, handle: (field: number, to: number) => void): void {
    const reads = [...(this.instanceReads.get(classIndex) ?? [])];
    for (let index = 0; index < reads.length; index += 2) handle(reads[index] ?? -1, reads[index + 1] ?? -1);
  }
}

function pushTo(map: Map<number, number[]>, key: number, ...values: readonly number[]): void {
  const list = map.get(key);
  if (list) list.push(...values);
  else map.set(key, [...values]);
}
