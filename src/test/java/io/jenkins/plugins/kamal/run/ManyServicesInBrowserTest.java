package io.jenkins.plugins.kamal.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.tasks.Builder;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.run.deployment.Stories;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SleepBuilder;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The page of a build that deploys ten services at the same time. */
class ManyServicesInBrowserTest {

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @TempDir
    private Path profiles;

    @BeforeEach
    void findBrowser() {
        Screenshots.require();
    }

    @Test
    void isDrawn() throws Throwable {
        jenkins.startJenkins();
        Screenshots screenshots = new Screenshots(jenkins, profiles);
        jenkins.runRemotely(ManyServicesInBrowserTest::deploy);

        for (int width : new int[] {400, 1_280}) {
            String page = screenshots.draw("job/shop/1/", "ten-services-" + width, width, 3_600);
            for (int number = 1; number <= 10; number++) {
                assertThat(page).contains("service-" + number + "<");
            }
        }
    }

    private static void deploy(JenkinsRule jenkins) throws Throwable {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        Builder sleep = new SleepBuilder(TimeUnit.MINUTES.toMillis(10));
        job.getBuildersList().add(sleep);
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        Told.version(build, Stories.COMMIT, Stories.COMMIT);
        Instant start = Instant.now().minusSeconds(30);
        for (int number = 1; number <= 10; number++) {
            Told told = Told.in(build, start)
                    .started("deploy", "service-" + number, "production", Stories.COMMIT, "web-1", "web-2")
                    .hook("pre-connect", 0, 84)
                    .pushed("registry.example.com/team/service-" + number + ":" + Stories.COMMIT, Stories.DIGEST)
                    .event(new DeployEvent.PhaseStarted("Boot the application"))
                    .booted("web-1.example.com", "web", Stories.COMMIT, Stories.DIGEST, Proof.PROVEN, 6_120);
            if (number == 4) {
                told.event(new DeployEvent.BootFailed("web-2.example.com", "web", "connection refused"))
                        .finished(1, "web on web-2.example.com did not become healthy within 30 s", 21_000);
            } else if (number % 3 != 0) {
                told.booted("web-2.example.com", "web", Stories.COMMIT, Stories.DIGEST, Proof.PROVEN, 6_200)
                        .finished(0, "", 22_000);
            }
        }
    }
}
