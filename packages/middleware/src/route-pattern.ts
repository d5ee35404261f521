// `GET /notes/{Owner}/{NoteId}`: a method and segments, some of them parameters.

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
  return { method, segments: path.split('/').map((segment) => parseSegment(segment, route)) };
}

/** The parameters when `segments`, decoded, match the pattern; undefined when they do not. */
export function matchRoutePattern(
  pattern: RoutePattern,
  segments: readonly string[],
): PathParameters | undefined {
  if (segments.length !== pattern.segments.length) return undefined;
  const parameters = new Map<string, string>();
  for (const [index, wanted] of pattern.segments.entries()) {
    const found = segments[index];
    if (wanted.kind === 'literal' && found !== wanted.text) return undefined;
    if (wanted.kind !== 'parameter') continue;
    if (!found) return undefined;
    parameters.set(wanted.name, found);
  }
  return parameters;
}

/** The names of a route's parameters. */
export function parameterNames(pattern: RoutePattern): readonly string[] {
  return pattern.segments.flatMap((segment) =>
    segment.kind === 'parameter' ? [segment.name] : [],
  );
}

/** The route without the names of its parameters: routes of one shape match the same requests. */
export function routeShape({ method, segments }: RoutePattern): string {
  const path = segments.map((each) => (each.kind === 'literal' ? each.text : '{}')).join('/');
  return `${method} /${path}`;
}

function parseSegment(segment: string, route: string): RouteSegment {
  const [, name] = /^\{(\w+)\}$/.exec(segment) ?? [];
  if (name !== undefined) return { kind: 'parameter', name };
  if (/[{}*?:]/.test(segment)) {
    throw new TypeError(
      `a segment is text or one {Parameter}, found \`${segment}\` in \`${route}\``,
    );
  }
  return { kind: 'literal', text: segment };
}
