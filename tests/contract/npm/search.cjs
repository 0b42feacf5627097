// Asks an installation by @googleapis/factchecktools: node search.cjs ROOT KEY CALLS. Prints the answers as JSON.
const { factchecktools } = require('@googleapis/factchecktools');

const [root, key, calls] = process.argv.slice(2);
const client = factchecktools({ version: 'v1alpha1', auth: key, rootUrl: root });

async function all(parameters) {
  const claims = [];
  let pages = 0;
  let pageToken;
  do {
    const { data } = await client.claims.search({ ...parameters, pageToken });
    claims.push(...(data.claims ?? []));
    pages += 1;
    pageToken = data.nextPageToken;
  } while (pageToken);
  return { claims, pages };
}

async function answer({ paged, ...parameters }) {
  try {
    return paged ? await all(parameters) : { data: (await client.claims.search(parameters)).data };
  } catch (error) {
    return { error: error.response?.data?.error ?? String(error) };
  }
}

(async () => {
  const answers = [];
  for (const call of JSON.parse(calls)) answers.push(await answer(call));
  console.log(JSON.stringify(answers));
})();
