package dev.gradus.onednn;

import dev.gradus.nn.engine.thread.Division;
import dev.gradus.nn.engine.thread.Team;
import dev.gradus.onednn.binding.Library;
import dev.gradus.onednn.binding.ParallelRegion;
import dev.gradus.onednn.binding.Scope;
import java.util.Optional;

/** The threads that oneDNN computes on, as a team. */
final class OpenMpTeam implements Team {
    private final Division parts;
    private final ParallelRegion region;
    private final int threads;
    private volatile boolean ended;

    private OpenMpTeam(Division parts, ParallelRegion region, int threads) {
        this.parts = parts;
        this.region = region;
        this.threads = threads;
    }

    /**
     * Returns a team of this many threads: OpenMP's, or Java threads if OpenMP does not share its
     * own. It ends with the scope.
     */
    static Team of(Scope scope, int threads) {
        if (threads == 1) {
            return Team.of(1);
        }
        var parts = new Division(threads);
        Optional<OpenMpTeam> team =
                ParallelRegion.of(scope, () -> parts.work(Library.threadNumber()), threads)
                        .map(region -> new OpenMpTeam(parts, region, threads));
        team.ifPresent(each -> scope.atClose(each::end));
        return team.map(Team.class::cast).orElseGet(() -> threadsOf(scope, threads));
    }

    private static Team threadsOf(Scope scope, int threads) {
        Team team = Team.of(threads);
        scope.atClose(team::close);
        return team;
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public void run(int count, Task task) {
        if (count == 1) {
            task.run(0);
            return;
        }
        if (ended) {
            throw new IllegalStateException("these threads ended with their program");
        }
        parts.begin(count, task);
        region.run();
        parts.end();
    }

    private void end() {
        ended = true;
        Library.endThreads();
    }

    /** Nothing to end before the scope does: oneDNN computes on the same threads. */
    @Override
    public void close() {}
}
