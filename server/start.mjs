/** `npm start`: builds what is missing and starts the server in this process. */
import { buildMissing } from './build-missing.mjs';

await buildMissing('server', 'web');
process.env.NODE_ENV ??= 'production';
await import('./dist/src/main.js');
