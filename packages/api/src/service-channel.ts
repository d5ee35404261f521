// @ostiary/api/service-channel: how a guarded service and the control plane talk.
export type { RecordSink } from './service-channel/batch-records.js';
export {
  CHANNEL_SERVICE,
  type ChannelResource,
  channelPath,
} from './service-channel/channel-path.js';
export {
  connectServiceChannel,
  type ServiceChannel,
  type ServiceChannelOptions,
} from './service-channel/connect-service-channel.js';
export { ServiceChannelError } from './service-channel/errors.js';
export {
  readPrincipalPolicies,
  readResourceControls,
  writePrincipalPolicies,
  writeResourceControls,
} from './service-channel/policies-message.js';
export {
  principalMessage,
  resourceControlQueryMessage,
} from './service-channel/principal-message.js';
export {
  type ChannelCaller,
  readSigningKeyMatch,
  signingKeyQueryMessage,
  writeSigningKeyMatch,
} from './service-channel/signing-key-message.js';
