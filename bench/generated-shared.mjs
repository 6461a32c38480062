/** The modules that every feature of the generated project uses: name and text of each. */
export function sharedFiles() {
  return Object.entries(files);
}

const files = {
  "http.ts": `
import { reportError } from "./logger";

export interface Page<T> { items: T[]; total: number; next?: string }

export class HttpError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(\`/api\${path}\`, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    const error = new HttpError(response.status, response.statusText);
    reportError(error);
    throw error;
  }
  return (await response.json()) as T;
}

export const http = {
  get: <T>(path: string) => request<T>("GET", path),
  post: <T>(path: string, body: unknown) => request<T>("POST", path, body),
  put: <T>(path: string, body: unknown) => request<T>("PUT", path, body),
  remove: (path: string) => request<void>("DELETE", path),
};
`,
  "tracking.ts": `
declare global {
  interface Window { fbq?: (...args: unknown[]) => void; dataLayer?: unknown[] }
}

export type Properties = Record<string, unknown>;

function send(event: string, properties: Properties): void {
  if (typeof window === "undefined" || !window.fbq) return;
  window.fbq("trackCustom", event, properties);
}

/** Every event of the app goes through here. */
export function track(event: string, properties: Properties = {}): void {
  send(event, { ...properties, release: 7 });
}

export function trackView(screen: string): void {
  track("screen_view", { screen });
}
`,
  "use-tracking.ts": `
import { useCallback } from "react";
import { track, type Properties } from "./tracking";

export function useTracking(area: string) {
  const report = useCallback((event: string, properties: Properties) => track(event, { area, ...properties }), [area]);
  return { report };
}
`,
  "tracking-client.ts": `
import { track, type Properties } from "./tracking";

export interface TrackingClient { capture(event: string, properties: Properties): void }

export class BrowserTrackingClient implements TrackingClient {
  private sent = 0;

  capture(event: string, properties: Properties): void {
    this.sent++;
    track(event, { ...properties, sent: this.sent });
  }
}
`,
  "logger.ts": `
type Entry = { level: "info" | "error"; message: string; at: number };

const entries: Entry[] = [];

export function log(message: string): void {
  entries.push({ level: "info", message, at: entries.length });
  if (entries.length > 500) entries.splice(0, 100);
}

export function reportError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  entries.push({ level: "error", message, at: entries.length });
}
`,
  "create-store.ts": `
import { useSyncExternalStore } from "react";

export function createStore<State extends object>(initial: State) {
  let state = initial;
  const listeners = new Set<() => void>();
  const get = () => state;
  const set = (change: Partial<State>) => {
    state = { ...state, ...change };
    listeners.forEach((listener) => listener());
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const useStore = <Part,>(select: (value: State) => Part) => useSyncExternalStore(subscribe, () => select(get()));
  return { get, set, subscribe, useStore };
}
`,
  "base-service.ts": `
import { http, type Page } from "./http";
import { BrowserTrackingClient, type TrackingClient } from "./tracking-client";

export abstract class BaseService<Item extends { id: string }> {
  private readonly cache = new Map<string, Item>();

  constructor(protected readonly path: string, protected readonly tracking: TrackingClient = new BrowserTrackingClient()) {}

  async list(page: number): Promise<Item[]> {
    const result = await http.get<Page<Item>>(\`\${this.path}?page=\${page}\`);
    for (const item of result.items) this.cache.set(item.id, item);
    return result.items;
  }

  async load(id: string): Promise<Item> {
    const known = this.cache.get(id);
    if (known) return known;
    const item = await http.get<Item>(\`\${this.path}/\${id}\`);
    this.cache.set(id, item);
    return item;
  }

  protected forget(id: string): void {
    this.cache.delete(id);
  }
}
`,
  "format.ts": `
export const formatDate = (value: string | Date): string => new Date(value).toISOString().slice(0, 10);
export const formatAmount = (cents: number): string => \`\${(cents / 100).toFixed(2)} EUR\`;
export const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function groupBy<T, K extends string>(items: readonly T[], key: (item: T) => K): Partial<Record<K, T[]>> {
  const groups: Partial<Record<K, T[]>> = {};
  for (const item of items) (groups[key(item)] ??= []).push(item);
  return groups;
}
`,
  "Table.tsx": `
import type { ReactNode } from "react";

export interface Column<T> { title: string; cell: (row: T) => ReactNode; width?: number }

export function Table<T extends { id: string }>({ rows, columns, onSelect }: { rows: T[]; columns: Column<T>[]; onSelect?: (row: T) => void }) {
  return (
    <table>
      <thead><tr>{columns.map((column) => <th key={column.title}>{column.title}</th>)}</tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} onClick={() => onSelect?.(row)}>
            {columns.map((column) => <td key={column.title}>{column.cell(row)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
`,
  "index.ts": `
export * from "./http";
export * from "./tracking";
export { useTracking } from "./use-tracking";
export { BrowserTrackingClient, type TrackingClient } from "./tracking-client";
export { log, reportError } from "./logger";
export { createStore } from "./create-store";
export { BaseService } from "./base-service";
export * from "./format";
export { Table, type Column } from "./Table";
`,
};
