package dev.gradus.cli.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.gradus.run.Run;
import dev.gradus.run.Runs;
import dev.gradus.run.control.ControlText;
import dev.gradus.run.event.TrainingEvent.ControlAnswered;
import dev.gradus.run.file.RunFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A folder with data, runs and a studio over them, each a process of its own as a user has them,
 * and a browser that looks at it.
 */
final class Workplace implements AutoCloseable {
    private static final double PATIENCE = 60_000;
    private static final int LONGEST_NUMBER = 100;

    private final Path folder;
    private final Path gradus;
    private final Process studio;
    private final String address;
    private final Playwright playwright;
    private final Browser browser;
    private final List<Process> trainings = new ArrayList<>();

    Workplace(Path folder) throws IOException {
        this.folder = folder;
        this.gradus = launcher();
        writeData();
        this.studio = start("studio", "--data", "data");
        this.address = firstLine(studio);
        this.playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(
                                        Map.of(
                                                "PLAYWRIGHT_NODEJS_PATH",
                                                Machine.node().orElseThrow().toString(),
                                                "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                                                "1")));
        this.browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(Machine.chromium().orElseThrow())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-background-networking")));
    }

    /** Returns what the page of a run says about its state. */
    static Locator badge(Page page) {
        return page.locator(".page-head .badge").first();
    }

    /** The distribution's libraries without its cache, whose making would take a minute. */
    private Path launcher() throws IOException {
        Path home = Path.of(System.getProperty("gradus.distribution")).toAbsolutePath();
        Path script = folder.resolve("gradus");
        Files.writeString(
                script,
                """
                #!/bin/sh
                exec '%1$s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=dev.gradus.onednn \
                    -Djava.awt.headless=true -Dgradus.launcher='%3$s' -cp '%2$s/lib/natives/*' -p '%2$s/lib' \
                    -m dev.gradus.cli/dev.gradus.cli.Main "$@"
                """
                        .formatted(System.getProperty("java.home"), home, script));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }

    private void writeData() throws IOException {
        var text = new StringBuilder("width,height,<b onmouseover=hacked()>label</b>,kind\n");
        for (int i = 0; i < 300; i++) {
            text.append(Math.sin(i)).append(',').append(Math.cos(i * 0.7)).append(',');
            text.append(i % 7).append(',').append(Math.sin(i) > 0 ? "<i>left</i>\n" : "right\n");
        }
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/points.csv"), text);
    }

    Path runs() {
        return folder.resolve("runs");
    }

    Process start(String... words) throws IOException {
        var all = new ArrayList<String>(List.of(gradus.toString()));
        all.addAll(List.of(words));
        return new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
    }

    /**
     * Begins a run that takes long unless it is ended, and is small enough not to be in the way.
     */
    Process train(String name, String... more) throws IOException {
        var words =
                new ArrayList<String>(
                        List.of(
                                "train",
                                "data/points.csv",
                                "--target",
                                "kind",
                                "--quiet",
                                "--name",
                                name,
                                "--model",
                                "dense(256) relu dense(256) relu dense(2)",
                                "--threads",
                                "1",
                                "--backend",
                                "java",
                                "--optimizer",
                                "momentum(0.9)",
                                "--lr",
                                "oneCycle(0.05)",
                                "--checkpoint-every",
                                "200",
                                "--batch-size",
                                "32"));
        words.addAll(List.of(more));
        Process process = start(words.toArray(String[]::new));
        trainings.add(process);
        return process;
    }

    /** Trains a small network on the built-in digits to the end. */
    void digits(String name, String... more) throws IOException, InterruptedException {
        var words =
                new ArrayList<String>(
                        List.of(
                                "train",
                                "--quiet",
                                "--name",
                                name,
                                "--model",
                                "mlp",
                                "--threads",
                                "1"));
        words.addAll(List.of(more));
        start(words.toArray(String[]::new)).waitFor(3, TimeUnit.MINUTES);
    }

    /** Sweeps two settings over the table with two seeds each, to the end. */
    void sweep(String name) throws IOException, InterruptedException {
        start(
                        "sweep",
                        "data/points.csv",
                        "--target",
                        "kind",
                        "--over",
                        "lr=log(0.001, 0.1, 3)",
                        "--over",
                        "optimizer=momentum(0.9), adam",
                        "--seeds",
                        "2",
                        "--model",
                        "dense(8) relu dense(2)",
                        "--steps",
                        "40",
                        "--name",
                        name)
                .waitFor(3, TimeUnit.MINUTES);
    }

    Page page(int width, int height, ColorScheme scheme) {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(width, height)
                                .setColorScheme(scheme));
        context.setDefaultTimeout(PATIENCE);
        Page page = context.newPage();
        page.navigate(address);
        return page;
    }

    /** A page of another studio over the same runs, started with these options. */
    Page pageOfAnother(String... options) throws IOException {
        var words = new ArrayList<String>(List.of("studio"));
        words.addAll(List.of(options));
        Process other = start(words.toArray(String[]::new));
        trainings.add(other);
        BrowserContext context = browser.newContext();
        context.setDefaultTimeout(PATIENCE);
        Page page = context.newPage();
        page.navigate(firstLine(other));
        return page;
    }

    /** Ends what was started last, as a person would, and waits until it has. */
    void endNewest() throws InterruptedException {
        Process newest = trainings.removeLast();
        newest.destroy();
        assertThat(newest.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
    }

    Page page() {
        return page(1280, 900, ColorScheme.LIGHT);
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator tab(Page page, String name) {
        return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name));
    }

    /** Waits for the answer to a control and returns the newest one. */
    ControlAnswered last(String run, String control) throws InterruptedException {
        for (int look = 0; look < 200; look++) {
            List<ControlAnswered> found =
                    Run.open(runs().resolve(run)).record(_ -> {}).stream()
                            .filter(ControlAnswered.class::isInstance)
                            .map(ControlAnswered.class::cast)
                            .filter(each ->
                                    ControlText.of(each.request().control()).startsWith(control))
                            .toList();
            if (!found.isEmpty()) {
                return found.getLast();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no " + control + " on record");
    }

    /** Opens the page of a run from the table. */
    static void open(Page page, String run) {
        page.navigate(page.url().replaceFirst("#.*", "") + "#/");
        page.locator("td.c-name a")
                .getByText(run, new Locator.GetByTextOptions().setExact(true))
                .click();
        page.locator(".uplot").first().waitFor();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
        trainings.forEach(Process::destroyForcibly);
        studio.destroy();
        endWhatThePageStarted();
        trainings.forEach(Workplace::awaitEnd);
        awaitEnd(studio); // it writes to the folder that is removed next
    }

    private static void awaitEnd(Process process) {
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Each run that is being trained has its process on its lock. */
    private void endWhatThePageStarted() {
        for (Run run : new Runs(runs()).list()) {
            if (run.isLive()) {
                String process =
                        RunFile.read(run.folder().resolve("run.lock"), LONGEST_NUMBER).strip();
                ProcessHandle.of(Long.parseLong(process)).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }
}
