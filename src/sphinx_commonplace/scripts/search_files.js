/* Files: what the index is cut into by core/search/files.py. Each is a script that calls
 * Commonplace.take, so that neither a server nor fetch is needed, and each is loaded at most once. */

const VERSION = 7;
const ROOT = new URL("..", document.currentScript.src);

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

// What is said in the reader's language, by what it is in English.
let said = new Map();
const say = (words) => said.get(words) ?? words;

const namesIn = (text) => text.match(/.{8}/g) ?? [];

const number = (digits) => parseInt(digits, 36);

/** The numbers from the one before the first on, of which only the steps are written. */
const stepping = (steps, at) => steps.split(" ").map((step) => (at += number(step)));

/** The place of the last of some sorted texts or numbers that is not above a value. */
const place = (sorted, value) => sorted.findLastIndex((one) => one <= value);

/** A value of a filter: its key, how it is shown, and which pages it has. */
const range = (key, label, from, to) => ({ key, label, has: (page) => page >= from && page < to });

const readTags = (all) =>
  all.map(([key, label, gaps]) => {
    const pages = new Set(stepping(gaps, -1));
    return { key, label: label || key, has: (page) => pages.has(page) };
  });

/** The file that says where everything else is. */
const ready = () =>
  load("index", ([version, total, lengths, shards, texts, lists, kinds, years, tags, words]) => {
    if (version !== VERSION) throw new Error("version");
    const [page, note, essay] = kinds;
    const pages = page + note + essay;
    said = new Map(words);
    lengths = lengths.split(" ");
    let at = 0;
    return {
      total,
      pages,
      lengths,
      // The number of the first unit of each page, and of each text.
      units: lengths.map(({ length }) => (at += length) - length),
      starts: shards[0].split(" "),
      shards: namesIn(shards[1]),
      firsts: [0, ...stepping(texts[0], 0)],
      texts: namesIn(texts[1]),
      letters: [...lists[0]],
      lists: namesIn(lists[1]),
      // Those that stand in titles alone.
      words: lists[2],
      kind: [range("note", say("Notes"), page, page + note), range("essay", say("Essays"), page + note, pages)],
      year: years.map(([year, first], i) => range(`${year}`, year, first, years[i + 1]?.[1] ?? pages)).reverse(),
      tags,
    };
  });

const POSTING = /([0-9a-z]*)(,?)([0-9a-z]*)([A-P])/g;

/** A stem: its forms, and where it stands. */
const readEntry = ([line]) => {
  const [forms, written] = line.split(" ");
  const [start, ends = ""] = forms.split(":");
  return { forms: ends.split("/").map((end) => start + end), isCommon: written[0] === "!", written };
};

/** Where a stem stands: [page, unit, level] each. They are read when they are asked for. */
const postingsOf = (entry) => {
  let page = -1;
  const read = ([, gap, comma, unit, level]) => {
    page += gap ? number(gap) : !comma;
    return [page, number(unit || 0), level.charCodeAt() - 64];
  };
  return (entry.postings ??= [...entry.written.matchAll(POSTING)].map(read));
};

/** A shard: its stems, and of words that would be here if their stems were not elsewhere, those. */
const readShard = (text) => {
  const lines = text.split("|").filter(Boolean).map((line) => line.split(">"));
  return {
    entries: lines.filter(([, stem]) => !stem).map(readEntry),
    aliases: lines.filter(([, stem]) => stem),
  };
};

/** What one search reads: where something cannot be loaded, it goes on with the rest. */
class Files {
  constructor(here, patience) {
    Object.assign(this, { here, patience, failed: false });
  }

  /** A file, or nothing in its place. What is not at hand is waited for with patience. */
  async get(name, nothing, read) {
    if (!loaded.has(name)) await this.patience;
    try {
      return await load(name, read);
    } catch {
      this.failed = true;
      return nothing;
    }
  }

  /** The shards that hold the words from one to another; of very many the first six. */
  shards(from, to = from) {
    const { starts, shards } = this.here;
    const first = place(starts, from);
    const names = shards.slice(first, Math.min(place(starts, to), first + 5) + 1);
    return Promise.all(names.map((name) => this.get(`w/${name}`, readShard(""), readShard)));
  }

  /** The words that begin with a letter, and perhaps with others. */
  list(letter) {
    const name = this.here.lists[place(this.here.letters, letter)];
    return name && this.get(`v/${name}`, "");
  }

  /** The values of a filter. */
  values(key) {
    return key === "tag" ? this.get(`g/${this.here.tags}`, [], readTags) : this.here[key];
  }

  /** What is written of a unit; with the first of a page, what is shown of the page. */
  async text({ number }, unit) {
    const { firsts, texts, units } = this.here;
    const at = place(firsts, (unit += units[number]));
    return (await this.get(`t/${texts[at]}`, []))[unit - firsts[at]] ?? [[], []];
  }

  /** What is shown of a page, and the passages of a unit of it: anchor, heading, text. */
  async unit(page, unit) {
    const [[, shown], [[back, ...passages]]] = await Promise.all([0, unit].map((one) => this.text(page, one)));
    // What the first passage goes on with begins so many units before: there are its anchor and heading.
    if (back) Object.assign(passages[0], (await this.text(page, unit - back))[0].at(-1)?.slice(0, 2));
    return [shown, passages];
  }
}
