// The Authorization header, taken apart.
import type { Authorization } from './authorization.js';
import { SignatureError } from './errors.js';
import type { HeaderAuthorization } from './find-authorization.js';
import type { HeaderValues } from './header-values.js';
import { limits } from './limits.js';
import { type Credential, parseCredential } from './parse-credential.js';
import { parseSignature } from './parse-signature.js';
import { parseSignedHeaders } from './parse-signed-headers.js';
import { rememberParsed } from './remember-parsed.js';
import { isSha256Hex } from './sha256-hex.js';
import { ecdsaAlgorithm, hmacAlgorithm, type SigningAlgorithm } from './signing-algorithm.js';
import { signingTime } from './signing-time.js';

const componentNames = ['Credential', 'SignedHeaders', 'Signature'] as const;
type Components = Readonly<Record<(typeof componentNames)[number], string>>;

/**
 * Parses what follows the algorithm in an Authorization header, and the headers that complete it
 * (IAM User Guide, "Create a signed AWS API request", step 6). A space after the comma is
 * optional: AWS's clients send one, MinIO's and s3cmd do not. Throws IncompleteSignature for
 * anything else.
 */
export function parseAuthorization(
  { algorithm, components: text }: HeaderAuthorization,
  headers: HeaderValues,
): Authorization {
  checkLength(text);
  const { credential, signedHeaders, signedNames, signature } =
    algorithm === hmacAlgorithm ? parseHmac(text) : parseEcdsa(text, headers);
  return {
    algorithm,
    accessKeyId: credential.accessKeyId,
    scope: credential.scope,
    signedHeaders,
    signedNames,
    signature,
    time: signingTime(headers, signedHeaders),
    sessionToken: headers.get('x-amz-security-token')?.[0]?.trim(),
    declaredPayload: headers.get('x-amz-content-sha256')?.[0]?.trim(),
  };
}

interface Parts {
  readonly credential: Credential;
  readonly signedHeaders: readonly string[];
  readonly signedNames: string;
}

const signatureMark = 'Signature=';
const hmacLength = 64;

/**
 * All that stands before the signature is the same in most requests of a caller on one day, and is
 * read once. Where the signature does not stand last, the whole is read.
 */
function parseHmac(text: string): Parts & { readonly signature: string } {
  const end = text.length - hmacLength;
  const start = end - signatureMark.length;
  const signature = text.slice(end);
  if (start < 0 || text.slice(start, end) !== signatureMark || !isSha256Hex(signature)) {
    const components = parseComponents(text);
    const parts = toParts(components, hmacAlgorithm, undefined);
    return { ...parts, signature: parseSignature(components.Signature, hmacAlgorithm) };
  }
  const { credential, signedHeaders, signedNames } = parseBeforeSignature(text.slice(0, start));
  return { credential, signedHeaders, signedNames, signature };
}

const parseBeforeSignature = rememberParsed((text) =>
  toParts(parseComponents(`${text}${signatureMark}`), hmacAlgorithm, undefined),
);

function parseEcdsa(text: string, headers: HeaderValues): Parts & { readonly signature: string } {
  const components = parseComponents(text);
  const regionSet = headers.get('x-amz-region-set')?.[0]?.trim();
  const parts = toParts(components, ecdsaAlgorithm, regionSet);
  return { ...parts, signature: parseSignature(components.Signature, ecdsaAlgorithm) };
}

function toParts(
  { Credential, SignedHeaders }: Components,
  algorithm: SigningAlgorithm,
  regionSet: string | undefined,
): Parts {
  return {
    credential: parseCredential(Credential, { algorithm, regionSet }),
    signedHeaders: parseSignedHeaders(SignedHeaders),
    signedNames: SignedHeaders,
  };
}

function checkLength(authorization: string): void {
  if (authorization.length > limits.authorizationLength) {
    throw new SignatureError(
      'RequestHeaderSectionTooLarge',
      `expected an Authorization header of at most ${limits.authorizationLength} characters, found ${authorization.length}`,
    );
  }
}

function parseComponents(text: string): Components {
  let Credential: string | undefined;
  let SignedHeaders: string | undefined;
  let Signature: string | undefined;
  // Ends early: after three components the next is a repeat or unknown.
  for (let start = 0; start <= text.length; ) {
    const comma = text.indexOf(',', start);
    const end = comma < 0 ? text.length : comma;
    const component = text.slice(start, end).trim();
    const equals = component.indexOf('=');
    const value = component.slice(equals + 1);
    const name = component.slice(0, Math.max(equals, 0));
    if (name === 'Credential' && Credential === undefined) Credential = value;
    else if (name === 'SignedHeaders' && SignedHeaders === undefined) SignedHeaders = value;
    else if (name === 'Signature' && Signature === undefined) Signature = value;
    else throw unexpected(name);
    start = end + 1;
  }
  if (Credential === undefined || SignedHeaders === undefined || Signature === undefined) {
    const found = { Credential, SignedHeaders, Signature };
    const missing = componentNames.filter((name) => found[name] === undefined);
    throw incomplete(
      `expected \`${missing.join('`, `')}\` in the Authorization header, found none`,
    );
  }
  return { Credential, SignedHeaders, Signature };
}

function unexpected(name: string): SignatureError {
  const isRepeat = (componentNames as readonly string[]).includes(name);
  return incomplete(
    `expected each of \`Credential\`, \`SignedHeaders\` and \`Signature\` once in the Authorization header, found ${isRepeat ? `\`${name}\` twice` : 'something else'}`,
  );
}

function incomplete(message: string): SignatureError {
  return new SignatureError('IncompleteSignature', message);
}
