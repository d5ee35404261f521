// A bucket on a real socket that takes upload forms: `POST /BUCKET`, as `multipart/form-data`.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignatureError, verifyPostForm } from '../src/index.js';
import { sampleKeys } from './sample.js';

export interface UploadServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** Answers what was stored, or the code and message of the refusal. */
export async function startUploadServer(page = ''): Promise<UploadServer> {
  const server = createServer((message, response) => {
    if (message.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(page);
      return;
    }
    receive(message).then(
      ({ status, answer }) =>
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(JSON.stringify(answer)),
      // Who went away while it was read gets no answer, nor who brought what is not a form.
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function receive(message: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const headers = { 'content-type': message.headers['content-type'] ?? '' };
  const form: [name: string, value: File | string][] = [];
  const received = await new Response(Buffer.concat(chunks), { headers }).formData();
  received.forEach((value, name) => {
    form.push([name, value]);
  });
  // What stands behind the file is not read, as with S3.
  const fileAt = form.findIndex(([name]) => name === 'file');
  const file = form[fileAt]?.[1] as File;
  try {
    const { principal, fields, readFile } = await verifyPostForm(
      {
        bucket: (message.url ?? '').slice(1),
        fields: form.slice(0, fileAt).map(([name, value]) => [name, String(value)]),
        filename: file.name,
      },
      { signingKeys: sampleKeys, now: new Date(), regions: ['eu-central-1'] },
    );
    let text = '';
    for await (const piece of readFile([new Uint8Array(await file.arrayBuffer())])) {
      text += Buffer.from(piece).toString();
    }
    return { status: 200, answer: { principal, key: fields.get('key'), text } };
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error;
    return { status: 403, answer: { code: error.code, message: error.message } };
  }
}
