// A signer: a secret, bound to a time, a region and a service.
import { digest } from '#digest';
import { ecdsa } from '#ecdsa';
import { formatAmzDate } from './amz-date.js';
import {
  type CredentialScope,
  formatCredentialScope,
  isCredentialPart,
} from './credential-scope.js';
import type { Credentials } from './credentials.js';
import { deriveKeyPair } from './derive-key-pair.js';
import { deriveSigningKey } from './derive-signing-key.js';
import { formatEcdsaSignature } from './ecdsa-signature.js';
import { parseRegionSet } from './region-set.js';
import { ecdsaAlgorithm, hmacAlgorithm, type SigningAlgorithm } from './signing-algorithm.js';
import { stringToSign } from './string-to-sign.js';

/** With what, for which service, and when. */
export interface SignerOptions {
  readonly credentials: Credentials;
  readonly region: string;
  readonly service: string;
  readonly date: Date;
  readonly algorithm?: SigningAlgorithm;
}

/** What signing needs besides the request. */
export interface Signer {
  readonly algorithm: SigningAlgorithm;
  readonly amzDate: string;
  readonly scope: CredentialScope;
  /** `KEYID/DATE/REGION/SERVICE/aws4_request`. */
  readonly credential: string;
  /** Of SigV4A alone: the regions it is good for, to be signed with the request. */
  readonly regionSet: string | undefined;
  /** The signature of a canonical request, as it is written. */
  readonly sign: (canonicalRequest: string) => Promise<string>;
}

/** Throws TypeError for an access key id, region or service that cannot stand in a credential. */
export function makeSigner(options: SignerOptions): Signer {
  const { credentials, region, service, date, algorithm = hmacAlgorithm } = options;
  const { accessKeyId } = credentials;
  checkCredentialParts({ accessKeyId, service });
  checkRegion(region, algorithm);
  const amzDate = formatAmzDate(date);
  const scope: CredentialScope = { date: amzDate.slice(0, 8), region, service };
  return {
    algorithm,
    amzDate,
    scope,
    credential: `${accessKeyId}/${formatCredentialScope(scope, algorithm)}`,
    regionSet: algorithm === ecdsaAlgorithm ? region : undefined,
    async sign(canonicalRequest) {
      const toSign = await stringToSign({ algorithm, amzDate, scope, canonicalRequest });
      if (algorithm === ecdsaAlgorithm) return signWithKeyPair(credentials, toSign);
      const key = await deriveSigningKey(credentials.secretAccessKey, scope);
      return digest.hmacSha256Hex(key, toSign);
    },
  };
}

async function signWithKeyPair(credentials: Credentials, toSign: string): Promise<string> {
  const { privateKey } = await deriveKeyPair(credentials);
  return formatEcdsaSignature(await ecdsa.sign(privateKey, toSign));
}

function checkRegion(region: string, algorithm: SigningAlgorithm): void {
  if (algorithm !== ecdsaAlgorithm) checkCredentialParts({ region });
  else if (parseRegionSet(region) === undefined) {
    throw new TypeError(
      `expected \`region\` to be regions between commas, such as \`us-east-1,eu-*\`, found \`${region}\``,
    );
  }
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
