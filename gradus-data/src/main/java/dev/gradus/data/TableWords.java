package dev.gradus.data;

import dev.gradus.prepare.Wishes;
import dev.gradus.prepare.table.OnBadRow;
import dev.gradus.prepare.table.TableFormat;
import dev.gradus.prepare.table.TableOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a recipe names tables. */
public final class TableWords {
    private TableWords() {}

    /**
     * {@return how a recipe names the parts of a table}
     *
     * @param table the table
     * @param wishes what the user wants of its columns
     * @param shares what is held out
     */
    public static Map<String, Object> of(Table table, Wishes wishes, PreparedTable.Shares shares) {
        Map<String, Object> words = new LinkedHashMap<>(table.source().words());
        words.put("target", wishes.targets());
        put(words, Wishes.OPTIONS, wishes);
        wishes.preparation().ifPresent(_ -> words.put("preparation", "model"));
        if (table.onBadRow() != OnBadRow.FAIL) {
            words.put("onBadRow", table.onBadRow().toString());
        }
        if (shares.validation() > 0) {
            words.put("validationShare", shares.validation());
        }
        if (shares.test() > 0) {
            words.put("testShare", shares.test());
        }
        return words;
    }

    /** Returns how a recipe names all rows of a file. */
    static Map<String, Object> of(Path path, TableFormat format) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("data", path.toAbsolutePath().normalize().toString());
        put(words, TableFormat.OPTIONS, format);
        return words;
    }

    private static <S> void put(
            Map<String, Object> words, List<TableOption<S>> options, S settings) {
        options.forEach(option ->
                option.written(settings).ifPresent(value -> words.put(option.name(), value)));
    }
}
