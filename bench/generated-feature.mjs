const things = ["Order", "Invoice", "Shift", "Room", "Device", "Ticket", "Courier", "Stock", "Contract", "Meal"];
const fields = [
  "title",
  "color",
  "price",
  "owner",
  "place",
  "floor",
  "notes",
  "rank",
  "unit",
  "season",
  "batch",
  "shelf",
];

/**
 * The ten modules of one feature of the generated project: name and text of each. `leak` is the running number of the leak that is
 * planted in it; without it the feature is clean.
 */
export function featureFiles({ index, features, leak }) {
  const name = nameOf(index);
  const own = Array.from({ length: 6 }, (_, at) => fields[(index + at * 5) % fields.length]);
  const feature = {
    name,
    folder: folderOf(index),
    own: [...new Set(own)],
    neighbour: nameOf((index + 1) % features),
    neighbourFolder: folderOf((index + 1) % features),
    distant: nameOf((index * 7 + 3) % features),
    distantFolder: folderOf((index * 7 + 3) % features),
    leak: leak === undefined ? {} : leaks[leak % leaks.length],
  };
  return Object.entries(templates).map(([file, template]) => [
    `${feature.folder}/${file.replace("Thing", name)}`,
    template(feature),
  ]);
}

const nameOf = (index) =>
  `${things[index % things.length]}${index < things.length ? "" : Math.floor(index / things.length)}`;
const folderOf = (index) => nameOf(index).toLowerCase();
const lines = (items, print) => items.map(print).join("\n");

/** What a leaking feature has in place of the harmless code: each way ends in one finding. */
const leaks = [
  // Through the wrapper, from a form field.
  { form: `track("intake_sent", { reason: values.diagnosis });`, field: "diagnosis" },
  // Through the hook.
  { form: `report("intake_sent", { step: 3, symptom: values.symptoms });`, field: "symptoms" },
  // Through an injected client, from a loaded record.
  { service: `this.tracking.capture("loaded", { what: item.medication });`, field: "medication" },
  // Out of the store.
  { hook: `track("opened", { current: state.diagnosis });`, field: "diagnosis" },
];

const templates = {
  "types.ts": ({ name, own, leak }) => `
export interface ${name} {
  id: string;
${lines(own, (field) => `  ${field}: string;`)}
${leak.field === undefined ? "" : `  ${leak.field}: string;\n`}  createdAt: string;
  state: ${name}State;
}

export type ${name}State = "draft" | "open" | "closed";
export type ${name}Values = Omit<${name}, "id" | "createdAt" | "state">;
export type ${name}Action =
  | { type: "loaded"; items: ${name}[] }
  | { type: "changed"; item: ${name} }
  | { type: "removed"; id: string }
  | { type: "failed"; message: string };

export const empty${name}: ${name}Values = {
${lines(own, (field) => `  ${field}: "",`)}
${leak.field === undefined ? "" : `  ${leak.field}: "",\n`}};
`,
  "api.ts": ({ name, folder }) => `
import { http, type Page } from "../../shared";
import type { ${name}, ${name}Values } from "./types";

const path = "/${folder}";

export async function fetch${name}s(page = 1, query: Record<string, string> = {}): Promise<${name}[]> {
  const search = new URLSearchParams({ page: String(page), ...query });
  const { items } = await http.get<Page<${name}>>(\`\${path}?\${search.toString()}\`);
  return items;
}

export const load${name} = (id: string): Promise<${name}> => http.get(\`\${path}/\${id}\`);
export const create${name} = (values: ${name}Values): Promise<${name}> => http.post(path, values);
export const update${name} = (id: string, values: Partial<${name}Values>): Promise<${name}> => http.put(\`\${path}/\${id}\`, values);

export async function remove${name}s(ids: readonly string[]): Promise<number> {
  const outcomes = await Promise.allSettled(ids.map((id) => http.remove(\`\${path}/\${id}\`)));
  return outcomes.filter((outcome) => outcome.status === "fulfilled").length;
}
`,
  "reducer.ts": ({ name }) => `
import type { ${name}, ${name}Action } from "./types";

export interface ${name}ListState { items: ${name}[]; error?: string; isLoading: boolean }

export const initial${name}List: ${name}ListState = { items: [], isLoading: true };

export function reduce${name}List(state: ${name}ListState, action: ${name}Action): ${name}ListState {
  switch (action.type) {
    case "loaded":
      return { items: action.items, isLoading: false };
    case "changed": {
      const { item } = action;
      const isKnown = state.items.some((other) => other.id === item.id);
      const items = isKnown ? state.items.map((other) => (other.id === item.id ? item : other)) : [...state.items, item];
      return { ...state, items };
    }
    case "removed":
      return { ...state, items: state.items.filter((item) => item.id !== action.id) };
    case "failed":
      return { ...state, error: action.message, isLoading: false };
  }
}
`,
  "store.ts": ({ name }) => `
import { createStore } from "../../shared";
import { empty${name}, type ${name}, type ${name}Values } from "./types";

interface ${name}Store { selected?: ${name}; draft: ${name}Values; filter: string; page: number }

export const ${name}Store = createStore<${name}Store>({ draft: empty${name}, filter: "", page: 1 });

export function select${name}(item: ${name} | undefined): void {
  ${name}Store.set({ selected: item, draft: item ? { ...item } : empty${name} });
}

export function edit${name}<Key extends keyof ${name}Values>(key: Key, value: ${name}Values[Key]): void {
  ${name}Store.set({ draft: { ...${name}Store.get().draft, [key]: value } });
}

export const use${name}Filter = () => ${name}Store.useStore((state) => state.filter);
export const use${name}Draft = () => ${name}Store.useStore((state) => state.draft);
`,
  "service.ts": ({ name, folder, leak }) => `
import { BaseService, type TrackingClient } from "../../shared";
import type { ${name}, ${name}Values } from "./types";
import { validate${name} } from "./helpers";

export class ${name}Service extends BaseService<${name}> {
  private pending = 0;

  constructor(tracking?: TrackingClient) {
    super("/${folder}", tracking);
  }

  get isBusy(): boolean {
    return this.pending > 0;
  }

  async open(id: string): Promise<${name}> {
    this.pending++;
    try {
      const item = await this.load(id);
      ${leak.service ?? `this.tracking.capture("loaded", { area: "${folder}" });`}
      return item;
    } finally {
      this.pending--;
    }
  }

  check(values: ${name}Values): readonly string[] {
    const problems = validate${name}(values);
    if (problems.length > 0) this.tracking.capture("checked", { problems: problems.length });
    return problems;
  }

  close(id: string): void {
    this.forget(id);
  }
}
`,
  "helpers.ts": ({ name, own, distant, distantFolder }) => `
import { capitalize, formatDate, groupBy } from "../../shared";
import type { ${name}, ${name}Values } from "./types";
import { sort${distant}s } from "../${distantFolder}/helpers";

const labels: Record<string, string> = {
${lines(own, (field) => `  ${field}: "${field}",`)}
};

export function validate${name}(values: ${name}Values): string[] {
  const problems: string[] = [];
${lines(own, (field) => `  if (values.${field}.trim() === "") problems.push(\`\${capitalize(labels.${field} ?? "")} is missing\`);`)}
  return problems;
}

export function sort${name}s<T extends { createdAt: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
}

export function summarize${name}(item: ${name}): string {
  const parts = [${own.map((field) => `item.${field}`).join(", ")}].filter((part) => part.length > 0);
  return \`\${parts.slice(0, 3).join(", ")} (\${formatDate(item.createdAt)})\`;
}

export const byState${name} = (items: readonly ${name}[]) => groupBy(sort${distant}s(items), (item) => item.state);

export function changed${name}Keys(before: ${name}Values, after: ${name}Values): string[] {
  return Object.keys(after).filter((key) => before[key as keyof ${name}Values] !== after[key as keyof ${name}Values]);
}
`,
  "use-thing.ts": ({ name, leak, neighbour, neighbourFolder }) => `
import { useCallback, useEffect, useReducer } from "react";
import { reportError, track } from "../../shared";
import { fetch${name}s, remove${name}s } from "./api";
import { initial${name}List, reduce${name}List } from "./reducer";
import { ${name}Store, select${name}, use${name}Filter } from "./store";
import { summarize${neighbour} } from "../${neighbourFolder}/helpers";

export function use${name}s(page: number) {
  const [list, dispatch] = useReducer(reduce${name}List, initial${name}List);
  const filter = use${name}Filter();

  useEffect(() => {
    let isCurrent = true;
    fetch${name}s(page, { filter })
      .then((items) => isCurrent && dispatch({ type: "loaded", items }))
      .catch((error: unknown) => {
        reportError(error);
        dispatch({ type: "failed", message: "This could not be loaded." });
      });
    return () => {
      isCurrent = false;
    };
  }, [page, filter]);

  const open = useCallback(
    (id: string) => {
      const item = list.items.find((other) => other.id === id);
      select${name}(item);
      const state = ${name}Store.get().draft;
      ${leak.hook ?? `track("opened", { count: list.items.length, hasNotes: Object.keys(state).length > 4 });`}
    },
    [list.items],
  );

  const remove = useCallback(async (ids: string[]) => {
    const removed = await remove${name}s(ids);
    ids.forEach((id) => dispatch({ type: "removed", id }));
    return removed;
  }, []);

  return { ...list, open, remove, describe: summarize${neighbour} };
}
`,
  "ThingList.tsx": ({ name, own }) => `
import { useMemo, useState } from "react";
import { Table, trackView, type Column } from "../../shared";
import type { ${name} } from "./types";
import { byState${name} } from "./helpers";
import { use${name}s } from "./use-thing";

const columns: Column<${name}>[] = [
${lines(own, (field) => `  { title: "${field}", cell: (row) => <span className="cell">{row.${field}}</span> },`)}
];

export function ${name}List({ title, onOpen }: { title: string; onOpen: (item: ${name}) => void }) {
  const [page, setPage] = useState(1);
  const { items, isLoading, error, open, remove } = use${name}s(page);
  const groups = useMemo(() => byState${name}(items), [items]);

  const handleSelect = (item: ${name}) => {
    trackView("${name}");
    open(item.id);
    onOpen(item);
  };

  if (isLoading) return <p role="status">Loading…</p>;
  if (error) return <p role="alert">{error}</p>;
  return (
    <section aria-label={title}>
      <h2>{title} ({items.length})</h2>
      {Object.entries(groups).map(([state, rows]) => (
        <details key={state} open={state === "open"}>
          <summary>{state}</summary>
          <Table rows={rows ?? []} columns={columns} onSelect={handleSelect} />
        </details>
      ))}
      <button type="button" onClick={() => setPage((current) => current + 1)}>More</button>
      <button type="button" onClick={() => void remove(items.map((item) => item.id))}>Remove all</button>
    </section>
  );
}
`,
  "ThingForm.tsx": ({ name, own, leak }) => `
import { useState, type ChangeEvent, type FormEvent } from "react";
import { track, useTracking } from "../../shared";
import { create${name} } from "./api";
import { validate${name} } from "./helpers";
import { empty${name}, type ${name}Values } from "./types";

export function ${name}Form({ onDone }: { onDone: () => void }) {
  const [values, setValues] = useState<${name}Values>(empty${name});
  const [problems, setProblems] = useState<string[]>([]);
  const { report } = useTracking("form");

  const change = (key: keyof ${name}Values) => (event: ChangeEvent<HTMLInputElement>) =>
    setValues((current) => ({ ...current, [key]: event.target.value }));

  async function submit(event: FormEvent) {
    event.preventDefault();
    const found = validate${name}(values);
    setProblems(found);
    if (found.length > 0) return;
    await create${name}(values);
    report("saved", { problems: 0, area: "${name}" });
    ${leak.form ?? `track("form_sent", { fields: ${String(own.length)} });`}
    onDone();
  }

  return (
    <form onSubmit={submit} noValidate>
${lines(own, (field) => `      <label>\n        ${field}\n        <input name="${field}" value={values.${field}} onChange={change("${field}")} />\n      </label>`)}
${leak.form === undefined ? "" : `      <input name="${leak.field}" value={values.${leak.field}} onChange={change("${leak.field}")} />\n`}      {problems.map((problem) => <p key={problem} role="alert">{problem}</p>)}
      <button type="submit">Save</button>
    </form>
  );
}
`,
  "index.ts": ({ name }) => `
export * from "./types";
export * from "./api";
export { ${name}Store, select${name}, edit${name} } from "./store";
export { ${name}Service } from "./service";
export { use${name}s } from "./use-thing";
export { ${name}List } from "./${name}List";
export { ${name}Form } from "./${name}Form";
`,
};
