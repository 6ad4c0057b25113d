/** Environment variable that names the one place where the process is to die; set only by tests. */
const VARIABLE = 'METODBANK_FAILPOINT';

const armed = process.env[VARIABLE];

/**
 * A place where a power cut would hurt most: beside a commit, a rename, a letter. Where the environment names it,
 * the process dies as by `kill -9`; otherwise it costs a comparison.
 * @param name of the place: `submit.before-commit`
 */
export function failpoint(name: string): void {
  if (armed !== undefined && armed === name) process.kill(process.pid, 'SIGKILL');
}
