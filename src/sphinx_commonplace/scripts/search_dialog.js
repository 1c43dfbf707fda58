/* What a reader sees of the search: the dialog, the page of results, and the words marked on a
 * page that a result led to. */
(() => {
  "use strict";
  const { search, tagFacet, spans, fold, say, root } = window.Commonplace;
  const RECENT = "commonplace-recent";
  const MOST_RECENT = 8;
  const MOST_TAGS = 24;
  const PAUSE = 80; // milliseconds without a key before a search begins

  /** Make an element. Children are elements or texts, never HTML. */
  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value);
    }
    node.append(...children.filter(Boolean));
    return node;
  };

  const recent = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(RECENT));
      return Array.isArray(kept) ? kept.filter((text) => typeof text === "string") : [];
    } catch {
      return [];
    }
  };
  const remember = (texts) => {
    try {
      if (texts.length) localStorage.setItem(RECENT, JSON.stringify(texts.slice(0, MOST_RECENT)));
      else localStorage.removeItem(RECENT);
    } catch {
      // The reader's browser keeps nothing.
    }
  };

  /** The address of a page of the site; on disk no server opens the index of a folder. */
  const addressOf = (page) => {
    const url = new URL(page, root);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url;
  };

  const address = (hit) => {
    const url = addressOf(hit.url);
    if (hit.words.length) url.searchParams.set("find", hit.words.slice(0, 12).join(" "));
    url.hash = hit.anchor;
    return url.href;
  };

  const withMarks = (text, marks) => {
    const parts = [];
    let at = 0;
    for (const [from, to] of marks) {
      if (to <= at) continue;
      parts.push(text.slice(at, Math.max(at, from)), make("mark", {}, text.slice(Math.max(at, from), to)));
      at = to;
    }
    return [...parts, text.slice(at)];
  };

  const day = (date) =>
    new Date(`${date}T00:00Z`).toLocaleDateString(document.documentElement.lang || undefined, {
      dateStyle: "medium",
      timeZone: "UTC",
    });

  /** What is shown of one result. */
  const shown = (hit) => [
    make("span", { class: "cp-hit-title", dir: "auto" }, hit.title),
    hit.heading && make("span", { class: "cp-hit-heading", dir: "auto" }, hit.heading),
    make(
      "span",
      { class: "cp-hit-meta" },
      hit.date && make("time", { datetime: hit.date }, day(hit.date)),
      ...hit.tags.map((tag) => make("span", { dir: "auto" }, tag)),
    ),
    hit.excerpt && make("span", { class: "cp-hit-excerpt", dir: "auto" }, ...withMarks(hit.excerpt, hit.marks)),
    hit.missing?.length && make("span", { class: "cp-hit-missing" }, `${say("Without:")} `, make("s", {}, hit.missing.join(", "))),
  ];

  const told = (text, result) => {
    const parts = [];
    const { count } = result;
    if (!count) parts.push(say("Nothing was found."));
    else if (result.partial) parts.push(say("No page has all the words; these have some."));
    else parts.push(count === 1 ? say("1 result") : say("%s results").replace("%s", count));
    for (const [typed, word] of result.instead) {
      parts.push(say("“%1” is nowhere; “%2” was looked for.").replace("%1", typed).replace("%2", word));
    }
    if (result.failed) parts.push(say("Part of the index could not be loaded: there may be more."));
    return parts.join(" ");
  };

  const filterOf = (key, value) => `${key}:${/[\s"]/.test(value) ? `"${value}"` : value}`;

  /** A field and its results, in a dialog or in a page. */
  class Box {
    constructor(isDialog) {
      this.isDialog = isDialog;
      this.page = 1;
      this.asked = 0;
      this.list = make(isDialog ? "div" : "ol", {
        class: "cp-hits",
        id: "cp-hits",
        "aria-label": say("Results"),
        ...(isDialog && { role: "listbox" }),
      });
      this.input = make("input", {
        name: "q",
        class: "cp-search-input",
        placeholder: say("Search"),
        "aria-label": say("Search"),
        "aria-describedby": "cp-search-help",
        autocomplete: "off",
        autocapitalize: "off",
        spellcheck: "false",
        maxlength: 400,
        enterkeyhint: "search",
        ...(isDialog && {
          role: "combobox",
          "aria-expanded": "false",
          "aria-controls": "cp-hits",
          "aria-autocomplete": "list",
        }),
        oninput: () => this.later(),
      });
      this.status = make("p", { class: "cp-search-status", role: "status" });
      this.sort = make(
        "select",
        { name: "sort", "aria-label": say("Order"), onchange: () => this.changed() },
        make("option", { value: "best" }, say("Best first")),
        make("option", { value: "date" }, say("Newest first")),
      );
      this.facets = make("div", { class: "cp-facets" });
      this.filters = make(
        "details",
        { class: "cp-search-filters", ontoggle: () => this.showFacets() },
        make("summary", {}, say("Filters")),
        this.facets,
      );
      this.more = make("p", { class: "cp-search-more" });
      const help = `${say("You can also write:")} "…"  -…  tag:…  year:2024  kind:essay`;
      this.form = make(
        "form",
        { role: "search", action: pageAddress(), onsubmit: (event) => this.submit(event) },
        this.input,
        isDialog && make("button", { type: "button", class: "cp-search-close", onclick: () => this.node.close() }, say("Close")),
      );
      const tools = make("div", { class: "cp-search-tools" }, this.status, this.sort);
      this.parts = [this.form, make("p", { class: "cp-search-help", id: "cp-search-help" }, help), tools, this.filters, this.list, this.more];
    }

    later() {
      clearTimeout(this.timer);
      this.isPending = true;
      this.page = 1;
      this.timer = setTimeout(() => this.run(), PAUSE);
    }

    changed() {
      this.page = 1;
      return this.run(true);
    }

    async run(isStep) {
      clearTimeout(this.timer);
      const number = ++this.asked;
      const text = this.input.value;
      this.isPending = true;
      let result = null;
      try {
        if (text.trim()) result = await search(text, { sort: this.sort.value, page: this.page });
      } catch {
        if (number === this.asked) this.status.textContent = say("Search does not work: its index could not be loaded.");
        this.isPending = false;
        return;
      }
      // Of several searches under way, only the last counts.
      if (number !== this.asked) return;
      this.result = result;
      this.show(text);
      if (!this.isDialog) this.note(isStep);
      this.isPending = false;
      if (this.wanted) this.follow(this.wanted);
    }

    show(text) {
      const { result } = this;
      this.status.textContent = result ? told(text, result) : "";
      this.list.replaceChildren(...(result ? result.hits.map((hit) => this.item(hit)) : this.recent()));
      this.filters.hidden = this.sort.hidden = !result;
      this.options = [...this.list.querySelectorAll("[role=option]")];
      this.choose(result ? 0 : -1);
      this.input.setAttribute("aria-expanded", String(this.options.length > 0));
      if (!this.isDialog) this.input.removeAttribute("aria-expanded");
      this.showMore();
      this.showFacets();
    }

    item(hit) {
      const link = { class: "cp-hit", href: address(hit), onclick: () => this.keep() };
      if (!this.isDialog) return make("li", {}, make("a", link, ...shown(hit)));
      return make("a", { ...link, role: "option", tabindex: -1, "aria-selected": "false" }, ...shown(hit));
    }

    recent() {
      const texts = this.isDialog ? recent() : [];
      const options = texts.map((text) =>
        make("div", { class: "cp-recent", role: "option", "aria-selected": "false", dir: "auto", onclick: () => this.ask(text) }, text),
      );
      if (texts.length) this.status.append(say("Searched before:"));
      return options;
    }

    ask(text) {
      this.input.value = text;
      this.input.focus();
      return this.changed();
    }

    keep() {
      const text = this.input.value.trim();
      if (text) remember([text, ...recent().filter((other) => other !== text)]);
    }

    showMore() {
      const { result, page } = this;
      this.more.replaceChildren();
      if (!result) {
        if (this.isDialog && recent().length) {
          const clear = () => (remember([]), this.show(""), this.input.focus());
          this.more.append(make("button", { type: "button", onclick: clear }, say("Forget these")));
        }
        return;
      }
      if (this.isDialog && result.count > result.hits.length) {
        const url = new URL(pageAddress());
        url.searchParams.set("q", this.input.value);
        this.more.append(make("a", { href: url.href }, say("All results")));
      }
      if (this.isDialog) return;
      const step = (number, words) => {
        this.page = number;
        this.run(true).then(() => scrollTo(0, 0));
      };
      if (page > 1) this.more.append(make("button", { type: "button", onclick: () => step(page - 1) }, say("Previous")));
      if (page * 10 < result.count) this.more.append(make("button", { type: "button", onclick: () => step(page + 1) }, say("Next")));
    }

    async showFacets() {
      const { result } = this;
      if (!result || !this.filters.open) return;
      let tags = [];
      try {
        tags = (await tagFacet(result)).slice(0, MOST_TAGS);
      } catch {
        // The other filters are there.
      }
      if (result !== this.result) return;
      const kinds = { note: say("Notes"), essay: say("Essays") };
      const groups = [
        ["kind", say("Kind"), result.facets.kind.map((one) => ({ ...one, label: kinds[one.value] }))],
        ["year", say("Year"), result.facets.year],
        ["tag", say("Tag"), tags],
      ];
      const asked = ` ${this.input.value.toLowerCase()} `;
      const group = ([key, label, values]) => {
        const buttons = values
          .map((one) => ({ ...one, typed: filterOf(key, one.value) }))
          .filter(({ count, typed }) => count || asked.includes(` ${typed} `))
          .map(({ value, label: name, count, typed }) => {
            const isOn = asked.includes(` ${typed} `);
            const onclick = () => this.toggle(typed, isOn);
            return make("button", { type: "button", "aria-pressed": String(isOn), dir: "auto", onclick }, name ?? value, " ", make("span", { class: "cp-count" }, String(count)));
          });
        return buttons.length && make("div", { role: "group", "aria-label": label }, make("span", { class: "cp-facet" }, label), ...buttons);
      };
      const at = [...this.facets.querySelectorAll("button")].indexOf(document.activeElement);
      this.facets.replaceChildren(...groups.map(group).filter(Boolean));
      if (at >= 0) (this.facets.querySelectorAll("button")[at] ?? this.input).focus();
    }

    toggle(typed, isOn) {
      const before = this.input.value;
      if (isOn) {
        const at = before.toLowerCase().indexOf(typed);
        this.input.value = `${before.slice(0, at)}${before.slice(at + typed.length)}`.trim();
      } else this.input.value = `${before.trim()} ${typed}`.trim();
      this.changed();
    }

    choose(number) {
      const { options } = this;
      const at = options.length ? (number + options.length) % options.length : -1;
      this.chosen = number < 0 && number !== -1 ? -1 : at;
      if (number === -1 && !this.result) this.chosen = -1;
      options.forEach((option, i) => {
        option.id = `cp-hit-${i}`;
        option.setAttribute("aria-selected", String(i === this.chosen));
      });
      const option = options[this.chosen];
      if (option) {
        this.input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else this.input.removeAttribute("aria-activedescendant");
    }

    key(event) {
      if (event.isComposing || event.target !== this.input) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && this.options.length) {
        event.preventDefault();
        this.choose(this.chosen < 0 && step < 0 ? this.options.length - 1 : this.chosen + step + this.options.length);
      } else if (event.key === "Enter") {
        event.preventDefault();
        this.follow(event);
      }
    }

    /** Go to the chosen result, when it is there. */
    follow({ ctrlKey, metaKey }) {
      this.wanted = this.isPending && this.input.value.trim() ? { ctrlKey, metaKey } : null;
      if (this.wanted) return;
      const option = this.options[this.chosen];
      if (!option) return;
      option.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey }));
    }

    submit(event) {
      event.preventDefault();
      if (!this.isDialog) this.changed();
    }

    /** Keep the address of the page in step, so that it can be linked to and gone back to. */
    note(isStep) {
      const url = new URL(location.href);
      const parameters = new URLSearchParams();
      if (this.input.value) parameters.set("q", this.input.value);
      if (this.sort.value !== "best") parameters.set("sort", this.sort.value);
      if (this.page > 1) parameters.set("page", this.page);
      url.search = parameters.toString();
      if (url.href === location.href) return;
      try {
        history[isStep ? "pushState" : "replaceState"](null, "", url);
      } catch {
        // A browser may refuse this to a page on disk.
      }
    }

    read() {
      const parameters = new URLSearchParams(location.search);
      this.input.value = parameters.get("q") ?? "";
      this.sort.value = parameters.get("sort") === "date" ? "date" : "best";
      this.page = Math.max(1, parseInt(parameters.get("page"), 10) || 1);
      return this.run();
    }
  }

  const pageAddress = () => addressOf(window.Commonplace.page ?? "search.html").href;

  let dialog;

  /** Open the dialog, with some text in its field. */
  const open = (text = "") => {
    if (!dialog) {
      dialog = new Box(true);
      dialog.node = make("dialog", { class: "cp-search", "aria-label": say("Search") }, ...dialog.parts);
      dialog.node.addEventListener("keydown", (event) => dialog.key(event));
      // A click beside it is one on the dialog itself.
      dialog.node.addEventListener("click", (event) => event.target === dialog.node && dialog.node.close());
      document.body.append(dialog.node);
    }
    if (dialog.node.open) return;
    dialog.node.showModal();
    dialog.input.value = text || dialog.input.value;
    if (text) dialog.input.setSelectionRange(text.length, text.length);
    else dialog.input.select();
    dialog.run();
  };

  /** Make the page of results out of an element. */
  const serve = (node) => {
    const box = new Box(false);
    node.replaceChildren(...box.parts);
    addEventListener("popstate", () => box.read());
    box.read();
    if (!box.input.value) box.input.focus();
  };

  /** Mark words on this page, until the reader has had enough of it. */
  const mark = (words) => {
    const wanted = new Set(words.flatMap((word) => spans(fold(word)).filter(({ last, alone }) => alone || !last)).map(({ word }) => word));
    const article = document.querySelector("[role=main]") ?? document.body;
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("script, style, math, svg, .headerlink") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      const marks = spans(text.data).filter(({ word }) => wanted.has(word));
      if (!marks.length) continue;
      const parts = withMarks(text.data, marks.map(({ at, end }) => [at, end]));
      parts.forEach((part) => part.classList?.add("cp-found"));
      text.replaceWith(...parts);
    }
    const marked = [...document.querySelectorAll("mark.cp-found")];
    if (!marked.length) return;
    const dismiss = () => {
      for (const node of marked) {
        const parent = node.parentNode;
        node.replaceWith(...node.childNodes);
        parent?.normalize();
      }
      bar.remove();
      removeEventListener("keydown", onKey);
      const url = new URL(location.href);
      url.searchParams.delete("find");
      try {
        history.replaceState(null, "", url);
      } catch {
        // It stays in the address.
      }
    };
    const onKey = ({ key }) => {
      if (key === "Escape" && !document.querySelector("dialog[open]")) dismiss();
    };
    const bar = make("div", { class: "cp-found-bar" }, make("button", { type: "button", onclick: dismiss }, say("Hide the marks")));
    document.body.append(bar);
    addEventListener("keydown", onKey);
  };

  Object.assign(window.Commonplace, { open, serve, mark });
})();
