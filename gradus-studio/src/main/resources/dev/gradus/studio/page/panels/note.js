// A note and tags for a run. They lie beside the run folders; nothing in a run's record changes.

import { post } from "../lib/api.js";
import { field, h, toast } from "../lib/dom.js";

export function notePanel({ state, reload }) {
  const note = h("textarea", { rows: 3, maxLength: 10000, placeholder: "What you want to remember of this run" });
  const tags = h("input", { type: "text", placeholder: "baseline, keep", maxLength: 800 });
  const save = h("button", { type: "button", onclick: () => write() }, "Save");
  const element = h("section", { className: "sheet", ariaLabel: "Note and tags" }, h("div", { className: "head" }, h("h2", {}, "Note and tags")),
    h("div", { className: "body stack" }, field("Note", note), field("Tags, separated by commas", tags), h("div", { className: "row" }, save)));
  let filled = false;

  async function write() {
    try {
      await post("/api/note", { id: state.id, note: note.value, tags: tags.value });
      toast("Saved.");
      reload();
    } catch (fault) {
      toast(fault.message, true);
    }
  }
  return {
    element,
    update() {
      save.disabled = state.readOnly;
      if (filled) return;
      filled = true;
      note.value = state.row.note ?? "";
      tags.value = (state.row.tags ?? []).join(", ");
    },
  };
}
