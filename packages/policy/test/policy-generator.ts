// Policy documents made at random: every element of the grammar, in every shape it may have.
import fc from 'fast-check';
import { CONDITION_OPERATORS, type ConditionValueType, type PolicyDocument } from '../src/index.js';

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,9}$/);

const variable = fc.oneof(
  fc.constantFrom('${*}', '${?}', '${$}', '${aws:username}'),
  fc.tuple(word, word).map(([key, value]) => `\${aws:PrincipalTag/${key}, '${value}'}`),
);

const pattern = fc
  .array(fc.oneof(word, variable, fc.constantFrom('*', '?', '/', ':')), { minLength: 1 })
  .map((parts) => parts.join(''));

const action = fc.oneof(
  fc.constant('*'),
  fc.tuple(word, fc.stringMatching(/^[A-Za-z*?]{1,9}$/)).map((parts) => parts.join(':')),
);

const resource = fc.oneof(
  fc.constantFrom('*', 'arn:aws:s3:*'),
  fc
    .tuple(fc.constantFrom('aws', 'aws-cn', '*'), word, fc.constantFrom('', '*', 'eu-?'), pattern)
    .map(([partition, service, region, rest]) => `arn:${partition}:${service}:${region}::${rest}`),
);

const VALUES: Readonly<Record<ConditionValueType, fc.Arbitrary<string | number | boolean>>> = {
  string: fc.oneof(pattern, fc.integer(), fc.boolean(), fc.constant('')),
  numeric: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)),
  date: fc.oneof(
    fc.integer(),
    fc
      .date({ min: new Date(0), noInvalidDate: true, max: new Date('9999') })
      .map((date) => date.toISOString()),
  ),
  boolean: fc.oneof(fc.boolean(), fc.constantFrom('true', 'FALSE')),
  binary: fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  ipAddress: fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.tuple(fc.ipV4(), fc.nat(32)).map((p) => p.join('/')),
  ),
  arn: fc.oneof(
    resource,
    pattern.map((rest) => `arn:aws:iam::*:${rest}`),
  ),
  null: fc.oneof(fc.boolean(), fc.constantFrom('true', 'false')),
};

function oneOrMany<T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> {
  return fc.oneof(item, fc.array(item, { minLength: 1, maxLength: 3 }));
}

const conditionBlock = fc
  .tuple(
    fc.constantFrom(...Object.entries(CONDITION_OPERATORS)),
    fc.constantFrom('', 'ForAllValues:', 'ForAnyValue:'),
    fc.boolean(),
  )
  .chain(([[name, { valueType }], qualifier, ifExists]) => {
    const suffix = ifExists && name !== 'Null' ? 'IfExists' : '';
    const key = word.map((text) => `aws:${text.toLowerCase()}`);
    return fc
      .dictionary(key, oneOrMany(VALUES[valueType]), { maxKeys: 3 })
      .map((keys) => [`${qualifier}${name}${suffix}`, keys] as const);
  });

const principal = fc.oneof(
  fc.constant('*' as const),
  fc.record(
    {
      AWS: oneOrMany(fc.constantFrom('*', '123456789012', 'arn:aws:iam::123456789012:user/a/b')),
      Service: oneOrMany(word.map((name) => `${name}.example.com`)),
      Federated: oneOrMany(fc.constantFrom('accounts.google.com')),
      CanonicalUser: oneOrMany(fc.stringMatching(/^[0-9a-f]{64}$/)),
    },
    { requiredKeys: ['AWS'] },
  ),
);

/** One of a pair of elements. */
function oneOf<T>(
  names: readonly [string, string],
  value: fc.Arbitrary<T>,
): fc.Arbitrary<Record<string, T>> {
  return fc.tuple(fc.constantFrom(...names), value).map(([name, each]) => ({ [name]: each }));
}

const statement = fc
  .tuple(
    fc.record(
      {
        Effect: fc.constantFrom('Allow', 'Deny'),
        Condition: fc
          .array(conditionBlock, { maxLength: 4 })
          .map((blocks) => Object.fromEntries(blocks)),
      },
      { requiredKeys: ['Effect'] },
    ),
    fc.oneof(fc.constant({}), oneOf(['Principal', 'NotPrincipal'], principal)),
    oneOf(['Action', 'NotAction'], oneOrMany(action)),
    oneOf(['Resource', 'NotResource'], oneOrMany(resource)),
  )
  .map((parts) => Object.assign({}, ...parts));

/** Documents that `parsePolicy` reads. */
export const policyDocument: fc.Arbitrary<PolicyDocument> = fc
  .record(
    {
      Version: fc.constantFrom('2012-10-17', '2008-10-17'),
      Id: fc.string(),
      Statement: oneOrMany(statement),
    },
    { requiredKeys: ['Statement'] },
  )
  .map((document) => numberSids(document));

/** Sids must differ, so they are counted. */
function numberSids(document: object): PolicyDocument {
  const { Statement } = document as PolicyDocument;
  const statements = [Statement].flat();
  return {
    ...document,
    Statement: statements.map((each, index) => ({ Sid: `s${index}`, ...each })),
  };
}
