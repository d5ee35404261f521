// What the metadata of a SAML provider says about it.
import { type KeyObject, X509Certificate } from 'node:crypto';
import { IamError } from './errors.js';
import { SAML } from './saml-names.js';
import { attributeOf, childrenOf, isNamed, parseXml, textOf } from './xml-element.js';

/** What assertions are verified with. */
export interface SamlMetadata {
  /** As assertions name it in `Issuer`. */
  readonly entityId: string;
  /** The keys with which it signs. */
  readonly signingKeys: readonly KeyObject[];
}

/**
 * Reads metadata (SAML V2.0 Metadata, sections 2.3.2 and 2.4.1.1). The keys in it are trusted by
 * having been put there; who signed their certificates does not matter.
 *
 * @throws IamError `InvalidIdentityToken` when it has no key to verify with
 */
export function readSamlMetadata(metadata: string): SamlMetadata {
  try {
    const root = parseXml(metadata);
    const entityId = attributeOf(root, 'entityID');
    const signingKeys = childrenOf(root, SAML.metadata, 'IDPSSODescriptor')
      .flatMap((descriptor) => childrenOf(descriptor, SAML.metadata, 'KeyDescriptor'))
      .filter((key) => attributeOf(key, 'use') !== 'encryption')
      .flatMap((key) => childrenOf(key, SAML.signature, 'KeyInfo'))
      .flatMap((info) => childrenOf(info, SAML.signature, 'X509Data'))
      .flatMap((data) => childrenOf(data, SAML.signature, 'X509Certificate'))
      .map((certificate) => publicKeyOf(textOf(certificate) ?? ''));
    if (isNamed(root, SAML.metadata, 'EntityDescriptor') && entityId && signingKeys.length > 0) {
      return { entityId, signingKeys };
    }
  } catch (error) {
    throw unusable(error);
  }
  throw unusable();
}

function publicKeyOf(base64: string): KeyObject {
  return new X509Certificate(Buffer.from(base64, 'base64')).publicKey;
}

function unusable(cause?: unknown): IamError {
  return new IamError(
    'InvalidIdentityToken',
    'The metadata of the SAML provider has no key to verify with',
    { cause },
  );
}
