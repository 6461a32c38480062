import { describe, test } from "vitest";
import { check } from "./check.ts";

const intake = `export function Intake() { return <textarea name="reason" />; }`;
const results = `export function Results() { return <p>Nothing yet</p>; }`;
const hotjar = `import Hotjar from "@hotjar/browser"; Hotjar.init(1, 6);`;

describe("routes are told by", () => {
  const files = { "src/main.tsx": `${hotjar} import "./routes";`, "src/intake.tsx": intake };
  const expected = "recorder-on-intake hotjar in src/main.tsx (start): /intake intake";

  test.each([
    ["elements", `import { Intake } from "./intake"; export const r = <Route path="/intake" element={<Intake />} />;`],
    [
      "elements in others",
      `import { Intake } from "./intake"; export const r = <Route path="/intake" element={<Frame><Intake /></Frame>} />;`,
    ],
    ["objects", `import { Intake } from "./intake"; export const r = [{ path: "intake", component: Intake }];`],
    ["keys", `import { Intake } from "./intake"; export const r = { "/intake": () => <Intake /> };`],
    ["import on demand", `export const r = [{ path: "/intake", lazy: () => import("./intake") }];`],
    [
      "components on demand",
      `import { lazy } from "react"; const Intake = lazy(() => import("./intake")); export const r = [{ path: "/intake", element: <Intake /> }];`,
    ],
  ])("%s", (_, routes) => {
    check({ ...files, "src/routes.tsx": routes }, expected);
  });
});

test("a route with others inside is their frame, and brings its trackers to what is not a page", () => {
  const routes = `
    import { Frame } from "./frame"; import { Intake } from "./intake"; import { Results } from "./results";
    export const r = <Route path="/" element={<Frame />}><Route path="intake" element={<Intake />} /><Route path="r" element={<Results />} /></Route>;`;
  check(
    {
      "src/main.tsx": `import "./routes";`,
      "src/routes.tsx": routes,
      "src/frame.tsx": `${hotjar} export function Frame() {}`,
      "src/intake.tsx": intake,
      "src/results.tsx": results,
    },
    "recorder-on-intake hotjar in src/frame.tsx (start): /intake intake",
  );
});

test("a page behind a guard is for people who have signed in", () => {
  const routes = `
    import { Results } from "./results";
    export const r = [<Route path="/r" element={<RequireAuth><Results /></RequireAuth>} />, <Route path="/o" element={<Results />} />];`;
  check(
    {
      "src/main.tsx": `import "./routes"; twq("config", "t"); load("https://static.ads-twitter.com/uwt.js");`,
      "src/routes.tsx": routes,
      "src/results.tsx": results,
    },
    "tracker-on-care-page x-ads in src/main.tsx (script): /r portal",
  );
});

test("files are pages by the conventions of frameworks, and elsewhere by their name", () => {
  check(
    {
      "web/pages/_app.tsx": `${hotjar} export default function App() {}`,
      "web/pages/intake/[step].tsx": `export default ${intake.slice("export ".length)}`,
      "web/pages/api/intake.ts": `export default function handler() {}`,
      "office/package.json": "",
      "office/src/main.ts": `${hotjar} import "./IntakePage";`,
      "office/src/IntakePage.tsx": intake,
    },
    `recorder-on-intake hotjar in web/pages/_app.tsx (start): /intake/[step] intake
     recorder-on-intake hotjar in office/src/main.ts (start): office/src/IntakePage.tsx intake`,
  );
});

test("a tracker that one page imports runs on that page", () => {
  check(
    {
      "app/tracking.ts": hotjar,
      "app/page.tsx": `import "./tracking"; export default function Home() {}`,
      "app/intake/page.tsx": `export default ${intake.slice("export ".length)}`,
    },
    "",
  );
});

test("a page that asks for nothing is not recorded, and a note where only its topic tells", () => {
  check({ "src/main.tsx": `${hotjar} import "./PortalPage";`, "src/PortalPage.tsx": results }, "");
});
