import { describe, test } from "vitest";
import { checkJsx } from "./check.ts";

describe("elements are calls with their props", () => {
  test("attributes of every form", () => {
    checkJsx(
      `const card = <Card dx={visit.dx} plan="free" open />;`,
      `Card({ dx: global visit.dx, plan: "free", open: true })\ncard = Card()`,
    );
  });

  test("attributes after a spread replace its fields", () => {
    checkJsx(
      `const card = <Card {...rest} dx={visit.dx} />;`,
      `Card({ ...global rest without dx, dx: global visit.dx })`,
    );
  });

  test("children", () => {
    checkJsx(
      `const card = <Card>{visit.name}{visit.dx} and text</Card>;`,
      `Card({ children: global visit.name, children: global visit.dx })`,
    );
  });

  test("a function as child", () => {
    checkJsx(
      `const card = <Clinic>{(visit) => <Card visit={visit} />}</Clinic>;`,
      `Clinic({ children: function () })\nCard({ visit: visit })`,
    );
  });

  test("a component that is a member", () => {
    checkJsx(`const card = <ui.Card visit={visit} />;`, `ui.Card({ visit: global visit })`);
  });

  test("elements of the page with values call a global of their own", () => {
    checkJsx(
      `const field = <input name="dx" value={visit.dx} onChange={(event) => send(event.id)} />;`,
      `jsx#input({ name: "dx", value: global visit.dx, onChange: function onChange })
       send(event.id)`,
    );
  });

  test("elements of the page without values are only looked into", () => {
    checkJsx(`const list = <ul><li><Card visit={visit} /></li></ul>;`, `Card({ visit: global visit })`);
  });

  test("a fragment is any of its elements", () => {
    checkJsx(`const both = <><Card /><Row /></>;`, `both = (Card() | Row())`);
  });

  test("an element under a condition", () => {
    checkJsx(
      `const card = visit.open && <Card visit={visit} />;`,
      `Card({ visit: global visit }) if global visit.open`,
    );
  });
});

describe("what a form says of its controls", () => {
  test("the label that points to one, and the names of a form's controls", () => {
    checkJsx(
      `const form = <form onSubmit={save}><label htmlFor="q1">Dose</label><input id="q1" name="q1" /></form>;`,
      `jsx#input({ id: "q1", name: "q1", $$label: "Dose" })
jsx#form({ onSubmit: global save, children: jsx#input(), $$fields: { q1: "Dose" } })`,
    );
  });

  test("the label around or before one, and none for one of several", () => {
    checkJsx(
      `const form = <div title={t}><label>Dose <input /></label><p><Label>Room</Label><Pick onPick={keep} /></p><input /></div>;`,
      `jsx#input({ $$label: "Dose" })
jsx#input({})
Pick({ onPick: global keep, $$label: "Room" })`,
    );
  });
});
