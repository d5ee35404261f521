// Why a signature differs: what else the caller may have signed, found by trying it.
import { canonicalPath } from './canonical-path.js';
import type { HttpRequest } from './http-request.js';
import { emptyPayloadHash, payloadHash } from './payload-hash.js';

/** A canonical request in its lines, of which other ones are tried. */
interface Parts {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly string[];
  readonly names: string;
  readonly hash: string;
}

/** What is known of a request whose signature differs. */
export interface Mismatch {
  readonly request: HttpRequest;
  /** Absent where it was not read. */
  readonly body: Uint8Array | string | undefined;
  readonly canonicalRequest: string;
  /** Whether the signature is that of another canonical request. */
  readonly holds: (canonicalRequest: string) => boolean | Promise<boolean>;
}

interface Suspicion {
  readonly cause: string;
  /** Other parts, each of which a caller may have signed. */
  readonly others: (
    mismatch: Mismatch,
    parts: Parts,
  ) => readonly Partial<Parts>[] | Promise<readonly Partial<Parts>[]>;
}

/** In the order tried. Bounded: each is a handful of short hashes. */
const suspicions: readonly Suspicion[] = [
  {
    cause:
      'the host was rewritten on the way, as proxies do: configure the trusted proxies, or let the proxy keep the host',
    others: ({ request }, { headers }) =>
      hostsIn(request).map((host) => ({ headers: withValue(headers, 'host', host) })),
  },
  {
    cause:
      'the path is encoded in another way: once where this service encodes it twice, or twice for once',
    others: ({ request: { path } }) => [
      { path: canonicalPath(path, 's3') },
      { path: canonicalPath(path, 'normalized') },
      { path: canonicalPath(canonicalPath(path, 's3'), 's3') },
      { path: canonicalPath(path, 's3').replaceAll(/\/{2,}/g, '/') },
    ],
  },
  {
    cause: 'an encoded slash, `%2F`, was signed as a slash: write `/` in the path',
    others: (_mismatch, { path }) => [{ path: path.replaceAll(/%(?:25)?2F/gi, '/') }],
  },
  {
    cause: 'the path was signed as it was typed, not in its canonical form',
    others: ({ request: { path } }) => [{ path }],
  },
  {
    cause: 'a prefix or a closing slash of the path was changed on the way',
    others: ({ request }, { path }) => [
      ...prefixesIn(request).map((prefix) => ({ path: prefix + path })),
      { path: path.replace(/\/$/, '') || '/' },
      { path: `${path}/` },
    ],
  },
  {
    cause: 'the query was signed as it was typed, or without its sorting and encoding',
    others: ({ request: { query } }, parts) => [
      { query },
      { query: query.replaceAll('+', '%2B').split('&').sort().join('&') },
      { query: parts.query.replaceAll('%20', '%2B') },
      { query: '' },
    ],
  },
  {
    cause: 'the body was serialised again on the way: hand it on byte for byte',
    others: async ({ body }) => {
      const texts = otherBodies(body);
      return Promise.all(texts.map(async (text) => ({ hash: await payloadHash(text) })));
    },
  },
  {
    cause: 'the body was not signed, or a part of the client added it after signing',
    others: () => [{ hash: emptyPayloadHash }, { hash: 'UNSIGNED-PAYLOAD' }],
  },
  {
    cause: 'the method was changed on the way',
    others: (_mismatch, { method }) =>
      ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH']
        .filter((each) => each !== method)
        .map((each) => ({ method: each })),
  },
  {
    cause: 'the content-type was changed on the way: a charset was added or taken off',
    others: (_mismatch, { headers }) =>
      valuesOf(headers, 'content-type').flatMap((value) => {
        const [type = ''] = value.split(';');
        return [type, `${type}; charset=utf-8`, `${type};charset=UTF-8`].map((each) => ({
          headers: withValue(headers, 'content-type', each),
        }));
      }),
  },
];

/**
 * The likely cause of a mismatch: the first change under which the signature holds. Undefined when
 * none does, which most often means another secret access key. For development: it tells a caller
 * what would hold.
 */
export async function likelyCause(mismatch: Mismatch): Promise<string | undefined> {
  const parts = split(mismatch.canonicalRequest);
  for (const { cause, others } of suspicions) {
    for (const other of await others(mismatch, parts)) {
      if (await mismatch.holds(join({ ...parts, ...other }))) return cause;
    }
  }
  return undefined;
}

function split(canonicalRequest: string): Parts {
  const lines = canonicalRequest.split('\n');
  const [method = '', path = '', query = ''] = lines;
  const [names = '', hash = ''] = lines.slice(-2);
  return { method, path, query, headers: lines.slice(3, -3), names, hash };
}

function join({ method, path, query, headers, names, hash }: Parts): string {
  return [method, path, query, ...headers, '', names, hash].join('\n');
}

function valuesOf(headers: readonly string[], name: string): readonly string[] {
  const start = `${name}:`;
  return headers.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length));
}

function withValue(headers: readonly string[], name: string, value: string): readonly string[] {
  return headers.map((line) => (line.startsWith(`${name}:`) ? `${name}:${value}` : line));
}

const hostHeaders = ['x-forwarded-host', 'x-original-host', 'x-host'];

function hostsIn({ headers }: HttpRequest): readonly string[] {
  const hosts = headers.flatMap(([name, value]) => {
    const key = name.toLowerCase();
    if (hostHeaders.includes(key)) return value.split(',').map((each) => each.trim());
    if (key === 'forwarded')
      return [...value.matchAll(/host="?([^",;]+)/gi)].map(([, it = '']) => it);
    return key === 'host' ? [value] : [];
  });
  return hosts.flatMap((host) => {
    const bare = host.replace(/:\d+$/, '');
    return [host, bare, `${bare}:80`, `${bare}:443`];
  });
}

function prefixesIn({ headers }: HttpRequest): readonly string[] {
  return headers.flatMap(([name, value]) =>
    name.toLowerCase() === 'x-forwarded-prefix' ? [value.trim().replace(/\/$/, '')] : [],
  );
}

/** A longer body is not parsed to explain a mismatch. */
const maxBodyLength = 65_536;

function otherBodies(body: Uint8Array | string | undefined): readonly string[] {
  if (body === undefined || body.length === 0 || body.length > maxBodyLength) return [];
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const forms = [
    text.replaceAll('+', '%20'),
    text.replaceAll('%20', '+'),
    text.trim(),
    `${text}\n`,
  ];
  const value = parseJson(text);
  if (value === undefined) return forms;
  const spaced = JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');
  return [
    ...forms,
    ...[undefined, 2, 4].map((indent) => JSON.stringify(value, null, indent)),
    // As Python's `json.dumps` writes it.
    spaced.replaceAll(/([{[]) | ([}\]])/g, '$1$2'),
  ];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON: nothing to serialise again
  }
}
