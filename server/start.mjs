/** `npm start`: builds what is missing and starts the server in this process. */
import module from 'node:module';
import { buildMissing, refuseOldNode } from './build-missing.mjs';

refuseOldNode();
module.enableCompileCache(); // the second start need not compile the libraries again
await buildMissing('server', 'web');
process.env.NODE_ENV ??= 'production';
await import('./dist/src/main.js');
