// A list of suggestions under a field: arrows, Enter or Tab to take one, Escape to leave (the ARIA combobox pattern).
import { element, say } from "/static/text.js";

let serial = 0;

export class Suggestions {
  /** `field` is an input or textarea; `take(item)` is called with the chosen one; `at()` says where to show the list. */
  constructor(field, { take, at, host }) {
    this.field = field;
    this.take = take;
    this.at = at;
    this.items = [];
    this.chosen = -1;
    // a text area cannot be a combobox, and only that may say that it is expanded
    this.expands = field.tagName === "INPUT";
    this.id = `list-${++serial}`;
    this.box = element("div", { class: "list", role: "listbox", id: this.id, tabindex: "0", "aria-label": say("suggestions"), hidden: true });
    host.append(this.box);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-haspopup", "listbox");
    field.setAttribute("aria-controls", this.id);
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => setTimeout(() => this.hide(), 150));
    // The field must not lose the focus to a click on the list.
    this.box.addEventListener("pointerdown", (event) => event.preventDefault());
    this.box.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.accept(Number(option.dataset.place));
    });
  }

  get open() { return !this.box.hidden; }

  /** Items: `{label, what, as, ...}`; label and what are nodes or text. */
  show(items) {
    this.items = items;
    if (!items.length) return this.hide();
    this.box.replaceChildren(...items.map((item, place) => element("div",
      { role: "option", id: `${this.id}-${place}`, "data-place": place, "aria-selected": "false" },
      element("span", {}, item.label), element("span", { class: "what" }, item.what ?? ""),
      item.as ? element("span", { class: "as", dir: "ltr" }, item.as) : null)));
    this.box.hidden = false;
    if (this.expands) this.field.setAttribute("aria-expanded", "true");
    const place = this.at?.();
    if (place) {
      const most = Math.max(0, place.width - this.box.offsetWidth);
      this.box.style.left = `${Math.max(0, Math.min(place.left, most))}px`;
      this.box.style.top = `${place.top}px`;
    }
    this.choose(0);
  }

  /** Say that what is listed belongs to what was typed before, and better is being asked for. */
  busy(busy) { this.box.setAttribute("aria-busy", String(busy)); }

  hide() {
    this.box.hidden = true;
    if (this.expands) this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    this.chosen = -1;
  }

  choose(place) {
    this.box.children[this.chosen]?.setAttribute("aria-selected", "false");
    this.chosen = (place + this.items.length) % this.items.length;
    const option = this.box.children[this.chosen];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  accept(place) {
    const item = this.items[place];
    this.hide();
    if (item) this.take(item);
  }

  key(event) {
    if (!this.open) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.choose(this.chosen + step);
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") this.accept(this.chosen);
    else if (event.key === "Escape") this.hide();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

/** The service's actors by name, as items of a list. */
export async function actors(text, { load, lang, isolated }, signal) {
  const response = await load("/complete?q=" + encodeURIComponent(text.slice(0, 200)), { signal });
  return (await response.json()).actors.map((actor) => ({
    label: isolated(actor.label[lang], lang),
    what: say(actor.type === "place" ? "placekind" : actor.type),
    as: actor.curie,
    insert: actor.curie,
    actor,
  }));
}
