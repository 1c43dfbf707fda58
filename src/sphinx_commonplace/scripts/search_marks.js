/* Marks: the words that a result was found by, on its page, until the reader has had enough of it. */

const unread = "script, style, math, svg, .headerlink";

const mark = (words) => {
  const wanted = new Set(words.flatMap((word) => wholeWords(fold(word)).map(({ word }) => word)));
  const article = document.querySelector("[role=main]") ?? document.body;
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const marks = spans(text.data).filter(({ word }) => wanted.has(word));
    if (!marks.length || text.parentElement.closest(unread)) continue;
    const parts = withMarks(text.data, marks.map(({ at, end }) => [at, end]));
    for (const part of parts) part.classList?.add("cp-found");
    text.replaceWith(...parts);
  }
  const marked = [...document.querySelectorAll("mark.cp-found")];
  if (!marked.length) return;
  const dismiss = () => {
    for (const node of marked) node.replaceWith(...node.childNodes);
    bar.remove();
    removeEventListener("keydown", onKey);
    const url = new URL(location.href);
    url.searchParams.delete("find");
    visit(url);
  };
  const onKey = ({ key }) => {
    if (key === "Escape" && !document.querySelector("dialog[open]")) dismiss();
  };
  const bar = make("div", { class: "cp-found-bar" }, button(say("Hide the marks"), dismiss));
  document.body.append(bar);
  addEventListener("keydown", onKey);
};

window.Commonplace = Object.assign(window.Commonplace ?? {}, {
  take, search, ready, open, serve, mark,
});
