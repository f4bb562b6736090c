package io.jenkins.plugins.kamal.board;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SleepBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * The pages of a job with 500 builds that deployed to 50 hosts each. Not part of the suite, because it takes minutes and
 * depends on the machine: {@code mvn test -Dtest=PagesBenchmark}.
 */
@WithJenkins
class PagesBenchmark {

    private static final Logger LOGGER = Logger.getLogger(PagesBenchmark.class.getName());
    private static final int BUILDS = 500;
    private static final int WARMING = 15;
    private static final int MEASURED = 21;
    private static final List<String> HOSTS = IntStream.rangeClosed(1, 50)
            .mapToObj(host -> "web-%02d.example.com".formatted(host))
            .toList();

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void pagesOfManyBuildsOnManyHosts(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        long before = usedMemory();
        Instant start = Instant.now().minus(Duration.ofDays(50));
        for (int number = 1; number <= BUILDS; number++) {
            deploy(job.scheduleBuild2(0).get(), "v" + number, start.plus(Duration.ofHours(2L * number)));
        }
        long memory = usedMemory() - before;
        long record = Files.size(Path.of(job.getLastBuild().getRootDir().getPath(), "build.xml"));
        LOGGER.info(() -> "all builds in memory: " + memory / 1_000_000 + " MB (goal: 50); the record of a build: "
                + record / 1_000 + " kB (goal: 100)");
        job.getBuildersList().add(new SleepBuilder(TimeUnit.MINUTES.toMillis(30)));
        FreeStyleBuild running = job.scheduleBuild2(0).waitForStart();
        begin(running, "v" + (BUILDS + 1), Instant.now());

        for (String page : List.of(
                job.getUrl(),
                job.getUrl() + "kamal/",
                "kamal/",
                "kamal/live",
                running.getUrl(),
                running.getUrl() + "kamal-live/")) {
            long[] millis = millis(URI.create(jenkins.getURL() + page));
            LOGGER.info(() ->
                    "/" + page + ": median " + millis[MEASURED / 2] + " ms, fastest " + millis[0] + " ms (goal: 200)");
        }
        running.doStop();
        jenkins.waitForCompletion(running);
    }

    private static Told begin(FreeStyleBuild build, String version, Instant when) {
        Told told = Told.in(build, when)
                .started("deploy", "shop", "production", version, HOSTS.toArray(String[]::new))
                .hook("pre-connect", 0, 80)
                .hook("pre-deploy", 0, 80);
        HOSTS.forEach(host -> told.event(new DeployEvent.RoleServed(host, "web", "v0"))
                .event(new DeployEvent.HostAdvanced(host, "web", DeployEvent.Step.CHECKING)));
        return told;
    }

    private static void deploy(FreeStyleBuild build, String version, Instant when) throws IOException {
        Told told = begin(build, version, when);
        HOSTS.forEach(host -> told.booted(host, "web", version, "", Proof.NOT_PROVEN, 20));
        told.finished(0, "", 60_000);
        build.save();
    }

    /** How long the page took, sorted. */
    private long[] millis(URI page) {
        IntStream.range(0, WARMING).forEach(warm -> time(page));
        return IntStream.range(0, MEASURED)
                .mapToLong(each -> time(page))
                .sorted()
                .toArray();
    }

    private long time(URI page) {
        long start = System.nanoTime();
        try {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(page.toString()).isEqualTo(200);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(page.toString(), e);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
