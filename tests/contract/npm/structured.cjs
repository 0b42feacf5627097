// Holds a page against structured-data-testing-tool: node structured.cjs < page.html. Prints what passed, warned, failed.
const { structuredDataTest } = require('structured-data-testing-tool');
const { Google } = require('structured-data-testing-tool/presets');

const brief = (tests) => tests.map((entry) => ({ test: entry.test, group: entry.group, error: entry.error?.message }));

(async () => {
  let page = '';
  for await (const part of process.stdin) page += part;
  let found;
  try {
    found = await structuredDataTest(page, { presets: [Google], schemas: ['ClaimReview'] });
  } catch (error) {
    if (error.type !== 'VALIDATION_FAILED') throw error;
    found = error.res;
  }
  const { passed, warnings, failed, schemas } = found;
  console.log(JSON.stringify({ passed: brief(passed), warnings: brief(warnings), failed: brief(failed), schemas }));
})();
