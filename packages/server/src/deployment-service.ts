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
  | 'ListAccounts';

/** `ostiary:…`, in the accounts' policies like any other service. */
export const deploymentService: ServiceDefinition<Action, 'service'> = defineService({
  name: 'ostiary',
  description: 'The deployment itself: its accounts, and the services that it guards',
  resourceTypes: {
    service: {
      arn: 'arn:${Partition}:ostiary::${Account}:service/${ServiceName}',
      description: 'A guarded service',
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
      description: 'Ask which policies bind a caller of the service',
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
    ListServices: { accessLevel: 'List', description: 'List the guarded services' },
    CreateAccount: { accessLevel: 'Write', description: 'Make an account' },
    ListAccounts: { accessLevel: 'List', description: 'List the accounts' },
  },
  routes: {
    'POST /service-channel/v1/services/{ServiceName}/signing-keys': 'GetSigningKey',
    'POST /service-channel/v1/services/{ServiceName}/principal-policies': 'GetPrincipalPolicies',
    'PUT /service-channel/v1/services/{ServiceName}/definition': 'RegisterService',
    'POST /service-channel/v1/services/{ServiceName}/audit-records': 'PutAuditRecords',
    'GET /service-channel/v1/services/{ServiceName}/changes': 'WatchChanges',
    'GET /deployment/v1/services': 'ListServices',
    'POST /deployment/v1/accounts': 'CreateAccount',
    'GET /deployment/v1/accounts': 'ListAccounts',
  },
});
