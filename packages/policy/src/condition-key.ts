// Condition keys: what each holds, and whether a request can carry several values of it at once.

/** What a condition key holds, as the Service Authorization Reference names the types. */
export type ConditionKeyType =
  | 'String'
  | 'Numeric'
  | 'Date'
  | 'Bool'
  | 'ARN'
  | 'IPAddress'
  | 'Binary';

/** A condition key. Whether it is multivalued belongs to the key, not to how many values came. */
export interface ConditionKeyDefinition {
  readonly type: ConditionKeyType;
  /** Wants `ForAllValues` or `ForAnyValue`. */
  readonly multivalued?: boolean;
  readonly description?: string;
}

/** Definitions by key; a key that ends in `/*` stands for all with its prefix. */
export type ConditionKeyDefinitions = Readonly<Record<string, ConditionKeyDefinition>>;

/** Tells what is known of a condition key, whatever its case. */
export type ConditionKeyRegistry = (key: string) => ConditionKeyDefinition | undefined;

const text: ConditionKeyDefinition = { type: 'String' };
const texts: ConditionKeyDefinition = { type: 'String', multivalued: true };
const date: ConditionKeyDefinition = { type: 'Date' };
const bool: ConditionKeyDefinition = { type: 'Bool' };
const arn: ConditionKeyDefinition = { type: 'ARN' };
const address: ConditionKeyDefinition = { type: 'IPAddress' };

/** The global condition keys (IAM User Guide, "AWS global condition context keys"). */
export const GLOBAL_CONDITION_KEYS: ConditionKeyDefinitions = {
  'aws:AssumedRoot': bool,
  'aws:CalledVia': texts,
  'aws:CalledViaAWSMCP': text,
  'aws:CalledViaFirst': text,
  'aws:CalledViaLast': text,
  'aws:ChatbotSourceArn': arn,
  'aws:CurrentTime': date,
  'aws:Ec2InstanceSourcePrivateIPv4': address,
  'aws:Ec2InstanceSourceVpc': text,
  'aws:EpochTime': date,
  'aws:FederatedProvider': text,
  'aws:IsMcpServiceAction': bool,
  'aws:MultiFactorAuthAge': { type: 'Numeric' },
  'aws:MultiFactorAuthPresent': bool,
  'aws:PrincipalAccount': text,
  'aws:PrincipalArn': arn,
  'aws:PrincipalIsAWSService': bool,
  'aws:PrincipalOrgID': text,
  'aws:PrincipalOrgPaths': texts,
  'aws:PrincipalServiceName': text,
  'aws:PrincipalServiceNamesList': texts,
  'aws:PrincipalTag/*': text,
  'aws:PrincipalType': text,
  'aws:RequestTag/*': text,
  'aws:RequestedRegion': text,
  'aws:ResourceAccount': text,
  'aws:ResourceOrgID': text,
  'aws:ResourceOrgPaths': texts,
  'aws:ResourceTag/*': text,
  'aws:SecureTransport': bool,
  'aws:SignInSessionArn': arn,
  'aws:SourceAccount': text,
  'aws:SourceArn': arn,
  'aws:SourceIdentity': text,
  'aws:SourceIp': address,
  'aws:SourceOrgID': text,
  'aws:SourceOrgPaths': texts,
  'aws:SourceVpc': text,
  'aws:SourceVpcArn': arn,
  'aws:SourceVpce': text,
  'aws:TagKeys': texts,
  'aws:TokenIssueTime': date,
  'aws:UserAgent': text,
  'aws:ViaAWSMCPService': bool,
  'aws:ViaAWSService': bool,
  'aws:VpcSourceIp': address,
  'aws:VpceAccount': text,
  'aws:VpceOrgID': text,
  'aws:VpceOrgPaths': texts,
  'aws:referer': text,
  'aws:userid': text,
  'aws:username': text,
};

/** A registry of the global keys and those that services define; a later definition wins. */
export function createConditionKeyRegistry(
  ...services: readonly ConditionKeyDefinitions[]
): ConditionKeyRegistry {
  const definitions = new Map<string, ConditionKeyDefinition>();
  for (const defined of [GLOBAL_CONDITION_KEYS, ...services]) {
    for (const [key, definition] of Object.entries(defined)) {
      definitions.set(key.toLowerCase(), definition);
    }
  }
  return (key) => {
    const lower = key.toLowerCase();
    const slash = lower.indexOf('/');
    return definitions.get(lower) ?? definitions.get(`${lower.slice(0, slash)}/*`);
  };
}
