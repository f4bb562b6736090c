package io.jenkins.plugins.kamal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SleepBuilder;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The pages of a real Jenkins in a real browser: they are drawn without a complaint, and their pictures are left in
 * {@code target/pages}. (Under JenkinsRule they lack Jenkins's own symbols.)
 */
class PagesInBrowserTest {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target", "pages");

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @TempDir
    private Path profiles;

    @BeforeEach
    void findBrowser() {
        assumeTrue(Files.isExecutable(BROWSER), "no pages are drawn: there is no browser " + BROWSER);
    }

    @Test
    void pagesAreDrawn() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(PagesInBrowserTest::deploy);

        assertThat(draw("job/shop/1/", "summary", 720)).contains("deploy succeeded in 41.2 s", "not proven");
        assertThat(draw("job/shop/3/", "failed", 1_140)).contains("deploy failed after 52.5 s", "different image");
        assertThat(draw("job/shop/4/", "running", 720)).contains("deploy is running: Boot the application");
        assertThat(draw("job/shop/", "builds", 760)).contains("b6d827f4c1 → staging");
        assertThat(draw("job/shop/kamal/", "deployments", 940)).contains("What runs now");
    }

    private static void deploy(JenkinsRule jenkins) throws Throwable {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        Instant now = Instant.now();
        deployed(jenkins, job, "staging", now.minusSeconds(7_300));
        deployed(jenkins, job, "production", now.minusSeconds(3_700));
        job.getBuildersList().add(new FailureBuilder());
        FreeStyleBuild failed = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));
        Told.version(failed, Stories.NEXT_COMMIT, Stories.NEXT_COMMIT);
        Stories.failure(failed, Stories.NEXT_COMMIT, now.minusSeconds(600));
        job.getBuildersList().replace(new SleepBuilder(TimeUnit.MINUTES.toMillis(5)));
        FreeStyleBuild running = job.scheduleBuild2(0).waitForStart();
        Told.version(running, Stories.NEXT_COMMIT, Stories.NEXT_COMMIT);
        Stories.running(running, Stories.NEXT_COMMIT, now.minusSeconds(20));
    }

    private static void deployed(JenkinsRule jenkins, FreeStyleProject job, String destination, Instant when)
            throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        Told.version(build, Stories.COMMIT, Stories.COMMIT);
        Stories.success(build, Stories.COMMIT, destination, when);
        build.save();
    }

    /** Draws a page and returns its document as it stands after its scripts. */
    private String draw(String page, String name, int height) throws Exception {
        Files.createDirectories(PICTURES);
        Path picture = PICTURES.resolve(name + ".png").toAbsolutePath();
        Path document = profiles.resolve(name + ".html");
        Path complaints = profiles.resolve(name + ".log");
        Process browser = new ProcessBuilder(List.of(
                        BROWSER.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--enable-logging=stderr",
                        "--virtual-time-budget=5000",
                        "--user-data-dir=" + profiles.resolve(name),
                        "--window-size=1280," + height,
                        "--dump-dom",
                        "--screenshot=" + picture,
                        jenkins.getUrl() + page))
                .redirectOutput(document.toFile())
                .redirectError(complaints.toFile())
                .start();
        try {
            assertThat(browser.waitFor(90, TimeUnit.SECONDS))
                    .as("the browser ended")
                    .isTrue();
        } finally {
            browser.destroyForcibly();
        }
        assertThat(Files.readString(complaints, StandardCharsets.UTF_8))
                .doesNotContain("Content Security Policy")
                .doesNotContain("Uncaught");
        assertThat(picture).isNotEmptyFile();
        return Files.readString(document, StandardCharsets.UTF_8);
    }
}
