// The answer of a SAML provider: whether it is one, and what of it was signed.
import { SignedXml } from 'xml-crypto';
import { IamError } from './errors.js';
import type { SamlMetadata } from './saml-metadata.js';
import { SAML } from './saml-names.js';
import {
  attributeOf,
  childrenOf,
  isNamed,
  onlyChildOf,
  parseXml,
  XmlError,
} from './xml-element.js';

/**
 * The assertion in an answer, read from the very text that the signature covers: whatever else
 * stands in the document was not signed and is not looked at, wherever it stands (XML signature
 * wrapping). Either the answer as a whole is signed, or its one assertion.
 *
 * @throws IamError `InvalidIdentityToken`, `IDPRejectedClaim` when the provider says no
 */
export function verifySamlResponse(base64: string, metadata: SamlMetadata): Element {
  try {
    const text = Buffer.from(base64, 'base64').toString('utf8');
    const response = parseXml(text);
    if (!isNamed(response, SAML.protocol, 'Response')) throw notValid();
    checkStatus(response);
    // More than one is how answers are wrapped; nobody needs more than one.
    const assertions = response.getElementsByTagNameNS(SAML.assertion, 'Assertion');
    if (assertions.length !== 1) throw notValid();
    const signed = parseXml(signedText(text, response, metadata));
    const assertion = isNamed(signed, SAML.protocol, 'Response')
      ? onlyChildOf(signed, SAML.assertion, 'Assertion')
      : signed;
    if (assertion && isNamed(assertion, SAML.assertion, 'Assertion')) return assertion;
  } catch (error) {
    throw error instanceof XmlError ? notValid(error) : error;
  }
  throw notValid();
}

/** It is not trusted yet: a provider that says no signs nothing, and who forges a no gains nothing. */
function checkStatus(response: Element): void {
  const status = onlyChildOf(response, SAML.protocol, 'Status');
  const code = onlyChildOf(status, SAML.protocol, 'StatusCode');
  if (attributeOf(code, 'Value') === SAML.success) return;
  throw new IamError('IDPRejectedClaim', 'The identity provider does not vouch for the claim.');
}

/** What the one signature that counts covers, in canonical form. */
function signedText(text: string, response: Element, { signingKeys }: SamlMetadata): string {
  const candidates = [response, ...childrenOf(response, SAML.assertion, 'Assertion')];
  for (const signedElement of candidates) {
    const signature = onlyChildOf(signedElement, SAML.signature, 'Signature');
    const id = attributeOf(signedElement, 'ID');
    if (signature === undefined || id === undefined) continue;
    for (const key of signingKeys) {
      const covered = coveredBy(signature, text, id, key);
      if (covered !== undefined) return covered;
    }
  }
  throw new IamError('InvalidIdentityToken', 'Response signature invalid');
}

/** SHA-1 is broken, and shared secrets were never the provider's alone: neither is among them. */
const SIGNATURES = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
] as const;
const DIGESTS = [
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
] as const;

/** The text that the signature covers, when it is right and about this element and nothing else. */
function coveredBy(
  signature: Element,
  text: string,
  id: string,
  key: SamlMetadata['signingKeys'][number],
): string | undefined {
  const verifier = new SignedXml({
    publicCert: key.export({ type: 'spki', format: 'pem' }),
    // A key that the document brings along is nobody's.
    getCertFromKeyInfo: () => null,
  });
  verifier.SignatureAlgorithms = pick(verifier.SignatureAlgorithms, SIGNATURES);
  verifier.HashAlgorithms = pick(verifier.HashAlgorithms, DIGESTS);
  try {
    verifier.loadSignature(signature);
    if (!verifier.checkSignature(text)) return undefined;
  } catch {
    // The library says by throwing that a signature does not hold, for whatever reason.
    return undefined;
  }
  const [reference, ...more] = verifier.getReferences();
  const [covered] = verifier.getSignedReferences();
  return reference?.uri === `#${id}` && more.length === 0 ? covered : undefined;
}

function pick<Value>(
  table: Readonly<Record<string, Value>>,
  names: readonly string[],
): Record<string, Value> {
  return Object.fromEntries(Object.entries(table).filter(([name]) => names.includes(name)));
}

function notValid(cause?: unknown): IamError {
  return new IamError('InvalidIdentityToken', 'SAMLAssertion is not a valid SAML response', {
    cause,
  });
}
