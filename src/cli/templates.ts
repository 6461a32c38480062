import type { AnalysisResult } from "../model/finding.ts";
import { joinWords } from "../util/join-words.ts";
import type { ProjectSurvey } from "./survey-project.ts";

/** Settings to start from: what was seen and decided about this project, and the rest as comments. */
export function settingsTemplate({ coverage }: AnalysisResult, survey: ProjectSurvey): string {
  const { decision, because } = coverage.healthContext;
  const [vendor = "acme-ads"] = survey.vendors.map(({ vendor }) => vendor.id);
  const inner = survey.packages.map(({ folder }) => folder).find((folder) => folder !== ".") ?? "apps/admin";
  return `# yaml-language-server: $schema=./node_modules/phi-lint/schema/phi-lint.schema.json
# Settings of phi-lint. Data only; every key is optional, an unknown key is an error.
${seenLines(survey).join("")}
# Is this a health product? Identifiers matter only there. Measured here: ${decision} (${because}).
healthContext: auto # auto | yes | no

# Files that hold no code of the product. Tests and stories are left out anyway.
# exclude: ["scripts/", "src/legacy/"]

# Which findings fail a scan: new | any | never.
failOn: new

# What holds in some folders only.
# overrides: [{ files: [${JSON.stringify(`${inner}/`)}], minLevel: error, levels: { health-to-monitoring: note } }]

# Vendors and calls of your own, and calls that make data safe.
# vendors: [{ id: acme-ads, name: Acme Ads, class: advertising }]
# sinks: [{ id: acme/track, vendor: acme-ads, callee: "acme.track", ports: { arg0: event-name, arg1: payload } }]
# sanitizers: [{ id: house/redact, callee: redactAnswers, removes: all }]
# consent: [{ callee: hasMarketingConsent }]

# Flows that are agreed on.
# allow: [{ vendor: ${vendor}, labels: [identifier.user], reason: "Agreement of March 2026", until: 2027-03-31 }]
`;
}

/** What the project is made of, as comments, so that the examples can be filled in. */
function seenLines({ packages, vendors }: ProjectSurvey): readonly string[] {
  const folders = packages.map(({ folder }) => folder).filter((folder) => folder !== ".");
  const frameworks = [...new Set(packages.flatMap((each) => each.frameworks))].sort();
  const lines = [
    ...(folders.length === 0 ? [] : [`Packages: ${joinWords(folders)}.`]),
    ...(frameworks.length === 0 ? [] : [`Built with ${joinWords(frameworks)}.`]),
    ...(vendors.length === 0
      ? []
      : [`Vendors called, by the ids that \`allow\` takes: ${joinWords(vendors.map(({ vendor }) => vendor.id))}.`]),
  ];
  return lines.map((line) => `# ${line.replace(/\s+/g, " ")}\n`);
}

/** A workflow for GitHub. \`folder\` is the scanned folder seen from the root of the repository, with a final slash, or \`""\`. */
export function workflowTemplate(folder: string): string {
  const where =
    folder === ""
      ? ""
      : `\n    defaults:\n      run:\n        working-directory: ${JSON.stringify(folder.replace(/\/$/, ""))}`;
  return `name: phi-lint
on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read
  security-events: write

jobs:
  phi-lint:
    runs-on: ubuntu-latest${where}
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # so that renamed files are recognised and the baseline of the target branch can be read
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      - name: Scan
        run: >-
          npx phi-lint scan
          -f github
          -f sarif="$RUNNER_TEMP/phi-lint.sarif"
          -f markdown="$GITHUB_STEP_SUMMARY"
      - name: Upload to code scanning
        if: always()
        uses: github/codeql-action/upload-sarif@v3
        with:
          sarif_file: \${{ runner.temp }}/phi-lint.sarif
          category: phi-lint
`;
}
