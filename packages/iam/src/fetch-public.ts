// Asks an address that a stranger may have named: over TLS, and never inside the operator's own network.
import { lookup } from 'node:dns';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import ipaddr from 'ipaddr.js';

/** What is sent along, as `fetch` takes it. */
export interface PublicRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Gets an address by https. Names are looked up once, and it is what they mean then that is connected to: a name
 * that means something else later gains nothing. Where it leads on to is not followed.
 *
 * @throws Error when the address or any that its name means is not public, and where the answer is not 200
 */
export function fetchPublic(address: string, options: PublicRequest): Promise<Response> {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    // Node looks no name up where there is none.
    if (isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic();
    const asked = request(url, { ...options, agent: false, lookup: lookUpPublic }, (answer) => {
      // Of other answers nothing is needed, and not each of them is a `Response`.
      if (answer.statusCode !== 200) {
        answer.destroy();
        return reject(new Error(`status ${answer.statusCode}`));
      }
      resolve(new Response(Readable.toWeb(answer) as ReadableStream<Uint8Array>));
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Whether an address is of the public internet (IANA, "Special-Purpose Address Registry"). */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return callback(error ?? notPublic(), '', 0);
    if (!addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(notPublic(), '', 0);
    }
    if (options.all) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};

function notPublic(): Error {
  return new Error('the address is not a public one');
}
