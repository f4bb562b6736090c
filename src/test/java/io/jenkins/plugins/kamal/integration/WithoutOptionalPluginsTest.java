package io.jenkins.plugins.kamal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.kamal.run.deployment.DeploymentListener;
import io.jenkins.plugins.kamal.run.deployment.Stories;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Deployments in a Jenkins that has none of the optional plugins. */
class WithoutOptionalPluginsTest {

    private static final String[] OPTIONAL = {"checks-api", "dashboard-view", "echarts-api", "metrics", "token-macro"};

    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension().omitPlugins(OPTIONAL);

    @Test
    void deploymentsAreRecordedAndShown() throws Throwable {
        jenkins.then(WithoutOptionalPluginsTest::deploy);
    }

    private static void deploy(JenkinsRule rule) throws Throwable {
        for (String plugin : OPTIONAL) {
            assertThat(Jenkins.get().getPlugin(plugin)).as(plugin).isNull();
        }
        assertThat(ExtensionList.lookup(DeploymentListener.class))
                .extracting(listener -> listener.getClass().getSimpleName())
                .contains("Ledger")
                .doesNotContain("DeploymentChecks", "DeploymentMetrics");
        FreeStyleProject job = rule.createFreeStyleProject("shop");
        Instant now = Instant.now();
        for (long ago : List.of(7_000L, 3_000L)) {
            FreeStyleBuild build = rule.buildAndAssertSuccess(job);
            Stories.success(build, Stories.COMMIT, "production", now.minusSeconds(ago));
        }

        String page = rule.createWebClient()
                .withJavaScriptEnabled(false)
                .goTo(job.getUrl() + "kamal/")
                .asXml();
        assertThat(page).contains("data-kamal-charts").doesNotContain("echarts.simple");
    }
}
