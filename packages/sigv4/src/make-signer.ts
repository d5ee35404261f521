// A signer: a secret, bound to a time, a region and a service.
import { digest } from '#digest';
import { formatAmzDate } from './amz-date.js';
import {
  type CredentialScope,
  formatCredentialScope,
  isCredentialPart,
} from './credential-scope.js';
import type { Credentials } from './credentials.js';
import { deriveSigningKey } from './derive-signing-key.js';
import { stringToSign } from './string-to-sign.js';

/** With what, for which service, and when. */
export interface SignerOptions {
  readonly credentials: Credentials;
  readonly region: string;
  readonly service: string;
  readonly date: Date;
}

/** What signing needs besides the request. */
export interface Signer {
  readonly amzDate: string;
  readonly scope: CredentialScope;
  /** `KEYID/DATE/REGION/SERVICE/aws4_request`. */
  readonly credential: string;
  /** The signature of a canonical request, as it is written. */
  readonly sign: (canonicalRequest: string) => Promise<string>;
}

/** Throws TypeError for an access key id, region or service that cannot stand in a credential. */
export function makeSigner({ credentials, region, service, date }: SignerOptions): Signer {
  const { accessKeyId, secretAccessKey } = credentials;
  checkCredentialParts({ accessKeyId, region, service });
  const amzDate = formatAmzDate(date);
  const scope: CredentialScope = { date: amzDate.slice(0, 8), region, service };
  return {
    amzDate,
    scope,
    credential: `${accessKeyId}/${formatCredentialScope(scope)}`,
    async sign(canonicalRequest) {
      const toSign = await stringToSign({ amzDate, scope, canonicalRequest });
      return digest.hmacSha256Hex(await deriveSigningKey(secretAccessKey, scope), toSign);
    },
  };
}

function checkCredentialParts(parts: Readonly<Record<string, string>>): void {
  for (const [name, part] of Object.entries(parts)) {
    if (!isCredentialPart(part)) {
      throw new TypeError(
        `expected \`${name}\` to be visible ASCII without \`/\` and \`,\`, found \`${part}\``,
      );
    }
  }
}
