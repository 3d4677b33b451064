package dev.gradus.data;

import dev.gradus.prepare.Gaps;
import dev.gradus.prepare.Partition;
import dev.gradus.prepare.Wishes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a recipe names tables. */
public final class TableWords {
    private final Map<String, Object> words = new LinkedHashMap<>();

    private TableWords() {}

    /**
     * {@return how a recipe names the parts of a table}
     *
     * @param table the table
     * @param wishes what the user wants of its columns
     * @param shares what is held out
     */
    public static Map<String, Object> of(Table table, Wishes wishes, PreparedTable.Shares shares) {
        var all = new TableWords();
        all.words.putAll(table.source().words());
        all.words.put("target", wishes.targets());
        all.putSome("only", wishes.only());
        all.putSome("drop", wishes.drop());
        all.putSome(
                "columns",
                wishes.kinds().entrySet().stream()
                        .map(each -> each.getKey() + ":" + each.getValue())
                        .toList());
        if (wishes.gaps() != Gaps.FILL) {
            all.words.put("missing", wishes.gaps().toString());
        }
        if (table.onBadRow() != OnBadRow.FAIL) {
            all.words.put("onBadRow", table.onBadRow().toString());
        }
        switch (wishes.partition()) {
            case Partition.Stratified _ -> {}
            case Partition.ByGroup(String column) -> all.words.put("group", column);
            case Partition.ByTime(String column) -> all.words.put("splitByTime", column);
        }
        if (shares.validation() > 0) {
            all.words.put("validationShare", shares.validation());
        }
        if (shares.test() > 0) {
            all.words.put("testShare", shares.test());
        }
        return all.words;
    }

    /** Returns how a recipe names all rows of a file. */
    static Map<String, Object> of(Path path, TableFormat format) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("data", path.toAbsolutePath().normalize().toString());
        if (!format.encoding().equals(StandardCharsets.UTF_8)) {
            words.put("encoding", format.encoding().name());
        }
        if (format.header() != Header.AUTO) {
            words.put("header", format.header().toString());
        }
        return words;
    }

    private void putSome(String word, Collection<String> names) {
        if (!names.isEmpty()) {
            words.put(word, names.stream().sorted().toList());
        }
    }
}
