// X.509 certificates in PEM (RFC 7468), as uploads bring them.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { IamError } from './errors.js';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * The one certificate of a text.
 *
 * @throws IamError MalformedCertificate
 */
export function parseCertificate(pem: string): X509Certificate {
  const [certificate, ...others] = parseCertificates(pem);
  if (certificate === undefined || others.length > 0) throw malformedCertificate();
  return certificate;
}

/**
 * The private key of a certificate, neither encrypted nor anything else.
 *
 * @throws IamError MalformedCertificate, KeyPairMismatch
 */
export function parsePrivateKey(pem: string, certificate: X509Certificate): KeyObject {
  const key = readPrivateKey(pem);
  if (!certificate.checkPrivateKey(key)) {
    throw new IamError('KeyPairMismatch', 'The private key does not match the certificate.');
  }
  return key;
}

/**
 * Checks the certificates that lead from one to its root: each is signed by the next.
 *
 * @throws IamError MalformedCertificate
 */
export function checkCertificateChain(certificate: X509Certificate, pem: string): void {
  let signed = certificate;
  for (const [index, issuer] of parseCertificates(pem).entries()) {
    if (!signed.checkIssued(issuer) || !signed.verify(issuer.publicKey)) {
      throw new IamError(
        'MalformedCertificate',
        `Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any intermediaries in order. The index within the chain of the invalid certificate is: ${index}`,
      );
    }
    signed = issuer;
  }
}

/** Whether a certificate is valid at a time: not too early and not too late. */
export function isValidAt(certificate: X509Certificate, time: Date): boolean {
  return (
    Date.parse(certificate.validFrom) <= time.getTime() &&
    time.getTime() <= Date.parse(certificate.validTo)
  );
}

function parseCertificates(pem: string): readonly X509Certificate[] {
  const texts = pem.match(CERTIFICATE) ?? [];
  const between = pem.replaceAll(CERTIFICATE, '').trim();
  if (texts.length === 0 || between !== '') throw malformedCertificate();
  try {
    return texts.map((text) => new X509Certificate(text));
  } catch (cause) {
    throw malformedCertificate(cause);
  }
}

function malformedCertificate(cause?: unknown): IamError {
  return new IamError(
    'MalformedCertificate',
    'Unable to parse certificate. Please ensure the certificate is in PEM format.',
    { cause },
  );
}

function readPrivateKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    // The reason is left out: it must show nothing of a private key.
    throw new IamError(
      'MalformedCertificate',
      'Unable to parse private key. Please ensure the private key is in PEM format and not encrypted.',
    );
  }
}
