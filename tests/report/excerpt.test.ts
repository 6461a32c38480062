import { describe, expect, test } from "vitest";
import { excerpt } from "../../src/report/text/excerpt.ts";
import { createTheme } from "../../src/report/text/theme.ts";
import { displayWidth } from "../../src/util/display-cells.ts";
import { wrapText } from "../../src/util/wrap-text.ts";

const plain = createTheme(false);

function mark(line: string, part: string, width = 80): readonly string[] {
  const column = line.indexOf(part) + 1;
  return excerpt(line, { column, endColumn: column + part.length }, width, plain);
}

describe("excerpt", () => {
  test("underlines the marked part", () => {
    expect(mark("send(answer);", "answer")).toEqual(["send(answer);", "     ^^^^^^"]);
  });

  test("counts tabs, wide characters and emoji as the terminal does", () => {
    expect(mark("a\tb(x)", "x")).toEqual(["a  b(x)", "     ^"]);
    expect(mark('t("漢字", x)', "x")).toEqual(['t("漢字", x)', "          ^"]);
    expect(mark('t("👩‍⚕️", x)', "x")).toEqual(['t("👩‍⚕️", x)', "        ^"]);
  });

  test("keeps the marked part of a very long line in sight", () => {
    const [line = "", carets = ""] = mark(`${"a".repeat(5_000)}send(answer)${"b".repeat(5_000)}`, "answer", 40);
    expect(displayWidth(line)).toBe(40);
    expect(line).toMatch(/^…a+send\(answer\)b+…$/);
    expect(line.slice(carets.indexOf("^"), carets.length)).toBe("answer");
  });

  test("shows a mark behind the end of the line as none, and an empty one as one column", () => {
    expect(excerpt("send();", { column: 90, endColumn: 95 }, 80, plain)).toEqual(["send();"]);
    expect(excerpt("send();", { column: 6, endColumn: 6 }, 80, plain)).toEqual(["send();", "     ^"]);
  });
});

test("wrapText breaks at spaces and leaves long words whole", () => {
  expect(wrapText("one two three", 8)).toEqual(["one two", "three"]);
  expect(wrapText("a src/with/a/long/path.ts b", 8)).toEqual(["a", "src/with/a/long/path.ts", "b"]);
  expect(wrapText("", 8)).toEqual([""]);
});
