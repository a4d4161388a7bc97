// Before anything is drawn: this is not the reading edition, and the address may name a language and an appearance.
(function (root) {
  root.classList.add("js");
  if (/[#&]lang=en(&|$)/.test(location.hash)) { root.lang = "en"; root.dir = "ltr"; }
  var theme = /[#&]theme=(light|dark)(&|$)/.exec(location.hash);
  if (theme) root.dataset.theme = theme[1];
}(document.documentElement));
