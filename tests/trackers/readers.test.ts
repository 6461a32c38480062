import { test } from "vitest";
import { checkReaders } from "./check.ts";

test("a script is told by its address, wherever that stands", () => {
  checkReaders(
    {
      "a/package.json": "",
      "a/head.tsx": `export const head = <script src="https://connect.facebook.net/en_US/fbevents.js" />;`,
      "b/package.json": "",
      "b/snippet.ts": "export const snippet = `(function(h){h.src='//static.hotjar.com/c/hotjar-'+h.id})(window)`;",
      "c/package.json": "",
      "c/policy.ts": `export const policy = "script-src https://connect.facebook.net https://static.hotjar.com";`,
    },
    `a/head.tsx: meta
     b/snippet.ts: hotjar`,
  );
});

test("a tracker that is only called is loaded with every page of its package", () => {
  checkReaders(
    {
      "a/package.json": "",
      "a/book.ts": `export function book() { fbq("track", "Schedule"); }`,
      "a/search.ts": `export const search = 1;`,
      "b/package.json": "",
      "b/search.ts": `export const search = 1;`,
    },
    `a/book.ts: meta
     a/search.ts: meta`,
  );
});

test("what a covered page imports runs beside the tracker, in whatever package it is", () => {
  checkReaders(
    {
      "a/package.json": "",
      "a/main.ts": `import posthog from "posthog-js"; posthog.init("key"); import "../ui/navigate";`,
      "ui/package.json": "",
      "ui/navigate.ts": `export const go = 1;`,
      "ui/other.ts": `export const other = 1;`,
    },
    `a/main.ts: posthog
     ui/navigate.ts: posthog`,
  );
});

test("the frame of a folder brings its trackers to the pages of that folder", () => {
  checkReaders(
    {
      "app/layout.tsx": `export default function Layout() {}`,
      "app/portal/layout.tsx": `import Hotjar from "@hotjar/browser"; Hotjar.init(1, 6); export default function Layout() {}`,
      "app/portal/page.tsx": `export default function Page() {}`,
      "app/about/page.tsx": `export default function Page() {}`,
    },
    `app/portal/layout.tsx: hotjar
     app/portal/page.tsx: hotjar`,
  );
});
