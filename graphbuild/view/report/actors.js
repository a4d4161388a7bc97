// The list of actors; a dossier opens beside it.
(function (GB) {
  const { h, t } = GB;
  const place = document.getElementById("live-actors");
  const STEP = 100;
  let room = STEP;

  GB.drawActors = fresh => GB.keepFocus(place, () => {
    if (fresh) room = STEP;
    const said = new Map();
    const partners = new Map();
    GB.found.claims.forEach(({ edge, tellings }) => {
      tellings.forEach(one => { if (!one.own) said.set(one.source, (said.get(one.source) || 0) + 1); });
      const [a, b] = GB.ends(edge);
      if (!b) return;
      [[a, b], [b, a]].forEach(([one, other]) => {
        if (!partners.has(one)) partners.set(one, new Map());
        partners.get(one).set(other, (partners.get(one).get(other) || 0) + 1);
      });
    });
    const degrees = GB.degrees(GB.found.claims);
    said.forEach((n, actor) => { if (!degrees.has(actor)) degrees.set(actor, { actor, relations: 0, tellings: 0 }); });
    const list = [...degrees.values()].sort((a, b) => GB.rank(a, b) || (said.get(b.actor) || 0) - (said.get(a.actor) || 0));
    if (!list.length) {
      place.replaceChildren(h("p.about", null, t("table.nothing")));
      return;
    }
    const closest = actor => [...(partners.get(actor) || new Map())].sort((a, b) => b[1] - a[1] || (a[0].id < b[0].id ? -1 : 1))[0];
    const head = (key, kind) => h("th" + (kind || ""), { scope: "col" }, t("col." + key));
    const row = of => {
      const partner = closest(of.actor);
      const sign = h("span.kind", { "aria-hidden": "true" }, (GB.SIGNS[of.actor.type] || "\u25bc") + " ");
      sign.style.color = GB.COLOURS[of.actor.type] || GB.COLOURS.source;
      return h("tr" + (GB.state.sel === of.actor.id ? ".chosen" : ""), { "data-actor": of.actor.id, onclick: () => GB.choose(of.actor.id) },
        h("th", { scope: "row" }, sign, h("button.plain", { type: "button", "data-key": "actor:" + of.actor.id, onclick: event => { event.stopPropagation(); GB.choose(of.actor.id); } }, GB.actorName(of.actor))),
        h("td.late", null, t("type." + of.actor.type)), h("td.late.wide-only.squeeze", null, of.actor.country && of.actor.type !== "country" ? GB.text(GB.FACETS.country.words(of.actor.country)) : ""),
        h("td.num.late", null, GB.number(of.relations)), h("td.num.late.wide-only", null, GB.number(of.tellings)), h("td.num.late.wide-only", null, said.has(of.actor) ? GB.number(said.get(of.actor)) : "\u2013"),
        h("td.late.wide-only.squeeze", null, partner ? [GB.actorLink(partner[0]), " ", h("span.count", null, GB.number(partner[1]))] : ""));
    };
    const left = list.length - room;
    place.replaceChildren(h("div.scroll.roster", null, h("table.list.pick.stack", null, h("thead", null, h("tr", null, head("actor"), head("type"), head("country", ".wide-only.squeeze"), head("relations", ".num"), head("tellings", ".num"), head("asSource", ".num"), head("partner", ".squeeze"))), h("tbody", null, list.slice(0, room).map(row)))),
      left > 0 ? h("p", null, h("button.button", { type: "button", "data-key": "more", onclick: () => { room += STEP; GB.drawActors(false); } }, t("table.more", { n: Math.min(left, STEP) }))) : "");
  });
  GB.markActor = () => place.querySelectorAll("tr[data-actor]").forEach(one => one.classList.toggle("chosen", one.dataset.actor === GB.state.sel));
}(window.GB));
