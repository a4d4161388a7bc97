// Tellings by month: drag over the bars to narrow the time; below, the claims in the order of their days.
(function (GB) {
  const { h, t } = GB;
  const place = document.getElementById("live-timeline");
  const STEP = 120;
  let room = STEP;
  const QUADS = ["VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict", "Neutral"];
  const QUAD_COLOURS = { VerbalCooperation: "--vc", MaterialCooperation: "--mc", VerbalConflict: "--vx", MaterialConflict: "--mx", Neutral: "--ne" };
  const GROUPS = { voice: GB.VOICES, quad: QUADS, polarity: ["affirms", "rejects", "open"] };
  const colour = group => QUAD_COLOURS[group] || { affirms: "--told", rejects: "--denied", open: "--open" }[group === "open" && GB.state.by === "voice" ? "" : group] || "--" + group;
  const words = group => t((GB.state.by === "quad" ? "quad." : GB.state.by === "polarity" ? "polarity." : "voice.") + group);

  function months(found) {
    const names = [...found.keys()].filter(name => /^\d{4}-\d{2}$/.test(name)).sort();
    if (!names.length) return [];
    const list = [];
    let [year, month] = names[0].split("-").map(Number);
    const last = names[names.length - 1];
    for (let n = 0; n < 1200; n += 1) {
      const name = String(year).padStart(4, "0") + "-" + String(month).padStart(2, "0");
      list.push(name);
      if (name >= last) break;
      month += 1;
      if (month > 12) { month = 1; year += 1; }
    }
    return list;
  }
  // Few months: bars by day would be mostly gaps; many empty ones between: only those that have something are drawn.
  function scale(found) {
    const all = months(found);
    const filled = all.filter(name => found.has(name));
    return all.length > 60 && filled.length < all.length / 3 ? Object.assign(filled, { gaps: true }) : all;
  }

  function histogram(list) {
    const found = GB.found.months;
    const W = Math.max(280, place.clientWidth || 1000), H = 220, left = 34, bottom = 24, top = 10;
    const total = name => [...(found.get(name) || new Map()).values()].reduce((a, b) => a + b, 0);
    const most = Math.max(1, ...list.map(total));
    const step = (W - left - 6) / list.length;
    const wide = Math.min(step * 0.82, 46);
    const picture = GB.svg("svg", { viewBox: `0 0 ${W} ${H}`, class: "histogram", role: "img", "aria-label": t("time.heading") });
    const middle = i => left + step * (i + 0.5);
    picture.append(GB.svg("line", { x1: left, x2: W - 4, y1: H - bottom, y2: H - bottom, class: "axis" }));
    [most, Math.round(most / 2)].filter((n, i, both) => n && both.indexOf(n) === i).forEach(n => {
      const y = H - bottom - (H - bottom - top) * n / most;
      picture.append(GB.svg("line", { x1: left, x2: W - 4, y1: y, y2: y, class: "axis" }), GB.svg("text", { x: left - 5, y: y + 4, "text-anchor": "end" }, GB.number(n)));
    });
    list.forEach((name, i) => {
      let y = H - bottom;
      const out = (GB.state.since && name < GB.state.since.slice(0, 7)) || (GB.state.until && name > GB.state.until.slice(0, 7));
      GROUPS[GB.state.by].forEach(group => {
        const n = (found.get(name) || new Map()).get(group) || 0;
        if (!n) return;
        const tall = (H - bottom - top) * n / most;
        y -= tall;
        const bar = GB.svg("rect", { x: middle(i) - wide / 2, y, width: wide, height: Math.max(tall, 0.75), fill: GB.draw.colour(colour(group)), class: out ? "out" : "" }, GB.svg("title", {}, `${name}: ${words(group)} ${n}`));
        picture.append(bar);
      });
    });
    const every = Math.max(1, Math.ceil(list.length / Math.max(3, Math.floor(W / 74))));
    list.forEach((name, i) => { if (i % every === 0) picture.append(GB.svg("text", { x: Math.min(middle(i), W - 26), y: H - 7, "text-anchor": "middle" }, name)); });
    const brush = GB.svg("rect", { y: 0, height: H - bottom, x: 0, width: 0, class: "brush" });
    picture.append(brush);
    let from = null;
    const at = event => {
      const box = picture.getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width * W;
      return Math.max(0, Math.min(list.length - 1, Math.floor((x - left) / step)));
    };
    const draw = (a, b) => { brush.setAttribute("x", left + Math.min(a, b) * step); brush.setAttribute("width", (Math.abs(a - b) + 1) * step); };
    picture.addEventListener("pointerdown", event => { from = at(event); draw(from, from); picture.setPointerCapture(event.pointerId); event.preventDefault(); });
    picture.addEventListener("pointermove", event => { if (from !== null) draw(from, at(event)); });
    picture.addEventListener("pointercancel", () => { from = null; brush.setAttribute("width", 0); });
    picture.addEventListener("pointerup", event => {
      if (from === null) return;
      const [a, b] = [Math.min(from, at(event)), Math.max(from, at(event))];
      from = null;
      const [year, month] = list[b].split("-").map(Number);
      const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
      GB.set({ since: list[a] + "-01", until: list[b] + "-" + String(last).padStart(2, "0") }, true);
    });
    return picture;
  }

  window.addEventListener("resize", () => { if (GB.state.tab === "timeline" && GB.found) GB.drawTimeline(false); });

  GB.drawTimeline = fresh => GB.keepFocus(place, () => {
    if (fresh) room = STEP;
    const list = scale(GB.found.months);
    const events = GB.found.claims.map(claim => ({ claim, day: claim.tellings.reduce((first, one) => one.when && (!first || one.when < first) ? one.when : first, "") }))
      .sort((a, b) => (a.day || "9999") < (b.day || "9999") ? -1 : (a.day || "9999") > (b.day || "9999") ? 1 : b.claim.tellings.length - a.claim.tellings.length);
    const present = GROUPS[GB.state.by].filter(group => [...GB.found.months.values()].some(found => found.get(group)));
    const days = new Map();
    events.slice(0, room).forEach(one => { const day = one.day || t("facet.undated"); if (!days.has(day)) days.set(day, []); days.get(day).push(one.claim); });
    const line = ({ edge, tellings }) => h("li", { onclick: () => GB.choose(edge.id) }, GB.badge(edge.voice), h("button.plain", { type: "button", "data-key": "edge:" + edge.id, onclick: event => { event.stopPropagation(); GB.choose(edge.id); } }, GB.statement(edge)), h("span.count", null, GB.n("n.tellings", tellings.length)));
    const swatch = group => { const box = h("span.glyph", { "aria-hidden": "true" }, GB.GLYPHS[group] || ""); box.style.background = GB.draw.colour(colour(group)); return h("li", null, h("span.voice", null, box, words(group))); };
    place.replaceChildren(
      h("div.options", null, h("h3", null, t("time.heading")), h("label", null, t("time.by"), h("select", { "data-key": "by", onchange: event => GB.set({ by: event.target.value }) }, [["voice", "facet.voice"], ["quad", "facet.category"], ["polarity", "facet.polarity"]].map(([value, key]) => h("option", { value, selected: GB.state.by === value }, t(key))))),
        GB.state.since || GB.state.until ? h("button.button", { type: "button", "data-key": "alltime", onclick: () => GB.set({ since: "", until: "" }, true) }, t("time.all")) : ""),
      list.length ? histogram(list) : h("p.note", null, t("time.nothing")),
      h("ul.legend", null, present.map(swatch)),
      h("p.about", null, [list.length ? t("time.brush") : "", list.gaps ? t("time.gaps") : "", GB.found.ofYear ? t("time.year", { n: GB.found.ofYear }) : "", GB.found.undatedAll ? t("time.undated", { n: GB.found.undatedAll }) : ""].filter(Boolean).join(" ")),
      h("div.events", null, events.length ? [...days].map(([day, claims]) => [h("h3", null, GB.text(day)), h("ul", null, claims.map(line))]) : h("p.about", null, t("table.nothing"))),
      events.length > room ? h("p", null, h("button.button", { type: "button", "data-key": "more", onclick: () => { room += STEP; GB.drawTimeline(false); } }, t("table.more", { n: Math.min(events.length - room, STEP) }))) : "");
  });
}(window.GB));
