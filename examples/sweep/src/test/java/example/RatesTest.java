package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.sweep.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatesTest {
    @Test
    void ranksNineRatesAndKeepsTheTable(@TempDir Path folder) {
        Path rates = folder.resolve("rates");

        List<Standing> standings = Rates.sweep(rates);

        assertEquals(9, standings.size());
        assertTrue(standings.getFirst().mean() < standings.getLast().mean());
        assertTrue(Files.exists(rates.resolve("table.csv")));
        assertEquals(standings, Rates.sweep(rates), "what has ended is not trained again");
    }
}
