package dev.gradus.train.parallel;

import dev.gradus.data.Dataset;
import dev.gradus.model.StateValues;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.recipe.Rounds;
import dev.gradus.schedule.controller.Controller;
import dev.gradus.train.plan.Settings;
import dev.gradus.train.round.ReplicaWork;
import dev.gradus.train.round.RoundReport;
import dev.gradus.train.round.RoundShare;
import dev.gradus.train.round.RoundStart;
import dev.gradus.train.round.UpdateNumbers;
import dev.gradus.train.session.Snapshot;
import dev.gradus.train.session.TrainingSession;
import dev.gradus.train.state.StateText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A network that trains shares of rounds, in the process that made it. */
public final class Replica implements ReplicaWork {
    private final TrainingSession session;
    private final List<Controller> controllers;
    private final Rounds.Inner inner;
    private final List<StateEntry> carried;

    /** The state of a new program that does not travel. */
    private final StateValues fresh;

    private Replica(Settings settings, TrainingSession session) {
        this.session = session;
        this.controllers = settings.controllers();
        this.inner = ReplicatedUpdates.rounds(settings).inner();
        this.carried = Carried.entries(session.program(), inner);
        this.fresh = Carried.others(session.program(), carried);
    }

    /**
     * Prepares a replica.
     *
     * @param settings the settings of the run's trainer
     * @param train the training part of the run, without held-out examples
     * @return a replica, which must be closed
     */
    public static Replica open(Settings settings, Dataset train) {
        return new Replica(settings, TrainingSession.open(settings, train));
    }

    @Override
    public RoundReport train(RoundStart start, RoundShare share) {
        session.restore(begin(start));
        if (inner == Rounds.Inner.RESET) {
            session.program().updates(0);
        }
        var numbers = new ArrayList<UpdateNumbers>();
        boolean updated = true;
        for (int update = 0; update < share.count() && updated; update++) {
            updated = session.advanceAt(share.step(update), share.batch(update));
            numbers.add(session.numbers());
        }
        return new RoundReport(share, Carried.values(session.program(), carried), numbers);
    }

    private Snapshot begin(RoundStart start) {
        var entries = new ArrayList<>(carried);
        var values = new ArrayList<>(start.values());
        for (int i = 0; i < fresh.entries().size(); i++) {
            entries.add(fresh.entries().get(i));
            values.add(fresh.values(i));
        }
        return StateText.read(
                start.state(),
                controllers,
                new StateValues(entries, values),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public void close() {
        session.close();
    }
}
