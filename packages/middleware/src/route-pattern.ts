// `GET /notes/{Owner}/{NoteId}?versions`: a method, segments, and query parameters.
import type { PathSegment } from './request-target.js';

/** One segment of a route: literal text, a parameter for one segment, or one for all that follow. */
export type RouteSegment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'rest'; readonly name: string };

/** A query parameter that a route wants, with a value or with any. */
export interface QueryConstraint {
  readonly name: string;
  readonly value: string | undefined;
}

/** The path of a route, parsed. */
export interface PathPattern {
  readonly segments: readonly RouteSegment[];
}

/** A route, parsed. */
export interface RoutePattern extends PathPattern {
  readonly method: string;
  readonly query: readonly QueryConstraint[];
}

/** Values of path parameters by name, decoded. */
export type PathParameters = ReadonlyMap<string, string>;

/**
 * Parses a route as {@link ServiceDefinition.routes} has it.
 *
 * @throws TypeError when the text is no route
 */
export function parseRoutePattern(route: string): RoutePattern {
  const [, method, path, query] = /^([A-Z]+) (\/[^\s?]*)(?:\?(\S+))?$/.exec(route) ?? [];
  if (method === undefined || path === undefined) {
    throw new TypeError(`expected a route like \`GET /notes/{NoteId}\`, found \`${route}\``);
  }
  return { method, ...parsePathPattern(path, route), query: parseConstraints(query, route) };
}

/**
 * Parses the path of a route.
 *
 * @throws TypeError naming `where` when the text is none
 */
export function parsePathPattern(path: string, where: string): PathPattern {
  if (!path.startsWith('/') || path.includes('//')) {
    throw new TypeError(
      `a path begins with a slash and has no empty segment, found \`${path}\` in \`${where}\``,
    );
  }
  const pattern = {
    segments: path
      .slice(1)
      .split('/')
      .map((each) => parseSegment(each, where)),
  };
  if (pattern.segments.slice(0, -1).some(({ kind }) => kind === 'rest')) {
    throw new TypeError(`a parameter for the rest of a path is its last, found \`${where}\``);
  }
  const names = parameterNames(pattern);
  if (new Set(names).size < names.length) {
    throw new TypeError(`each parameter of a route has its own name, found \`${where}\``);
  }
  return pattern;
}

/** The parameters when `segments` match the pattern; undefined when they do not. */
export function matchPathPattern(
  pattern: PathPattern,
  segments: readonly PathSegment[],
): PathParameters | undefined {
  const last = pattern.segments.at(-1);
  const hasRest = last?.kind === 'rest' && segments.length > pattern.segments.length;
  if (segments.length !== pattern.segments.length && !hasRest) return undefined;
  const parameters = new Map<string, string>();
  let index = 0;
  for (const wanted of pattern.segments) {
    if (wanted.kind === 'literal') {
      if (segments[index]?.raw !== wanted.text) return undefined;
    } else {
      const value = wanted.kind === 'rest' ? restOf(segments, index) : segments[index]?.text;
      if (!value) return undefined;
      parameters.set(wanted.name, value);
    }
    index += 1;
  }
  return parameters;
}

function restOf(segments: readonly PathSegment[], start: number): string {
  return segments
    .slice(start)
    .map(({ text }) => text)
    .join('/');
}

/**
 * Whether some router would take `segments` for the pattern: one that ignores case or a slash at
 * the end, or that decodes a path before it compares.
 */
export function resemblesPathPattern(
  pattern: PathPattern,
  segments: readonly PathSegment[],
): boolean {
  const wanted = withoutLast(pattern.segments, (each) => each.kind === 'literal' && !each.text);
  const found = withoutLast(segments, ({ raw }) => raw === '');
  const hasRest = wanted.at(-1)?.kind === 'rest' && found.length > wanted.length;
  return (
    (wanted.length === found.length || hasRest) &&
    wanted.every((each, index) => {
      if (each.kind !== 'literal') return true;
      const { raw = '', text = '' } = found[index] ?? {};
      const literal = each.text.toLowerCase();
      return raw.toLowerCase() === literal || text.toLowerCase() === literal;
    })
  );
}

function withoutLast<T>(list: readonly T[], isEmpty: (each: T) => boolean): readonly T[] {
  const last = list.at(-1);
  return last !== undefined && isEmpty(last) ? list.slice(0, -1) : list;
}

/** The names of a route's parameters. */
export function parameterNames(pattern: PathPattern): readonly string[] {
  return pattern.segments.flatMap((segment) => (segment.kind === 'literal' ? [] : [segment.name]));
}

/** A method and a path without the names of its parameters. */
export function pathShape({ method, segments }: RoutePattern): string {
  const shapes = { parameter: '{}', rest: '{+}' } as const;
  const path = segments.map((each) => (each.kind === 'literal' ? each.text : shapes[each.kind]));
  return `${method} /${path.join('/')}`;
}

/** The route without the names of its path parameters. */
export function routeShape(pattern: RoutePattern): string {
  const constraints = pattern.query.map(({ name, value }) =>
    value === undefined ? name : `${name}=${value}`,
  );
  return [pathShape(pattern), ...constraints.toSorted()].join(' ?');
}

function parseSegment(segment: string, route: string): RouteSegment {
  const [, name, plus] = /^\{(\w+)(\+?)\}$/.exec(segment) ?? [];
  if (name !== undefined) return { kind: plus === '+' ? 'rest' : 'parameter', name };
  if (!/^[\w\-.~!$&'()+,;=@]*$/.test(segment) || /^\.\.?$/.test(segment)) {
    throw new TypeError(
      `a segment is text that needs no encoding or one {Parameter}, found \`${segment}\` in \`${route}\``,
    );
  }
  return { kind: 'literal', text: segment };
}

function parseConstraints(query: string | undefined, route: string): readonly QueryConstraint[] {
  if (query === undefined) return [];
  const constraints = query.split('&').map((part) => {
    const [, name, value] = /^([\w.-]+)(?:=([\w.-]+))?$/.exec(part) ?? [];
    if (name !== undefined) return { name, value };
    throw new TypeError(
      `a route names query parameters like \`?uploads\` or \`?list-type=2\`, found \`${route}\``,
    );
  });
  if (new Set(constraints.map(({ name }) => name)).size < constraints.length) {
    throw new TypeError(`a route names each query parameter once, found \`${route}\``);
  }
  return constraints;
}
