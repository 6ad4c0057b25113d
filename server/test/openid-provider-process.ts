/** The OpenID provider of a journey: tells on a line what it is, and takes who is signed in there line by line. */
import { createInterface } from 'node:readline';
import { type ProviderPerson, startOpenIdProvider } from './openid-provider.js';

const provider = await startOpenIdProvider();
const { issuer, clientId, clientSecret } = provider;
console.log(JSON.stringify({ issuer, clientId, clientSecret }));
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  provider.person = JSON.parse(line) as ProviderPerson;
  console.log('ok');
});
lines.on('close', () => void provider.stop().then(() => process.exit()));
