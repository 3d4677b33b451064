package dev.gradus.bench.rate;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the ready-made networks at several peaks of the default 1cycle. */
@Command(
        name = "default-rates",
        description =
                "Trains networks on images with Adam and several peaks of the 1cycle that is the default, on one thread.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class DefaultRatesCommand implements Callable<Integer> {
    @Option(
            names = "--results",
            description = "A file to keep results in: those it already has are not computed again.")
    private Path results = Path.of("docs/default-rates.tsv");

    @Option(names = "--only", description = "Only tasks whose name contains this.")
    private String only = "";

    @Option(names = "--report-only", description = "Trains nothing and reports what there is.")
    private boolean isReportOnly;

    @Override
    public Integer call() {
        Results kept = Results.in(results);
        var laboratory = new Laboratory(new StudyData.Source(Optional.empty()));
        var rates = new DefaultRates(laboratory, kept);
        if (!isReportOnly) {
            rates.make(only, System.err::println);
        }
        System.out.print(rates.markdown());
        return 0;
    }
}
