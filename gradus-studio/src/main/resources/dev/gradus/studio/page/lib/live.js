// Receives from the studio which runs have changed. If the connection is lost, the browser reconnects.

const listeners = new Set();
let source;

export function listen(act) {
  listeners.add(act);
  return () => listeners.delete(act);
}

export function connect() {
  const shown = document.getElementById("connection");
  const say = (state, text) => {
    shown.dataset.state = state;
    shown.textContent = text;
  };
  say("", "connecting");
  source = new EventSource("/api/events");
  source.onopen = () => say("live", "live");
  source.onerror = () => say("lost", "studio not reached");
  source.onmessage = (event) => {
    const news = JSON.parse(event.data);
    for (const act of [...listeners]) act(news);
  };
  addEventListener("pagehide", () => source.close());
}
