// An HTTP or HTTPS listener that bounds what it takes in and drains when it is told to close.
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** Where to listen, and how. */
export interface ListenOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Certificate chain and private key in PEM; without them the listener speaks plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** How long open requests have to end when the listener closes, in milliseconds; 10 seconds by default. */
  readonly drainMs?: number;
}

/** A listener at work. */
export interface Listener {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  /** Takes no more connections, lets open requests end for a while, then cuts those that have not. */
  readonly close: () => Promise<void>;
}

/** Bounds on what one request may take, in milliseconds and bytes. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 32_768,
};

const DEFAULT_DRAIN_MS = 10_000;

/**
 * Listens.
 *
 * @throws Error when the port is taken, or the certificate and the key do not fit
 */
export async function listen(
  handler: RequestListener,
  { host, port, tls, drainMs = DEFAULT_DRAIN_MS }: ListenOptions,
): Promise<Listener> {
  const server: Server = tls
    ? createTlsServer({ ...LIMITS, ...tls, minVersion: 'TLSv1.2' }, handler)
    : createServer(LIMITS, handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  const { address, family, port: bound } = server.address() as AddressInfo;
  const shownHost = family === 'IPv6' ? `[${address}]` : address;
  return {
    url: `${tls ? 'https' : 'http'}://${shownHost}:${bound}`,
    close: () => drain(server, drainMs),
  };
}

/** A connection whose last request ends while the listener drains would idle until its time is over. */
const CLOSE_IDLE_EVERY_MS = 50;

async function drain(server: Server, drainMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const closeIdle = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearInterval(closeIdle);
  clearTimeout(cut);
}
