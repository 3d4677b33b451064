package dev.gradus.cli.command;

import dev.gradus.cli.syntax.Syntax;
import dev.gradus.data.Header;
import dev.gradus.data.OnBadRow;
import dev.gradus.data.TableFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a table does not say itself, in the words of {@code train}. */
final class LearnedColumns {
    @Nullable String label;
    List<String> targets = List.of();
    private String encoding = "utf-8";
    private Header header = Header.AUTO;
    private OnBadRow onBadRow = OnBadRow.FAIL;

    /** Returns how a file is read. */
    TableFormat format() {
        return new TableFormat(TableSettings.encoding(encoding), header, onBadRow);
    }

    /** Returns whether rows that cannot be read are taken for granted. */
    boolean isLenient() {
        return onBadRow == OnBadRow.SKIP;
    }

    /** Returns all of them. */
    List<String> columns() {
        var all = new ArrayList<>(targets);
        if (label != null) {
            all.add(label);
        }
        return all;
    }

    /** Says how these options are written. */
    void declare(Syntax syntax) {
        syntax.several("--target=COLUMN", String.class, targets, columns -> targets = columns)
                .says(
                        "The columns of a table that hold what was learned; a model that was",
                        "trained on a table knows them.")
                .option("--label=COLUMN", String.class, label, column -> label = column)
                .says("The same as --target.")
                .option("--encoding=NAME", String.class, encoding, text -> encoding = text)
                .says("How the characters of a table are written, as in windows-1252.")
                .choice("--header=yes|no|auto", Header.class, header, answer -> header = answer)
                .says("Whether the first row names the columns; auto: unless it has a number.")
                .choice("--on-bad-row=fail|skip", OnBadRow.class, onBadRow, word -> onBadRow = word)
                .says("What becomes of rows that cannot be read.");
    }
}
