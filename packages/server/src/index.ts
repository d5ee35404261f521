// @ostiary/server: the control plane as a service.
export {
  type BackupFileOptions,
  backUpDeployment,
  exportDeploymentAccount,
  importDeploymentAccount,
  restoreDeployment,
} from './deployment-backup.js';
export type { LogLevel } from './log.js';
export type { StateSettings } from './open-state.js';
export {
  addDeploymentKey,
  createDeploymentKey,
  type RotateOptions,
  rotateDeploymentKey,
} from './rotate-master-key.js';
export { serve } from './serve.js';
export {
  type Environment,
  type RootAccessKeySetting,
  readServeSettings,
  type ServeFlags,
  ServeSettingError,
  type ServeSettings,
  type StoreSetting,
} from './serve-settings.js';
export type { RunningService } from './start-service.js';
