// The catalogue of refusals: each attack beside a control that differs in the attack alone.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  deriveSigningKey,
  type HttpHeader,
  type HttpRequest,
  presignUrl,
  SignatureError,
  type SigningKeyLookup,
  type SignRequestOptions,
  signRequest,
  signStream,
  verifyRequestHead,
} from '../src/index.js';
import { bytesIn, collected } from './byte-pieces.js';
import { sampleCredentials, sampleDate, sampleRequest } from './sample.js';

/** One change of a request, by name. */
type Edit = Readonly<Record<string, unknown>>;

interface Refusal {
  readonly class: string;
  readonly what: string;
  readonly base: string;
  readonly attack: readonly Edit[];
  /** What the control does where it is not simply sent as it is, such as being just in time. */
  readonly control?: readonly Edit[];
  readonly code: string;
  readonly options?: Settings;
}

interface Settings {
  readonly unsignedPayload?: boolean;
  readonly presigned?: boolean;
  readonly expired?: boolean;
}

/** A request on the wire, and how it is verified. */
interface Sent {
  readonly request: HttpRequest;
  readonly body: Buffer;
  readonly dialect: 'query' | 's3';
  readonly settings: Settings;
  readonly clock: number;
}

const refusals: readonly Refusal[] = JSON.parse(
  readFileSync(new URL('vectors/refusals.json', import.meta.url), 'utf8'),
);
const otherKey = { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: 'another-secret' };
const temporary = { ...sampleCredentials, sessionToken: 'session-token' };
const signing = {
  ...{ credentials: sampleCredentials, region: 'eu-central-1', service: 'notes' },
  date: sampleDate,
} as const;
const payload = Buffer.from(Uint8Array.from({ length: 250 }, (_, index) => 0x61 + (index % 26)));

const keysFor =
  ({ expired = false }: Settings): SigningKeyLookup<string> =>
  async (query) => {
    const known = [sampleCredentials, otherKey].find(
      ({ accessKeyId }) => accessKeyId === query.accessKeyId,
    );
    const { sessionToken } = query;
    if (known === undefined || (sessionToken !== undefined && sessionToken !== 'session-token')) {
      return undefined;
    }
    const signingKey = await deriveSigningKey(known.secretAccessKey, query.scope);
    const end = expired ? { expiration: sampleDate } : {};
    return { signingKey, principal: known.accessKeyId, ...end };
  };

const sent = (request: HttpRequest, more: Partial<Sent> = {}): Sent => {
  const body = Buffer.from(request.body ?? '');
  return { request, body, dialect: 'query', settings: {}, clock: 0, ...more };
};

async function signed(
  changes: Partial<HttpRequest> = {},
  options: Partial<SignRequestOptions> = {},
  more: Partial<Sent> = {},
): Promise<Sent> {
  const request = { ...sampleRequest, ...changes };
  return sent(
    await signRequest(request, { ...signing, contentSha256Header: true, ...options }),
    more,
  );
}

async function streamed(
  options: Partial<Parameters<typeof signStream>[1]>,
  more: Partial<Sent> = {},
): Promise<Sent> {
  const head = {
    method: 'PUT',
    path: '/notes/42',
    query: '',
    headers: [['Host', 'notes.example']],
  } as const;
  const { request, encodeBody } = await signStream(head, {
    ...signing,
    chunkSize: 100,
    decodedLength: 250,
    ...options,
  });
  return sent(request, { body: await collected(encodeBody(bytesIn(payload, 64))), ...more });
}

const getNote = { method: 'GET', body: '', headers: [['Host', 'notes.example:8080']] } as const;
const object = { ...getNote, path: '/b/a%20b', query: '' } as const;
const presign = { ...signing, expiresSeconds: 3600 } as const;
const url = async (request: HttpRequest, options: object = {}, more: Partial<Sent> = {}) =>
  sent(await presignUrl(request, { ...presign, ...options }), more);
const s3 = { dialect: 's3', settings: { unsignedPayload: true } } as const;
const accepting = { settings: { unsignedPayload: true } } as const;

/** The requests that pass. */
const bases: Readonly<Record<string, () => Promise<Sent>>> = {
  header: () => signed(),
  undeclared: () => signed({}, { contentSha256Header: false }),
  unsigned: () => signed({}, { unsignedPayload: true }, accepting),
  odd: () => signed({ path: '/notes/%C3%A9' }),
  token: () => signed({}, { credentials: temporary }),
  otherRegion: () => signed({}, { region: 'us-west-2' }),
  s3: () => signed(object, { pathRule: 's3' }, s3),
  s3Presigned: () => url(object, { pathRule: 's3' }, s3),
  presigned: () => url({ ...sampleRequest, ...getNote }),
  presignedToken: () => url({ ...sampleRequest, ...getNote }, { credentials: temporary }),
  chunks: () => streamed({}),
  longer: () => streamed({ decodedLength: 251 }),
  shorter: () => streamed({ decodedLength: 249 }),
  trailer: () => streamed({ checksum: 'crc32c' }),
  unsignedTrailer: () => streamed({ checksum: 'crc32c', signedChunks: false }, accepting),
};

/** What has no control of its own: it is wrong from the start, and another base is its control. */
const controls: Readonly<Record<string, string>> = {
  longer: 'chunks',
  shorter: 'chunks',
  otherRegion: 'header',
};

const headersOf = (
  at: Sent,
  change: (headers: readonly HttpHeader[]) => readonly HttpHeader[],
): Sent => ({
  ...at,
  request: { ...at.request, headers: change(at.request.headers) },
});
const isNamed = (name: string) => (header: HttpHeader) =>
  header[0].toLowerCase() === name.toLowerCase();

function changed(at: Sent, name: string, change: (value: string) => string): Sent {
  const found = at.request.headers.some(isNamed(name));
  if (!found) throw new Error(`expected the header ${name}, found none`);
  return headersOf(at, (headers) =>
    headers.map((header) => {
      if (!isNamed(name)(header)) return header;
      const value = change(header[1]);
      if (value === header[1]) throw new Error(`expected a change of ${name}, found none`);
      return [header[0], value];
    }),
  );
}

function inQuery(at: Sent, change: (query: string) => string): Sent {
  const query = change(at.request.query);
  if (query === at.request.query) throw new Error('expected a change of the query, found none');
  return { ...at, request: { ...at.request, query } };
}

function inBody(at: Sent, change: (body: string) => string): Sent {
  const body = Buffer.from(change(at.body.toString('latin1')), 'latin1');
  if (body.equals(at.body)) throw new Error('expected a change of the body, found none');
  return { ...at, body };
}

/** The hexadecimal digit or letter after a text, changed to another of its kind. */
const flipAfter = (text: string, mark: string): string => {
  const index = text.indexOf(mark) + mark.length;
  return text.slice(0, index) + (text[index] === 'a' ? 'b' : 'a') + text.slice(index + 1);
};

/** The chunks in the order of the indices; the last is the empty one with what follows. */
function reordered(body: string, order: readonly number[]): string {
  const starts = [...body.matchAll(/(?:^|\r\n)([0-9a-f]+;chunk-signature)/g)].map(
    ({ index, 0: matched }) => index + (matched.startsWith('\r\n') ? 2 : 0),
  );
  const chunks = starts.map((start, at) => body.slice(start, starts[at + 1]));
  return order.map((index) => chunks[index]).join('');
}

const long: Readonly<Record<string, (at: Sent, text: string) => Sent>> = {
  path: (at, text) => ({ ...at, request: { ...at.request, path: `/${text}` } }),
  query: (at, text) => ({ ...at, request: { ...at.request, query: text } }),
  header: (at, text) => headersOf(at, (headers) => [...headers, ['x-long', text]]),
  authorization: (at, text) => changed(at, 'authorization', (value) => `${value},${text}`),
};

const text = (argument: unknown): string => String(argument);
const texts = (argument: unknown): readonly string[] => [argument].flat().map(String);
const pair = (argument: unknown): readonly [string, string] => {
  const [first = '', second = ''] = texts(argument);
  return [first, second];
};
const triple = (argument: unknown): readonly [string, string, string] => {
  const [first = '', second = '', third = ''] = texts(argument);
  return [first, second, third];
};

type ApplyEdit = (at: Sent, argument: unknown) => Sent;

const ofHeaders: Readonly<Record<string, ApplyEdit>> = {
  set: (at, argument) => changed(at, pair(argument)[0], () => pair(argument)[1]),
  replace: (at, argument) => {
    const [name, from, to] = triple(argument);
    return changed(at, name, (value) => value.replace(from, to));
  },
  replacePattern: (at, argument) => {
    const [name, from, to] = triple(argument);
    return changed(at, name, (value) => value.replace(new RegExp(from), to));
  },
  upper: (at, name) => changed(at, text(name), (value) => value.toUpperCase()),
  flip: (at, argument) => {
    const [name, mark] = pair(argument);
    return changed(at, name, (value) => flipAfter(value, mark));
  },
  remove: (at, name) =>
    headersOf(at, (headers) => headers.filter((header) => !isNamed(text(name))(header))),
  add: (at, header) => headersOf(at, (headers) => [...headers, pair(header)]),
  repeat: (at, name) =>
    headersOf(at, (headers) => [...headers, ...headers.filter(isNamed(text(name)))]),
  many: (at, count) =>
    headersOf(at, (headers) => [
      ...headers,
      ...Array.from({ length: Number(count) }, (_, index): HttpHeader => [`a-${index}`, '']),
    ]),
};

const ofTarget: Readonly<Record<string, ApplyEdit>> = {
  method: (at, method) => ({ ...at, request: { ...at.request, method: text(method) } }),
  path: (at, path) => ({ ...at, request: { ...at.request, path: text(path) } }),
  query: (at, query) => inQuery(at, () => text(query)),
  queryReplace: (at, argument) => inQuery(at, (query) => query.replace(...pair(argument))),
  queryPattern: (at, argument) => {
    const [from, to] = pair(argument);
    return inQuery(at, (query) => query.replace(new RegExp(from), to));
  },
  queryAppend: (at, more) => inQuery(at, (query) => query + text(more)),
};

const ofBody: Readonly<Record<string, ApplyEdit>> = {
  body: (at, other) => inBody(at, () => text(other)),
  bodyAppend: (at, more) => inBody(at, (body) => body + text(more)),
  bodyCut: (at, length) => inBody(at, (body) => body.slice(0, -Number(length))),
  bodyAt: (at, argument) => {
    const [index, letter] = pair(argument);
    const start = Number(index);
    return inBody(at, (body) => body.slice(0, start) + letter + body.slice(start + 1));
  },
  bodyFlip: (at, mark) => inBody(at, (body) => flipAfter(body, text(mark))),
  bodyPattern: (at, argument) => {
    const [from, to] = pair(argument);
    return inBody(at, (body) => body.replace(new RegExp(from), to));
  },
  chunkOrder: (at, order) => inBody(at, (body) => reordered(body, [order].flat().map(Number))),
};

const edits: Readonly<Record<string, ApplyEdit>> = {
  ...ofHeaders,
  ...ofTarget,
  ...ofBody,
  clock: (at, clock) => ({ ...at, clock: Number(clock) }),
  options: (at, settings) => ({ ...at, settings: { ...at.settings, ...Object(settings) } }),
  long: (at, argument) => {
    const [place, length] = pair(argument);
    return long[place]?.(at, 'a'.repeat(Number(length))) ?? at;
  },
};

function apply(at: Sent, changes: readonly Edit[]): Sent {
  return changes
    .flatMap((change) => Object.entries(change))
    .reduce((each, [name, argument]) => {
      const edit = edits[name];
      if (edit === undefined) throw new Error(`expected an edit, found ${name}`);
      return edit(each, argument);
    }, at);
}

/** The code that a request is refused with; undefined when it passes. */
async function codeOf({ request: { body: _, ...head }, body, dialect, settings, clock }: Sent) {
  const { unsignedPayload = false, presigned = true } = settings;
  try {
    const verified = await verifyRequestHead(head, {
      ...{ signingKeys: keysFor(settings), service: 'notes', regions: ['eu-central-1'] },
      ...{ dialect, unsignedPayload, presigned, pathRule: dialect === 's3' ? 's3' : 'normalized' },
      now: new Date(sampleDate.getTime() + clock * 1000),
      receiveBody: async () => body,
    });
    if (verified === undefined) return 'no signature';
    await collected(verified.readBody(bytesIn(body, 33)));
    return undefined;
  } catch (error) {
    if (error instanceof SignatureError) return error.code;
    throw error;
  }
}

const baseOf = async (name: string): Promise<Sent> => {
  const base = bases[name];
  if (base === undefined) throw new Error(`expected a base, found ${name}`);
  return base();
};

describe.each(classesOf(refusals))('%s', (_class, ofClass) => {
  it.each(ofClass)('$what, of a request $base, is $code', async (refusal) => {
    const { base, attack, control = [], code, options = {} } = refusal;
    const settings = [{ options }];
    const passing = apply(await baseOf(controls[base] ?? base), [...settings, ...control]);
    expect(await codeOf(passing)).toBeUndefined();
    expect(await codeOf(apply(await baseOf(base), [...settings, ...attack]))).toBe(code);
  });
});

it('the catalogue has every class, and no attack twice', () => {
  const classes = new Set(refusals.map((each) => each.class));
  expect([...classes].sort()).toEqual([
    ...['chunks', 'clock', 'duplicates', 'encodings', 'malformed', 'missing', 'payload'],
    ...['presign', 'scope', 'tampering', 'token', 'trailer', 'unsigned headers'],
  ]);
  expect(refusals.length).toBeGreaterThanOrEqual(120);
  const attacks = refusals.map(({ base, attack, options }) =>
    JSON.stringify([base, attack, options]),
  );
  expect(new Set(attacks).size).toBe(attacks.length);
});

function classesOf(all: readonly Refusal[]): readonly (readonly [string, readonly Refusal[]])[] {
  const classes = new Map<string, Refusal[]>();
  for (const each of all) classes.set(each.class, [...(classes.get(each.class) ?? []), each]);
  return [...classes];
}
