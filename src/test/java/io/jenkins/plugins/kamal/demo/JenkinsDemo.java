package io.jenkins.plugins.kamal.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.kamal.engine.lab.demo.Demo;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The demo with Jenkins: a controller with the packaged plugin, an agent, and a job that deploys the sample
 * application, fails to deploy a broken commit, and rolls it back.
 */
public final class JenkinsDemo {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration AGENT_PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(5);
    private static final String AGENT = "computer/deployer/api/json?tree=offline";
    private static final String AGENT_JAR = "jnlpJars/agent.jar";
    private static final String BUILD = "job/%s/%d/";
    /** What stands in a log for links and colours, which a terminal would show as noise. */
    private static final Pattern NOTE = Pattern.compile("\u001B\\[8mha:.*?\u001B\\[0m");

    /** What the demo waits for. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private final Demo demo;
    private final JenkinsHome home;
    private final JenkinsProcesses processes;
    private final JenkinsPages pages;
    private final Map<String, Integer> builds = new HashMap<>();

    private JenkinsDemo(Demo demo) throws IOException {
        this.demo = demo;
        home = JenkinsHome.prepare(demo.directory());
        int port = JenkinsProcesses.freePort();
        pages = new JenkinsPages("http://127.0.0.1:" + port + "/");
        processes = new JenkinsProcesses(demo, home, port, pages.root());
    }

    /**
     * {@code --once} ends it after the result, which is then the exit status; {@code --pictures} takes the
     * documentation's pictures before that.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean pictures = List.of(arguments).contains("--pictures");
        Demo.run(arguments, demo -> {
            JenkinsDemo jenkins = new JenkinsDemo(demo);
            boolean deployed = jenkins.deploy();
            if (pictures) {
                jenkins.takePictures();
            }
            return deployed;
        });
    }

    private void takePictures() throws IOException, InterruptedException {
        new DemoPictures(demo, pages).take();
    }

    private boolean deploy() throws IOException, InterruptedException {
        Demo.say("Starting Jenkins at " + pages.root() + " …");
        processes.startController();
        awaitSetUp();
        pages.download(AGENT_JAR, home.directory().resolve("agent.jar"));
        processes.startAgent();
        await("the agent to connect", AGENT_PATIENCE, () -> pages.get(AGENT)
                .body()
                .contains("\"offline\":false"));
        boolean asPlanned = tellTheStory();
        Demo.say(
                "Jenkins listens on 127.0.0.1 alone. Whoever is on this machine can read its pages; to do more, log in as"
                        + " admin with the password " + home.adminPassword());
        return asPlanned;
    }

    /**
     * Deploys to staging and production, deploys a commit that one production server cannot run, and rolls production back.
     * Says whether each of them ended as it should.
     */
    private boolean tellTheStory() throws IOException, InterruptedException {
        Demo.say("1. A deploy to staging and, with the same version, to production");
        boolean asPlanned = ends("sample-app", "SUCCESS");
        if (asPlanned) {
            Demo.say(
                    "2. A commit that is not healthy on one production server: the deploy fails, the old version keeps serving");
            demo.commitBrokenVersion();
            pages.post("job/sample-app/build", home.adminPassword());
            asPlanned = ends("sample-app", "FAILURE");
        }
        if (asPlanned) {
            Demo.say("3. Production goes back to the version before, as a button on the page of the job does it");
            pages.post(
                    "job/rollback/buildWithParameters?REASON=One+server+was+unhealthy&VERSION=" + demo.version(),
                    home.adminPassword());
            asPlanned = ends("rollback", "SUCCESS");
        }
        Demo.say("What runs where, and who deployed it: " + pages.root() + "kamal/");
        Demo.say("The history with the changes between deployments: " + pages.root() + "job/sample-app/kamal/");
        return asPlanned;
    }

    private boolean ends(String job, String expected) throws IOException, InterruptedException {
        int number = builds.merge(job, 1, Integer::sum);
        String result = result(BUILD.formatted(job, number));
        if (!result.equals(expected)) {
            Demo.say("It should have been " + expected);
        }
        return result.equals(expected);
    }

    private String result(String build) throws IOException, InterruptedException {
        await("the build to begin", PATIENCE, () -> pages.exists(build + "api/json"));
        Demo.say("The log of " + pages.root() + build + ":");
        follow(build);
        String result = new ObjectMapper()
                .readTree(pages.get(build + "api/json?tree=result").body())
                .path("result")
                .asText();
        Demo.say("The build's result is " + result + ". The page to open: " + pages.root() + build);
        return result;
    }

    private void awaitSetUp() throws IOException, InterruptedException {
        Path secret = home.agentSecret();
        await("Jenkins to start", PATIENCE, () -> Files.exists(secret) && Files.size(secret) > 0);
        await("the first page of Jenkins", PATIENCE, () -> pages.exists(AGENT_JAR));
    }

    /** Says every few seconds what it waits for and for how long it has waited, and does not wait for ever. */
    private void await(String what, Duration patience, Condition condition) throws IOException, InterruptedException {
        Instant start = Instant.now();
        Instant nextWord = start.plus(BETWEEN_WORDS);
        while (!condition.holds()) {
            Instant now = Instant.now();
            long seconds = Duration.between(start, now).toSeconds();
            if (now.isAfter(start.plus(patience))) {
                throw new InterruptedIOException(
                        "Waited " + seconds + " s for " + what + ". The end of the logs:\n" + processes.log());
            }
            if (now.isAfter(nextWord)) {
                Demo.say("Waiting for " + what + ", " + seconds + " s so far");
                nextWord = now.plus(BETWEEN_WORDS);
            }
            processes.check();
            Thread.sleep(300);
        }
    }

    /** Prints the log while it is written; a build that writes nothing for long is stuck. */
    private void follow(String build) throws IOException, InterruptedException {
        String position = "0";
        boolean more = true;
        Instant end = Instant.now().plus(PATIENCE);
        while (more) {
            HttpResponse<String> part = pages.get(build + "logText/progressiveText?start=" + position);
            System.out.print(NOTE.matcher(part.body()).replaceAll(""));
            System.out.flush();
            end = part.body().isEmpty() ? end : Instant.now().plus(PATIENCE);
            if (Instant.now().isAfter(end)) {
                throw new InterruptedIOException("The build has written nothing for " + PATIENCE.toMinutes()
                        + " minutes. The end of the logs:\n" + processes.log());
            }
            position = part.headers().firstValue("X-Text-Size").orElse(position);
            more = part.headers().firstValue("X-More-Data").isPresent();
            processes.check();
            Thread.sleep(more ? 500 : 0);
        }
    }
}
