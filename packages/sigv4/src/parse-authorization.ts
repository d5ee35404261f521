// The Authorization header, taken apart.
import { type CredentialScope, isCredentialPart, scopeTerminator } from './credential-scope.js';
import { SignatureError } from './errors.js';
import { limits } from './limits.js';
import { isSha256Hex } from './sha256-hex.js';
import { isToken } from './token.js';

/** What an Authorization header of Signature Version 4 claims. */
export interface Authorization {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const componentNames = ['Credential', 'SignedHeaders', 'Signature'] as const;
type ComponentName = (typeof componentNames)[number];

/**
 * Parses what follows the algorithm in an Authorization header (IAM User Guide, "Create a signed
 * AWS API request", step 6). A space after the comma is optional: AWS's clients send one,
 * MinIO's and s3cmd do not. Throws IncompleteSignature for anything else.
 */
export function parseAuthorization(text: string): Authorization {
  const components = parseComponents(text);
  return {
    ...parseCredential(components.Credential),
    signedHeaders: parseSignedHeaders(components.SignedHeaders),
    signature: parseSignature(components.Signature),
  };
}

function parseComponents(text: string): Readonly<Record<ComponentName, string>> {
  const found: Partial<Record<ComponentName, string>> = {};
  // Ends early: after three components the next is a repeat or unknown.
  for (let start = 0; start <= text.length; ) {
    const comma = text.indexOf(',', start);
    const end = comma < 0 ? text.length : comma;
    const component = text.slice(start, end).trim();
    const equals = component.indexOf('=');
    const name = componentNames.find((known) => known === component.slice(0, Math.max(equals, 0)));
    if (name === undefined || found[name] !== undefined) {
      throw incomplete(
        `expected each of \`Credential\`, \`SignedHeaders\` and \`Signature\` once in the Authorization header, found ${name ? `\`${name}\` twice` : 'something else'}`,
      );
    }
    found[name] = component.slice(equals + 1);
    start = end + 1;
  }
  const { Credential, SignedHeaders, Signature } = found;
  if (Credential === undefined || SignedHeaders === undefined || Signature === undefined) {
    const missing = componentNames.filter((name) => found[name] === undefined);
    throw incomplete(
      `expected \`${missing.join('`, `')}\` in the Authorization header, found none`,
    );
  }
  return { Credential, SignedHeaders, Signature };
}

function parseCredential(text: string): Pick<Authorization, 'accessKeyId' | 'scope'> {
  const [accessKeyId, date, region, service, terminator, ...rest] = text.split('/', 6);
  if (
    accessKeyId === undefined ||
    date === undefined ||
    region === undefined ||
    service === undefined ||
    terminator === undefined ||
    rest.length > 0
  ) {
    throw incomplete(
      'expected a credential of five parts, `KEYID/DATE/REGION/SERVICE/aws4_request`, found another number of parts',
    );
  }
  if (terminator !== scopeTerminator) {
    throw new SignatureError(
      'SignatureDoesNotMatch',
      `expected a credential that ends in \`${scopeTerminator}\`, found another ending`,
    );
  }
  checkPart('access key id', accessKeyId, limits.accessKeyIdLength);
  checkPart('date', date, 8);
  checkPart('region', region, limits.regionLength);
  checkPart('service', service, limits.serviceLength);
  return { accessKeyId, scope: { date, region, service } };
}

function checkPart(name: string, text: string, maxLength: number): void {
  if (text.length > maxLength || !isCredentialPart(text)) {
    throw incomplete(
      `expected the ${name} of the credential to be 1 to ${maxLength} characters of visible ASCII, found something else`,
    );
  }
}

function parseSignedHeaders(text: string): readonly string[] {
  const names = text.split(';', limits.signedHeaderCount + 1);
  if (names.length > limits.signedHeaderCount) {
    throw incomplete(
      `expected at most ${limits.signedHeaderCount} signed headers, found more of them`,
    );
  }
  names.forEach((name, index) => {
    const previous = names[index - 1];
    const sorted = previous === undefined || previous < name; // so none is there twice
    if (!sorted || !isToken(name) || name !== name.toLowerCase()) {
      throw incomplete(
        'expected signed headers as sorted, lower-case names separated by `;`, found something else',
      );
    }
  });
  return names;
}

function parseSignature(text: string): string {
  if (!isSha256Hex(text)) {
    throw incomplete(
      'expected a signature of 64 lower-case hexadecimal digits, found something else',
    );
  }
  return text;
}

function incomplete(message: string): SignatureError {
  return new SignatureError('IncompleteSignature', message);
}
