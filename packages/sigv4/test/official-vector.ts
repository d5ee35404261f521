// The shape of the official signing test suites, where their converted files lie beside the checkout.
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import type { Credentials, HttpHeader, HttpRequest } from '../src/index.js';

/** A vector as the converted suites have it. */
export interface OfficialVector {
  readonly id: string;
  readonly source: string;
  readonly credentials: Credentials;
  readonly region: string;
  readonly service: string;
  readonly timestamp: string;
  readonly request: OfficialRequest;
  readonly signedRequest: OfficialRequest;
  readonly options: {
    readonly normalizePath: boolean;
    readonly omitSessionToken: boolean;
    readonly expires: number;
  };
  readonly expected: {
    readonly canonicalRequest: string;
    readonly stringToSign: string;
    readonly signedHeaders: string;
  };
}

interface OfficialRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: readonly HttpHeader[];
  readonly bodyBase64: string;
}

/** Runs one of the files, or says in one line that it is not there. */
export function eachOfficial<Vector extends { readonly id: string }>(
  name: string,
  run: (vector: Vector) => void,
  whole: (vectors: readonly Vector[]) => void,
): void {
  const file = new URL(`../../../../shared/vectors/sigv4/${name}`, import.meta.url);
  if (existsSync(file)) {
    const vectors = JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[];
    describe.each(vectors)('$id', run);
    it('the suite is there as a whole', () => whole(vectors));
  } else {
    const absent = `official vectors ${name} skipped: no shared/vectors/sigv4 beside the checkout`;
    console.log(absent);
    it(`the official vectors of ${name} hold`, (context) => context.skip(absent));
  }
}

/** A request of the suite as the package has it. */
export function officialRequest({ bodyBase64, ...request }: OfficialRequest): HttpRequest {
  return { ...request, body: Buffer.from(bodyBase64, 'base64') };
}

/** What all of a vector's requests are signed with and verified by. */
export function officialOptions({ credentials, region, service, options }: OfficialVector) {
  return {
    credentials,
    region,
    service,
    // The suite's unfolded paths hold no `%`, so S3's rule reads them as they are meant.
    pathRule: options.normalizePath ? ('normalized' as const) : ('s3' as const),
    tokenAfterSigning: options.omitSessionToken,
  };
}
