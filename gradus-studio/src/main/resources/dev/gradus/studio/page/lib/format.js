// Numbers and times as people read them.

export function number(value, digits = 4) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(2).replace("e+", "e");
  if (size >= 1000) return value.toLocaleString("en", { maximumFractionDigits: 0 });
  return String(Number(value.toPrecision(digits)));
}

export function whole(value) {
  return value === null || value === undefined ? "–" : Math.round(value).toLocaleString("en");
}

/** Words that begin a sentence. */
export function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const MEASURES = {
  balancedAccuracy: "balanced accuracy", macroF1: "macro F1", f1: "F1 of the second class", auc: "AUC", logLoss: "log loss",
  majorityShare: "accuracy of always the most frequent class", deviation: "error of always the mean",
  meanAbsoluteError: "mean absolute error", rootMeanSquaredError: "root mean squared error", rSquared: "R²",
};

/**
 * The name of a measurement, in the words of the command: "test balancedAccuracy" is "test balanced accuracy". Where the
 * names of the classes are known, that of an F1 has the name of its class.
 */
export function measure(name, classes = []) {
  return name.replace(/\w+/g, (word) => (word === "f1" && classes.length === 2 ? `F1 of '${classes[1]}'` : MEASURES[word] ?? word));
}

export function percent(value) {
  return `${Math.floor(100 * value)} %`;
}

export function duration(seconds) {
  if (!(seconds >= 0)) return "–";
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.round(hours / 24)} days`;
}

export function ago(millis) {
  const seconds = (Date.now() - millis) / 1000;
  if (seconds < 60) return "just now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return new Date(millis).toLocaleDateString("en", { day: "numeric", month: "short", year: "numeric" });
}

export function clock(millis) {
  return new Date(millis).toLocaleTimeString("en", { hour12: false });
}

const STATES = {
  waiting: "waiting", training: "training", paused: "paused", elsewhere: "on another machine",
  ended: "ended", killed: "killed", unreadable: "unreadable",
};

export function stateWord(run) {
  if (!run.state) return "being read";
  if (run.state === "killed" && run.detail) return "unrecorded";
  return run.state === "ended" ? run.reason : STATES[run.state];
}

export function stateTitle(run) {
  switch (run.state) {
    case "killed": return `${run.detail || "Its process was killed"}; gradus resume continues it`;
    case "elsewhere": return "Its record grows, but no process of this machine holds it";
    case "unreadable": return run.detail;
    case "ended": return run.detail || `It ended: ${run.reason}`;
    default: return "";
  }
}
