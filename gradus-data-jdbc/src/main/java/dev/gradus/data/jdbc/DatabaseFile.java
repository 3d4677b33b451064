package dev.gradus.data.jdbc;

import dev.gradus.data.DataException;
import dev.gradus.text.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file of a database on this machine. Drivers create one where there is none, so that a
 * misspelt name would become an empty database.
 */
final class DatabaseFile {
    private static final List<Form> FORMS =
            List.of(
                    new Form("jdbc:sqlite:", "[?]", List.of("")),
                    new Form("jdbc:duckdb:", "[?;]", List.of("")),
                    new Form("jdbc:h2:", ";", List.of(".mv.db", ".h2.db")),
                    new Form("jdbc:hsqldb:", ";", List.of(".script", ".properties")),
                    new Form("jdbc:derby:", ";", List.of("/service.properties")));

    private static final Pattern OF_FILES = Pattern.compile("(?i)(file|directory):");

    /** Nothing, memory, a server, an archive: two letters at least, which no drive has. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("|:.*|[A-Za-z][A-Za-z0-9+.-]+:.*|//[^/].*", Pattern.DOTALL);

    private DatabaseFile() {}

    /**
     * How a driver names its files.
     *
     * @param scheme what its addresses begin with
     * @param parameters what ends the path in an address
     * @param endings what follows the path in the name of a file that each database has; one of
     *     them does
     */
    private record Form(String scheme, String parameters, List<String> endings) {
        boolean fits(String url) {
            return url.toLowerCase(Locale.ROOT).startsWith(scheme);
        }

        /** Returns where a database is, without its endings; empty if that is no file. */
        Optional<Path> place(String url) {
            String place = url.substring(scheme.length()).split(parameters, 2)[0];
            String path = OF_FILES.matcher(place).replaceFirst("");
            boolean isFile = path.length() < place.length() || !ELSEWHERE.matcher(path).matches();
            try {
                return isFile && !path.isBlank() && !path.startsWith(":")
                        ? Optional.of(Path.of(atHome(path)).toAbsolutePath().normalize())
                        : Optional.empty();
            } catch (InvalidPathException isNone) {
                return Optional.empty();
            }
        }

        boolean isThere(Path place) {
            return endings.stream().anyMatch(ending -> Files.exists(Path.of(place + ending)));
        }
    }

    private static String atHome(String path) {
        return path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
    }

    /**
     * Refuses the address of a file that does not exist.
     *
     * @throws DataException if there is none; the message has the path and a name like it
     */
    static void requireThere(JdbcAddress address) {
        for (Form form : FORMS) {
            if (form.fits(address.url())) {
                form.place(address.url())
                        .filter(place -> !form.isThere(place))
                        .ifPresent(place -> {
                            throw missing(address, form, place);
                        });
            }
        }
    }

    private static DataException missing(JdbcAddress address, Form form, Path place) {
        return new DataException(
                "%s: there is no database %s, and none is created%s"
                        .formatted(
                                address.shown(),
                                address.withoutSecrets(place.toString()),
                                meant(form, place)));
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
