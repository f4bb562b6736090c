package io.jenkins.plugins.kamal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import java.nio.file.Path;
import java.time.Instant;
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

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @TempDir
    private Path profiles;

    @BeforeEach
    void findBrowser() {
        assumeTrue(Screenshots.isPossible(), "no pages are drawn: there is no browser");
    }

    @Test
    void pagesAreDrawn() throws Throwable {
        jenkins.startJenkins();
        Screenshots screenshots = new Screenshots(jenkins, profiles);
        jenkins.runRemotely(PagesInBrowserTest::deploy);

        assertThat(screenshots.draw("job/shop/1/", "summary", 1_280, 720))
                .contains("deploy succeeded in 41.2 s", "not proven");
        assertThat(screenshots.draw("job/shop/3/", "failed", 1_280, 1_140))
                .contains("deploy failed after 52.5 s", "different image");
        assertThat(screenshots.draw("job/shop/4/", "running", 1_280, 720))
                .contains("deploy is running: Boot the application");
        assertThat(screenshots.draw("job/shop/", "builds", 1_280, 760)).contains("b6d827f4c1 → staging");
        assertThat(screenshots.draw("job/shop/kamal/", "deployments", 1_280, 940))
                .contains("What runs now");
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
}
