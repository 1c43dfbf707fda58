/* Opens the search: by / or Ctrl-K or the sidebar's field. Nothing is loaded before that.
 * Commonplace.load() loads commonplace-search.js, the engine and the dialog; it returns a promise.
 */
(() => {
  "use strict";
  const own = document.currentScript;
  const { version, label, page: address } = own.dataset;
  let loading;

  const add = (tag, attributes) =>
    new Promise((resolve, reject) => {
      const node = Object.assign(document.createElement(tag), attributes);
      node.onload = resolve;
      node.onerror = () => reject(new Error(node.src ?? node.href));
      document.head.append(node);
    });
  const file = (name) => new URL(`commonplace-search${name}?v=${version}`, own.src).href;

  const load = () =>
    (loading ??= Promise.all([
      add("link", { rel: "stylesheet", href: file(".css") }).catch(() => {}),
      add("script", { src: file(".js") }),
    ]).then(() => window.Commonplace.ready().catch(() => {})).catch((error) => {
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
    window.Commonplace.open(typed);
  };

  window.Commonplace = Object.assign(window.Commonplace ?? {}, { load, open, page: address });

  const isField = ({ isContentEditable, localName }) =>
    isContentEditable || ["input", "select", "textarea"].includes(localName);

  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, target, isComposing } = event;
    if (isComposing || altKey || document.querySelector("dialog[open]")) return;
    const isSlash = key === "/" && !ctrlKey && !metaKey && !isField(target);
    if (isSlash || (key.toLowerCase() === "k" && !shiftKey && ctrlKey !== metaKey)) {
      event.preventDefault();
      window.Commonplace.open();
    }
  });

  const field = document.querySelector(".sidebar-search");
  const fromField = () => {
    window.Commonplace.open(field.value);
    field.value = "";
  };
  field?.addEventListener("click", fromField);
  field?.addEventListener("input", fromField);

  const header = document.querySelector(".mobile-header .header-right");
  if (header && label) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "cp-search-open", textContent: "⌕", title: label });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => window.Commonplace.open());
    header.prepend(button);
  }

  const found = new URLSearchParams(location.search).get("find");
  if (found) load().then(() => window.Commonplace.mark(found.split(" ")));
  const page = document.getElementById("cp-search-page");
  if (page) load().then(() => window.Commonplace.serve(page));
})();
