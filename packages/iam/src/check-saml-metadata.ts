// The metadata of a SAML provider: whether it is some, and how long it holds.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { IamError } from './errors.js';

/** AWS says 100 years where the metadata does not say. */
const YEARS = 100;

/**
 * Until when metadata holds (SAML V2.0 Metadata, section 2.3.2, `EntityDescriptor`). It has to be
 * the description of one entity that names itself; documents with a DOCTYPE are refused, since
 * entities that expand are an attack. Keys and addresses are read by who verifies an assertion.
 *
 * @throws IamError InvalidInput
 */
export function checkSamlMetadata(metadata: string, now: Date): string {
  const attributes = readEntityDescriptor(metadata);
  if (attributes?.entityID === undefined || attributes.entityID === '') {
    throw new IamError('InvalidInput', 'Could not parse metadata');
  }
  const { validUntil } = attributes;
  if (validUntil === undefined) {
    return new Date(new Date(now).setUTCFullYear(now.getUTCFullYear() + YEARS)).toISOString();
  }
  const until = new Date(validUntil);
  if (Number.isNaN(until.getTime()) || until <= now) {
    throw new IamError('InvalidInput', `metadata that is valid until ${validUntil} holds no more`);
  }
  return until.toISOString();
}

interface EntityDescriptorAttributes {
  readonly entityID?: string;
  readonly validUntil?: string;
}

const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  processEntities: false,
});

function readEntityDescriptor(metadata: string): EntityDescriptorAttributes | undefined {
  if (/<!DOCTYPE/i.test(metadata) || XMLValidator.validate(metadata) !== true) return undefined;
  return PARSER.parse(metadata).EntityDescriptor;
}
