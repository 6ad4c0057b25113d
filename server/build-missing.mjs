/**
 * Builds what is not built or is older than its sources. Plain JavaScript, because it runs before anything is
 * compiled.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const parts = [
  {
    name: 'сервер',
    workspace: 'server',
    output: 'server/dist/src/main.js',
    sources: ['server/src', 'server/migrations', 'server/package.json', 'server/tsconfig.build.json'],
  },
  {
    name: 'страницы',
    workspace: 'web',
    output: 'web/build/handler.js',
    sources: [
      'web/src',
      'web/messages',
      'web/static',
      'web/package.json',
      'web/vite.config.ts',
      'schema/schema.graphql',
    ],
  },
];

/** Ends the process on a Node older than the project's own, which npm puts first on the path. */
export function refuseOldNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return;
  process.stderr.write(
    `\n✗ Нужен Node.js 24, а это ${process.versions.node}. Запускайте через npm start.\n` +
      `  Node.js 24 is needed, this is ${process.versions.node}. Start it with npm start.\n\n`,
  );
  process.exit(1);
}

/** Time of the newest file below a path; 0 where there is none, as in an image without the sources. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  if (/^(paraglide|node_modules)$|\.test\.ts$/.test(path.split(/[\\/]/).at(-1))) return 0;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** By the output itself, so that `npm run build` counts as well. */
function isBuilt({ output, sources }) {
  const built = join(root, output);
  if (!existsSync(built)) return false;
  const time = statSync(built).mtimeMs;
  return sources.every((source) => newest(join(root, source)) <= time);
}

function build({ name, workspace }) {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', 'build', '--silent', '-w', `@metodbank/${workspace}`], {
      cwd: root,
      // what is built is what is served, whatever the shell is for
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code !== 0)
        return reject(new Error(`Не удалось собрать: ${name} (build of ${workspace} failed)\n\n${output}`));
      resolve();
    });
  });
}

/**
 * Builds what is missing and shows for how long it has been at it; ends the process when a build fails.
 * @param {...('server' | 'web')} wanted
 */
export async function buildMissing(...wanted) {
  const missing = parts.filter(
    (part) =>
      wanted.includes(part.workspace) && existsSync(join(root, part.workspace, 'src')) && !isBuilt(part),
  );
  if (missing.length === 0) return;
  const began = performance.now();
  const left = new Set(missing.map(({ name }) => name));
  const show = () => {
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stderr.write(`\r\u001b[K  Собираю: ${[...left].join(', ')} … ${seconds} с`);
  };
  const timer = process.stderr.isTTY ? setInterval(show, 1000) : undefined;
  if (!timer) process.stderr.write(`  Собираю: ${[...left].join(', ')} …\n`);
  try {
    await Promise.all(missing.map((part) => build(part).then(() => left.delete(part.name))));
  } catch (error) {
    process.stderr.write(`\n✗ ${error.message}\n`);
    process.exit(1);
  } finally {
    clearInterval(timer);
    if (timer) process.stderr.write('\r\u001b[K');
  }
  process.stderr.write(`  Собрано за ${Math.round((performance.now() - began) / 1000)} с\n`);
}
