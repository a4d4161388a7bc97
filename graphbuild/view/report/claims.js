// The table of claims: everything that the filters keep, in the order that the reader asks for.
(function (GB) {
  const { h, t } = GB;
  const place = document.getElementById("live-claims");
  const STEP = 100;
  let room = STEP;

  const sources = ({ tellings }) => {
    const found = new Map();
    tellings.forEach(one => { if (!one.own) found.set(one.source, (found.get(one.source) || 0) + 1); });
    return [...found.keys()];
  };
  const outlets = ({ tellings }) => [...new Set(tellings.filter(one => one.own).map(one => one.article.publisher).filter(Boolean))];
  const latest = ({ tellings }) => tellings.reduce((last, one) => one.when > last ? one.when : last, "");
  const sure = ({ tellings }) => Math.max(...tellings.map(one => one.confidence));
  const by = compare => (a, b) => compare(a, b) || (a.edge.id < b.edge.id ? -1 : 1);
  const alphabet = key => (a, b) => GB.name(a.edge[key]).localeCompare(GB.name(b.edge[key]), GB.state.lang);
  const COLUMNS = [
    { key: "voice", compare: (a, b) => GB.VOICES.indexOf(a.edge.voice) - GB.VOICES.indexOf(b.edge.voice) },
    { key: "subject", compare: alphabet("subject") },
    { key: "relation", compare: (a, b) => GB.label(a.edge.relation).localeCompare(GB.label(b.edge.relation), GB.state.lang) },
    { key: "object", compare: alphabet("object") },
    { key: "tellings", number: true, compare: (a, b) => b.tellings.length - a.tellings.length },
    { key: "claimants", compare: null },
    { key: "last", number: true, compare: (a, b) => (latest(a) < latest(b) ? 1 : latest(a) > latest(b) ? -1 : 0) },
    { key: "confidence", number: true, squeeze: true, compare: (a, b) => sure(b) - sure(a) },
  ];
  const usual = (a, b) => (b.edge.voice === "contested") - (a.edge.voice === "contested") || b.tellings.length - a.tellings.length;

  GB.sorted = claims => {
    const backwards = GB.state.sort.startsWith("-");
    const column = COLUMNS.find(one => one.key === GB.state.sort.replace(/^-/, ""));
    const list = [...claims].sort(by(column && column.compare ? column.compare : usual));
    return backwards ? list.reverse() : list;
  };

  function head(column) {
    if (!column.compare) return h("th.wide-only.squeeze", { scope: "col" }, t("col." + column.key));
    const now = GB.state.sort === column.key ? "ascending" : GB.state.sort === "-" + column.key ? "descending" : "none";
    return h("th" + (column.number ? ".num" : "") + (column.squeeze ? ".squeeze" : ""), { scope: "col", "aria-sort": now }, h("button", { type: "button", "data-key": "sort:" + column.key, title: t("table.sort"),
      onclick: () => GB.set({ sort: now === "ascending" ? "-" + column.key : now === "descending" ? "" : column.key }) }, t("col." + column.key)));
  }

  function row(claim) {
    const edge = claim.edge;
    const who = sources(claim);
    const own = outlets(claim);
    const names = [...who.slice(0, 2).map(source => GB.actorName(source)), ...(who.length ? [] : own.slice(0, 2).map(name => h("span.unnamed", null, GB.text(name))))];
    const more = who.length ? who.length - 2 : own.length - 2;
    return h("tr" + (GB.state.sel === edge.id ? ".chosen" : ""), { "data-edge": edge.id, onclick: () => GB.choose(edge.id) },
      h("td", null, GB.badge(edge.voice)), h("td", null, GB.actorLink(edge.subject)),
      h("td", null, h("button.plain.rel" + (edge.symmetric ? ".both" : ""), { type: "button", "data-key": "edge:" + edge.id, "aria-label": GB.plainStatement(edge), onclick: event => { event.stopPropagation(); GB.choose(edge.id); } }, GB.relationLabel(edge))),
      h("td", null, GB.actorLink(edge.object)),
      h("td.num.late.times", null, GB.number(claim.tellings.length)),
      h("td.late.wide-only.squeeze", null, names.flatMap((name, i) => i ? [GB.english() ? ", " : "\u060c ", name] : [name]), more > 0 ? ` +${more}` : ""),
      h("td.num.late", null, GB.ltr(latest(claim))), h("td.num.late.squeeze", null, GB.ltr(sure(claim).toFixed(2))));
  }

  GB.drawClaims = fresh => GB.keepFocus(place, () => {
    if (fresh) room = STEP;
    const claims = GB.sorted(GB.found.claims);
    if (!claims.length) {
      place.replaceChildren(h("p.about", null, t("table.nothing")));
      return;
    }
    const left = claims.length - room;
    place.replaceChildren(
      h("div.scroll", null, h("table.list.pick.stack", null, h("thead", null, h("tr", null, COLUMNS.map(head))), h("tbody", null, claims.slice(0, room).map(row)))),
      left > 0 ? h("p", null, h("button.button", { type: "button", "data-key": "more", onclick: () => { room += STEP; GB.drawClaims(false); } }, t("table.more", { n: Math.min(left, STEP) }))) : "");
  });
  // A choice marks its row; the table is not drawn anew.
  GB.markRow = () => place.querySelectorAll("tr[data-edge]").forEach(one => one.classList.toggle("chosen", one.dataset.edge === GB.state.sel));
}(window.GB));
