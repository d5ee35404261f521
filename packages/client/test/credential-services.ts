// STS, a container endpoint and instance metadata, as one small server that checks who asks.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deriveSigningKey, type HttpHeader, SignatureError, verifyRequest } from '@ostiary/sigv4';

/** The secret of any access key id that these services know. */
export const secretOf = (accessKeyId: string): string =>
  createHash('sha256').update(accessKeyId).digest('base64');

/** The session token that goes with temporary ones, and with them alone. */
export const tokenOf = (accessKeyId: string): string => `token/of+${accessKeyId}==`;

/** What a service was asked. */
export interface Asked {
  readonly what: string;
  /** The parameters of an action. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Whose signature it had. */
  readonly signer: string | undefined;
}

export interface CredentialServices {
  readonly origin: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** How the services behave. */
export interface Behaviour {
  readonly now?: () => Date;
  readonly lifetimeMs?: number;
  /** What instance metadata answers to a path, instead of what it would. */
  readonly metadata?: Readonly<Record<string, { status?: number; body?: string }>>;
  /** What the container endpoint answers. */
  readonly container?: { readonly status?: number; readonly body?: string };
  /** What STS answers. */
  readonly sts?: { readonly status?: number; readonly body?: string };
}

interface Reply {
  readonly status?: number;
  readonly body?: string;
}

export async function startCredentialServices(
  behaviour: () => Behaviour = () => ({}),
): Promise<CredentialServices> {
  const asked: Asked[] = [];
  const server = createServer((message, response) => {
    reply(message, behaviour(), asked).then(
      ({ status = 200, body = '' }) => response.writeHead(status).end(body),
      // The caller went away while it was read, or will see that it gets no answer.
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function reply(
  message: IncomingMessage,
  behaviour: Behaviour,
  asked: Asked[],
): Promise<Reply> {
  const { method, url = '', headers } = message;
  if (url === '/') return replyAsSts(message, behaviour, asked);
  asked.push({ what: `${method} ${url}`, parameters: {}, signer: undefined });
  if (url.startsWith('/container')) {
    if (behaviour.container !== undefined) return behaviour.container;
    if (headers.authorization !== 'container-token') return { status: 401 };
    return { body: JSON.stringify({ RoleArn: 'arn', ...issued('ASIACONTAINER', behaviour) }) };
  }
  const other = behaviour.metadata?.[url];
  if (other !== undefined) return other;
  return replyAsMetadata(message, behaviour);
}

function replyAsMetadata({ method, url, headers }: IncomingMessage, behaviour: Behaviour): Reply {
  if (method === 'PUT' && url === '/latest/api/token') {
    return headers['x-aws-ec2-metadata-token-ttl-seconds'] === '21600'
      ? { body: 'metadata-token' }
      : { status: 400 };
  }
  if (headers['x-aws-ec2-metadata-token'] !== 'metadata-token') return { status: 401 };
  if (url === '/latest/meta-data/iam/security-credentials/') return { body: 'notes-role' };
  if (url !== '/latest/meta-data/iam/security-credentials/notes-role') return { status: 404 };
  return { body: JSON.stringify({ Code: 'Success', ...issued('ASIAINSTANCE', behaviour) }) };
}

function issued(accessKeyId: string, { now, lifetimeMs = 3_600_000 }: Behaviour) {
  const expiration = new Date((now?.() ?? new Date()).getTime() + lifetimeMs);
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretOf(accessKeyId),
    Token: tokenOf(accessKeyId),
    Expiration: expiration.toISOString().replace(/\.\d+/, ''),
  };
}

async function replyAsSts(
  message: IncomingMessage,
  behaviour: Behaviour,
  asked: Asked[],
): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const parameters = Object.fromEntries(new URLSearchParams(body.toString()));
  const { Action = '', RoleArn = '', WebIdentityToken } = parameters;
  const signer = await signerOf(message, body, behaviour);
  asked.push({ what: Action, parameters, signer: signer.accessKeyId });
  if (behaviour.sts !== undefined) return behaviour.sts;
  if (signer.error !== undefined) return refusal(signer.error.code, signer.error.message);
  if (Action === 'AssumeRole' && signer.accessKeyId === undefined) {
    return refusal('MissingAuthenticationToken', 'sign it');
  }
  if (Action === 'AssumeRoleWithWebIdentity' && WebIdentityToken !== 'web-token') {
    return refusal('InvalidIdentityToken', `not a token: ${WebIdentityToken}`, 400);
  }
  if (RoleArn.endsWith('/denied')) {
    return refusal('AccessDenied', `User: ${signer.accessKeyId} is not authorized &amp; known`);
  }
  const role = RoleArn.split('/').at(-1)?.toUpperCase();
  const { Token, ...key } = issued(`ASIA${role}BY${signer.accessKeyId ?? 'WEB'}`, behaviour);
  const members = Object.entries({ ...key, SessionToken: Token })
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('\n');
  return {
    body: `<${Action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
<${Action}Result><Credentials>${members}</Credentials></${Action}Result>
<ResponseMetadata><RequestId>c6104cbe</RequestId></ResponseMetadata></${Action}Response>`,
  };
}

function refusal(code: string, message: string, status = 403): Reply {
  return {
    status,
    body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>c6104cbe</RequestId></ErrorResponse>`,
  };
}

interface Signer {
  readonly accessKeyId?: string;
  readonly error?: SignatureError;
}

/** Verified by the package that made it; one that tells more than it should, as in development. */
async function signerOf(
  { method = '', rawHeaders, headers }: IncomingMessage,
  body: Buffer,
  { now = () => new Date() }: Behaviour,
): Promise<Signer> {
  const pairs = rawHeaders.flatMap((name, at): HttpHeader[] =>
    at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? '']] : [],
  );
  try {
    const verified = await verifyRequest(
      { method, path: '/', query: '', headers: pairs, body },
      {
        now: now(),
        service: 'sts',
        regions: ['eu-central-1'],
        signingKeys: async ({ accessKeyId, scope, sessionToken }) => {
          const expected = accessKeyId.startsWith('ASIA') ? tokenOf(accessKeyId) : undefined;
          if (sessionToken !== expected) return undefined;
          const signingKey = await deriveSigningKey(secretOf(accessKeyId), scope);
          return { signingKey, principal: accessKeyId };
        },
      },
    );
    return verified === undefined ? {} : { accessKeyId: verified.principal };
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error;
    const told = `${error.message} ${headers['x-amz-security-token'] ?? ''}`;
    return { error: new SignatureError(error.code, told) };
  }
}
