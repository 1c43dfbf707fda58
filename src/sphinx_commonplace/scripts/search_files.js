/* Files: what the index is cut into by core/search/files.py. Each is a script that calls
 * Commonplace.take, so that neither a server nor fetch is needed, and each is loaded at most once. */

const VERSION = 1;
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
const stepping = (steps, at) => steps.map((step) => (at += step));

/** The place of the last of some sorted texts or numbers that is not above a value. */
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

/** The file that says where everything else is. */
const ready = () =>
  load("index", ([version, total, shards, tables, lists, kinds, years, tags, words]) => {
    if (version !== VERSION) throw new Error("version");
    const [page, note, essay] = kinds;
    const pages = page + note + essay;
    said = new Map(words);
    return {
      total,
      pages,
      starts: shards[0].split(" "),
      shards: namesIn(shards[1]),
      firsts: [0, ...stepping([...tables[0]].map(number), 0)],
      tables: namesIn(tables[1]),
      letters: [...lists[0]],
      lists: namesIn(lists[1]),
      kind: new Map([["note", [page, page + note]], ["essay", [page + note, pages]]]),
      year: new Map(years.map(([year, first], i) => [String(year), [first, years[i + 1]?.[1] ?? pages]])),
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
    this.isCommon = postings[0] === "!";
    this.written = postings;
  }

  get postings() {
    if (this.read) return this.read;
    this.read = [];
    let page = -1;
    for (const [, gap, comma, unit, level] of this.written.matchAll(POSTING)) {
      page += gap ? number(gap) : comma ? 0 : 1;
      this.read.push([page, unit ? number(unit) : 0, level.charCodeAt() - 64]);
    }
    return this.read;
  }
}

const readShard = (text) => {
  const shard = { entries: [], aliases: new Map() };
  for (const line of text.split("|")) {
    const [form, stem] = line.split(">");
    if (stem) shard.aliases.set(form, [...(shard.aliases.get(form) ?? []), stem]);
    else if (line) shard.entries.push(new Entry(line));
  }
  return shard;
};

const readTags = (all) =>
  all.map(([key, label, gaps]) => ({ key, label: label || key, pages: stepping(gaps.split(" ").map(number), -1) }));

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

  /** The shards that hold the words from one to another; of very many the first three. */
  async entries(from, to = from) {
    const { starts, shards } = this.here;
    const first = place(starts, from);
    const names = shards.slice(first, Math.min(place(starts, to), first + 2) + 1);
    const nothing = { entries: [], aliases: new Map() };
    return Promise.all(names.map((name) => this.get(`w/${name}`, nothing, readShard)));
  }

  list(letter) {
    const name = this.here.lists[place(this.here.letters, letter)];
    return name ? this.get(`v/${name}`, [], (text) => text.split(" ")) : [];
  }

  tags() {
    return this.get(`g/${this.here.tags}`, [], readTags);
  }

  /** Add to a page what is shown of it; false if that cannot be loaded. */
  async row(page) {
    const { firsts, tables } = this.here;
    const at = place(firsts, page.number);
    const table = await this.get(`p/${tables[at]}`);
    if (!table) return false;
    let texts;
    [page.url, page.title, page.date, page.tags, texts] = table[page.number - firsts[at]];
    page.texts = namesIn(texts);
    return true;
  }

  /** The passages of a unit of a page: anchor, heading and text of each. */
  passages(page, unit) {
    return this.get(`t/${page.texts[unit]}`, [["", "", ""]]);
  }
}
