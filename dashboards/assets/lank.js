// The way to the card that a link names.
(function () {
  // Pages are drawn after the browser has looked for the place that a link names. The place is
  // held until the reader does something, for the page may be drawn again.
  let place = location.href;
  let waiting = location.hash;
  let heading = null;

  function arrive() {
    const now = document.querySelector("main h1");
    if (!now || now === heading) return;
    heading = now;
    if (location.href !== place) {
      place = location.href;
      waiting = location.hash;
    }
    if (waiting) goTo(waiting);
  }

  function goTo(hash) {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch (_) { /* not an address that we have given */ }
    if (!target || !target.closest("main") || target.tagName === "MAIN") return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView();
  }

  ["wheel", "touchstart", "pointerdown", "keydown"].forEach(function (kind) {
    addEventListener(kind, () => { waiting = ""; }, { passive: true });
  });
  addEventListener("hashchange", function () {
    if (location.hash) goTo(location.hash);
  });
  new MutationObserver(arrive).observe(document.body, { childList: true, subtree: true });
})();
