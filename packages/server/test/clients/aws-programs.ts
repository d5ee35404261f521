// The AWS CLI and boto3, where this machine has them.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A program that tests call, found where it works. */
export interface AwsProgram {
  readonly path: string;
  readonly version: string;
}

/** Version 2 of the AWS CLI; another one may come first in PATH. */
export async function findAwsCli(): Promise<AwsProgram | undefined> {
  for (const path of ['/usr/bin/aws', 'aws']) {
    const version = await run(path, ['--version']).then(
      ({ stdout, stderr }) => `${stdout}${stderr}`,
      () => '',
    );
    if (/aws-cli\/2\./.test(version)) return { path, version: version.trim() };
  }
  return missing('AWS CLI 2');
}

/** A Python that has boto3. */
export async function findBoto3(): Promise<AwsProgram | undefined> {
  for (const path of ['/usr/bin/python3', 'python3']) {
    const version = await run(path, ['-c', 'import boto3; print(boto3.__version__)']).then(
      ({ stdout }) => stdout.trim(),
      () => '',
    );
    if (version !== '') return { path, version };
  }
  return missing('boto3');
}

function missing(name: string): undefined {
  if (process.env.OSTIARY_REQUIRE_SERVICES === '1') throw new Error(`expected ${name}, found none`);
  console.log(`tests with ${name} skipped: there is none on this machine`);
  return undefined;
}
