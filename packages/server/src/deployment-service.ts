// The control plane's own service beside IAM and STS: the service channel, and what operators do.
import { defineService, type ServiceDefinition } from '@ostiary/middleware';

type Action =
  | 'GetSigningKey'
  | 'GetPrincipalPolicies'
  | 'RegisterService'
  | 'PutAuditRecords'
  | 'WatchChanges'
  | 'ListServices'
  | 'CreateAccount'
  | 'ListAccounts'
  | 'DescribeOrganization'
  | 'ApplyOrganization';

type ResourceType = 'service' | 'organization';

/** `ostiary:…`, in the accounts' policies like any other service. */
export const deploymentService: ServiceDefinition<Action, ResourceType> = defineService({
  name: 'ostiary',
  description: 'The deployment itself: its accounts, and the services that it guards',
  // Its error documents are those of IAM, in JSON for who accepts that, like its own answers.
  dialect: 'query',
  resourceTypes: {
    service: {
      arn: 'arn:${Partition}:ostiary::${Account}:service/${ServiceName}',
      description: 'A guarded service',
    },
    // It belongs to the account that owns the deployment, so that no other account has a say on it.
    organization: {
      arn: 'arn:${Partition}:ostiary::${Account}:organization',
      description: 'The accounts of the deployment, and the organization that they form',
    },
  },
  actions: {
    GetSigningKey: {
      accessLevel: 'Read',
      resource: 'service',
      description: 'Ask whose key a request to the service was signed with',
    },
    GetPrincipalPolicies: {
      accessLevel: 'Read',
      resource: 'service',
      description: 'Ask which policies bind a caller of the service, or its resources',
    },
    RegisterService: {
      accessLevel: 'Write',
      resource: 'service',
      description: 'Bind the name of the service to the calling role, and say what the service is',
    },
    PutAuditRecords: {
      accessLevel: 'Write',
      resource: 'service',
      description: 'Send the audit records of the service',
    },
    WatchChanges: {
      accessLevel: 'Read',
      resource: 'service',
      description: 'Hear of changes that decisions rest on',
    },
    ListServices: {
      accessLevel: 'List',
      // Of the caller's account: each has its own.
      account: 'caller',
      description: 'List the guarded services',
    },
    CreateAccount: {
      accessLevel: 'Write',
      resource: 'organization',
      description: 'Make an account',
    },
    ListAccounts: {
      accessLevel: 'List',
      resource: 'organization',
      description: 'List the accounts',
    },
    DescribeOrganization: {
      accessLevel: 'Read',
      resource: 'organization',
      description: 'Show the organization, and what a document would change',
    },
    ApplyOrganization: {
      accessLevel: 'Permissions management',
      resource: 'organization',
      description: 'Put a document in the place of the organization that stands',
    },
  },
  routes: {
    'POST /service-channel/v1/services/{ServiceName}/signing-keys': 'GetSigningKey',
    'POST /service-channel/v1/services/{ServiceName}/principal-policies': 'GetPrincipalPolicies',
    'POST /service-channel/v1/services/{ServiceName}/resource-controls': 'GetPrincipalPolicies',
    'PUT /service-channel/v1/services/{ServiceName}/definition': 'RegisterService',
    'POST /service-channel/v1/services/{ServiceName}/audit-records': 'PutAuditRecords',
    'GET /service-channel/v1/services/{ServiceName}/changes': 'WatchChanges',
    'GET /deployment/v1/services': 'ListServices',
    'POST /deployment/v1/accounts': 'CreateAccount',
    'GET /deployment/v1/accounts': 'ListAccounts',
    'GET /deployment/v1/organization': 'DescribeOrganization',
    'POST /deployment/v1/organization/plan': 'DescribeOrganization',
    'PUT /deployment/v1/organization': 'ApplyOrganization',
  },
});
