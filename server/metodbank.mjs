/** `npm run metodbank -- <command>`: the commands of whoever runs the bank. */
import module from 'node:module';
import { buildMissing, refuseOldNode } from './build-missing.mjs';

refuseOldNode();
module.enableCompileCache();
await buildMissing('server');
process.env.NODE_ENV ??= 'production';
await import('./dist/src/cli/main.js');
