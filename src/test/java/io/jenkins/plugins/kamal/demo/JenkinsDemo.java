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
import java.util.List;
import java.util.regex.Pattern;

/**
 * The demo with Jenkins: a controller with the packaged plugin, an agent, and a job that deploys the sample
 * application.
 */
public final class JenkinsDemo {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String AGENT_JAR = "jnlpJars/agent.jar";
    private static final String BUILD = "job/sample-app/%d/";
    /** What stands in a log for links and colours, which a terminal would show as noise. */
    private static final Pattern NOTE = Pattern.compile("\u001B\\[8mha:.*?\u001B\\[0m");

    private final Demo demo;
    private final JenkinsHome home;
    private final JenkinsProcesses processes;
    private final JenkinsPages pages;

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
        DemoPictures pictures = new DemoPictures(demo, pages);
        pictures.breakTheApplication();
        result(2);
        pictures.take();
    }

    private boolean deploy() throws IOException, InterruptedException {
        Demo.say("Starting Jenkins at " + pages.root() + " …");
        processes.startController();
        awaitSetUp();
        pages.download(AGENT_JAR, home.directory().resolve("agent.jar"));
        processes.startAgent();
        String result = result(1);
        Demo.say(
                "Jenkins listens on 127.0.0.1 alone. Whoever is on this machine can read its pages; to do more, log in as"
                        + " admin with the password " + home.adminPassword());
        return result.equals("SUCCESS");
    }

    private String result(int number) throws IOException, InterruptedException {
        String build = BUILD.formatted(number);
        await(build + "api/json");
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
        Instant end = Instant.now().plus(PATIENCE);
        while (!Files.exists(secret) || Files.size(secret) == 0) {
            pause(end, "Jenkins is not up");
        }
        await(AGENT_JAR);
    }

    private void await(String path) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!pages.exists(path)) {
            pause(end, "Jenkins has no page " + path);
        }
    }

    private void pause(Instant end, String trouble) throws IOException, InterruptedException {
        if (Instant.now().isAfter(end)) {
            throw new InterruptedIOException(
                    trouble + " after " + PATIENCE.toMinutes() + " minutes. The end of its log:\n" + processes.log());
        }
        processes.check();
        Thread.sleep(300);
    }

    /** Prints the log while it is written. */
    private void follow(String build) throws IOException, InterruptedException {
        String position = "0";
        boolean more = true;
        while (more) {
            HttpResponse<String> part = pages.get(build + "logText/progressiveText?start=" + position);
            System.out.print(NOTE.matcher(part.body()).replaceAll(""));
            System.out.flush();
            position = part.headers().firstValue("X-Text-Size").orElse(position);
            more = part.headers().firstValue("X-More-Data").isPresent();
            processes.check();
            Thread.sleep(more ? 500 : 0);
        }
    }
}
