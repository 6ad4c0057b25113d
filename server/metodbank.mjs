/** `npm run metodbank -- <command>`: the commands of whoever runs the bank. */
import { buildMissing } from './build-missing.mjs';

await buildMissing('server');
process.env.NODE_ENV ??= 'production';
await import('./dist/src/cli/main.js');
