/* Searching: Commonplace.search("words", {limit, page, sort}) finds pages of the site. */

const FIRST = 14; // results whose texts are read to find out which is best
const CHECKED = 84; // pages whose texts are read to see whether they have a phrase

/** What tells whether a page, by its number, is among those that are asked for. */
const filter = async (files, { filters, without }) => {
  const tests = filters.map(async ({ key, value, isNot }) => {
    let accepts;
    if (key === "tag") {
      const wanted = value.normalize("NFKC").toLowerCase().replace(/[\s_-]+/g, "-");
      const all = await files.tags();
      const exactly = all.filter((tag) => tag.key === wanted);
      const tags = exactly.length ? exactly : all.filter((tag) => tag.key.startsWith(wanted));
      const pages = new Set(tags.flatMap((tag) => tag.pages));
      accepts = (page) => pages.has(page);
    } else {
      const [from, to] = files.here[key].get(value.toLowerCase()) ?? [0, 0];
      accepts = (page) => page >= from && page < to;
    }
    return isNot ? (page) => !accepts(page) : accepts;
  });
  const absent = without.map(async (terms) => {
    const found = await Promise.all(terms.map(({ word }) => exact(files, word)));
    const sets = found.map((all) => new Set(all.flatMap(({ postings }) => postings.map(([page]) => page))));
    return (page) => !sets.length || !sets.every((pages) => pages.has(page));
  });
  const all = await Promise.all([...tests, ...absent]);
  return (page) => all.every((test) => test(page));
};

/** Whether a text has the words of a phrase side by side. */
const says = (text, phrase) => {
  const all = spans(fold(text)).map(({ word }) => word);
  return all.some((_, i) => phrase.every(({ word }, k) => all[i + k] === word));
};

/** Whether a page has a phrase; if so, the unit that has it is the one that is shown. */
const hasPhrase = async (files, page, query, phrase) => {
  if (says(page.title, phrase)) return true;
  const needed = phrase.map(({ word }) => query.terms.findIndex((term) => term.word === word));
  for (const [unit, scores] of page.units) {
    if (!needed.every((i) => scores[i] || query.terms[i]?.isCommon)) continue;
    const passages = await files.passages(page, unit);
    if (!passages.some(([, heading, text]) => says(text, phrase) || says(heading, phrase))) continue;
    page.units = new Map([[unit, scores]]);
    return true;
  }
  return false;
};

/** Keep the pages that have every phrase of the query, as many as are wanted. */
const withPhrases = async (files, pages, query, wanted) => {
  const kept = [];
  for (let at = 0; at < Math.min(pages.length, CHECKED) && kept.length < wanted; at += FIRST) {
    const some = pages.slice(at, at + FIRST);
    const has = await Promise.all(some.map(async (page) => {
      if (!(await files.row(page))) return false;
      const all = await Promise.all(query.phrases.map((phrase) => hasPhrase(files, page, query, phrase)));
      return all.every(Boolean);
    }));
    kept.push(...some.filter((_, i) => has[i]));
  }
  return kept;
};

const asHit = ({ url, anchor, title, heading, date, tags, missing, text, body }) => {
  const { from, to, marks, found } = body;
  const before = from ? "…" : "";
  const shift = from - before.length;
  return {
    url, anchor, title, heading, date, missing,
    tags: tags ? tags.split("|") : [],
    excerpt: `${before}${text.slice(from, to)}${to < text.length ? "…" : ""}`,
    marks: marks.filter(([start, end]) => start >= from && end <= to).map(([start, end]) => [start - shift, end - shift]),
    words: [...found],
  };
};

const count = (pages, ranges) =>
  [...ranges].map(([value, [from, to]]) => ({
    value,
    count: pages.filter(({ number }) => number >= from && number < to).length,
  }));

/** Find pages. See the manual for the form of a query and of what is found.
 *
 * What is not loaded yet is waited for until `patience`, a promise, is over.
 */
const search = async (text, { limit = 10, page = 1, sort = "best", patience } = {}) => {
  const here = await ready();
  const files = new Files(here, patience);
  const query = parse(String(text));
  const { terms, phrases, filters } = query;
  let pages = [];
  let isPartial = false;
  if (terms.length) {
    const [accepts] = await Promise.all([filter(files, query), ...terms.map((term) => expand(files, term))]);
    query.value = valueOf(terms) || 1;
    pages = rank(query, gather(terms, accepts));
    const whole = pages.filter(({ missing }) => !missing.length);
    isPartial = !whole.length && pages.length > 0 && !phrases.length;
    if (!isPartial) pages = whole;
  } else if (filters.length) {
    const accepts = await filter(files, query);
    query.value = 1;
    for (let number = here.pages - 1; number >= 0; number--) {
      if (accepts(number)) pages.push({ number, units: new Map([[0, []]]), sum: 0, missing: [] });
    }
  }
  const isByDate = sort === "date";
  if (isByDate) pages.sort((one, other) => other.number - one.number);
  if (phrases.length) pages = await withPhrases(files, pages, query, limit * page + 2);

  const found = pages;
  const read = (some) => Promise.all(some.filter(({ body }) => !body).map((one) => describe(files, one, query)));
  const start = (page - 1) * limit;
  if (!isByDate && start < FIRST) {
    const first = pages.slice(0, FIRST);
    await read(first);
    first.sort((one, other) => (other.rank ?? 0) - (one.rank ?? 0));
    pages = [...first, ...pages.slice(FIRST)];
  }
  pages = pages.slice(start, start + limit);
  await read(pages);
  return {
    count: found.length,
    hits: pages.filter(({ body }) => body).map(asHit),
    facets: { kind: count(found, here.kind), year: count(found, here.year).reverse() },
    partial: isPartial,
    failed: files.failed,
    instead: terms.filter(({ instead }) => instead).map(({ word, instead }) => [word, instead]),
    numbers: found.map(({ number }) => number),
  };
};

/** The tags of what was found, the most frequent first: [{value, label, count}]. */
const tagFacet = async ({ numbers }) => {
  const found = new Set(numbers);
  const all = await new Files(await ready()).tags();
  return all
    .map(({ key, label, pages }) => ({ value: key, label, count: pages.filter((page) => found.has(page)).length }))
    .filter((tag) => tag.count)
    .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
};

