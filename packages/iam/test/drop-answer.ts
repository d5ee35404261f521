// A proxy that loses the answer to one query, as a network may.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A proxy before a PostgreSQL. */
export interface Proxy {
  /** The URL of the same database through the proxy. */
  readonly url: string;
  /** How many answers were lost. */
  readonly dropped: () => number;
  readonly close: () => Promise<void>;
}

/**
 * Passes everything on, but for the answer to the first simple query that matches: the server has done
 * it, and the connection of who asked breaks.
 */
export async function dropAnswerTo(query: RegExp, url: string): Promise<Proxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let dropped = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname);
    let waiting = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.on('data', (bytes: Buffer) => {
      // A simple query: `Q`, a length of four bytes, the text and a zero (PostgreSQL, "Message Formats").
      const text = bytes.at(0) === 0x51 ? bytes.subarray(5, -1).toString() : '';
      if (dropped === 0 && query.test(text)) {
        waiting = true;
        dropped += 1;
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes: Buffer) => {
      if (waiting) client.destroy();
      else client.write(bytes);
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    dropped: () => dropped,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
