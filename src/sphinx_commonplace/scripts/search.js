/* Searching: Commonplace.search("words", {limit, page, sort}) finds pages of the site. */

// Results whose texts are read to find out which is best.
const FIRST = 10;
// Pages whose texts are read to see whether they have a phrase.
const CHECKED = 84;

/** What tells whether a page, by its number, is among those that are asked for. */
const filter = async (files, { filters, without }) => {
  const tests = filters.map(async ({ key, value, isNot }) => {
    const wanted = value.normalize("NFKC").toLowerCase().replace(/[\s_-]+/g, "-");
    const all = await files.values(key);
    const exactly = all.filter((one) => one.key === wanted);
    const chosen = exactly.length ? exactly : all.filter((one) => one.key.startsWith(wanted));
    return (page) => chosen.some(({ has }) => has(page)) !== isNot;
  });
  const absent = without.map(async (terms) => {
    const found = await Promise.all(terms.map(({ word }) => exact(files, word)));
    const sets = found.map((all) => new Set(all.flatMap((entry) => postingsOf(entry).map(([page]) => page))));
    return (page) => !sets.length || !sets.every((pages) => pages.has(page));
  });
  const all = await Promise.all([...tests, ...absent]);
  return (page) => all.every((test) => test(page));
};

/** The values of a filter that some pages have, and how many have each. */
const count = async (files, key, numbers) => {
  const values = await files.values(key);
  return values.map(({ key: value, label, has }) => ({ value, label, count: numbers.filter(has).length })).filter(({ count }) => count);
};

/** What the results of a search can be narrowed to. */
const facetsOf = async (files, numbers) => {
  const [kind, year, tag] = await Promise.all(["kind", "year", "tag"].map((key) => count(files, key, numbers)));
  // Those of as many pages stay in the order of the index.
  tag.sort((one, other) => other.count - one.count);
  return { kind, year, tag };
};

/** Whether a text has the words of a phrase side by side. */
const says = (text, phrase) => {
  const all = spans(fold(text)).map(({ word }) => word);
  return all.some((_, i) => phrase.every(({ word }, k) => all[i + k] === word));
};

/** Whether a page has a phrase; if so, the unit that has it is the one that is shown. */
const hasPhrase = async (files, page, query, phrase) => {
  const needed = phrase.map(({ word }) => query.terms.findIndex((term) => term.word === word));
  for (const [unit, scores] of page.units) {
    if (!needed.every((i) => scores[i] || query.terms[i]?.isCommon)) continue;
    const [[, title = ""], passages] = await files.unit(page, unit);
    if (![title, ...passages.flatMap(([, ...said]) => said)].some((text) => says(text, phrase))) continue;
    page.units = new Map([[unit, scores]]);
    return true;
  }
  return false;
};

/** The pages that have every phrase of the query, as many as are wanted, and whether there may be more. */
const withPhrases = async (files, pages, query, wanted) => {
  const kept = [];
  let at = 0;
  for (; at < Math.min(pages.length, CHECKED) && kept.length < wanted; at += FIRST) {
    const found = await Promise.all(pages.slice(at, at + FIRST).map(async (page) => {
      const all = await Promise.all(query.phrases.map((phrase) => hasPhrase(files, page, query, phrase)));
      return all.every(Boolean) && page;
    }));
    kept.push(...found.filter(Boolean));
  }
  return [kept, at < pages.length];
};

const asHit = ({ url, anchor, title, heading, date, day, tags, missing, text, body }) => {
  const { from, to, marks } = body;
  const before = from ? "…" : "";
  const shift = from - before.length;
  return {
    url, anchor, title, heading, date, day, tags, missing,
    excerpt: `${before}${text.slice(from, to)}${to < text.length ? "…" : ""}`,
    marks: marks.filter(([start, end]) => start >= from && end <= to).map(([start, end]) => [start - shift, end - shift]),
    words: [...new Set(marks.map(([start, end]) => text.slice(start, end).toLowerCase()))],
  };
};

/** Find pages. See the manual for the form of a query and of what is found.
 *
 * What is not loaded yet is waited for until `patience`, a promise, is over.
 */
const search = async (text, { limit = 10, page = 1, sort = "best", patience } = {}) => {
  const here = await ready();
  const files = new Files(here, patience);
  const query = parse(String(text));
  const { terms, phrases, filters } = query;
  const [accepts] = await Promise.all([filter(files, query), ...terms.map((term) => expand(files, term))]);
  query.value = valueOf(terms) || 1;
  const named = filters.length && !terms.length ? [...Array(here.pages).keys()].filter(accepts).map(blank) : [];
  const all = rank(query, [...gather(here, terms, accepts), ...named]);
  const whole = all.filter(({ missing }) => !missing.length);
  const partial = all.length > 0 && !whole.length && !phrases.length;
  let pages = partial ? all : whole;
  const isByDate = sort === "date" || named.length;
  if (isByDate) pages.sort((one, other) => other.number - one.number);
  let more = false;
  const start = (page - 1) * limit;
  const end = start + limit;
  if (phrases.length) [pages, more] = await withPhrases(files, pages, query, end + 1);

  const numbers = pages.map(({ number }) => number);
  const read = (some) => Promise.all(some.filter(({ rank }) => rank === undefined).map((one) => describe(files, one, query)));
  if (!isByDate && start < FIRST) {
    const first = pages.slice(0, FIRST);
    await read(first);
    first.sort((one, other) => other.rank - one.rank);
    pages = [...first, ...pages.slice(FIRST)];
  }
  pages = pages.slice(start, end);
  await read(pages);
  return {
    count: numbers.length,
    more,
    hits: pages.filter(({ body }) => body).map(asHit),
    facets: () => facetsOf(files, numbers),
    partial,
    failed: files.failed,
    instead: terms.filter(({ instead }) => instead).map(({ word, instead }) => [word, instead]),
  };
};
