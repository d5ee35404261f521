// Where the service channel is on the control plane.

/** The service in the credential scope and the ARNs of the service channel. */
export const CHANNEL_SERVICE = 'ostiary';

/** What a guarded service can ask of the channel. */
export type ChannelResource =
  | 'signing-keys'
  | 'principal-policies'
  | 'resource-controls'
  | 'definition'
  | 'audit-records'
  | 'changes';

/** `/service-channel/v1/services/notes/signing-keys` */
export function channelPath(service: string, resource: ChannelResource): string {
  return `/service-channel/v1/services/${service}/${resource}`;
}
