// X.509 certificates made for a test, by a library that the code under test does not use.
import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A certificate and its private key, in PEM, and what signs others with it. */
export interface MadeCertificate {
  readonly body: string;
  readonly privateKey: string;
  readonly name: string;
  readonly keys: webcrypto.CryptoKeyPair;
}

/** Makes a certificate, self-signed or by an issuer; valid in 2026 unless told otherwise. */
export async function makeCertificate(
  name: string,
  {
    issuer,
    notBefore = '2026-01-01',
    notAfter = '2026-12-31',
    addresses = [],
  }: {
    issuer?: MadeCertificate;
    notBefore?: string;
    notAfter?: string;
    /** IP addresses that it is for. */
    addresses?: readonly string[];
  } = {},
): Promise<MadeCertificate> {
  const usages = ['sign', 'verify'] as const;
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, usages);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`,
    issuer: `CN=${issuer?.name ?? name}`,
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: ALGORITHM,
    extensions:
      addresses.length === 0
        ? []
        : [
            new x509.SubjectAlternativeNameExtension(
              addresses.map((value) => ({ type: 'ip', value })),
            ),
          ],
  });
  const der = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  const privateKey = x509.PemConverter.encode(der, 'PRIVATE KEY');
  return { body: certificate.toString('pem'), privateKey, name, keys };
}
