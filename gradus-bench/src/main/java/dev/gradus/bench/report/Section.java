package dev.gradus.bench.report;

import java.util.List;

/**
 * One measure's part of the report.
 *
 * @param title its heading
 * @param text what was measured and how, in whole sentences
 * @param table the numbers
 * @param notes what else is to be known, one sentence each
 */
public record Section(String title, String text, ReportTable table, List<String> notes) {
    public Section {
        notes = List.copyOf(notes);
    }

    /** Returns it as Markdown, with the processor, for tables are read by themselves. */
    public String markdown() {
        var lines =
                new StringBuilder(
                        "## %s\n\nOn %s. %s\n\n%s"
                                .formatted(title, Machine.processor(), text, table.markdown()));
        if (!notes.isEmpty()) {
            lines.append('\n');
            notes.forEach(note -> lines.append("- ").append(note).append('\n'));
        }
        return lines.toString();
    }
}
