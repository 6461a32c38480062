import type { AnalysisResult } from "../model/finding.ts";

/** Settings to start from: what was decided about this project, and the rest as comments. */
export function settingsTemplate({ coverage }: AnalysisResult): string {
  const { decision, because } = coverage.healthContext;
  return `# yaml-language-server: $schema=./node_modules/phi-lint/schema/phi-lint.schema.json
# Settings of phi-lint. Data only; every key is optional, an unknown key is an error.

# Is this a health product? Identifiers matter only there. Measured here: ${decision} (${because}).
healthContext: auto # auto | yes | no

# Files that hold no code of the product. Tests and stories are left out anyway.
# exclude: ["scripts/", "src/legacy/"]

# Which findings fail a scan: new | any | never.
failOn: new

# Vendors and calls of your own, and calls that make data safe.
# vendors: [{ id: acme-ads, name: Acme Ads, class: advertising }]
# sinks: [{ id: acme/track, vendor: acme-ads, callee: "acme.track", ports: { arg0: event-name, arg1: payload } }]
# sanitizers: [{ id: house/redact, callee: redactAnswers, removes: all }]
# consent: [{ callee: hasMarketingConsent }]

# Flows that are agreed on.
# allow: [{ vendor: sentry, labels: [identifier.user], reason: "Agreement of March 2026", until: 2027-03-31 }]
`;
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
