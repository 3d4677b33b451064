package dev.gradus.studio.page;

import dev.gradus.studio.record.RunShelf;
import dev.gradus.studio.record.RunShelf.Seen;
import dev.gradus.studio.server.Facts;
import dev.gradus.studio.server.News;
import dev.gradus.studio.server.PageJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;

/** Tells pages which runs have changed: their ids and states, never the numbers themselves. */
public final class PageNews implements News {
    private final RunShelf shelf;

    /** Creates the news of the runs on a shelf. */
    public PageNews(RunShelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public Reader open() {
        return new Changes();
    }

    private final class Changes implements Reader {
        private final Map<String, Long> told = new HashMap<>();
        private long since;

        @Override
        public String next(long millis) throws InterruptedException {
            String news = news();
            if (news.isEmpty()) {
                since = shelf.await(since, millis);
                news = news();
            }
            return news;
        }

        private String news() {
            var changed = new ArrayList<Object>();
            var there = new HashSet<String>();
            for (Seen each : shelf.runs()) {
                there.add(each.id());
                Long before = told.put(each.id(), each.version());
                if (before == null || before != each.version()) {
                    Facts facts = Facts.of("id", each.id()).and("version", each.version());
                    each.summary()
                            .ifPresent(line ->
                                    facts.and("state", line.state().name().toLowerCase(Locale.ROOT))
                                            .and("step", line.progress().step()));
                    changed.add(facts.map());
                }
            }
            boolean gone = told.keySet().retainAll(there);
            return changed.isEmpty() && !gone
                    ? ""
                    : PageJson.text(Facts.of("changed", changed).and("gone", gone).map());
        }
    }
}
