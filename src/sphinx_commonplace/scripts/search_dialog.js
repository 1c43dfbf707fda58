/* The dialog: opened by a key or the sidebar's field, and used by the keyboard alone. */

const RECENT = "commonplace-recent";
const MOST_RECENT = 8;

/** What was searched before, which stays in the reader's browser. */
const recent = () => {
  try {
    return JSON.parse(localStorage.getItem(RECENT)).filter((text) => typeof text === "string");
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
const keep = (text) => remember([text, ...recent().filter((other) => other !== text)]);

class Dialog extends Box {
  constructor() {
    super(make("div", { class: "cp-hits", id: "cp-hits", role: "listbox", "aria-label": say("Results") }), {
      role: "combobox",
      "aria-expanded": false,
      "aria-controls": "cp-hits",
      "aria-autocomplete": "list",
      keydown: (event) => this.key(event),
    });
    this.form.append(button(say("Close"), () => this.node.close()));
    // A click beside the dialog is one on the dialog itself.
    const click = ({ target }) => target === this.node && this.node.close();
    this.node = make("dialog", { class: "cp-search", "aria-label": say("Search"), click }, ...this.parts);
    document.body.append(this.node);
  }

  ask(text) {
    if (!this.node.open) this.node.showModal();
    return super.ask(text);
  }

  show(text) {
    super.show();
    const { result, list, input, more } = this;
    if (result?.count > result?.hits.length) more.append(make("a", { href: resultsAddress(text) }, say("All results")));
    else if (!text.trim()) this.showRecent();
    this.options = [...list.children];
    input.setAttribute("aria-expanded", this.options.length > 0);
    this.choose(result ? 0 : -1);
    if (this.wanted) this.enter(this.wanted);
  }

  showRecent() {
    const texts = recent();
    if (!texts.length) return;
    this.status.textContent = say("Searched before:");
    for (const text of texts) {
      const click = () => this.ask(text);
      this.list.append(make("div", { class: "cp-recent", role: "option", dir: "auto", click }, text));
    }
    const forget = () => {
      remember([]);
      this.ask("");
    };
    this.more.append(button(say("Forget these"), forget));
  }

  item(hit) {
    return this.link(hit, { role: "option", tabindex: -1 });
  }

  choose(at) {
    this.chosen = at;
    this.options.forEach((option, i) => {
      option.id = `cp-hit-${i}`;
      option.setAttribute("aria-selected", i === at);
    });
    const option = this.options[at];
    this.input.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.enter(event);
    } else if (step && this.options.length) {
      event.preventDefault();
      const { length } = this.options;
      this.choose((Math.max(this.chosen, step < 0 ? 0 : -1) + step + length) % length);
    }
  }

  /** Go to the chosen result, when it is there. */
  enter({ ctrlKey, metaKey }) {
    this.wanted = this.asked === this.answered ? null : { ctrlKey, metaKey };
    if (this.wanted) return;
    const click = new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey });
    this.options[this.chosen]?.dispatchEvent(click);
  }
}

let box;

/** Open the search, with some text in its field: the dialog, or what is on this page already. */
const open = (text) => (box ??= new Dialog()).ask(text);
