package dev.gradus.data.jdbc;

import dev.gradus.data.DataException;
import dev.gradus.text.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file of a database on this machine. Drivers create one where there is none, so that a
 * misspelt name would become an empty database. An address that is not certain to mean a file, and
 * which, is left to its driver.
 */
final class DatabaseFile {
    /**
     * Characters that no driver takes for anything but a part of a path. What {@link
     * JdbcAddress#shown} leaves out begins with none of them, so that a path of them has no secret.
     */
    private static final String PLAIN = "[^:?;#%&(=@$]";

    /** A path that no driver changes, which ends with a name. */
    private static final String PATH =
            "(?![\\s~]|//)(?:[A-Za-z]:)?%s*(?![\\s/\\\\.])%s".formatted(PLAIN, PLAIN);

    private static final String PARAMETERS = "(?:;.*)?";

    private static final List<Form> FORMS =
            List.of(
                    Form.of("jdbc:sqlite:(%s)", "user.dir", ""),
                    Form.of(
                            "jdbc:sqlite:file:(%s)(?:[?](?!.*(?:mode=memory|vfs=)).*)?",
                            "user.dir", ""),
                    Form.of("jdbc:duckdb:(%s)" + PARAMETERS, "user.dir", ""),
                    Form.of(
                            "jdbc:h2:(?:file:)?((?:~/)?%s)" + PARAMETERS,
                            "h2.baseDir",
                            ".mv.db",
                            ".h2.db"),
                    Form.of(
                            "jdbc:hsqldb:(?:file:)?((?:~/)?%s)" + PARAMETERS,
                            "user.dir",
                            ".script",
                            ".properties"),
                    Form.of(
                            "jdbc:derby:(?:directory:)?(%s)" + PARAMETERS,
                            "derby.system.home",
                            "/service.properties"));

    private DatabaseFile() {}

    /**
     * How a driver names its files.
     *
     * @param address the addresses whose file is certain; its group is the path
     * @param base the property of Java with the folder that paths begin from, where it is set
     * @param endings what follows the path in the name of a file that each database has; one of
     *     them does
     */
    private record Form(Pattern address, String base, List<String> endings) {
        static Form of(String address, String base, String... endings) {
            return new Form(
                    Pattern.compile(address.formatted(PATH), Pattern.DOTALL),
                    base,
                    List.of(endings));
        }

        /** Returns where a database is, without its endings; empty if that is not certain. */
        Optional<Path> place(String url) {
            Matcher matcher = address.matcher(url);
            try {
                return matcher.matches()
                        ? Optional.of(folder().resolve(atHome(matcher.group(1))))
                                .filter(Path::isAbsolute)
                        : Optional.empty();
            } catch (InvalidPathException isNone) {
                return Optional.empty();
            }
        }

        private Path folder() {
            String set = System.getProperty(base);
            return set == null ? Path.of("").toAbsolutePath() : Path.of(set);
        }

        /**
         * Some drivers take {@code ..} behind a link for where it leads to, some for where it is.
         */
        boolean isMissing(Path place) {
            return Stream.of(place, place.normalize())
                    .allMatch(each ->
                            endings.stream()
                                    .allMatch(ending -> Files.notExists(Path.of(each + ending))));
        }
    }

    private static String atHome(String path) {
        return path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
    }

    /**
     * Refuses the address of a file that does not exist.
     *
     * @throws DataException if there is none; the message has the path in full, whatever the user
     *     and the password are, and a name like it
     */
    static void requireThere(JdbcAddress address) {
        for (Form form : FORMS) {
            form.place(address.url())
                    .filter(form::isMissing)
                    .ifPresent(place -> {
                        throw missing(address, form, place.normalize());
                    });
        }
    }

    private static DataException missing(JdbcAddress address, Form form, Path place) {
        return new DataException(
                "%s: there is no database %s, and none is created%s"
                        .formatted(address.shown(), place, meant(form, place)));
    }

    private static String meant(Form form, Path place) {
        try (Stream<Path> files = Files.list(place.resolveSibling(""))) {
            List<String> names =
                    files.filter(each -> !each.equals(place))
                            .map(each -> each.getFileName().toString())
                            .flatMap(name -> databases(form, name))
                            .toList();
            return Suggestions.nearest(place.getFileName().toString(), names)
                    .map("; did you mean '%s'?"::formatted)
                    .orElse("; name one that exists");
        } catch (IOException unreadable) {
            return "; the folder %s cannot be read".formatted(place.getParent());
        }
    }

    /** Returns the name of the database that a file belongs to. */
    private static Stream<String> databases(Form form, String name) {
        return form.endings().stream()
                .map(ending -> ending.startsWith("/") ? "" : ending)
                .filter(name::endsWith)
                .map(ending -> name.substring(0, name.length() - ending.length()));
    }
}
