/* What is shown: elements, and what a reader sees of a result. */

/** Make an element. Children are elements or texts, never HTML. */
const make = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value);
  }
  node.append(...children.filter(Boolean));
  return node;
};

const button = (text, click, attributes) => make("button", { type: "button", click, ...attributes }, text);

/** The address of a page of the site; on disk no server opens the index of a folder. */
const addressOf = (page) => {
  const url = new URL(page, ROOT);
  if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
  return url;
};

/** The address of the page of results for a query. */
const resultsAddress = (text) => {
  const url = addressOf(window.Commonplace.page ?? "search.html");
  if (text) url.searchParams.set("q", text);
  return url.href;
};

/** The address of a result, with the words that its page is to mark. */
const hitAddress = ({ url, anchor, words }) => {
  const address = addressOf(url);
  if (words.length) address.searchParams.set("find", words.slice(0, 12).join(" "));
  address.hash = anchor;
  return address.href;
};

const withMarks = (text, marks) => {
  const parts = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (to <= at) continue;
    // Pairs of signs overlap.
    const start = Math.max(at, from);
    parts.push(text.slice(at, start), make("mark", {}, text.slice(start, to)));
    at = to;
  }
  return [...parts, text.slice(at)];
};

const part = (name, ...children) => make("span", { class: `cp-hit-${name}` }, ...children);

const shownOf = ({ title, heading, date, day, tags, excerpt, marks, missing }) => [
  part("title", title),
  heading && part("heading", heading),
  part("meta", date && make("time", { datetime: date }, day), ...tags.map((tag) => make("span", {}, tag))),
  excerpt && part("excerpt", ...withMarks(excerpt, marks)),
  missing.length && part("missing", `${say("Without:")} `, make("s", {}, missing.join(", "))),
];

/** What is said of a result as a whole. */
const told = ({ count, more, partial, instead, failed }) =>
  [
    !count ? say("Nothing was found.")
    : partial ? say("No page has all the words; these have some.")
    : count === 1 ? say("1 result")
    : say("%s results").replace("%s", more ? `${count}+` : count),
    ...instead.map(([typed, word]) => say("“%1” is nowhere; “%2” was looked for.").replace("%1", typed).replace("%2", word)),
    failed && say("Part of the index could not be loaded: there may be more."),
  ].filter(Boolean).join("\n");
