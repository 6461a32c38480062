/** The whole report as Markdown, in the form of docs/performance.md. */
export function printMarkdown({ machine, runs, start, projects }) {
  const stages = Object.keys(projects[0].stagesMs);
  const counters = [...new Set(projects.flatMap((project) => Object.keys(project.counters)))];
  const sections = [
    `Machine: ${machine}. Medians of ${runs} ${runs === 1 ? "run" : "runs"}, all programs taking turns.`,
    `An empty Node program takes ${ms(start.empty.wallMs)} ms and ${mb(start.empty.peakMb)} MB, \`--help\` ${ms(start.help.wallMs)} ms and ${mb(start.help.peakMb)} MB.`,
    table(
      [
        "Project",
        "Files",
        "MB",
        "L1 ms",
        "Scan ms",
        "Ratio",
        "L1 CPU",
        "Scan CPU",
        "Ratio",
        "L1 peak MB",
        "Scan peak MB",
        "Findings",
      ],
      projects.map(({ name, files, sourceMb, limit, cold, wallRatio, cpuRatio, findings, planted }) => [
        name,
        count(files),
        sourceMb.toFixed(2),
        ms(limit.wallMs),
        ms(cold.wallMs),
        wallRatio.toFixed(2),
        ms(limit.cpuMs),
        ms(cold.cpuMs),
        cpuRatio.toFixed(2),
        mb(limit.peakMb),
        mb(cold.peakMb),
        planted === undefined ? count(findings) : `${count(findings)} of ${count(planted)} planted`,
      ]),
    ),
    "Milliseconds by stage, in one process:",
    table(
      ["Project", ...stages],
      projects.map(({ name, stagesMs }) => [name, ...stages.map((stage) => ms(stagesMs[stage] ?? 0))]),
    ),
    "Counters, the same on every machine:",
    table(
      ["Project", ...counters],
      projects.map((project) => [project.name, ...counters.map((key) => count(project.counters[key] ?? 0))]),
    ),
  ];
  const growth = growthRows(projects);
  if (growth.length > 0) {
    sections.push("Growth, as a factor for each doubling of the source:");
    sections.push(table(["From", "To", "L1 CPU", "Scan wall", "Scan CPU", "Peak memory", ...counters], growth));
  }
  return `${sections.join("\n\n")}\n`;
}

/** Generated projects only: real ones differ in more than size. */
function growthRows(projects) {
  const sizes = projects.filter(({ planted }) => planted !== undefined);
  return sizes.slice(1).map((to, index) => {
    const from = sizes[index];
    const doublings = Math.log2(to.sourceMb / from.sourceMb);
    const factor = (read) => ((read(to) / read(from)) ** (1 / doublings)).toFixed(2);
    const counters = Object.keys(to.counters).map((key) =>
      from.counters[key] > 0 ? factor((project) => project.counters[key]) : "–",
    );
    return [
      from.name,
      to.name,
      factor(({ limit }) => limit.cpuMs),
      factor(({ cold }) => cold.wallMs),
      factor(({ cold }) => cold.cpuMs),
      factor(({ cold }) => cold.peakMb),
      ...counters,
    ];
  });
}

function table(header, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

const ms = (value) => (value < 10 ? value.toFixed(1) : count(Math.round(value)));
const mb = (value) => String(Math.round(value));
const count = (value) => value.toLocaleString("en-US");
