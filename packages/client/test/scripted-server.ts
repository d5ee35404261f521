// A server on a real socket that verifies each request, and answers the next of what it is told to.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deriveSigningKey, type HttpHeader, verifyRequest } from '@ostiary/sigv4';

/** An answer; `drop` closes the connection without one, `hang` gives none. */
export type Answer =
  | 'drop'
  | 'hang'
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    };

/** What was received. */
export interface Sent {
  readonly method: string;
  readonly body: string;
  readonly amzDate: string;
  readonly signature: string;
  /** Whether the signature holds, at the time it was made. */
  readonly isSigned: boolean;
}

export interface ScriptedServer {
  readonly origin: string;
  readonly sent: readonly Sent[];
  /** What to answer next; after the last, 200. Forgets what was sent. */
  answer(...answers: readonly Answer[]): void;
  close(): Promise<void>;
}

export const scriptedKey = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

export async function startScriptedServer(): Promise<ScriptedServer> {
  let script: Answer[] = [];
  const sent: Sent[] = [];
  const server = createServer((message, response) => {
    const answer = (received: Sent): void => {
      sent.push(received);
      reply(response, script.shift() ?? { status: 200, body: 'done' });
    };
    // Who went away while it was read gets no answer.
    receive(message).then(answer, () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    sent,
    answer(...answers) {
      script = [...answers];
      sent.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang') return;
  if (answer === 'drop') response.destroy();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
}

async function receive(message: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { method = '', url = '', rawHeaders, headers } = message;
  const pairs = rawHeaders.flatMap((name, at): HttpHeader[] =>
    at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? '']] : [],
  );
  const [path = '', query = ''] = url.split('?');
  const amzDate = String(headers['x-amz-date']);
  const [, signature = ''] = /Signature=(\w+)/.exec(headers.authorization ?? '') ?? [];
  const verified = await verifyRequest(
    { method, path, query, headers: pairs, body },
    {
      now: dateOf(amzDate),
      service: 'notes',
      signingKeys: async ({ scope }) => ({
        signingKey: await deriveSigningKey(scriptedKey.secretAccessKey, scope),
        principal: 'alice',
      }),
    },
  ).catch(() => undefined);
  return {
    method,
    body: body.toString(),
    amzDate,
    signature,
    isSigned: verified?.principal === 'alice',
  };
}

/** `20261123T120000Z` as a Date. */
function dateOf(amzDate: string): Date {
  return new Date(
    amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
}
