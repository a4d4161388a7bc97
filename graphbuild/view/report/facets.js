// The filters beside the results, the line that says how much is shown, and the chips of what is chosen.
(function (GB) {
  const { h, t } = GB;
  const box = document.getElementById("facets");
  const bar = document.getElementById("bar");
  const ORDER = ["voice", "polarity", "category", "relation", "claimant", "outlet", "type", "country", "status", "section"];
  const OPEN = new Set(["voice", "category", "claimant"]);
  const FEW = 7;
  const opened = new Map();
  const whole = new Set();
  let shownOnSmall = false;

  GB.toggle = (key, value) => {
    const list = GB.state[key];
    GB.set({ [key]: list.includes(value) ? list.filter(one => one !== value) : [...list, value] }, true);
  };
  const none = () => Object.fromEntries([...ORDER.map(key => [key, []]), ["conf", 0], ["since", ""], ["until", ""], ["words", ""]]);
  GB.noFilters = none;
  GB.isFiltered = () => ORDER.some(key => GB.state[key].length) || GB.state.conf > 0 || GB.state.since !== "" || GB.state.until !== "" || GB.state.words !== "";

  function values(key, counts) {
    const list = [...counts.entries()];
    GB.state[key].forEach(value => { if (!counts.has(value)) list.push([value, 0]); });
    if (key === "voice") list.sort((a, b) => GB.VOICES.indexOf(a[0]) - GB.VOICES.indexOf(b[0]));
    else list.sort((a, b) => GB.state[key].includes(b[0]) - GB.state[key].includes(a[0]) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return list;
  }

  function facet(key, counts) {
    const list = values(key, counts);
    if (!list.length || (list.length < 2 && !GB.state[key].length)) return null;
    const shown = whole.has(key) ? list : list.slice(0, Math.max(FEW, GB.state[key].length));
    const open = opened.has(key) ? opened.get(key) : OPEN.has(key) || GB.state[key].length > 0;
    return h("details.facet", { open, "data-facet": key, ontoggle: event => opened.set(key, event.target.open) },
      h("summary", null, t("facet." + key)),
      whole.has(key) && list.length > 20 ? h("input", { type: "search", placeholder: t("facets.find"), "aria-label": t("facets.find"), "data-key": key + ":find", oninput: event => {
        const wanted = GB.fold(event.target.value);
        event.target.parentElement.querySelectorAll("label").forEach(label => { label.hidden = wanted !== "" && !GB.fold(label.textContent).includes(wanted); });
      } }) : null,
      shown.map(([value, n]) => h("label" + (n ? "" : ".zero"), null,
        h("input", { type: "checkbox", checked: GB.state[key].includes(value), "data-key": key + ":" + value, onchange: () => GB.toggle(key, value) }),
        key === "voice" ? h("span.voice.v-" + value, null, h("span.glyph", { "aria-hidden": "true" }, GB.GLYPHS[value]), GB.FACETS[key].words(value)) : h("span", null, GB.text(GB.FACETS[key].words(value))),
        h("span.count", null, GB.number(n)))),
      list.length > FEW ? h("button.plain", { type: "button", "data-key": key + ":more", onclick: () => { if (whole.has(key)) whole.delete(key); else whole.add(key); GB.drawFacets(); } },
        whole.has(key) ? t("facets.less") : t("facets.more", { n: list.length })) : null);
  }

  function certainty() {
    const open = opened.has("conf") ? opened.get("conf") : GB.state.conf > 0;
    const output = h("output", null, GB.ltr("\u2265 " + GB.state.conf.toFixed(2)));
    return h("details.facet", { open, ontoggle: event => opened.set("conf", event.target.open) }, h("summary", null, t("facet.confidence")),
      h("label", null, h("span", null, output), h("input", { type: "range", min: 0, max: 1, step: 0.05, value: GB.state.conf, "aria-label": t("facet.confidence"), "data-key": "conf",
        oninput: event => { output.replaceChildren(GB.ltr("\u2265 " + Number(event.target.value).toFixed(2))); },
        onchange: event => GB.set({ conf: Number(event.target.value) }, true) })));
  }

  function words() {
    if (!GB.data.quotes) return null;
    return h("div.facet", null, h("input", { type: "search", value: GB.state.words, placeholder: t("facet.words"), "aria-label": t("facet.words"), "data-key": "words",
      onchange: event => GB.set({ words: event.target.value.trim() }, true) }));
  }

  function time() {
    const open = opened.has("time") ? opened.get("time") : Boolean(GB.state.since || GB.state.until);
    const field = key => [h("span", null, t("facet." + key)), h("input", { type: "date", value: GB.state[key], "aria-label": t("facet." + key), "data-key": key, onchange: event => GB.set({ [key]: event.target.value }, true) })];
    return h("details.facet", { open, ontoggle: event => opened.set("time", event.target.open) }, h("summary", null, t("facet.time")), h("div.days", null, field("since"), field("until")));
  }

  // The element that had the focus is drawn anew: find its successor by its key.
  GB.keepFocus = (where, draw) => {
    const key = where.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const top = where.scrollTop;
    draw();
    where.scrollTop = top;
    if (key) {
      const again = [...where.querySelectorAll("[data-key]")].find(element => element.dataset.key === key);
      if (again) again.focus({ preventScroll: true });
    }
  };

  GB.drawFacets = () => GB.keepFocus(box, () => {
    const counts = GB.found.counts;
    box.classList.toggle("open", shownOnSmall);
    box.replaceChildren(h("button.top", { type: "button", "aria-expanded": String(shownOnSmall), "data-key": "facets", onclick: () => { shownOnSmall = !shownOnSmall; GB.drawFacets(); } },
      t("facets"), h("span", null, shownOnSmall ? "\u2013" : "+")),
      ...[words(), ...ORDER.map(key => facet(key, counts[key])), certainty(), time()].filter(Boolean));
  });

  GB.drawBar = () => GB.keepFocus(bar, () => {
    const found = GB.found;
    const chips = [];
    ORDER.forEach(key => GB.state[key].forEach(value => chips.push(h("button.chip", { type: "button", "data-key": "chip:" + key + value, "aria-label": t("facets.remove") + ": " + GB.FACETS[key].words(value), onclick: () => GB.toggle(key, value) },
      t("facet." + key) + ": ", GB.text(GB.FACETS[key].words(value))))));
    if (GB.state.words) chips.push(h("button.chip", { type: "button", "data-key": "chip:words", onclick: () => GB.set({ words: "" }, true) }, t("facet.words") + ": ", GB.text(GB.state.words)));
    if (GB.state.conf) chips.push(h("button.chip", { type: "button", onclick: () => GB.set({ conf: 0 }, true) }, t("facet.confidence") + " ", GB.ltr("\u2265 " + GB.state.conf.toFixed(2))));
    if (GB.state.since || GB.state.until) chips.push(h("button.chip", { type: "button", onclick: () => GB.set({ since: "", until: "" }, true) }, t("facet.time") + ": ", GB.ltr((GB.state.since || "\u2026") + " \u2013 " + (GB.state.until || "\u2026"))));
    const text = t("shown.claims", { shown: found.claims.length, all: found.allClaims }) + " \u00b7 " + t("shown.tellings", { shown: found.tellings, all: found.allTellings });
    bar.replaceChildren(h("div.line", null,
      GB.state.tab === "network" ? h("span.shown", { id: "net-shown" }) : h("span.shown", { id: "shown" }, text)),
      chips.length ? h("div.chips", null, chips, chips.length > 1 ? h("button.plain", { type: "button", onclick: () => GB.set(none(), true) }, t("facets.clear")) : null) : "");
    GB.say(text);
  });
}(window.GB));
