/* The search engine: Commonplace.search("words", {limit, page, sort}) finds pages of the site.
 *
 * It reads the files that core/search writes, each a script that calls Commonplace.take, so it
 * needs neither a server nor fetch. Only those are loaded that a query asks for, and each once.
 */
(() => {
  "use strict";
  const VERSION = 1;
  const LEVELS = 16;
  const TITLE = 15; // a level that hardly anything but a title reaches
  const FIRST = 14; // results whose texts are read to find out which is best
  const ROOT = new URL("..", document.currentScript.src);

  // Loading -------------------------------------------------------------------------------------

  const loaded = new Map();
  const waiting = new Map();

  const take = (name, data) => waiting.get(name)?.(data);

  const attempt = (name, again) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      waiting.set(name, resolve);
      script.charset = "utf-8";
      script.src = new URL(`_search/${name}.js${again}`, ROOT);
      // After the script has run, this changes nothing.
      script.onload = script.onerror = () => {
        script.remove();
        reject(new Error(name));
      };
      document.head.append(script);
    });

  const load = (name, read) => {
    if (!loaded.has(name)) {
      const found = attempt(name, "").catch(() => attempt(name, "?again")).then(read);
      loaded.set(name, found);
      found.catch(() => loaded.delete(name));
    }
    return loaded.get(name);
  };

  // Words: as in core/search/words.py -----------------------------------------------------------

  const DENSE =
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff" +
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
  const MARKS =
    "\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed" +
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff";
  const LETTER = `(?![${DENSE}])\\p{L}`;
  const SIGN = `(?:(?![${DENSE}])[\\p{L}\\p{N}]|[\u0900-\u0963\u0966-\u0dff${MARKS}])`;
  const WORD = new RegExp(
    `${LETTER}(?:\\+\\+|#(?!${SIGN}))|${LETTER}(?:\\.${LETTER})+(?!${SIGN})\\.?|${SIGN}+|[${DENSE}]+`,
    "gu",
  );
  const IS_DENSE = new RegExp(`^[${DENSE}]`, "u");
  const ALL_MARKS = new RegExp(`[${MARKS}]+`, "gu");
  const VARIANTS = new Map();
  const TO = [..."اييكهههσoldi01234567890123456789"];
  [..."ٱىیکةۀەςøłđı٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"].forEach((sign, at) => VARIANTS.set(sign, TO[at]));
  VARIANTS.set("ß", "ss").set("æ", "ae").set("œ", "oe");

  const fold = (text) =>
    text
      .normalize("NFKD")
      .replace(ALL_MARKS, "")
      .normalize("NFC")
      .toLowerCase()
      .replace(/[^\0-\x7f]/gu, (sign) => VARIANTS.get(sign) ?? sign);

  /** The words of a text with their places in it. */
  const spans = (text) => {
    const found = [];
    for (const { 0: run, index } of text.matchAll(WORD)) {
      if (IS_DENSE.test(run)) {
        const signs = [...run];
        let at = index;
        signs.forEach((sign, i) => {
          const pair = sign + (signs[i + 1] ?? "");
          found.push({ word: fold(pair), at, end: at + pair.length, alone: signs.length === 1, last: pair === sign });
          at += sign.length;
        });
      } else {
        const word = fold(run.replace(/\.(?!\d)/g, ""));
        if (word) found.push({ word, at: index, end: index + run.length });
      }
    }
    return found;
  };

  // The query -----------------------------------------------------------------------------------

  const TYPED = /(-?)(?:(tag|year|kind):)?(?:"([^"]*)(?:"|$)|(\S+))/giu;

  /** What a reader asks for: words, phrases, what must not be there, and filters. */
  const parse = (text) => {
    const query = { terms: [], phrases: [], without: [], filters: [] };
    for (const [whole, minus, key, quoted, bare] of text.slice(0, 400).matchAll(TYPED)) {
      const value = quoted ?? bare;
      if (key) query.filters.push({ key: key.toLowerCase(), value, not: !!minus });
      if (key || /^-?(tag|year|kind):$/i.test(whole)) continue;
      const terms = spans(fold(value))
        .filter(({ alone, last }) => alone || !last)
        .map(({ word, alone }) => ({ word, prefix: !!alone }));
      if (minus) query.without.push(terms);
      else if (quoted !== undefined && terms.length > 1) query.phrases.push(terms);
      else if (bare !== undefined && terms.length) {
        // The last word may be one that is still being typed.
        terms.at(-1).prefix ||= text.trimStart().endsWith(whole);
      }
      if (!minus) query.terms.push(...terms);
    }
    const seen = new Map();
    for (const term of query.terms.slice(0, 24)) seen.set(term.word, term);
    query.terms = [...seen.values()];
    return query;
  };

  // What is said in the reader's language, by what it is in English.
  let said = new Map();
  const say = (words) => said.get(words) ?? words;

  // The index -----------------------------------------------------------------------------------

  const names = (text) => text.match(/.{8}/g) ?? [];

  /** The number of the last of some sorted texts or numbers that is not above a value. */
  const place = (sorted, value) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  const sums = (counts) => {
    let sum = 0;
    return counts.map((count) => (sum += count) - count);
  };

  const index = () =>
    load("index", ([version, total, shards, tables, lists, kinds, years, tags, words]) => {
      if (version !== VERSION) throw new Error("version");
      const pages = kinds.reduce((one, other) => one + other, 0);
      const [page, note] = kinds;
      said = new Map(words);
      const ranges = new Map(years.map(([year, first], i) => [String(year), [first, years[i + 1]?.[1] ?? pages]]));
      return {
        total,
        pages,
        starts: shards[0].split(" "),
        shards: names(shards[1]),
        firsts: sums([...tables[0]].map((count) => parseInt(count, 36))),
        tables: names(tables[1]),
        letters: [...lists[0]],
        lists: names(lists[1]),
        kinds: new Map([["note", [page, page + note]], ["essay", [page + note, pages]]]),
        years: ranges,
        tags,
      };
    });

  const POSTING = /([0-9a-z]*)(,?)([0-9a-z]*)([A-P])/g;

  /** A stem: its forms, and where it stands, which is read when it is asked for. */
  class Entry {
    constructor(line) {
      const [forms, postings] = line.split(" ");
      const [start, ends] = forms.split(":");
      this.forms = ends === undefined ? [start] : ends.split("/").map((end) => start + end);
      this.common = postings[0] === "!";
      this.written = postings;
    }

    get postings() {
      if (this.read) return this.read;
      this.read = [];
      let page = -1;
      for (const [, gap, comma, unit, level] of this.written.matchAll(POSTING)) {
        page += gap ? parseInt(gap, 36) : comma ? 0 : 1;
        this.read.push([page, unit ? parseInt(unit, 36) : 0, level.charCodeAt() - 64]);
      }
      return this.read;
    }
  }

  const shard = (here, number) =>
    load(`w/${here.shards[number]}`, (text) => {
      const made = { entries: [], aliases: new Map() };
      for (const line of text.split("|")) {
        const [form, stem] = line.split(">");
        if (stem) made.aliases.set(form, [...(made.aliases.get(form) ?? []), stem]);
        else if (line) made.entries.push(new Entry(line));
      }
      return made;
    });

  /** One search: the index, and whether something could not be loaded. */
  class Search {
    constructor(here) {
      this.here = here;
      this.failed = false;
    }

    /** What is loaded, or nothing in its place. */
    async safe(promise, nothing) {
      try {
        return await promise;
      } catch {
        this.failed = true;
        return nothing;
      }
    }

    shard(number) {
      return this.safe(shard(this.here, number), { entries: [], aliases: new Map() });
    }

    async exact(word) {
      const { entries, aliases } = await this.shard(place(this.here.starts, word));
      const found = entries.filter(({ forms }) => forms.includes(word));
      for (const stem of aliases.get(word) ?? []) {
        const other = await this.shard(place(this.here.starts, stem));
        found.push(...other.entries.filter(({ forms }) => forms.includes(word)));
      }
      return found;
    }

    async beginning(word) {
      const low = place(this.here.starts, word);
      const high = Math.min(place(this.here.starts, `${word}\uffff`), low + 2);
      const range = Array.from({ length: high - low + 1 }, (_, i) => this.shard(low + i));
      return (await Promise.all(range)).flatMap(({ entries }) =>
        entries.filter(({ forms }) => forms.some((form) => form.startsWith(word))),
      );
    }

    /** The known words that an unknown one is most like. */
    async similar(word) {
      const most = word.length < 4 || /^\d+$/.test(word) ? 0 : word.length < 8 ? 1 : 2;
      if (!most) return [];
      const { letters, lists } = this.here;
      const numbers = new Set([word[0], word[1]].map((letter) => place(letters, letter)));
      const read = [...numbers].map((n) =>
        lists[n] ? this.safe(load(`v/${lists[n]}`, (text) => text.split(" ")), []) : [],
      );
      let near = most;
      let found = [];
      for (const other of (await Promise.all(read)).flat()) {
        const apart = distance(word, other, near);
        if (apart < near) found = [];
        if (apart <= near) found.push(other);
        near = Math.min(near, apart);
      }
      return found.slice(0, 4).map((other) => ({ word: other, weight: near === 1 ? 0.7 : 0.45 }));
    }

    /** The known words that seem to be other forms of one that is not known. */
    async inflected(word) {
      const least = Math.max(4, word.length - 3);
      const { entries } = await this.shard(place(this.here.starts, word.slice(0, least)));
      let longest = least;
      let found = [];
      for (const form of entries.flatMap(({ forms }) => forms)) {
        let same = 0;
        while (same < form.length && form[same] === word[same]) same++;
        if (same < longest || form.length - same > 3) continue;
        if (same > longest) found = [];
        longest = same;
        found.push(form);
      }
      return found.slice(0, 4).map((form) => ({ word: form, weight: 0.6 }));
    }

    /** Find what a term of the query means: the stems, each with what it counts. */
    async expand(term) {
      term.groups = (await this.exact(term.word)).map((entry) => ({ entry, weight: 1 }));
      term.forms = new Set([term.word, ...term.groups.flatMap(({ entry }) => entry.forms)]);
      const { length } = term.groups;
      if (term.prefix && (!length || (term.word.length > 1 && !term.groups.some(({ entry }) => entry.common)))) {
        const known = new Set(term.groups.map(({ entry }) => entry));
        for (const entry of await this.beginning(term.word)) {
          if (known.has(entry)) continue;
          term.groups.push({ entry, weight: known.size ? 0.6 : 0.7 });
          for (const form of entry.forms) if (form.startsWith(term.word)) term.forms.add(form);
        }
      }
      if (!term.groups.length) {
        let others = await this.similar(term.word);
        if (!(others[0]?.weight > 0.6)) others = [...(await this.inflected(term.word)), ...others];
        for (const { word, weight } of others) {
          for (const entry of await this.exact(word)) term.groups.push({ entry, weight });
          term.forms.add(word);
          term.instead ??= word;
        }
        for (const { entry } of term.groups) for (const form of entry.forms) term.forms.add(form);
      }
      const count = (groups) => groups.reduce((sum, { entry }) => sum + entry.postings.length, 0);
      const rarity = (df) => Math.log(1 + this.here.total / (df + 0.5));
      const whole = count(term.groups);
      for (const group of term.groups) {
        group.value = group.weight * rarity(group.weight === 1 ? group.entry.postings.length : whole);
      }
      term.common = term.groups.length > 0 && term.groups.every(({ entry }) => entry.common);
      term.value = term.common ? 0.5 : Math.max(rarity(whole), ...term.groups.map(({ value }) => value));
    }

    /** The pages that have any of the terms, with what each term says of each of their units. */
    gather(terms, accepts) {
      const pages = new Map();
      terms.forEach((term, i) => {
        for (const { entry, value } of term.groups) {
          for (const [number, unit, level] of entry.postings) {
            if (!accepts(number)) continue;
            let page = pages.get(number);
            if (!page) pages.set(number, (page = { number, best: [], units: new Map() }));
            let scores = page.units.get(unit);
            if (!scores) page.units.set(unit, (scores = []));
            const score = ((entry.common ? 0.5 : value) * level) / LEVELS;
            scores[i] = Math.max(scores[i] ?? 0, score);
            page.best[i] = Math.max(page.best[i] ?? 0, score);
            if (level >= TITLE) page.titled |= 1 << i;
          }
        }
      });
      return pages;
    }

    async accepts(query) {
      const tests = [];
      const { kinds, years, tags } = this.here;
      for (const { key, value, not } of query.filters) {
        let test;
        if (key === "tag") {
          const wanted = value.normalize("NFKC").toLowerCase().replace(/[\s_-]+/g, "-");
          const all = await this.safe(readTags(tags), []);
          const exact = all.filter((tag) => tag.key === wanted);
          const near = exact.length ? exact : all.filter((tag) => tag.key.startsWith(wanted));
          const pages = new Set(near.flatMap((tag) => tag.pages));
          test = (page) => pages.has(page);
        } else {
          const [from, to] = (key === "year" ? years : kinds).get(value.toLowerCase()) ?? [0, 0];
          test = (page) => page >= from && page < to;
        }
        tests.push(not ? (page) => !test(page) : test);
      }
      for (const terms of query.without) {
        const found = await Promise.all(terms.map(({ word }) => this.exact(word)));
        const sets = found.map((all) => new Set(all.flatMap(({ postings }) => postings.map(([page]) => page))));
        if (sets.length) tests.push((page) => !sets.every((set) => set.has(page)));
      }
      return (page) => tests.every((test) => test(page));
    }

    async row(page) {
      const number = place(this.here.firsts, page.number);
      const table = await load(`p/${this.here.tables[number]}`);
      [page.url, page.title, page.date, page.tags, page.texts] = table[page.number - this.here.firsts[number]];
      page.texts = names(page.texts);
    }

    /** Read what is shown of a page, and see how well it answers the query. */
    async describe(page, query) {
      await this.row(page);
      const unit = [...page.units].reduce((best, [number, scores]) => {
        const sum = scores.reduce((one, other) => one + other, 0);
        return sum > best.sum ? { number, sum } : best;
      }, { number: 0, sum: -1 }).number;
      const passages = (await this.safe(load(`t/${page.texts[unit]}`), null)) ?? [["", "", ""]];
      const titled = matched(query, page.title);
      const whole = query.terms.reduce((sum, { value }) => sum + value, 0) || 1;
      page.title_share = (titled.value / whole) * (titled.count / (titled.length || 1));
      let best = null;
      passages.forEach(([anchor, heading, text], i) => {
        const head = matched(query, heading);
        const body = closest(query, text);
        const share = (head.value / whole) * (head.count / (head.length || 1));
        const both = new Set([...head.terms, ...body.terms]);
        if (!anchor) for (const term of titled.terms) both.add(term);
        const value = [...both].reduce((sum, term) => sum + term.value, 0) / whole;
        const score = value + share + 0.5 * body.near * (body.value / whole);
        if (!best || score > best.score + 1e-9) best = { score, share, anchor, heading, text, body, i };
      });
      Object.assign(page, best);
      const close = best.body.near * (best.body.value / whole);
      page.rank = page.sum * (1 + 1.5 * page.title_share + 0.7 * best.share + 0.8 * close);
    }

    hit(page) {
      const { body, text } = page;
      const { from, to } = body;
      const excerpt = `${from ? "…" : ""}${text.slice(from, to)}${to < text.length ? "…" : ""}`;
      const shift = from ? from - 1 : 0;
      const marks = body.marks
        .filter(([start, end]) => start >= from && end <= to)
        .map(([start, end]) => [start - shift, end - shift]);
      const { url, anchor, title, heading, date, missing } = page;
      const tags = page.tags ? page.tags.split("|") : [];
      return { url, anchor, title, heading, date, tags, excerpt, marks, missing, words: [...body.found] };
    }
  }

  /** How far two words are apart: letters left out, put in, replaced or swapped; at most `most`+1. */
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let above = Array.from({ length: other.length + 1 }, (_, i) => i);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1] ? 0 : 1;
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + same);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...row) > most) return most + 1;
      before = above;
      above = row;
    }
    return above[other.length];
  };

  const termOf = (query, word) => query.terms.find(({ forms }) => forms.has(word));

  /** Which terms a title or heading has, and how much of it they are. */
  const matched = (query, text) => {
    const all = spans(text).filter(({ last, alone }) => alone || !last);
    const terms = new Set();
    let count = 0;
    for (const { word } of all) {
      const term = termOf(query, word);
      if (term) terms.add(term);
      if (term) count++;
    }
    const value = [...terms].reduce((sum, term) => sum + term.value, 0);
    return { terms, count, length: all.length, value };
  };

  const WINDOW = 28; // words of an excerpt

  /** Where in a text the terms stand closest together. */
  const closest = (query, text) => {
    const all = spans(text);
    const hits = [];
    const found = new Set();
    all.forEach((span, i) => {
      const term = termOf(query, span.word);
      if (!term) return;
      hits.push({ i, term, span });
      if (!span.last || span.alone) found.add(text.slice(span.at, span.end).toLowerCase());
    });
    let best = { value: 0, start: 0, size: 1, count: 0 };
    hits.forEach((hit, h) => {
      const inside = new Set();
      let value = 0;
      for (let k = h; k < hits.length && hits[k].i - hit.i < WINDOW; k++) {
        if (inside.has(hits[k].term)) continue;
        inside.add(hits[k].term);
        value += hits[k].term.value;
        const size = hits[k].i - hit.i + 1;
        if (value > best.value + 1e-9 || (value > best.value - 1e-9 && size < best.size)) {
          best = { value, start: hit.i, size, count: inside.size };
        }
      }
    });
    const from = best.start > 6 ? all[best.start - 5].at : 0;
    let to = all[best.start + WINDOW]?.at ?? text.length;
    to = Math.min(to, from + 260);
    return {
      terms: new Set(hits.map(({ term }) => term)),
      value: best.value,
      near: best.count > 1 ? best.count / best.size : 0,
      from,
      to,
      marks: hits.map(({ span }) => [span.at, span.end]),
      found,
      all,
    };
  };

  /** Whether a text has the words of a phrase side by side. */
  const says = (text, phrase) => {
    const all = spans(fold(text)).map(({ word }) => word);
    return all.some((_, i) => phrase.every(({ word }, k) => all[i + k] === word));
  };

  const readTags = (name) =>
    load(`g/${name}`, (all) =>
      all.map(([key, label, gaps]) => {
        let page = -1;
        return { key, label: label || key, pages: gaps.split(" ").map((gap) => (page += parseInt(gap, 36))) };
      }),
    );

  const CHECKED = 84; // pages whose texts are read to see whether they have a phrase

  /** Keep the pages that have every phrase of the query, as many as are wanted. */
  const withPhrases = async (search, pages, query, wanted) => {
    const kept = [];
    for (let at = 0; at < Math.min(pages.length, CHECKED) && kept.length < wanted; at += FIRST) {
      const checks = pages.slice(at, at + FIRST).map(async (page) => {
        await search.row(page);
        const places = query.phrases.map(async (phrase) => {
          if (says(page.title, phrase)) return true;
          const needed = phrase.map(({ word }) => query.terms.findIndex((term) => term.word === word));
          for (const [unit, scores] of page.units) {
            if (!needed.every((i) => scores[i] || query.terms[i].common)) continue;
            const passages = await load(`t/${page.texts[unit]}`);
            if (passages.some(([, heading, text]) => says(text, phrase) || says(heading, phrase))) {
              page.units = new Map([[unit, scores]]);
              return true;
            }
          }
          return false;
        });
        return (await Promise.all(places)).every(Boolean);
      });
      const results = await Promise.all(checks.map((check) => search.safe(check, false)));
      kept.push(...pages.slice(at, at + FIRST).filter((_, i) => results[i]));
    }
    return kept;
  };

  const count = (pages, ranges) =>
    [...ranges].map(([value, [from, to]]) => ({
      value,
      count: pages.filter(({ number }) => number >= from && number < to).length,
    }));

  /** Find pages. See the manual for the form of a query and of what is found. */
  const search = async (text, { limit = 10, page = 1, sort = "best" } = {}) => {
    const here = await index();
    const run = new Search(here);
    const query = parse(String(text));
    const none = !query.terms.length;
    if (none && !query.filters.length) return { count: 0, hits: [], facets: { kind: [], year: [] }, numbers: [] };
    const [accepts] = await Promise.all([run.accepts(query), ...query.terms.map((term) => run.expand(term))]);
    let pages;
    if (none) {
      pages = [];
      for (let number = here.pages - 1; number >= 0; number--) {
        if (accepts(number)) pages.push({ number, best: [], units: new Map([[0, []]]), sum: 0 });
      }
    } else {
      pages = rank(query, [...run.gather(query.terms, accepts).values()]);
    }
    const whole = pages.filter(({ missing }) => !missing?.length);
    const partial = !whole.length && !query.phrases.length;
    if (!partial) pages = query.phrases.length || sort === "date" ? whole : pages;
    if (sort === "date") pages.sort((one, other) => other.number - one.number);
    if (query.phrases.length) pages = await withPhrases(run, pages, query, limit * page + 2);
    const start = (page - 1) * limit;
    const first = Math.max(FIRST, limit);
    const shown = sort === "date" || start >= first ? pages.slice(start, start + limit) : pages.slice(0, first);
    const described = await Promise.all(
      shown.map((found) => run.safe(run.describe(found, query).then(() => found), null)),
    );
    let order = described.filter(Boolean);
    if (sort !== "date" && start < first) {
      order.sort((one, other) => order_of(one) - order_of(other) || (other.rank ?? 0) - (one.rank ?? 0));
      order = [...order, ...pages.slice(first)].slice(start, start + limit);
      await Promise.all(order.filter((found) => !found.body).map((found) => run.safe(run.describe(found, query))));
    }
    const counted = partial || query.phrases.length || none ? pages : whole;
    return {
      count: counted.length,
      hits: order.filter((found) => found.body).map((found) => run.hit(found)),
      facets: { kind: count(counted, here.kinds), year: count(counted, here.years).reverse() },
      partial,
      failed: run.failed,
      instead: query.terms.filter(({ instead }) => instead).map(({ word, instead }) => [word, instead]),
      numbers: counted.map(({ number }) => number),
    };
  };

  const order_of = ({ missing }) => (missing?.length ? 1 : 0);

  /** Put pages in order: those with all words first, then by what the words say of them. */
  const rank = (query, pages) => {
    const needed = query.terms.map((term, i) => i).filter((i) => !query.terms[i].common);
    const total = needed.reduce((sum, i) => sum + query.terms[i].value, 0) || 1;
    for (const page of pages) {
      const missing = needed.filter((i) => !page.best[i]);
      const covered = needed.length
        ? needed.reduce((sum, i) => sum + (page.best[i] ? query.terms[i].value : 0), 0) / total
        : 1;
      let together = 0;
      for (const scores of page.units.values()) {
        together = Math.max(together, scores.reduce((one, other) => one + other, 0));
      }
      page.missing = missing.map((i) => query.terms[i].word);
      // Words far apart on a long page say less, unless they are in its title.
      const spread = 1 + 0.3 * Math.log(page.units.size);
      const apart = page.best.reduce((sum, score, i) => sum + score / ((page.titled >> i) & 1 ? 1 : spread), 0);
      page.sum = (apart + together) * covered ** 2;
    }
    return pages.sort(
      (one, other) =>
        order_of(one) - order_of(other) || other.sum - one.sum || one.number - other.number,
    );
  };

  /** The tags of what was found, the most frequent first: [{value, label, count}]. */
  const tagFacet = async ({ numbers }) => {
    const { tags } = await index();
    const here = new Set(numbers);
    return (await readTags(tags))
      .map(({ key, label, pages }) => ({ value: key, label, count: pages.filter((page) => here.has(page)).length }))
      .filter((tag) => tag.count)
      .sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
  };

  window.Commonplace = Object.assign(window.Commonplace ?? {}, {
    take, search, tagFacet, fold, spans, say, root: ROOT, ready: index,
  });
})();
