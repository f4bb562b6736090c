package io.jenkins.plugins.kamal.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.kamal.demo.Browser;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.run.deployment.Stories;
import io.jenkins.plugins.kamal.run.deployment.Told;
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

    /** What sticks out of the window on the right; what is in a box that scrolls does not. */
    private static final String TOO_WIDE = """
            [...document.querySelectorAll('[class*=kamal], [class*=kamal] *')]
              .filter(e => !e.closest('.kamal-scroll') && e.getBoundingClientRect().right > innerWidth + 1)
              .map(e => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().right)).slice(0, 9).join(' ')
            """;

    /** Text of a table that is seen only after the table is scrolled sideways. */
    private static final String CUT_OFF = """
            [...document.querySelectorAll('.kamal-scroll')].flatMap(box => {
              const right = box.getBoundingClientRect().right + 1;
              return [...box.querySelectorAll('.kamal-table > tbody td, .kamal-table > tbody td *')].filter(e => e.checkVisibility() && e.textContent.trim()
                  && e.getBoundingClientRect().right > right)
                .map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 40));
            }).slice(0, 5).join('; ')
            """;

    private static final String BROKEN_HOSTS = """
            [...document.querySelectorAll('.kamal-host')]
              .filter(e => e.getClientRects().length > 1).map(e => e.textContent).slice(0, 5).join(' ')
            """;

    /** Below 4.5 : 1 (WCAG 2.2, 1.4.3); a canvas turns every notation of a colour into red, green, blue and alpha. */
    private static final String PALE = """
            (() => {
              const ink = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
              const rgba = colour => {
                ink.clearRect(0, 0, 1, 1); ink.fillStyle = colour; ink.fillRect(0, 0, 1, 1);
                return [...ink.getImageData(0, 0, 1, 1).data];
              };
              const over = (top, below) => [0, 1, 2].map(i => (top[i] * top[3] + below[i] * (255 - top[3])) / 255);
              const background = e => {
                const layers = [];
                for (let at = e; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
                return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
              };
              const luminance = c => c.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const contrast = e => {
                const below = background(e);
                const [a, b] = [luminance(over(rgba(getComputedStyle(e).color), below)), luminance(below)];
                return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              };
              const ours = [...document.querySelectorAll('[class*=kamal], [class*=kamal] *')];
              return ours.filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
                .filter(e => e.checkVisibility() && contrast(e) < 4.5)
                .map(e => e.tagName + '.' + e.className + ' ' + contrast(e).toFixed(1) + ' ' + e.textContent.trim().slice(0, 30))
                .slice(0, 8).join('; ');
            })()
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
        jenkins.runRemotely(PagesInBrowserTest::deploy);

        assertThat(screenshots.draw("job/shop/1/", "summary", 1_280, 720))
                .contains("deploy succeeded in 41.2 s", "not proven");
        assertThat(screenshots.draw("job/shop/3/", "failed", 1_280, 1_140))
                .contains("deploy failed after 52.5 s", "different image");
        assertThat(screenshots.draw("job/shop/4/", "running", 1_280, 720))
                .contains("deploy is running: Boot the application");
        assertThat(screenshots.draw("job/shop/", "builds", 1_280, 760)).contains("b6d827f4c1 → staging");
        assertThat(screenshots.draw("job/shop/kamal/", "deployments", 1_280, 940))
                .contains("Running now");
        try (Browser browser = Browser.open(profiles.resolve("measured"), 1_280, 900)) {
            for (String theme : List.of("light", "dark")) {
                jenkins.runRemotely(new Screenshots.Theme(theme));
                measure(browser, theme);
            }
        }
    }

    private void measure(Browser browser, String theme) throws Exception {
        for (String page : List.of("job/shop/1/", "job/shop/3/", "job/shop/4/", "job/shop/kamal/", "kamal/")) {
            for (int width : List.of(400, 1_280)) {
                browser.resize(width, 900);
                browser.show(jenkins.getUrl() + page, "document.querySelector('[class*=kamal]')");
                assertThat(browser.evaluate(TOO_WIDE).asText())
                        .as("what is wider than %d px on %s", width, page)
                        .isEmpty();
                assertThat(browser.evaluate(BROKEN_HOSTS).asText())
                        .as("hosts that break at %d px on %s", width, page)
                        .isEmpty();
                if (width == 400) {
                    assertThat(browser.evaluate(CUT_OFF).asText())
                            .as("what is cut off at %d px on %s", width, page)
                            .isEmpty();
                }
                if (width == 400 && page.equals("job/shop/4/")) {
                    browser.picture(
                            Path.of("target/pages/running-narrow-" + theme + ".png"), ".kamal-deployment", 3_000);
                }
            }
            assertThat(browser.evaluate(PALE).asText())
                    .as("text with too little contrast on %s, %s theme", page, theme)
                    .isEmpty();
        }
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
        Told told = Stories.running(running, Stories.NEXT_COMMIT, now.minusSeconds(20));
        for (DeployEvent.Step step : DeployEvent.Step.values()) {
            String host = "web-" + (2 + step.ordinal()) + ".example.com";
            told.event(new DeployEvent.RoleServed(host, "web", Stories.COMMIT))
                    .event(new DeployEvent.HostAdvanced(host, "web", step));
        }
        told.event(new DeployEvent.RoleServed("web-8.example.com", "web", Stories.COMMIT))
                .event(new DeployEvent.RoleServed("web-9.example.com", "web", Stories.COMMIT))
                .event(new DeployEvent.BootFailed("web-9.example.com", "web", "unhealthy"));
    }

    private static void deployed(JenkinsRule jenkins, FreeStyleProject job, String destination, Instant when)
            throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        Told.version(build, Stories.COMMIT, Stories.COMMIT);
        Stories.success(build, Stories.COMMIT, destination, when);
        build.save();
    }
}
