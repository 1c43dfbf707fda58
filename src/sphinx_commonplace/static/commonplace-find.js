/* Opens the search: by / or Ctrl-K or the sidebar's field. Nothing is loaded before that.
 * Commonplace.load() loads commonplace-search.js, the engine and the dialog; it returns a promise.
 */
(() => {
  "use strict";
  const own = document.currentScript;
  const { version, page: address } = own.dataset;
  let loading;

  const find = document.querySelector.bind(document);
  const add = (tag, attributes) =>
    new Promise((onload, onerror) => {
      document.head.append(Object.assign(document.createElement(tag), attributes, { onload, onerror }));
    });
  const file = (name) => new URL(`commonplace-search${name}?v=${version}`, own.src).href;

  const load = () =>
    (loading ??= Promise.all([
      add("link", { rel: "stylesheet", href: file(".css") }).catch(() => {}),
      add("script", { src: file(".js") }),
    ]).then(() => Commonplace.ready().catch(() => {})).catch((error) => {
      loading = undefined;
      throw error;
    }));

  const open = async (typed = "") => {
    // What is typed before the dialog is there goes into it.
    const keep = (event) => {
      if (event.key.length > 1 || event.ctrlKey || event.metaKey) return;
      typed += event.key;
      event.preventDefault();
    };
    addEventListener("keydown", keep, true);
    try {
      await load();
    } finally {
      removeEventListener("keydown", keep, true);
    }
    Commonplace.open(typed);
  };

  window.Commonplace = Object.assign(window.Commonplace ?? {}, { load, open, page: address });

  const fields = "input, select, textarea, [contenteditable]";

  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, target, isComposing } = event;
    // A drawer of Furo's is open while a box is checked.
    if (key === "Escape") find(".sidebar-toggle:checked")?.click();
    if (isComposing || altKey || find("dialog[open]")) return;
    const isSlash = key === "/" && !ctrlKey && !metaKey && !target.closest?.(fields);
    if (isSlash || (key.toLowerCase() === "k" && !shiftKey && ctrlKey !== metaKey)) {
      event.preventDefault();
      Commonplace.open();
    }
  });

  const field = find(".sidebar-search");
  const fromField = () => {
    Commonplace.open(field.value);
    field.value = "";
  };
  for (const kind of ["click", "input"]) field?.addEventListener(kind, fromField);

  find(".cp-search-open")?.addEventListener("click", (event) => {
    event.preventDefault();
    Commonplace.open();
  });

  const found = new URLSearchParams(location.search).get("find");
  if (found) load().then(() => Commonplace.mark(found.split(" ")));
  const page = find("#cp-search-page");
  if (page) load().then(() => Commonplace.serve(page));
})();
