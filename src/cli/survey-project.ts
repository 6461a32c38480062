import { pageVendor, type Vendor } from "../model/rule-set.ts";
import type { AnalyzedProject } from "./analyze-project.ts";

/** What a project is made of, as far as its package files and the analysis tell. */
export interface ProjectSurvey {
  /** Every package of the project, the root first. */
  readonly packages: readonly SurveyedPackage[];
  /** Vendors with at least one call. */
  readonly vendors: readonly { readonly vendor: Vendor; readonly calls: number }[];
}

export interface SurveyedPackage {
  /** From the scanned folder; `.` is that folder itself. */
  readonly folder: string;
  /** As people call them, sorted: `Next.js`, `React`. */
  readonly frameworks: readonly string[];
  /** Names of dependencies that sinks and trackers of vendors speak of. */
  readonly vendorPackages: readonly string[];
}

/** Packages that show what a program is built with. */
const frameworks: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "@angular/core": "Angular",
    "@hapi/hapi": "hapi",
    "@nestjs/core": "NestJS",
    "@remix-run/react": "Remix",
    "@sveltejs/kit": "SvelteKit",
    astro: "Astro",
    electron: "Electron",
    "ember-source": "Ember",
    expo: "Expo",
    express: "Express",
    fastify: "Fastify",
    gatsby: "Gatsby",
    hono: "Hono",
    koa: "Koa",
    next: "Next.js",
    nuxt: "Nuxt",
    preact: "Preact",
    react: "React",
    "react-native": "React Native",
    "react-router": "React Router",
    "solid-js": "Solid",
    svelte: "Svelte",
    vue: "Vue",
  }),
);

/** Looks at the packages of a project and at what was found in it. */
export async function surveyProject({ project, result, ...read }: AnalyzedProject): Promise<ProjectSurvey> {
  const ruleSet = await read.ruleSet();
  // Routers and HTTP clients belong to no vendor.
  const ofVendors = ruleSet.sinks.filter(({ vendor, endpoint }) => vendor !== pageVendor && endpoint === undefined);
  const known = new Set([
    ...ruleSet.trackers.flatMap(({ packages }) => packages),
    ...ofVendors.flatMap(({ callee }) =>
      callee.kind === "api" ? callee.paths.flatMap((each) => /^npm:([^#]+)#/.exec(each)?.[1] ?? []) : [],
    ),
  ]);
  return {
    packages: project.layout.packages.map(({ folder, dependencies }) => ({
      folder: folder === "" ? "." : folder,
      frameworks: dependencies.flatMap((name) => frameworks.get(name) ?? []).sort(),
      vendorPackages: dependencies.filter((name) => known.has(name)),
    })),
    vendors: result.coverage.vendors,
  };
}
