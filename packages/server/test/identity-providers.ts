// Identity providers that run here: one of OpenID Connect, which answers over http, and one of SAML.
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as x509 from '@peculiar/x509';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { SignedXml } from 'xml-crypto';

/** Starts a provider of OpenID Connect: discovery, its keys, and tokens of robert for the client `notes`. */
export async function startOpenIdProvider() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256' }];
  let issuer = '';
  const server = createServer((request, response) => {
    const documents: Readonly<Record<string, object>> = {
      '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys` },
      '/keys': { keys },
    };
    const document = documents[request.url ?? ''];
    response.writeHead(document === undefined ? 404 : 200).end(JSON.stringify(document ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    sign: (by = privateKey): Promise<string> =>
      new SignJWT({ sub: 'robert' })
        .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
        .setIssuer(issuer)
        .setAudience('notes')
        .setIssuedAt()
        .setExpirationTime('10m')
        .sign(by),
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

const ENTITY_ID = 'https://login.example.com/saml';
const ENDPOINT = 'https://signin.aws.amazon.com/saml';
const ATTRIBUTES = 'https://aws.amazon.com/SAML/Attributes';
const URN = 'urn:oasis:names:tc:SAML:2.0';

/** Makes a provider of SAML: its metadata, and answers about robert that it signs, in base64. */
export async function createSamlProvider() {
  const algorithm = {
    ...{ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048 },
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    { serialNumber: '01', name: 'CN=login.example.com', keys, signingAlgorithm: algorithm },
    crypto,
  );
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const privateKey = `-----BEGIN PRIVATE KEY-----\n${pkcs8.toString('base64')}\n-----END PRIVATE KEY-----`;
  const publicKey = `<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${certificate.toString('base64')}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`;
  return {
    metadata: `<EntityDescriptor xmlns="${URN}:metadata" entityID="${ENTITY_ID}"><IDPSSODescriptor protocolSupportEnumeration="${URN}:protocol">${publicKey}</IDPSSODescriptor></EntityDescriptor>`,
    sign: (roleArn: string, providerArn: string): string =>
      Buffer.from(sign(writeAnswer(`${roleArn},${providerArn}`), privateKey)).toString('base64'),
  };
}

function writeAnswer(role: string): string {
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
  const attribute = (name: string, value: string) =>
    `<saml:Attribute Name="${ATTRIBUTES}/${name}"><saml:AttributeValue>${value}</saml:AttributeValue></saml:Attribute>`;
  const issuer = `<saml:Issuer>${ENTITY_ID}</saml:Issuer>`;
  const confirmation = `<saml:SubjectConfirmation Method="${URN}:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${at(240)}" Recipient="${ENDPOINT}"/></saml:SubjectConfirmation>`;
  const assertion = [
    issuer,
    `<saml:Subject><saml:NameID Format="${URN}:nameid-format:persistent">robert</saml:NameID>${confirmation}</saml:Subject>`,
    `<saml:Conditions NotBefore="${at(-60)}" NotOnOrAfter="${at(240)}"><saml:AudienceRestriction><saml:Audience>${ENDPOINT}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
    `<saml:AttributeStatement>${attribute('Role', role)}${attribute('RoleSessionName', 'robert')}</saml:AttributeStatement>`,
  ].join('');
  const head = (id: string) => `ID="_${id}" Version="2.0" IssueInstant="${at(-10)}"`;
  return `<samlp:Response xmlns:samlp="${URN}:protocol" xmlns:saml="${URN}:assertion" ${head(randomUUID())}>${issuer}<samlp:Status><samlp:StatusCode Value="${URN}:status:Success"/></samlp:Status><saml:Assertion ${head(randomUUID())}>${assertion}</saml:Assertion></samlp:Response>`;
}

function sign(answer: string, privateKey: string): string {
  const signer = new SignedXml({
    privateKey,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  const xpath = "//*[local-name()='Assertion']";
  signer.addReference({
    xpath,
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
    ],
  });
  signer.computeSignature(answer, {
    location: { reference: `${xpath}/*[local-name()='Issuer']`, action: 'after' },
  });
  return signer.getSignedXml();
}
