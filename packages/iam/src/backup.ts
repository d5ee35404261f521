// @ostiary/iam/backup: a deployment or one of its accounts, to a file and back.
export { BackupError } from './backup/backup-error.js';
export { importAccount, type RestoreOptions, restoreBackup } from './backup/restore-backup.js';
export {
  type BackupOptions,
  type BackupProgress,
  exportAccount,
  writeBackup,
} from './backup/write-backup.js';
