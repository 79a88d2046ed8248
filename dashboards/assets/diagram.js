// Plotly weighs more than all else together, so it is fetched when a page first has a chart of its.
(function () {
  const file = document.querySelector("script[data-diagram]").dataset.diagram;
  const LONGEST = 30000; // ms between two tries
  let coming = null;

  function fetched() {
    coming = coming || new Promise((done) => fetchIt(done, 2000));
    return coming;
  }

  // Dash cannot take a no: it is told nothing until there is a yes, and the reader is told meanwhile.
  function fetchIt(done, pause) {
    const script = document.createElement("script");
    script.src = file;
    script.onload = function () {
      window.insatskollAvbrott(false);
      done(window.Plotly);
    };
    script.onerror = function () {
      script.remove();
      window.insatskollAvbrott(true);
      setTimeout(fetchIt, pause, done, Math.min(2 * pause, LONGEST));
    };
    document.head.append(script);
  }

  // Who waits for Plotly (Dash does) waits for this, until it has put itself in its place.
  window.Plotly = { then: (done) => fetched().then(done) };
})();
