// An assertion that was signed: whether it is for us and for now, and what it says.
import { IamError } from './errors.js';
import { SAML } from './saml-names.js';
import { attributeOf, childrenOf, onlyChildOf, textOf } from './xml-element.js';

/** What an assertion says. */
export interface SamlAssertion {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  /** `persistent`, `transient`, or the whole name of another format. */
  readonly subjectType: string;
  readonly audience: string;
  /** From when on it counts no more. */
  readonly expiration: Date;
  /** When the provider wants the session to end. */
  readonly sessionEnd: Date | undefined;
  /** Values by the name of the attribute. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

/** Whom an assertion has to be for. */
export interface SamlRecipient {
  /** The address that the provider posts to, as `Recipient` names it. */
  readonly endpoint: string;
  readonly audiences: readonly string[];
}

/** An assertion has to be used within this time (STS API Reference, "AssumeRoleWithSAML"). */
const MAX_AGE_MS = 300_000;

/**
 * Reads an assertion (SAML V2.0 Core, section 2.3.3; Profiles, section 4.1.4.2).
 *
 * @throws IamError `InvalidIdentityToken` when it is not for us or lacks something,
 *   `ExpiredTokenException` when it is too old
 */
export function readSamlAssertion(
  assertion: Element,
  { endpoint, audiences }: SamlRecipient,
  now: Date,
): SamlAssertion {
  const within = (parent: Element | undefined, name: string) =>
    onlyChildOf(parent, SAML.assertion, name);
  const subject = within(assertion, 'Subject');
  const nameId = within(subject, 'NameID');
  const confirmation = within(subject, 'SubjectConfirmation');
  const confirmed = within(confirmation, 'SubjectConfirmationData');
  const conditions = within(assertion, 'Conditions');
  const named = textOf(within(within(conditions, 'AudienceRestriction'), 'Audience'));
  const statements = childrenOf(assertion, SAML.assertion, 'AuthnStatement');

  const id = required(attributeOf(assertion, 'ID'), 'ID');
  const issuer = required(textOf(within(assertion, 'Issuer')), 'Issuer');
  const audience = required(named, 'Audience');
  if (!audiences.includes(audience)) throw invalid('Incorrect audience');
  if (attributeOf(confirmation, 'Method') !== SAML.bearer)
    throw invalid('Subject is not confirmed');
  if (attributeOf(confirmed, 'Recipient') !== endpoint) throw invalid('Incorrect recipient');
  const issued = instantOf(attributeOf(assertion, 'IssueInstant'));
  const expiration = earliest([
    instantOf(attributeOf(confirmed, 'NotOnOrAfter')),
    instantOf(attributeOf(conditions, 'NotOnOrAfter')) ?? null,
    issued && new Date(issued.getTime() + MAX_AGE_MS),
  ]);
  const begins = instantOf(attributeOf(conditions, 'NotBefore'));
  if (begins !== undefined && now < begins) throw invalid('The assertion is not valid yet');
  if (issued !== undefined && issued.getTime() > now.getTime() + MAX_AGE_MS) {
    throw invalid('The assertion is of another time');
  }
  if (!(now < expiration)) {
    throw new IamError(
      'ExpiredTokenException',
      'Token must be redeemed within 5 minutes of issuance',
    );
  }
  return {
    ...{ id, issuer, audience, expiration },
    subject: required(textOf(nameId), 'NameID'),
    subjectType: subjectTypeOf(attributeOf(nameId, 'Format')),
    sessionEnd: statements
      .map((statement) => instantOf(attributeOf(statement, 'SessionNotOnOrAfter')))
      .find((end) => end !== undefined),
    attributes: attributesOf(assertion),
  };
}

function attributesOf(assertion: Element): SamlAssertion['attributes'] {
  const attributes = new Map<string, readonly string[]>();
  const statements = childrenOf(assertion, SAML.assertion, 'AttributeStatement');
  const all = statements.flatMap((each) => childrenOf(each, SAML.assertion, 'Attribute'));
  for (const attribute of all) {
    const name = required(attributeOf(attribute, 'Name'), 'Name of an attribute');
    if (attributes.has(name)) throw invalid(`The attribute ${name} stands twice`);
    const values = childrenOf(attribute, SAML.assertion, 'AttributeValue');
    attributes.set(
      name,
      values.map((value) => textOf(value) ?? ''),
    );
  }
  return attributes;
}

function subjectTypeOf(format: string | undefined): string {
  return format?.startsWith(SAML.nameIdFormat)
    ? format.slice(SAML.nameIdFormat.length)
    : (format ?? '');
}

/** UTC, as SAML has it (Core, section 1.3.3). */
function instantOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (/^\d{4}-\d\d-\d\dT.*Z$/.test(text) && !Number.isNaN(time.getTime())) return time;
  throw invalid('A time in the assertion is none');
}

/** Null may be absent; undefined must not. */
function earliest(times: readonly (Date | null | undefined)[]): Date {
  const found = times.map((time) => {
    if (time === undefined) throw invalid('The assertion does not say until when it counts');
    return time?.getTime() ?? Number.POSITIVE_INFINITY;
  });
  return new Date(Math.min(...found));
}

function required(text: string | undefined, name: string): string {
  if (text) return text;
  throw invalid(`The assertion has no ${name}`);
}

function invalid(message: string): IamError {
  return new IamError('InvalidIdentityToken', message);
}
