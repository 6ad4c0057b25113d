/** `npm run dev`: the server on port 3000 and the pages on 5173, both reloading what changes. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const api = `http://127.0.0.1:${process.env.PORT ?? 3000}/graphql`;
const run = (command, args, folder) =>
  spawn(command, args, {
    cwd: join(root, folder),
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { GRAPHQL_INTERNAL_URL: api, ...process.env },
  });

const register = ['--import', '@oxc-node/core/register'];
const children = [
  run(process.execPath, ['--watch', '--watch-preserve-output', ...register, 'src/main.ts'], 'server'),
  run('npm', ['run', 'dev', '--silent'], 'web'),
];
const stop = () => children.forEach((child) => child.kill('SIGTERM'));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
for (const child of children) child.on('exit', stop);
