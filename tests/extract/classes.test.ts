import { describe, test } from "vitest";
import { check } from "./check.ts";

describe("fields", () => {
  test("initialisers and the constructor fill `this`", () => {
    check(
      `class Clinic { name = "x"; constructor(visit) { this.visit = visit; } }`,
      `this = Clinic.fields:this without name
       this.name = "x"
       Clinic.fields:this' = this
       this after Clinic.fields = Clinic.constructor:this
       this#2 = this after Clinic.fields without visit
       this#2.visit = visit
       Clinic.constructor:this' = this#2`,
    );
  });

  test("without a constructor the initialisers are it", () => {
    check(
      `class Clinic { name = ask(); }`,
      `function module()
       function Clinic.constructor() constructor
       Clinic.constructor:this' = this
       this = Clinic.constructor:this without name
       this.name = ask()`,
    );
  });

  test("private fields", () => {
    check(
      `class Clinic { #secret = 1; book() { return this.#secret; } }`,
      `Clinic.book:return = Clinic.book:this.#secret`,
    );
  });

  test("a parameter property is a field", () => {
    check(
      `class Clinic { constructor(private readonly api: Api, visit: Visit) {} book() { return this.api; } }`,
      `this = this after Clinic.fields without api
       this.api = api
       Clinic.constructor:this' = this
       Clinic.book:return = Clinic.book:this.api
       typed api: Api
       typed visit: Visit`,
    );
  });

  test("static fields and methods belong to the class", () => {
    check(
      `class Clinic { static kind = "clinic"; static open() { return this.kind; } }`,
      `class Clinic.kind = "clinic"
       class Clinic.open = function Clinic.open
       Clinic.open:return = Clinic.open:this.kind`,
    );
  });

  test("a static block runs where the class is", () => {
    check(`class Clinic { static { setUp("clinic"); } }`, `setUp("clinic")`);
  });

  test("an arrow in a field captures `this`", () => {
    check(
      `class Clinic { handle = () => send(this.visit); }`,
      `function handle.$$this = Clinic.constructor:this
       send(this#2.visit)
       this = Clinic.constructor:this without handle
       this.handle = function handle
       this#2 = handle:closure.$$this`,
    );
  });

  test("an arrow that changes `this` shares it", () => {
    check(
      `class Clinic { later() { const run = () => { this.visit = ask(); }; run(); send(this.visit); } }`,
      `send(cell this.visit)
       cell this = Clinic.later:this
       this = cell this without visit
       this.visit = visit after send
       cell this = this if changed
       this#2 = cell this without visit
       this#2.visit = ask()
       cell this = this#2
       Clinic.later:this' = cell this`,
    );
  });
});

describe("members", () => {
  test("methods, accessors, computed names", () => {
    check(
      `const key = "close"; class Clinic { get dx() { return this.visit; } set dx(next) { this.visit = next; } book() {} [key]() {} async *list() {} }`,
      `class Clinic { get dx, set dx, book, close, list }
       Clinic.get dx:return = Clinic.get dx:this.visit
       this = Clinic.set dx:this without visit
       this.visit = next
       Clinic.set dx:this' = this`,
    );
  });

  test("abstract members and overloads have no function", () => {
    check(
      `abstract class Clinic { abstract open(): void; book(id: string): void; book(id) {} }`,
      `class Clinic { book }`,
    );
  });

  test("decorators are calls", () => {
    check(
      `@Component({ name: "page" }) class Page { @Input() visit; constructor(@Inject(API) api) {} }`,
      `Component({ name: "page" })
       Input()
       Inject(global API)`,
    );
  });
});

describe("inheritance", () => {
  test("`super(…)` calls the superclass on this object, fields come after it", () => {
    check(
      `class Clinic extends Base { plan = "x"; constructor(visit) { super(visit.id); this.visit = visit; } }`,
      `super(visit.id) by Base on Clinic.constructor:this
       () by function Clinic.fields on value after super
       class Clinic extends global Base {  }`,
    );
  });

  test("a constructor that is not written passes its arguments on", () => {
    check(
      `class Clinic extends Base { plan = "x"; }`,
      `super(...Clinic.constructor:arg0) by Base on Clinic.constructor:this
       this after super = Clinic.constructor:this
       this = this after super without plan
       this.plan = "x"`,
    );
  });

  test("`super.method` is found on the superclass and called on this object", () => {
    check(
      `class Clinic extends Base { book(visit) { return super.book(visit.id); } }`,
      `super.book(visit.id) by Base.prototype.book on Clinic.book:this
       Clinic.book:return = super.book()`,
    );
  });

  test("interfaces are kept by name", () => {
    check(
      `class Clinic extends Base implements Tracker, Store<Visit> {}`,
      `class Clinic extends global Base implements Tracker, Store<Visit> {  }`,
    );
  });

  test("a class expression has the name of what it is assigned to", () => {
    check(`const Clinic = class { book() {} };`, `class Clinic { book }`);
  });
});

describe("constructor functions", () => {
  test("a function that something is written to the prototype of is a class", () => {
    check(
      `function Visit(reason) { this.reason = reason; } Visit.prototype.text = function () { return this.reason; };`,
      `class Visit { text }
       this = Visit.constructor:this without reason
       this.reason = reason
       Visit.constructor:this' = this
       Visit.text:return = Visit.text:this.reason`,
    );
  });

  test("a function that only has fields is none", () => {
    check(`function Visit() {} Visit.kind = "visit"; new Visit();`, `new Visit()`);
  });
});

describe("other names", () => {
  test("`self` is the `this` that was put into it", () => {
    check(
      `class Clinic { later(visit) { const self = this; run(function () { self.visit = visit; }); } }`,
      `cell this = Clinic.later:this
       cell this = this
       this = cell this without visit
       this.visit = visit#2
       Clinic.later:this' = cell this`,
    );
  });

  test("a static block writes to the class", () => {
    check(
      `class Clinic { static { Clinic.room = 4; } } open(Clinic);`,
      `Clinic = class Clinic
       Clinic#2 = Clinic without room
       Clinic#2.room = 4
       open(Clinic#2)`,
    );
  });
});

describe("decorators", () => {
  test("of a method are called with it, and make what is called in its place", () => {
    check(
      `class Clinic { @traced visit() {} }`,
      `instance Clinic.visit = ()()
       instance Clinic.visit = value after ?.value
       instance Clinic.visit = ()()#2.value`,
    );
  });

  test("of a class and of a parameter are called with what they stand before", () => {
    check(
      `@Controller("visits") class Clinic { find(@Query("reason") reason) {} }`,
      `(class Clinic) by Controller()
       (function Clinic.find, reason) by Query()`,
    );
  });
});
