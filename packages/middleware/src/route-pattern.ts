// `GET /notes/{Owner}/{NoteId}`: a method and segments, some of them parameters.
import type { PathSegment } from './request-target.js';

/** One segment of a route: literal text, or a parameter that takes any one segment. */
export type RouteSegment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string };

/** A route, parsed. */
export interface RoutePattern {
  readonly method: string;
  readonly segments: readonly RouteSegment[];
}

/** Values of path parameters by name, decoded. */
export type PathParameters = ReadonlyMap<string, string>;

/**
 * Parses a route as {@link ServiceDefinition.routes} has it.
 *
 * @throws TypeError when the text is no route
 */
export function parseRoutePattern(route: string): RoutePattern {
  const [, method, path] = /^([A-Z]+) \/(\S*)$/.exec(route) ?? [];
  if (method === undefined || path === undefined) {
    throw new TypeError(`expected a route like \`GET /notes/{NoteId}\`, found \`${route}\``);
  }
  if (path.startsWith('/') || path.includes('//')) {
    throw new TypeError(`no request has an empty segment, found \`${route}\``);
  }
  const pattern = { method, segments: path.split('/').map((each) => parseSegment(each, route)) };
  const names = parameterNames(pattern);
  if (new Set(names).size < names.length) {
    throw new TypeError(`each parameter of a route has its own name, found \`${route}\``);
  }
  return pattern;
}

/** The parameters when `segments` match the pattern; undefined when they do not. */
export function matchRoutePattern(
  pattern: RoutePattern,
  segments: readonly PathSegment[],
): PathParameters | undefined {
  if (segments.length !== pattern.segments.length) return undefined;
  const parameters = new Map<string, string>();
  for (const [index, wanted] of pattern.segments.entries()) {
    const { raw, text } = segments[index] ?? { raw: '', text: '' };
    if (wanted.kind === 'literal' && raw !== wanted.text) return undefined;
    if (wanted.kind !== 'parameter') continue;
    if (text === '') return undefined;
    parameters.set(wanted.name, text);
  }
  return parameters;
}

/**
 * Whether some router would take `segments` for the pattern: one that ignores case or a slash at
 * the end, or that decodes a path before it compares.
 */
export function resemblesRoutePattern(
  pattern: RoutePattern,
  segments: readonly PathSegment[],
): boolean {
  const wanted = withoutLast(pattern.segments, (each) => each.kind === 'literal' && !each.text);
  const found = withoutLast(segments, ({ raw }) => raw === '');
  return (
    wanted.length === found.length &&
    wanted.every((each, index) => {
      if (each.kind === 'parameter') return true;
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
export function parameterNames(pattern: RoutePattern): readonly string[] {
  return pattern.segments.flatMap((segment) =>
    segment.kind === 'parameter' ? [segment.name] : [],
  );
}

/** The route without the names of its parameters. */
export function routeShape({ method, segments }: RoutePattern): string {
  const path = segments.map((each) => (each.kind === 'literal' ? each.text : '{}')).join('/');
  return `${method} /${path}`;
}

function parseSegment(segment: string, route: string): RouteSegment {
  const [, name] = /^\{(\w+)\}$/.exec(segment) ?? [];
  if (name !== undefined) return { kind: 'parameter', name };
  if (!/^[\w\-.~!$&'()+,;=@]*$/.test(segment) || /^\.\.?$/.test(segment)) {
    throw new TypeError(
      `a segment is text that needs no encoding or one {Parameter}, found \`${segment}\` in \`${route}\``,
    );
  }
  return { kind: 'literal', text: segment };
}
