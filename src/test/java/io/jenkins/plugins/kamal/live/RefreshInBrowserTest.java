package io.jenkins.plugins.kamal.live;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.kamal.demo.Browser;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.run.Screenshots;
import io.jenkins.plugins.kamal.run.deployment.Stories;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SleepBuilder;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Pages of a real Jenkins in a real browser that follow a deployment without being loaded again. */
class RefreshInBrowserTest {

    private static final String TEXT = "document.querySelector('%s').innerText.includes('%s')";
    private static final String ENTRY = ".kamal-deployment";
    private static final String REGION = "div[role=status]";

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @TempDir
    private Path profiles;

    @BeforeEach
    void findBrowser() {
        Screenshots.require();
    }

    @Test
    void followsADeployment() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(RefreshInBrowserTest::start);
        try (Browser build = Browser.open(profiles.resolve("build"), 1_280, 900);
                Browser board = Browser.open(profiles.resolve("board"), 1_280, 900)) {
            build.resize(1_280, 900);
            board.resize(1_280, 900);
            build.show(jenkins.getUrl() + "job/shop/1/", "document.querySelector('" + ENTRY + "')");
            board.show(jenkins.getUrl() + "kamal/", "document.querySelector('.kamal-board')");
            build.evaluate("window.loadedOnce = true; document.querySelector('.kamal-hooks').open = true;"
                    + " document.querySelector('.kamal-hooks summary').focus()");
            board.evaluate("window.loadedOnce = true");
            assertThat(build.evaluate("document.querySelector('" + ENTRY + "').innerText")
                            .asText())
                    .contains("1 of 3 hosts done", "waiting");
            pictures(build, "following");

            jenkins.runRemotely(RefreshInBrowserTest::goOn);
            build.await(TEXT.formatted(ENTRY, "2 of 3 hosts done"));
            board.await(TEXT.formatted(".kamal-board", "deploying now 2/3 hosts"));
            assertThat(build.evaluate("document.querySelector('.kamal-hooks').open")
                            .asBoolean())
                    .as("what was unfolded stays unfolded")
                    .isTrue();
            assertThat(build.evaluate("document.activeElement.tagName").asText())
                    .isEqualTo("SUMMARY");
            build.await(TEXT.formatted(REGION, "hosts done").replace("innerText", "textContent"));

            jenkins.runRemotely(RefreshInBrowserTest::end);
            build.await(TEXT.formatted(ENTRY, "deploy succeeded"));
            build.await(TEXT.formatted(REGION, "succeeded").replace("innerText", "textContent"));
            board.await(TEXT.formatted(".kamal-board", "deploy succeeded"));
            for (Browser page : List.of(build, board)) {
                assertThat(page.evaluate("window.loadedOnce === true").asBoolean())
                        .as("the page was not loaded again")
                        .isTrue();
            }
            build.await("document.querySelectorAll('[data-kamal-refresh]').length == 0");
        }
    }

    private void pictures(Browser browser, String name) throws Throwable {
        Files.createDirectories(Path.of("target", "pages"));
        for (String theme : List.of("light", "dark")) {
            jenkins.runRemotely(new Screenshots.Theme(theme));
            for (int width : List.of(400, 1_280)) {
                browser.resize(width, 900);
                browser.show(jenkins.getUrl() + "job/shop/1/", "document.querySelector('" + ENTRY + "')");
                browser.picture(Path.of("target", "pages", name + "-" + theme + "-" + width + ".png"), "body", 1_200);
            }
        }
        jenkins.runRemotely(new Screenshots.Theme("light"));
        browser.evaluate("window.loadedOnce = true; document.querySelector('.kamal-hooks').open = true;"
                + " document.querySelector('.kamal-hooks summary').focus()");
    }

    private static void start(JenkinsRule jenkins) throws Throwable {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        job.getBuildersList().add(new SleepBuilder(TimeUnit.MINUTES.toMillis(10)));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        Told told = Stories.running(build, Stories.COMMIT, Instant.now());
        told.event(new DeployEvent.RoleServed("web-2.example.com", "web", Stories.NEXT_COMMIT))
                .event(new DeployEvent.HostAdvanced("web-2.example.com", "web", DeployEvent.Step.CHECKING))
                .event(new DeployEvent.RoleServed("job-1.example.com", "job", ""));
    }

    private static void goOn(JenkinsRule jenkins) {
        Told.goOn(build()).booted("web-2.example.com", "web", Stories.COMMIT, Stories.DIGEST, Proof.PROVEN, 5_000);
    }

    private static void end(JenkinsRule jenkins) throws Throwable {
        Told.goOn(build())
                .booted("job-1.example.com", "job", Stories.COMMIT, Stories.DIGEST, Proof.PROVEN, 2_000)
                .finished(0, "", 30_000);
        build().doStop();
        jenkins.waitForCompletion(build());
    }

    private static FreeStyleBuild build() {
        return Jenkins.get().getItemByFullName("shop", FreeStyleProject.class).getBuildByNumber(1);
    }
}
