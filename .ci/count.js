/**
 * Adds up what the test runs wrote: names every test that failed and why, so that the end of a log tells it, and prints
 * `N passed, N failed` alone on the last line. A run that wrote nothing, a file that did not load and an exit code that
 * no test explains count as failures.
 * Usage: node .ci/count.js <exit code of npm test> <results.json>…
 */
import { readFileSync } from 'node:fs';

const [exitCode, ...paths] = process.argv.slice(2);
/** What fits a log of a message that may hold a page. */
const firstLines = (message) => message.split('\n').slice(0, 12).join('\n').slice(0, 2_000);

let passed = 0;
let failed = 0;
for (const path of paths) {
  try {
    const results = JSON.parse(readFileSync(path, 'utf8'));
    const broken = results.testResults.filter(
      (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
    );
    for (const file of broken) console.log(`${file.name}: ${file.message || 'did not finish'}`);
    for (const file of results.testResults) {
      for (const test of file.assertionResults.filter(({ status }) => status === 'failed')) {
        console.log(`${file.name}: ${test.fullName}: ${firstLines(test.failureMessages.join('\n'))}`);
      }
    }
    passed += results.numPassedTests;
    failed += results.numFailedTests + broken.length;
  } catch (error) {
    console.log(`${path}: ${error.message}`);
    failed += 1;
  }
}
if (failed === 0 && exitCode !== '0') {
  console.log(`npm test ended with ${exitCode} though no test failed`);
  failed = 1;
}
if (passed === 0 && failed === 0) {
  console.log('no test ran');
  failed = 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
