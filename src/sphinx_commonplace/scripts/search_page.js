/* The page of results: its address says what is shown, so that it can be linked to and gone back to. */

class Results extends Box {
  constructor(node) {
    super(make("ol", { class: "cp-hits", "aria-label": say("Results") }));
    node.replaceChildren(...this.parts);
    addEventListener("popstate", () => this.read());
    this.read();
    if (!this.input.value) this.input.focus();
  }

  item(hit) {
    return make("li", {}, this.link(hit));
  }

  enter() {
    this.step(1);
  }

  show(text, isStep) {
    super.show();
    const { page, result, more } = this;
    const turn = (to) => () => this.step(to).then(() => scrollTo(0, 0));
    if (page > 1) more.append(button(say("Previous"), turn(page - 1)));
    if (result?.count > page * SHOWN) more.append(button(say("Next"), turn(page + 1)));
    this.note(text, isStep);
  }

  read() {
    const parameters = new URLSearchParams(location.search);
    this.input.value = parameters.get("q") ?? "";
    this.sort.value = parameters.get("sort") === "date" ? "date" : "best";
    this.page = Math.max(1, parseInt(parameters.get("page")) || 1);
    return this.run();
  }

  /** Keep the address in step; each step, but not each letter, can be gone back from. */
  note(text, isStep) {
    const url = new URL(location.href);
    const asked = { q: text, sort: this.sort.value, page: this.page };
    const usual = { q: "", sort: "best", page: 1 };
    url.search = new URLSearchParams(Object.entries(asked).filter(([key, value]) => value !== usual[key]));
    if (url.href !== location.href) visit(url, isStep);
  }
}

/** Change the address; a browser may refuse this to a page on disk. */
const visit = (url, isStep) => {
  try {
    history[isStep ? "pushState" : "replaceState"](null, "", url);
  } catch {
    // The address stays.
  }
};

/** Make the page of results out of an element. */
const serve = (node) => (box = new Results(node));
