package io.jenkins.plugins.kamal.live;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.kamal.engine.protocol.DeployEvent;
import io.jenkins.plugins.kamal.run.deployment.Stories;
import io.jenkins.plugins.kamal.run.deployment.Told;
import java.net.URL;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.SleepBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a page asks for again and again while a deployment is at work. */
@WithJenkins
class LiveEntriesTest {

    @Test
    void haveTheEntriesOfTheBuildAndTellWhenTheyDoNotChangeAnyMore(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = running(jenkins);
        Told told = Stories.running(build, Stories.COMMIT, Instant.now())
                .event(new DeployEvent.RoleServed("web-2.example.com", "web", "v1"))
                .event(new DeployEvent.HostAdvanced("web-2.example.com", "web", DeployEvent.Step.CHECKING));

        String address = "/jenkins/" + build.getUrl() + "kamal-live/";
        DomElement entry = page(jenkins, build.getUrl()).getFirstByXPath("//section[@data-kamal-part]");
        assertThat(entry.getAttribute("data-kamal-refresh")).isEqualTo(address);
        assertThat(entry.asNormalizedText()).contains("1 of 3 hosts done", "waiting until healthy");
        HtmlPage live = page(jenkins, build.getUrl() + "kamal-live/");
        assertThat(live.<DomElement>getFirstByXPath("//section").getAttribute("data-kamal-part"))
                .isEqualTo(told.action().getInvocation())
                .isEqualTo(entry.getAttribute("data-kamal-part"));
        assertThat(live.<DomElement>getFirstByXPath("//section").getAttribute("data-kamal-announce"))
                .isEqualTo("deploy of shop is running: Boot the application. 1 of 3 hosts done");
        assertThat(more(live)).isEqualTo("true");

        told.finished(0, "", 9_000);
        build.doStop();
        jenkins.waitForCompletion(build);
        HtmlPage ended = page(jenkins, build.getUrl() + "kamal-live/");
        assertThat(more(ended)).isEqualTo("false");
        assertThat(ended.<DomElement>getFirstByXPath("//section").hasAttribute("data-kamal-refresh"))
                .isFalse();
        assertThat(ended.asNormalizedText()).contains("deploy succeeded in 9.0 s");
    }

    @Test
    void areOnlyForThoseWhoMayReadTheJob(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = running(jenkins);
        Stories.running(build, Stories.COMMIT, Instant.now());
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger", "reader")
                .grant(Item.READ)
                .everywhere()
                .to("reader"));

        assertThat(status(jenkins, "stranger", build)).isEqualTo(404);
        assertThat(status(jenkins, "reader", build)).isEqualTo(200);
        build.doStop();
        jenkins.waitForCompletion(build);
    }

    @Test
    void ofTheBoardAreItsTable(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build = running(jenkins);
        Told told = Stories.running(build, Stories.COMMIT, Instant.now());

        assertThat(page(jenkins, "kamal/")
                        .<DomElement>getFirstByXPath("//table[@data-kamal-whole]")
                        .getAttribute("data-kamal-refresh"))
                .isEqualTo("live");
        HtmlPage live = page(jenkins, "kamal/live");
        DomElement state = live.getFirstByXPath("//*[@data-kamal-more]");
        assertThat(state.getAttribute("data-kamal-more")).isEqualTo("true");
        assertThat(state.getAttribute("data-kamal-idle")).isEqualTo("false");
        assertThat(live.<DomElement>getFirstByXPath("//td[@data-kamal-part='shop/production']")
                        .asNormalizedText())
                .contains("deploying now 1/3 hosts");
        assertThat(page(jenkins, "kamal/live?q=nothing-like-it").<DomElement>getByXPath("//td"))
                .isEmpty();

        told.finished(0, "", 9_000);
        build.doStop();
        jenkins.waitForCompletion(build);
        assertThat(page(jenkins, "kamal/live")
                        .<DomElement>getFirstByXPath("//*[@data-kamal-more]")
                        .getAttribute("data-kamal-idle"))
                .isEqualTo("true");
    }

    private static FreeStyleBuild running(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("shop");
        job.getBuildersList().add(new SleepBuilder(TimeUnit.MINUTES.toMillis(5)));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static String more(HtmlPage page) {
        return page.<DomElement>getFirstByXPath("//*[@data-kamal-more]").getAttribute("data-kamal-more");
    }

    private static HtmlPage page(JenkinsRule jenkins, String address) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.getOptions().setJavaScriptEnabled(false);
        return client.goTo(address);
    }

    private static int status(JenkinsRule jenkins, String user, FreeStyleBuild build) throws Exception {
        WebResponse answer = jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .withThrowExceptionOnFailingStatusCode(false)
                .withBasicCredentials(user, user)
                .getPage(new URL(jenkins.getURL(), build.getUrl() + "kamal-live/"))
                .getWebResponse();
        return answer.getStatusCode();
    }
}
