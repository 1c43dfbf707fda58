/* The box: a field, filters and the results, in the dialog and on the page of results alike. */

// Milliseconds without a key before anything is loaded.
const PAUSE = 80;
const SHOWN = 10;
const MOST_TAGS = 24;

class Box {
  constructor(list, field) {
    Object.assign(this, { list, page: 1, asked: 0, answered: 0 });
    this.input = make("input", {
      name: "q",
      placeholder: say("Search"),
      "aria-label": say("Search"),
      "aria-describedby": "cp-search-help",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      maxlength: MOST_TYPED,
      dir: "auto",
      enterkeyhint: "search",
      input: () => this.typed(),
      ...field,
    });
    const submit = (event) => {
      event.preventDefault();
      this.enter(event);
    };
    this.form = make("form", { role: "search", "aria-label": say("Search"), submit }, this.input);
    this.status = make("output", {});
    this.sort = make(
      "select",
      { name: "sort", "aria-label": say("Order"), change: () => this.step(1) },
      make("option", { value: "best" }, say("Best first")),
      make("option", { value: "date" }, say("Newest first")),
    );
    this.facets = make("div", { class: "cp-facets" });
    this.filters = make("details", { toggle: () => this.showFacets() }, make("summary", {}, say("Filters")), this.facets);
    this.more = make("p", {});
    const help = `${say("You can also write:")} "…"  -…  tag:…  year:2024  kind:essay`;
    this.parts = [
      this.form,
      make("p", { id: "cp-search-help" }, help),
      make("div", { class: "cp-search-tools" }, this.status, this.sort),
      this.filters,
      list,
      this.more,
    ];
  }

  /** Go to the field, and ask for a text if one is given. */
  ask(text) {
    this.input.focus();
    if (!text) {
      this.input.select();
      return this.run();
    }
    this.input.value = text;
    return this.step(1);
  }

  /** Search for what was typed so far: at once if all is loaded, else when the reader pauses. */
  typed() {
    this.page = 1;
    clearTimeout(this.timer);
    return this.run(false, new Promise((resolve) => (this.timer = setTimeout(resolve, PAUSE))));
  }

  /** Search for something else than what was typed: another page, another order, a filter. */
  step(page) {
    this.page = page;
    return this.run(true);
  }

  async run(isStep, patience) {
    const asked = ++this.asked;
    const text = this.input.value;
    let result = null;
    let failed = "";
    try {
      if (text.trim()) result = await search(text, { limit: SHOWN, sort: this.sort.value, page: this.page, patience });
    } catch {
      failed = say("Search does not work: its index could not be loaded.");
    }
    // Of several searches under way, only the last counts.
    if (asked !== this.asked) return;
    this.answered = asked;
    this.result = result;
    this.show(text, isStep);
    this.status.textContent ||= failed;
  }

  show() {
    const { result } = this;
    this.status.textContent = result ? told(result) : "";
    this.list.replaceChildren(...(result?.hits ?? []).map((hit) => this.item(hit)));
    this.filters.hidden = this.sort.hidden = !result;
    this.more.replaceChildren();
    this.showFacets();
  }

  async showFacets() {
    const { result } = this;
    if (!result || !this.filters.open) return;
    const { kind, year, tag } = await result.facets();
    if (result !== this.result) return;
    const at = [...this.facets.querySelectorAll("button")].indexOf(document.activeElement);
    const groups = [
      this.facet("kind", say("Kind"), kind),
      this.facet("year", say("Year"), year),
      this.facet("tag", say("Tag"), tag.slice(0, MOST_TAGS)),
    ];
    this.facets.replaceChildren(...groups.filter(Boolean));
    if (at >= 0) (this.facets.querySelectorAll("button")[at] ?? this.input).focus();
  }

  link(hit, attributes) {
    const click = () => keep(this.input.value.trim());
    return make("a", { class: "cp-hit", dir: "auto", href: hitAddress(hit), click, ...attributes }, ...shownOf(hit));
  }

  /** The values of one kind of filter that what was found has, with their counts. */
  facet(key, name, values) {
    const asked = ` ${this.input.value.toLowerCase()} `;
    const buttons = values.map(({ value, label, count }) => {
      const typed = `${key}:${value}`;
      const isOn = asked.includes(` ${typed} `);
      const node = button(label, () => this.toggle(typed, isOn), { "aria-pressed": isOn, dir: "auto" });
      node.append(" ", make("small", {}, count));
      return node;
    });
    return values.length && make("div", { role: "group", "aria-label": name }, make("span", {}, name), ...buttons);
  }

  toggle(typed, isOn) {
    const { value } = this.input;
    const at = value.toLowerCase().indexOf(typed);
    this.input.value = (isOn ? value.slice(0, at) + value.slice(at + typed.length) : `${value} ${typed}`).trim();
    this.step(1);
  }
}
