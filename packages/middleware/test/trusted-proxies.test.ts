// Forwarding headers: believed from trusted proxies, and from nobody else.
import {
  createGate,
  type GateOptions,
  type IncomingRequest,
  type TrustedProxies,
} from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { type HttpHeader, signRequest } from '@ostiary/sigv4';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_FILE, NOW, REGION } from './http/notes-app.js';
import { alice } from './http/signers.js';
import { notesService } from './notes-service.js';

const proxies: TrustedProxies = { addresses: ['10.0.0.0/8', '192.0.2.1', 'fd00::/8'] };
const rfc: TrustedProxies = { ...proxies, headers: 'Forwarded' };

interface Seen {
  readonly sourceIp: string | undefined;
  readonly secure: string | undefined;
}

interface Case {
  readonly what: string;
  readonly trusted?: TrustedProxies;
  readonly peer?: string;
  readonly headers?: readonly HttpHeader[];
  /** What the caller signed; by default what stands on the wire. */
  readonly signedHost?: string;
  readonly signedPath?: string;
  /** Undefined where the signature does not hold. */
  readonly seen: Seen | undefined;
}

const client = '203.0.113.7';
const via = (value: string): readonly HttpHeader[] => [['X-Forwarded-For', value]];
const forwarded = (value: string): readonly HttpHeader[] => [['Forwarded', value]];
const https = ['X-Forwarded-Proto', 'https'] as const;

const cases: readonly Case[] = [
  {
    what: 'no proxy is trusted',
    trusted: { addresses: [] },
    headers: [...via(client), https],
    seen: { sourceIp: '10.0.0.1', secure: 'false' },
  },
  {
    what: 'the peer is trusted',
    headers: [...via(client), https],
    seen: { sourceIp: client, secure: 'true' },
  },
  {
    what: 'the peer is not trusted',
    peer: '198.51.100.9',
    headers: [...via(client), https],
    seen: { sourceIp: '198.51.100.9', secure: 'false' },
  },
  { what: 'a trusted peer says nothing', seen: { sourceIp: '10.0.0.1', secure: 'false' } },
  {
    what: 'the peer is an IPv4 address on a dual-stack socket',
    peer: '::ffff:10.0.0.1',
    headers: via(client),
    seen: { sourceIp: client, secure: 'false' },
  },
  {
    what: 'the caller adds an address of its own',
    headers: via(`127.0.0.1, ${client}`),
    seen: { sourceIp: client, secure: 'false' },
  },
  {
    what: 'the caller adds a trusted address',
    headers: via(`10.9.9.9, ${client}`),
    seen: { sourceIp: client, secure: 'false' },
  },
  {
    what: 'the caller adds a header line',
    headers: [...via('127.0.0.1'), ...via(client)],
    seen: { sourceIp: client, secure: 'false' },
  },
  {
    what: 'two proxies are trusted',
    headers: via(`6.6.6.6, ${client}, 10.0.0.2`),
    seen: { sourceIp: client, secure: 'false' },
  },
  {
    what: 'all addresses are trusted',
    headers: via('10.0.0.3, 10.0.0.2'),
    seen: { sourceIp: '10.0.0.3', secure: 'false' },
  },
  {
    what: 'a proxy of another range is in between',
    headers: via(`${client}, 198.51.100.1`),
    seen: { sourceIp: '198.51.100.1', secure: 'false' },
  },
  {
    what: 'an address has a port',
    headers: via(`${client}:4711`),
    seen: { sourceIp: client, secure: 'false' },
  },
  {
    what: 'an address is of IPv6',
    headers: via('[2001:db8::7]:443'),
    seen: { sourceIp: '2001:db8::7', secure: 'false' },
  },
  {
    what: 'a proxy of IPv6',
    peer: 'fd00::1',
    headers: via('2001:db8::7'),
    seen: { sourceIp: '2001:db8::7', secure: 'false' },
  },
  {
    what: 'an address is none',
    headers: via('unknown'),
    seen: { sourceIp: undefined, secure: 'false' },
  },
  {
    what: 'the caller claims TLS',
    headers: [...via(`6.6.6.6, ${client}`), ['X-Forwarded-Proto', 'https, http']],
    seen: { sourceIp: client, secure: 'false' },
  },
  {
    what: 'each proxy says its protocol',
    headers: [...via(`${client}, 10.0.0.2`), ['X-Forwarded-Proto', 'https, http']],
    seen: { sourceIp: client, secure: 'true' },
  },
  {
    what: 'the host was rewritten',
    headers: [...via(client), ['X-Forwarded-Host', 'api.example']],
    signedHost: 'api.example',
    seen: { sourceIp: client, secure: 'false' },
  },
  {
    what: 'the host was rewritten and the peer is not trusted',
    peer: client,
    headers: [['X-Forwarded-Host', 'api.example']],
    signedHost: 'api.example',
    seen: undefined,
  },
  {
    what: 'the caller claims a host',
    headers: [...via(client), ['X-Forwarded-Host', 'evil.example, notes.internal']],
    signedHost: 'evil.example',
    seen: undefined,
  },
  {
    what: 'the proxy names another host than was signed',
    headers: [...via(client), ['X-Forwarded-Host', 'other.example']],
    signedHost: 'api.example',
    seen: undefined,
  },
  {
    what: 'a prefix was taken off',
    headers: [...via(client), ['X-Forwarded-Prefix', '/api/v1']],
    signedPath: '/api/v1/report',
    seen: { sourceIp: client, secure: 'false' },
  },
  {
    what: 'a prefix ends in a slash',
    headers: [...via(client), ['X-Forwarded-Prefix', '/api/']],
    signedPath: '/api/report',
    seen: { sourceIp: client, secure: 'false' },
  },
  {
    what: 'a prefix was taken off and the peer is not trusted',
    peer: client,
    headers: [['X-Forwarded-Prefix', '/api']],
    signedPath: '/api/report',
    seen: undefined,
  },
  {
    what: 'a prefix climbs',
    headers: [...via(client), ['X-Forwarded-Prefix', '/api/..']],
    seen: undefined,
  },
  {
    what: 'a prefix comes twice',
    headers: [...via(client), ['X-Forwarded-Prefix', '/a'], ['X-Forwarded-Prefix', '/b']],
    seen: undefined,
  },
  {
    what: 'Forwarded is not the header that is read',
    headers: forwarded(`for=${client};proto=https`),
    seen: { sourceIp: '10.0.0.1', secure: 'false' },
  },
  {
    what: 'Forwarded is read',
    trusted: rfc,
    headers: forwarded(`for=${client};proto=https;host=api.example`),
    signedHost: 'api.example',
    seen: { sourceIp: client, secure: 'true' },
  },
  {
    what: 'Forwarded is read, and X-Forwarded-For is not',
    trusted: rfc,
    headers: [...forwarded(`for=${client}`), ...via('6.6.6.6')],
    seen: { sourceIp: client, secure: 'false' },
  },
  {
    what: 'the caller adds an element',
    trusted: rfc,
    headers: forwarded(`for=6.6.6.6;proto=https, for=${client};proto=http`),
    seen: { sourceIp: client, secure: 'false' },
  },
  {
    what: 'an element is quoted',
    trusted: rfc,
    headers: forwarded('For="[2001:db8::7]:4711"; Proto=HTTPS'),
    seen: { sourceIp: '2001:db8::7', secure: 'true' },
  },
  {
    what: 'an element hides its address',
    trusted: rfc,
    headers: forwarded('for=_hidden'),
    seen: { sourceIp: undefined, secure: 'false' },
  },
  {
    what: 'the caller leaves a quote open',
    trusted: rfc,
    headers: forwarded(`for="6.6.6.6, for=${client}`),
    seen: undefined,
  },
  {
    what: 'the caller leaves a quote open for the next',
    trusted: rfc,
    headers: [...forwarded('for="6.6.6.6'), ...forwarded(`for=${client};host="api.example"`)],
    seen: undefined,
  },
  {
    what: 'a parameter comes twice',
    trusted: rfc,
    headers: forwarded(`for=6.6.6.6;for=${client}`),
    seen: undefined,
  },
  {
    what: 'Forwarded comes from a peer that is not trusted',
    trusted: rfc,
    peer: client,
    headers: forwarded('for=10.0.0.5;proto=https'),
    seen: { sourceIp: client, secure: 'false' },
  },
];

async function look(each: Case): Promise<Seen | undefined> {
  const {
    trusted = proxies,
    peer = '10.0.0.1',
    headers = [],
    signedHost = 'notes.internal',
    signedPath = '/report',
  } = each;
  const unsigned = {
    method: 'GET',
    path: signedPath,
    query: '',
    headers: [['Host', signedHost]] as const,
  };
  const signed = await signRequest(unsigned, {
    credentials: alice,
    region: REGION,
    service: 'notes',
    date: NOW,
  });
  const request: IncomingRequest = {
    ...{ method: 'GET', path: '/report', query: '', remoteAddress: peer, isSecure: false },
    headers: [
      ['Host', 'notes.internal'],
      ...signed.headers.filter(([name]) => name !== 'Host'),
      ...headers,
    ],
    readBody: async () => new Uint8Array(),
  };
  const options: GateOptions = {
    service: notesService,
    region: REGION,
    ...readAccountFile(ACCOUNT_FILE),
    now: () => NOW,
    trustedProxies: trusted,
  };
  const verdict = await createGate(options).authorize(request);
  if (!verdict.allowed) {
    expect(verdict.refusal.code).toMatch(/^(InvalidSignatureException|InvalidRequest)$/);
    return undefined;
  }
  const context = verdict.decisions[0]?.request.context;
  return {
    sourceIp: context?.get('aws:sourceip')?.[0],
    secure: context?.get('aws:securetransport')?.[0],
  };
}

describe('a request behind a proxy', () => {
  it.each(cases)('when $what', async (each) => {
    expect(await look(each)).toEqual(each.seen);
  });

  it.each(['localhost', '10.0.0.0/33', '10.0.0', '', '10.0.0.0-10.0.0.9'])(
    '%j is no proxy',
    (address) => {
      const options: GateOptions = {
        service: notesService,
        region: REGION,
        ...readAccountFile(ACCOUNT_FILE),
      };
      expect(() => createGate({ ...options, trustedProxies: { addresses: [address] } })).toThrow(
        TypeError,
      );
    },
  );
});
