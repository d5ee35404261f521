// `ostiary validate`: what is wrong with policy files, and where.
import { type PolicyType, validatePolicy } from '@ostiary/policy';
import { type Command, Option } from 'commander';
import { UsageError } from './errors.js';
import { EXIT_CODES, type ExitCode } from './exit-code.js';
import { type Finding, findingsOf, formatFinding } from './finding.js';
import { POLICY_TYPE_OPTIONS } from './policy-type-option.js';
import { readSource } from './read-source.js';
import { type Terminal, write } from './terminal.js';

interface ValidateOptions {
  readonly type?: string;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  ostiary validate policies/*.json
  ostiary validate --type trust role.json
  aws iam get-policy-version … | jq .PolicyVersion.Document | ostiary validate -

Exit codes: 0 no error, 1 an error, 2 wrong use or a file that cannot be read.`;

/** Adds the command to the program; `end` is told the exit code. */
export function addValidateCommand(
  program: Command,
  terminal: Terminal,
  end: (code: ExitCode) => void,
): void {
  program
    .command('validate')
    .description('Check policy documents; prints `file:line:column: LEVEL code: message`.')
    .argument('<file...>', 'policy documents; - is standard input')
    .addOption(
      new Option(
        '--type <type>',
        'what the policies are for; without it any type is taken',
      ).choices([...POLICY_TYPE_OPTIONS.keys()]),
    )
    .option('--json', 'print a JSON list')
    .addHelpText('after', EXAMPLES)
    .action(async (files: readonly string[], options: ValidateOptions) => {
      end(await validate(files, options, terminal));
    });
}

/** Reads on past a file that cannot be read, and says so: the other findings are wanted too. */
async function validate(
  files: readonly string[],
  { type, json }: ValidateOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const policyType = type === undefined ? undefined : POLICY_TYPE_OPTIONS.get(type);
  const findings: Finding[] = [];
  let isUnreadable = false;
  for (const file of files) {
    try {
      findings.push(...(await validateFile(file, policyType, terminal)));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      isUnreadable = true;
      await write(terminal.stderr, `${error.message}\n`);
    }
  }
  const lines = findings.map((finding) => `${formatFinding(finding)}\n`).join('');
  await write(terminal.stdout, json ? `${JSON.stringify(findings, null, 2)}\n` : lines);
  if (isUnreadable) return EXIT_CODES.unreadable;
  return findings.some(({ level }) => level === 'ERROR') ? EXIT_CODES.bad : EXIT_CODES.good;
}

async function validateFile(
  file: string,
  policyType: PolicyType | undefined,
  terminal: Terminal,
): Promise<readonly Finding[]> {
  const { text } = await readSource(file, terminal);
  return findingsOf(file, validatePolicy(text, policyType === undefined ? {} : { policyType }));
}
