// SigV4A: requests that are signed for a set of regions, by an independent signer and by ours.
import { Sha256 } from '@aws-crypto/sha256-js';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { presignUrl, type SigningKeyQuery } from '@ostiary/sigv4';
import { SignatureV4a } from '@smithy/signature-v4a';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notesService } from '../notes-service.js';
import { ACCOUNT_FILE, adapters, NOW, type RunningApp, startApp } from './notes-app.js';
import { expectRefusal, sendExactly } from './send.js';
import { alice, type OutgoingRequest, reader, type TestCredentials } from './signers.js';

const account = readAccountFile(ACCOUNT_FILE);

interface Signing {
  readonly credentials?: TestCredentials;
  readonly regionSet?: string;
  readonly target?: string;
  readonly service?: string;
}

async function sign(
  { host }: RunningApp,
  { credentials = alice, regionSet = 'eu-west-1', target = '/notes/bob/x', service }: Signing = {},
): Promise<OutgoingRequest> {
  const settings = { service: service ?? 'notes', region: regionSet, sha256: Sha256 };
  const signer = new SignatureV4a({ ...settings, credentials });
  const method = 'GET';
  const unsigned = { method, protocol: 'http:', hostname: '127.0.0.1', path: target };
  const { headers } = await signer.sign(
    { ...unsigned, query: {}, headers: { host } },
    { signingDate: NOW },
  );
  return { method, target, headers };
}

/** The order of P-256 (SP 800-186, section 3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const derInteger = (number: bigint): string => {
  const digits = number.toString(16);
  const even = digits.padStart(digits.length + (digits.length % 2), '0');
  const padded = Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even;
  return `02${(padded.length / 2).toString(16).padStart(2, '0')}${padded}`;
};

/** The other signature of the same text by the same key: (r, n - s) verifies where (r, s) does. */
function withTwinSignature(request: OutgoingRequest): OutgoingRequest {
  const { authorization = '', ...others } = request.headers;
  const [start, der = ''] = authorization.split('Signature=');
  const rEnd = 8 + 2 * Number.parseInt(der.slice(6, 8), 16);
  const s = ORDER - BigInt(`0x${der.slice(rEnd + 4)}`);
  const integers = der.slice(4, rEnd) + derInteger(s);
  const twin = `30${(integers.length / 2).toString(16).padStart(2, '0')}${integers}`;
  return { ...request, headers: { ...others, authorization: `${start}Signature=${twin}` } };
}

describe.each(adapters)('requests signed for a set of regions on $name', (adapter) => {
  let app: RunningApp;
  beforeEach(async () => {
    app = await startApp(adapter);
  });
  afterEach(() => app.close());

  it.each(['eu-west-1', '*', 'us-east-1,eu-*', 'eu-*-1', 'ap-south-1,eu-west-1'])(
    'one for `%s` passes here, in eu-west-1',
    async (regionSet) => {
      const { status, text } = await sendExactly(app, await sign(app, { regionSet }));
      expect(status).toBe(200);
      expect(JSON.parse(text).caller).toBe('arn:aws:iam::123456789012:user/alice');
    },
  );

  it.each(['us-east-1', 'us-*', 'eu-west-2,eu-central-1', 'eu-west-', 'eu-west-1*2'])(
    'one for `%s` is refused here',
    async (regionSet) => {
      const answer = await sendExactly(app, await sign(app, { regionSet }));
      expectRefusal(app, answer, { code: 'InvalidSignatureException' });
    },
  );

  it('its set of regions cannot be widened, nor its target changed', async () => {
    const good = await sign(app, { regionSet: 'us-east-1' });
    const wider = { ...good.headers, 'x-amz-region-set': '*' };
    for (const forged of [
      { ...good, headers: wider },
      { ...(await sign(app)), target: '/notes/bob/y' },
    ]) {
      expectRefusal(app, await sendExactly(app, forged), { code: 'InvalidSignatureException' });
    }
  });

  it('one by another secret, an unknown key or for another service is refused', async () => {
    const wrong = { ...alice, secretAccessKey: 'another-secret-of-the-tests' };
    const unknown = { ...alice, accessKeyId: 'AKIAUNKNOWN000000001' };
    for (const [signing, code] of [
      [{ credentials: wrong }, 'InvalidSignatureException'],
      [{ service: 'iam' }, 'InvalidSignatureException'],
      [{ credentials: unknown }, 'UnrecognizedClientException'],
    ] as const) {
      expectRefusal(app, await sendExactly(app, await sign(app, signing)), { code });
    }
  });

  it('temporary credentials pass with their token, and not without', async () => {
    const good = await sign(app, { credentials: reader });
    expect((await sendExactly(app, good)).status).toBe(200);
    await app.close();
    app = await startApp(adapter);
    const { accessKeyId, secretAccessKey } = reader;
    const bare = await sign(app, { credentials: { accessKeyId, secretAccessKey } });
    expectRefusal(app, await sendExactly(app, bare), { code: 'UnrecognizedClientException' });
  });

  it('its key is derived once, however many sets of regions are written', async () => {
    await app.close();
    const asked: SigningKeyQuery[] = [];
    app = await startApp(adapter, {
      signingKeys: (query) => {
        asked.push(query);
        return account.signingKeys(query);
      },
    });
    for (const regionSet of ['*', 'eu-*', 'eu-w*', 'eu-west-1', 'eu-west-1,us-*']) {
      expect((await sendExactly(app, await sign(app, { regionSet }))).status).toBe(200);
    }
    expect(asked.map(({ algorithm }) => algorithm)).toEqual(['AWS4-ECDSA-P256-SHA256']);
  });

  it('where one is accepted once, another signature of the same is a second use', async () => {
    await app.close();
    const routes = { 'GET /notes/{Owner}/{NoteId}': 'GetNote' } as const;
    app = await startApp(adapter, { service: { ...notesService, routes, refusesReplays: true } });
    const request = await sign(app);
    expect((await sendExactly(app, withTwinSignature(request))).status).toBe(200);
    const { visits } = app;
    expect(visits).toHaveLength(1);
    for (const again of [request, withTwinSignature(request), await sign(app)]) {
      const { status, headers } = await sendExactly(app, again);
      expect([status, headers['x-amzn-errortype']]).toEqual([400, 'InvalidRequest']);
    }
    expect((await sendExactly(app, await sign(app, { target: '/notes/bob/y' }))).status).toBe(200);
    expect(visits).toHaveLength(2);
  });

  it('a presigned URL passes where its route takes them', async () => {
    await app.close();
    const routes = { 'GET /notes/{Owner}/{NoteId}': 'GetNote' } as const;
    app = await startApp(adapter, { service: { ...notesService, routes, presignedUrls: true } });
    const presign = async (region: string) => {
      const { path, query } = await presignUrl(
        { method: 'GET', path: '/notes/bob/x', query: '', headers: [['host', app.host]] },
        {
          ...{ credentials: alice, service: 'notes', region, date: NOW, expiresSeconds: 60 },
          algorithm: 'AWS4-ECDSA-P256-SHA256',
        },
      );
      const target = `${path}?${query}`;
      return { method: 'GET', target, headers: { host: app.host } };
    };
    expect((await sendExactly(app, await presign('eu-*'))).status).toBe(200);
    const other = await sendExactly(app, await presign('us-*'));
    expect(other.headers['x-amzn-errortype']).toBe('InvalidSignatureException');
  });
});
