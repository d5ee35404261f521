// A SAML provider for tests: its metadata, and answers that it signs.
import 'reflect-metadata';
import { randomUUID, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { SignedXml } from 'xml-crypto';
import { NOW } from './open-iam.js';

const ENTITY_ID = 'https://login.example.com/saml';
const ENDPOINT = 'https://signin.aws.amazon.com/saml';
const ATTRIBUTES = 'https://aws.amazon.com/SAML/Attributes';

/** What an answer says; each part can be changed. */
export interface Answer {
  readonly id?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly recipient?: string;
  readonly subject?: string;
  readonly status?: string;
  readonly method?: string;
  /** Seconds from now. */
  readonly issued?: number;
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  readonly sessionEnd?: number;
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
}

/** A key and its certificate, as a provider has them. */
export async function createSigner() {
  const algorithm = {
    ...{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048 },
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    { serialNumber: '01', name: 'CN=login.example.com', keys, signingAlgorithm: algorithm },
    webcrypto,
  );
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const privateKey = `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString('base64')}\n-----END PRIVATE KEY-----`;
  return { privateKey, certificate: certificate.toString('base64') };
}

type Signer = Awaited<ReturnType<typeof createSigner>>;

/** The metadata of a provider with these keys. */
export function metadataOf(...signers: readonly Signer[]): string {
  const keys = signers.map(
    ({ certificate }) =>
      `<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`,
  );
  return `<?xml version="1.0"?><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${ENTITY_ID}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keys.join('')}</IDPSSODescriptor></EntityDescriptor>`;
}

/** An answer, not signed. */
export function writeAnswer(answer: Answer, roles: readonly string[]): string {
  const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000).toISOString();
  const { id = `_${randomUUID()}`, issuer = ENTITY_ID, audience = ENDPOINT } = answer;
  const { issued = -10, notBefore = -60, notOnOrAfter = 240, sessionEnd = 28_800 } = answer;
  const { recipient = ENDPOINT, subject = 'robert', method = 'bearer' } = answer;
  const attributes = {
    [`${ATTRIBUTES}/Role`]: roles,
    [`${ATTRIBUTES}/RoleSessionName`]: ['robert'],
    ...Object.fromEntries(
      Object.entries(answer.attributes ?? {}).map(([name, values]) => [
        `${ATTRIBUTES}/${name}`,
        values,
      ]),
    ),
  };
  const statements = Object.entries(attributes).map(
    ([name, values]) =>
      `<saml:Attribute Name="${name}">${values
        .map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`)
        .join('')}</saml:Attribute>`,
  );
  const { status = 'Success' } = answer;
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="r${id}" Version="2.0" IssueInstant="${at(issued)}" Destination="${recipient}"><saml:Issuer>${issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></samlp:Status><saml:Assertion ID="${id}" Version="2.0" IssueInstant="${at(issued)}"><saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">${subject}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:${method}"><saml:SubjectConfirmationData NotOnOrAfter="${at(notOnOrAfter)}" Recipient="${recipient}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at(notBefore)}" NotOnOrAfter="${at(notOnOrAfter)}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="${at(issued)}" SessionNotOnOrAfter="${at(sessionEnd)}"/><saml:AttributeStatement>${statements.join('')}</saml:AttributeStatement></saml:Assertion></samlp:Response>`;
}

/** Which algorithms sign; SHA-256 where none are named. */
export interface Algorithms {
  readonly signature?: string;
  readonly digest?: string;
}

/** The answer with a signature over its assertion, or over the whole of it. */
export function signAnswer(
  xml: string,
  { privateKey, certificate }: Signer,
  element: 'Assertion' | 'Response' = 'Assertion',
  { signature, digest }: Algorithms = {},
): string {
  const signer = new SignedXml({
    privateKey,
    publicCert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`,
    signatureAlgorithm: signature ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  const xpath = `//*[local-name()='${element}']`;
  signer.addReference({
    xpath,
    digestAlgorithm: digest ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
    ],
  });
  signer.computeSignature(xml, {
    location: { reference: `${xpath}/*[local-name()='Issuer']`, action: 'after' },
  });
  return signer.getSignedXml();
}
