package io.jenkins.plugins.kamal.board;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import io.jenkins.plugins.kamal.demo.Browser;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent.Proof;
import io.jenkins.plugins.kamal.rollback.KamalDeployedVersionParameterDefinition;
import io.jenkins.plugins.kamal.run.Screenshots;
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

/** The board in a real Jenkins and a real browser, light and dark, narrow and wide. */
class BoardInBrowserTest {

    private static final String ROLLBACK = "job/shop/kamal-rollback/?service=shop&destination=production&version=v1";

    /** What a button covers of its line, and buttons that are seen only after the table is scrolled sideways. */
    private static final String COVERED = """
            [...document.querySelectorAll('.kamal-history .kamal-roll-back')].flatMap(button => {
              const own = button.getBoundingClientRect();
              const outside = own.right > button.closest('.kamal-scroll').getBoundingClientRect().right + 1 ? ['scrolled away'] : [];
              const others = [...button.closest('tr').cells].filter(cell => !cell.contains(button)).filter(cell => {
                const at = cell.getBoundingClientRect();
                return at.left < own.right - 1 && at.right > own.left + 1 && at.top < own.bottom - 1 && at.bottom > own.top + 1;
              });
              return outside.concat(others.map(cell => cell.textContent.trim().slice(0, 30)));
            }).join('; ')
            """;

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @TempDir
    private Path profiles;

    @BeforeEach
    void findBrowser() {
        Screenshots.require();
    }

    @Test
    void pagesAreDrawn() throws Throwable {
        jenkins.startJenkins();
        Screenshots screenshots = new Screenshots(jenkins, profiles);

        assertThat(screenshots.draw("kamal/", "board-empty", 1_600, 900)).contains("The first steps");
        jenkins.runRemotely(BoardInBrowserTest::deploy);
        for (String theme : new String[] {"light", "dark"}) {
            jenkins.runRemotely(new Screenshots.Theme(theme));
            for (int width : new int[] {400, 1_600}) {
                String name = "-" + theme + "-" + width;
                assertThat(screenshots.draw("kamal/", "board" + name, width, 900))
                        .contains("deploying now 1/3 hosts", "The hosts run different versions");
                assertThat(screenshots.draw("job/shop/kamal/", "deployments" + name, width, 1_400))
                        .contains("Roll back to this", "kamal-chart__canvas", "<canvas");
                assertThat(screenshots.draw(ROLLBACK, "rollback" + name, width, 900))
                        .contains("Roll back to v1");
            }
            screenshots.draw("job/shop/kamal/", "deployments-" + theme + "-1200", 1_200, 1_400);
        }
        try (Browser browser = Browser.open(profiles.resolve("measured"), 1_200, 900)) {
            for (int width : new int[] {400, 720, 1_200, 1_600}) {
                browser.resize(width, 900);
                browser.show(jenkins.getUrl() + "job/shop/kamal/", "document.querySelector('.kamal-roll-back')");
                assertThat(browser.evaluate(COVERED).asText())
                        .as("what the button covers at %d px", width)
                        .isEmpty();
            }
        }
    }

    private static void deploy(JenkinsRule jenkins) throws Throwable {
        FreeStyleProject shop = jenkins.createFreeStyleProject("shop");
        KamalDeployedVersionParameterDefinition version =
                new KamalDeployedVersionParameterDefinition("VERSION", "shop");
        version.setDestination("production");
        shop.addProperty(new ParametersDefinitionProperty(version));
        Instant now = Instant.now();
        deployed(build(shop), "shop", "production", "v1", now.minusSeconds(300_000));
        deployed(build(shop), "shop", "staging", Stories.NEXT_COMMIT, now.minusSeconds(7_300));
        FreeStyleBuild first = build(shop);
        Told.version(first, Stories.COMMIT, Stories.COMMIT);
        Stories.success(first, Stories.COMMIT, "production", now.minusSeconds(190_000));
        FreeStyleBuild failed = build(shop);
        Told.version(failed, Stories.NEXT_COMMIT, Stories.NEXT_COMMIT);
        Stories.failure(failed, Stories.NEXT_COMMIT, now.minusSeconds(600));
        FreeStyleProject blog = jenkins.createFreeStyleProject("blog");
        deployed(build(blog), "blog", "", "v7", now.minusSeconds(400_000));
        deployed(build(blog), "a-service-with-a-rather-long-name", "production", "v7", now.minusSeconds(400_000));
        shop.getBuildersList().replace(new SleepBuilder(TimeUnit.MINUTES.toMillis(10)));
        FreeStyleBuild running =
                shop.scheduleBuild2(0, new Cause.UserIdCause("alice")).waitForStart();
        Stories.running(running, Stories.NEXT_COMMIT, now.minusSeconds(20));
    }

    private static FreeStyleBuild build(FreeStyleProject job) throws Exception {
        return job.scheduleBuild2(0, new Cause.UserIdCause("alice")).get();
    }

    private static void deployed(
            FreeStyleBuild build, String service, String destination, String version, Instant when) {
        Told.in(build, when)
                .started("deploy", service, destination, version, "web-1", "web-2")
                .booted("web-1.example.com", "web", version, "", Proof.NOT_PROVEN, 4_000)
                .booted("web-2.example.com", "web", version, "", Proof.NOT_PROVEN, 4_000)
                .finished(0, "", 21_000);
    }
}
