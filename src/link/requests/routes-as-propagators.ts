import type { HttpMountSpec, HttpRouteSpec } from "../../model/http-specs.ts";
import type { Port } from "../../model/port.ts";
import type { PortFlow, PropagatorSpec } from "../../model/rule-set.ts";

/** What a handler is given comes from the place of its route, and from whoever else asks; what it answers with goes there. */
export function routesAsPropagators(routes: readonly HttpRouteSpec[]): readonly PropagatorSpec[] {
  return routes.map((route) => ({
    id: `route:${route.id}`,
    callee: route.callee,
    when: [],
    flows: [
      ...given("body", route.body),
      ...given("query", route.query),
      ...given("params", route.params),
      ...route.answer.map((from) => ({ from, to: here("answer") })),
    ],
  }));
}

/** What is mounted goes to the place of its mount, so that functions which a library hands out are seen to be called with it. */
export function mountsAsPropagators(mounts: readonly HttpMountSpec[]): readonly PropagatorSpec[] {
  return mounts.map(({ id, callee, inner }) => ({
    id: `mount:${id}`,
    callee,
    when: [],
    flows: inner.map((from) => ({ from, to: here("inner") })),
  }));
}

function given(part: string, ports: readonly Port[]): readonly PortFlow[] {
  const anyone: Port = { root: { kind: "store", name: "typed" }, steps: [] };
  return ports.flatMap((to) => [
    { from: here(part), to },
    { from: anyone, to },
  ]);
}

function here(part: string): Port {
  return { root: { kind: "here" }, steps: [{ kind: "field", name: part }] };
}
