// A request to `fetch`, read as a whole, so that what is signed is what is sent.
import type { HttpHeader, HttpRequest } from '@ostiary/sigv4';

/** What `fetch` is to send, and the same as the signature sees it. */
export interface BufferedRequest {
  readonly url: string;
  readonly init: RequestInit;
  readonly http: HttpRequest;
}

/** Settings of a Request that a second one is made with; not every runtime has each. */
const settings = [
  'cache',
  'credentials',
  'integrity',
  'keepalive',
  'mode',
  'referrer',
  'referrerPolicy',
  'signal',
] as const satisfies readonly (keyof Request & keyof RequestInit)[];

/**
 * Lets the runtime's own Request read the input as `fetch` would (Fetch Standard, "Request class"),
 * and takes from it the URL as it will be on the request line, the headers with the content type
 * of the body, and the body's bytes.
 */
export async function bufferRequest(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
): Promise<BufferedRequest> {
  const request = new Request(input, init);
  const url = new URL(request.url);
  const body = mayHaveBody(request) ? new Uint8Array(await request.arrayBuffer()) : undefined;
  return {
    url: request.url,
    init: {
      ...init,
      ...(input instanceof Request ? settingsOf(request) : {}),
      method: request.method,
      redirect: request.redirect === 'error' ? 'error' : 'manual',
      body: body ?? null,
    },
    http: {
      method: request.method,
      path: url.pathname,
      query: url.search.slice(1),
      headers: [['Host', url.host], ...headersOf(request)],
      ...(body === undefined ? {} : { body }),
    },
  };
}

/** `fetch` refuses a body on these two, and some runtimes have no `Request.body` to ask. */
function mayHaveBody({ method }: Request): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

/** The host is that of the URL: a header of that name would not be sent, or sent and misread. */
function headersOf(request: Request): readonly HttpHeader[] {
  const headers: HttpHeader[] = [];
  request.headers.forEach((value, name) => {
    if (name !== 'host') headers.push([name, value]);
  });
  return headers;
}

function settingsOf(request: Request): RequestInit {
  return Object.fromEntries(
    settings.map((name) => [name, request[name]]).filter(([, value]) => value !== undefined),
  );
}
