// Plotly weighs more than all else together, so it is fetched when a page first has a chart of its.
(function () {
  const file = document.querySelector("script[data-diagram]").dataset.diagram;
  let coming = null;

  function fetched() {
    coming = coming || new Promise(function (done, failed) {
      const script = document.createElement("script");
      script.src = file;
      script.onload = () => done(window.Plotly);
      script.onerror = () => { coming = null; failed(new Error("Plotly did not come")); };
      document.head.append(script);
    });
    return coming;
  }

  // Who waits for Plotly (Dash does) waits for this, until it has put itself in its place.
  window.Plotly = { then: (done, failed) => fetched().then(done, failed) };
})();
