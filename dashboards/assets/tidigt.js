// Read before the first paint, so that a dark page does not flash white.
window.insatskollTema = (function () {
  const key = "insatskoll-tema";

  function current() {
    let saved = null;
    try { saved = localStorage.getItem(key); } catch (_) { /* storage is off */ }
    if (saved === "dark" || saved === "light") return saved;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  function show(scheme) {
    document.documentElement.dataset.scheme = scheme;
  }

  function choose(scheme) {
    try { localStorage.setItem(key, scheme); } catch (_) { /* storage is off */ }
    show(scheme);
  }

  show(current());
  return { current: current, choose: choose };
})();
